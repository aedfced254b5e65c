import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toFlatPayload, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission, requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { UserRow } from '../../entities/user.ts';
import { endSessions } from '../../services/sign-in/end-sessions.ts';
import { createUser } from '../../services/users/create-user.ts';
import { updateUser } from '../../services/users/update-user.ts';
import { CreateUserInput, EndSessionsInput, UpdateUserInput } from './inputs.ts';
import { readCreateUser, readUpdateUser } from './read-inputs.ts';
import { UserType } from './types.ts';

const CreateUserPayload = payloadType('CreateUser', 'The new user, or the reasons for refusing it.', {
  user: { type: () => UserType, description: 'The new user.' },
});

const UpdateUserPayload = payloadType('UpdateUser', 'The changed user, or the reasons for refusing the change.', {
  user: { type: () => UserType, description: 'The user after the change.' },
});

const EndSessionsPayload = payloadType('EndSessions', 'The result of ending the sessions of a user.');

@Resolver()
export class UserMutations {
  @Mutation(() => CreateUserPayload, {
    description:
      'Creates a user of your account or of one below it. A mail with a link to set the password is sent to the user; the link ' +
      'works once, within seven days. Needs the permission MANAGE_USERS.',
  })
  async createUser(
    @Arg('input', () => CreateUserInput, { description: 'The user to create.' }) input: CreateUserInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly user: UserRow }>> {
    return toPayload(await createUser(requirePermission(context, 'MANAGE_USERS'), readCreateUser(input)), 'user');
  }

  @Mutation(() => UpdateUserPayload, {
    description:
      'Changes a user of your account or of one below it, or disables one. Nobody can change a user who may do more than ' +
      'they may themselves, take MANAGE_USERS from themselves or disable themselves. Needs the permission MANAGE_USERS.',
  })
  async updateUser(
    @Arg('input', () => UpdateUserInput, { description: 'The user and the new values.' }) input: UpdateUserInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly user: UserRow }>> {
    return toPayload(await updateUser(requirePermission(context, 'MANAGE_USERS'), readUpdateUser(input)), 'user');
  }

  @Mutation(() => EndSessionsPayload, {
    description:
      'Ends every session of a user: your own, or with the permission MANAGE_USERS those of a user of your account or of one ' +
      'below it. Within five seconds their tokens are refused and their streams end. The user can sign in again.',
  })
  async endSessions(
    @Arg('input', () => EndSessionsInput, { description: 'The user whose sessions are to end.' })
    input: EndSessionsInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    return toFlatPayload(await endSessions(requireSignedIn(context), readId('usr', input.userId)));
  }
}
