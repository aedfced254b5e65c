import { Field, ID, InputType } from 'type-graphql';
import type { Permission } from '../../../shared/domain/permission.ts';
import { EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import { PermissionEnum } from './types.ts';

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

@InputType('EndSessionsInput', { description: 'The user whose sessions are to end.' })
export class EndSessionsInput {
  @Field(() => ID, { description: 'The user whose sessions end.' })
  userId!: string;
}
