import { readId } from '../../../shared/domain/ids.ts';
import type { UserUpdate } from '../../services/users/update-user.ts';
import type { NewUser } from '../../rules/users/new-user.ts';
import type { NewApiClient } from '../../rules/users/api-client.ts';
import type { CreateApiClientInput, CreateUserInput, UpdateUserInput } from './inputs.ts';

/** Reads a request for a user. */
export function readCreateUser(input: CreateUserInput): NewUser {
  const { kind, login, email, firstName, lastName, permissions } = input;
  return { accountId: readId('acc', input.accountId), kind, login, email, firstName, lastName, permissions };
}

/** Reads a request for an API client. */
export function readCreateApiClient(input: CreateApiClientInput): NewApiClient {
  const { name, permissions, expiresAt } = input;
  return {
    accountId: readId('acc', input.accountId),
    name,
    permissions,
    expiresAt: expiresAt ? new Date(expiresAt) : undefined,
  };
}

/** Reads the changes of a user; null leaves a value as it is. */
export function readUpdateUser(input: UpdateUserInput): UserUpdate {
  return {
    userId: readId('usr', input.userId),
    changes: {
      email: input.email ?? undefined,
      firstName: input.firstName ?? undefined,
      lastName: input.lastName ?? undefined,
      permissions: input.permissions ?? undefined,
      enabled: input.enabled ?? undefined,
    },
  };
}
