import { readId } from '../../../shared/domain/ids.ts';
import type { UserUpdate } from '../../services/users/update-user.ts';
import type { UpdateUserInput } from './inputs.ts';

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
