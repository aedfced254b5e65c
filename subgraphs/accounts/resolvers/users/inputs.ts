import { Field, ID, InputType } from 'type-graphql';
import type { Permission } from '../../../shared/domain/permission.ts';
import { DateTimeScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import type { UserKind } from '../../rules/users/roles.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { PermissionEnum, UserKindEnum } from './types.ts';

@InputType('CreateUserInput', { description: 'A new user, who sets the password by a link in a mail.' })
export class CreateUserInput {
  @Field(() => ID, { description: 'The account that the user signs in for: your own, or one below it.' })
  accountId!: string;

  @Field(() => UserKindEnum, { description: 'Whether the user manages the account, or only uses its services.' })
  kind!: UserKind;

  @Field(() => String, {
    description: 'The name to sign in with: 5 to 255 letters, digits or _ . @ -, unique on the platform.',
  })
  @Length({ max: 255 })
  login!: string;

  @Field(() => EmailAddressScalar, { description: 'Where the link to set the password is sent.' })
  email!: string;

  @Field(() => String, { description: 'The given name of the user.' })
  firstName!: string;

  @Field(() => String, { description: 'The family name of the user.' })
  lastName!: string;

  @Field(() => [PermissionEnum], {
    description:
      'What the user may do. You can give only what you may do yourself. A service user can only have USE_SERVICES.',
  })
  permissions!: Permission[];
}

@InputType('CreateApiClientInput', { description: 'A program that is to act for an account.' })
export class CreateApiClientInput {
  @Field(() => ID, { description: 'The provider or reseller that it acts for: your own account, or one below it.' })
  accountId!: string;

  @Field(() => String, { description: 'A name by which people recognise it.' })
  name!: string;

  @Field(() => [PermissionEnum], { description: 'What it may do. You can give only what you may do yourself.' })
  permissions!: Permission[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it gets no more tokens. It does not expire unless given.',
  })
  expiresAt?: string | null;
}

@InputType('RotateApiClientSecretInput', { description: 'The client that gets another secret.' })
export class RotateApiClientSecretInput {
  @Field(() => ID, { description: 'The id of the API client.' })
  apiClientId!: string;
}

@InputType('RevokeApiClientInput', { description: 'The client that is to stop.' })
export class RevokeApiClientInput {
  @Field(() => ID, { description: 'The id of the API client.' })
  apiClientId!: string;
}

@InputType('UpdateUserInput', { description: 'The new values of a user. What is left out or null stays as it is.' })
export class UpdateUserInput {
  @Field(() => ID, { description: 'The user to change.' })
  userId!: string;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'The e-mail address of the user.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The given name of the user.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'The family name of the user.' })
  lastName?: string | null;

  @Field(() => [PermissionEnum], {
    nullable: true,
    description:
      'Everything that the user may do from now on. You can give and take only what you may do yourself. A change ends the sessions of the user.',
  })
  permissions?: Permission[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False disables the user, who can no longer sign in, and ends the sessions of the user.',
  })
  enabled?: boolean | null;
}

@InputType('EraseUserInput', { description: 'The user to erase, and why.' })
export class EraseUserInput {
  @Field(() => ID, { description: 'The user whose data is replaced by a pseudonym.' })
  userId!: string;

  @Field(() => String, {
    description: 'Why, for whoever asks later. Do not name the person: the reason stays in the audit log.',
  })
  reason!: string;
}

@InputType('EndSessionsInput', { description: 'The user whose sessions are to end.' })
export class EndSessionsInput {
  @Field(() => ID, { description: 'The user whose sessions end.' })
  userId!: string;
}
