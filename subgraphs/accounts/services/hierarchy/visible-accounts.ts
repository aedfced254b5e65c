import { maySee } from '../../../shared/domain/access.ts';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { isId } from '../../../shared/domain/ids.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import type { AccountLoaders } from '../../loaders/account-loaders.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';

/** What reading needs of an operation. */
export interface Reading {
  readonly principal: Principal;
  readonly loaders: AccountLoaders;
}

/** The account, or null when there is none or the viewer may not see it: both look the same. */
export async function visibleAccount({ principal, loaders }: Reading, id: string): Promise<AccountRow | null> {
  const account = isId('acc', id) ? await loaders.account.load(id) : null;
  return account !== null && maySee(principal, account.path) ? account : null;
}

/** The user, or null. Users of an account are seen with MANAGE_USERS; everybody sees themselves. */
export async function visibleUser({ principal, loaders }: Reading, id: string): Promise<UserRow | null> {
  const viewer = signedIn(principal);
  const user = isId('usr', id) ? await loaders.user.load(id) : null;
  if (user === null) return null;
  if (user.id !== viewer.subject && !viewer.permissions.has('MANAGE_USERS')) return null;
  const account = await loaders.account.load(user.accountId);
  return account !== null && maySee(viewer, account.path) ? user : null;
}

/** The accounts above one, from the viewer's root down to the parent. */
export async function visibleAncestors(
  { principal, loaders }: Reading,
  account: AccountRow,
): Promise<readonly AccountRow[]> {
  const viewer = signedIn(principal);
  const rootDepth = viewer.path.split('.').length - 1;
  const ids = account.path
    .split('.')
    .slice(rootDepth, -1)
    .map((label) => `acc_${label}`);
  const ancestors = await Promise.all(ids.map((id) => loaders.account.load(id)));
  return ancestors.filter((ancestor) => ancestor !== null);
}
