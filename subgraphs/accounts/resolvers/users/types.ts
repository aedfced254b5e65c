import { Directive, Field, ObjectType } from 'type-graphql';
import { USER_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { DateTimeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import { PermissionEnum, UserKindEnum } from '../hierarchy/enums.ts';

@ObjectType('User', { description: USER_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class UserType implements Node {
  id!: string;

  @Field(() => UserKindEnum, { description: 'Administrator or service user.' })
  kind!: UserKindEnum;

  @Field(() => String, { description: 'What the user signs in with; unique on the platform, without regard to case.' })
  login!: string;

  @Field(() => EmailAddressScalar, { description: 'Where mail for the user goes.' })
  email!: string;

  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => [PermissionEnum], { description: 'What the user may do in the account and below it.' })
  permissions!: Permission[];

  @Field(() => Boolean, { description: 'A disabled user cannot sign in.' })
  enabled!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the user last signed in.' })
  lastSignInAt?: Date;

  @Field(() => DateTimeScalar, { description: 'When the user was created.' })
  createdAt!: Date;
}

export const UserConnection = connectionType('User', () => UserType);

@ObjectType('Viewer', { description: 'Who is asking, and for whom.' })
export class ViewerType {
  /** Not in the schema: the fields are read from it. */
  principal!: SignedInPrincipal;
}

@ObjectType('Session', { description: 'The tokens of a sign-in.' })
export class SessionType {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer …` with every request. Lasts 15 minutes.' })
  accessToken!: string;

  @Field(() => String, { description: 'Works once, in `refreshSession`, for the next pair of tokens.' })
  refreshToken!: string;

  @Field(() => DateTimeScalar, { description: 'When the access token ends.' })
  expiresAt!: Date;
}

@ObjectType('SignInPayload', { description: 'A session, or why there is none.' })
export class SignInPayload {
  @Field(() => SessionType, { nullable: true, description: 'The tokens; null when refused.' })
  session?: SessionType | undefined;

  @Field(() => ViewerType, { nullable: true, description: 'Who signed in; null when refused.' })
  viewer?: ViewerType | undefined;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: readonly UserError[];
}

@ObjectType('SignOutPayload', { description: 'Whether the session could be ended.' })
export class SignOutPayload {
  @Field(() => [UserError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: readonly UserError[];
}
