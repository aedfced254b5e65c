import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toFlatPayload, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission, requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { UserRow } from '../../entities/user.ts';
import { endSessions } from '../../services/sign-in/end-sessions.ts';
import type { ApiClientRow } from '../../entities/api-client.ts';
import {
  createApiClient,
  revokeApiClient,
  rotateApiClientSecret,
  type ClientWithSecret,
} from '../../services/users/api-clients.ts';
import { createUser } from '../../services/users/create-user.ts';
import { eraseUser } from '../../services/users/erase-user.ts';
import { updateUser } from '../../services/users/update-user.ts';
import {
  CreateApiClientInput,
  CreateUserInput,
  EndSessionsInput,
  EraseUserInput,
  RevokeApiClientInput,
  RotateApiClientSecretInput,
  UpdateUserInput,
} from './inputs.ts';
import { readCreateApiClient, readCreateUser, readUpdateUser } from './read-inputs.ts';
import { ApiClientType, UserType } from './types.ts';

const CreateUserPayload = payloadType('CreateUser', 'The new user, or the reasons for refusing it.', {
  user: { type: () => UserType, description: 'The new user.' },
});

const UpdateUserPayload = payloadType('UpdateUser', 'The changed user, or the reasons for refusing the change.', {
  user: { type: () => UserType, description: 'The user after the change.' },
});

const EraseUserPayload = payloadType('EraseUser', 'Whether the user was erased: no reasons for refusing it.');
const EndSessionsPayload = payloadType('EndSessions', 'The result of ending the sessions of a user.');

const WITH_SECRET = {
  apiClient: { type: () => ApiClientType, description: 'The API client.' },
  clientSecret: { type: () => String, description: 'The secret, which is shown this once.' },
};
const CreateApiClientPayload = payloadType('CreateApiClient', 'The new client with its secret.', WITH_SECRET);
const RotateApiClientSecretPayload = payloadType(
  'RotateApiClientSecret',
  'The client with another secret.',
  WITH_SECRET,
);
const RevokeApiClientPayload = payloadType('RevokeApiClient', 'The client that was revoked.', {
  apiClient: { type: () => ApiClientType, description: 'The client, which gets no more tokens.' },
});

@Resolver()
export class ApiClientMutations {
  @Mutation(() => CreateApiClientPayload, {
    description:
      'Creates a program that acts for your account or one below it, with permissions of its own that are never more than ' +
      'yours. It exchanges id and secret for tokens at `/oauth/token`. Needs the permission MANAGE_API_CLIENTS.',
  })
  async createApiClient(
    @Arg('input', () => CreateApiClientInput, { description: 'The client to create.' }) input: CreateApiClientInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<ClientWithSecret>> {
    const permitted = requirePermission(context, 'MANAGE_API_CLIENTS');
    return toFlatPayload(await createApiClient(permitted, readCreateApiClient(input)));
  }

  @Mutation(() => RotateApiClientSecretPayload, {
    description:
      'Gives an API client another secret. The one before works for seven days more, so that every server can get the new one; ' +
      'any older one stops working. Needs the permission MANAGE_API_CLIENTS.',
  })
  async rotateApiClientSecret(
    @Arg('input', () => RotateApiClientSecretInput, { description: 'The client that gets another secret.' })
    input: RotateApiClientSecretInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<ClientWithSecret>> {
    const permitted = requirePermission(context, 'MANAGE_API_CLIENTS');
    return toFlatPayload(await rotateApiClientSecret(permitted, readId('cli', input.apiClientId)));
  }

  @Mutation(() => RevokeApiClientPayload, {
    description:
      'Revokes an API client for good. Within five seconds its tokens are refused and its streams end. Needs the permission ' +
      'MANAGE_API_CLIENTS.',
  })
  async revokeApiClient(
    @Arg('input', () => RevokeApiClientInput, { description: 'The client that is to stop.' })
    input: RevokeApiClientInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<{ readonly apiClient: ApiClientRow }>> {
    const permitted = requirePermission(context, 'MANAGE_API_CLIENTS');
    return toPayload(await revokeApiClient(permitted, readId('cli', input.apiClientId)), 'apiClient');
  }
}

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

  @Mutation(() => EraseUserPayload, {
    description:
      'Replaces a person by a pseudonym, for good: login, names, address and everything they could sign in with at once; what ' +
      'contacts and the audit log tell of them, within a moment. Their sessions end. What they have signed is kept, as it has to ' +
      'be. Nobody can erase themselves, a user who may do more, or the last administrator of an account. Needs the permission ' +
      'MANAGE_USERS.',
  })
  async eraseUser(
    @Arg('input', () => EraseUserInput, { description: 'The user to erase, and why.' }) input: EraseUserInput,
    @Ctx() context: AccountsContext,
  ): Promise<Payload<object>> {
    const request = { userId: readId('usr', input.userId), reason: input.reason };
    return toFlatPayload(await eraseUser(requirePermission(context, 'MANAGE_USERS'), request));
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
