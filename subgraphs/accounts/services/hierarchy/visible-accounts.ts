import { accountIdsOf } from '../../../shared/domain/account-path.ts';
import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { AccountsContext, SignedInContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { AccountType } from '../../rules/hierarchy/account-types.ts';

/** The account. Null when there is none and when the viewer may not see it: both look the same. */
export async function visibleAccount(
  { principal, loaders }: AccountsContext,
  id: Id<'acc'>,
): Promise<AccountRow | null> {
  const account = await loaders.account.load(id);
  return account !== null && maySee(principal, account.path) ? account : null;
}

/** The accounts above an account, from the viewer's root down to the parent. */
export async function visibleAncestors(
  { viewer, loaders }: SignedInContext,
  account: AccountRow,
): Promise<readonly AccountRow[]> {
  const rootDepth = accountIdsOf(viewer.path).length - 1;
  const ids = accountIdsOf(account.path).slice(rootDepth, -1);
  const ancestors = await Promise.all(ids.map((id) => loaders.account.load(id)));
  return ancestors.filter((ancestor) => ancestor !== null);
}

/** Which accounts directly below an account are asked for. */
export interface ChildrenRequest {
  /** Every type unless given. */
  readonly type: AccountType | undefined;
  readonly page: PageRequest;
}

/** The accounts directly below an account, newest first; none for an account that the viewer may not see. */
export function visibleChildren(
  { principal, loaders }: AccountsContext,
  account: AccountRow,
  { type, page }: ChildrenRequest,
): Promise<Connection<AccountRow>> {
  // While an administrator acts for an account, the account that they came from is shown without what belongs to it.
  if (!maySee(principal, account.path)) return Promise.resolve(emptyConnection(page));
  const choices = type === undefined ? [] : [{ column: 'type', type: 'text', values: [type] } as const];
  return listConnection(loaders.children, { owner: account.id, choices, page }, (row) => [row.id]);
}
