import { may, maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';

/** The user. Null unless the viewer is the user, or has MANAGE_USERS and may see the user's account. */
export async function visibleUser({ viewer, loaders }: SignedInContext, id: Id<'usr'>): Promise<UserRow | null> {
  const user = await loaders.user.load(id);
  // Also while acting for an account from which the own one cannot be seen.
  if (user === null || user.id === viewer.subject) return user;
  if (!may(viewer, 'MANAGE_USERS')) return null;
  const account = await loaders.account.load(user.accountId);
  return account !== null && maySee(viewer, account.path) ? user : null;
}

/** The users of an account, newest first: without MANAGE_USERS only the viewer, and none for an account out of sight. */
export function visibleUsers(
  { viewer, loaders }: SignedInContext,
  account: AccountRow,
  page: PageRequest,
): Promise<Connection<UserRow>> {
  if (!maySee(viewer, account.path)) return Promise.resolve(emptyConnection(page));
  const conditions = may(viewer, 'MANAGE_USERS') ? [] : ([['id = ?', viewer.subject]] as const);
  return listConnection(loaders.users, { owner: account.id, conditions, page }, (row) => [row.id]);
}
