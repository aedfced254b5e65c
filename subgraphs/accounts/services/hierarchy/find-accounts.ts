import { containing, searchWords, textArray } from '../../../shared/database/sql.ts';
import { countRows } from '../../../shared/database/total.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  toConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import type { AccountStatus } from '../../rules/hierarchy/account-status.ts';
import type { AccountType } from '../../rules/hierarchy/account-types.ts';
import { visibleAccount } from './visible-accounts.ts';

/** The orders in which accounts can be listed. */
export type AccountSort = 'CREATED_AT_DESC' | 'CREATED_AT_ASC' | 'NAME_ASC' | 'NAME_DESC';

/** Which accounts are looked for. All conditions that are given must hold. */
export interface AccountsQuery {
  /** The account whose subtree is searched; the viewer's own unless given. */
  readonly root: Id<'acc'> | undefined;
  /** Words that must all occur. */
  readonly search: string | undefined;
  readonly type: AccountType | undefined;
  readonly statuses: readonly AccountStatus[] | undefined;
  readonly externalId: string | undefined;
  readonly email: string | undefined;
  readonly sort: AccountSort;
  readonly page: PageRequest;
}

interface SortOrder {
  readonly by: string;
  readonly after: string;
  readonly keyParts: 1 | 2;
}

/** Ids are made in time order, so they are the creation order; names need the id to break a tie. */
const SORT_ORDERS: Readonly<Record<AccountSort, SortOrder>> = {
  CREATED_AT_DESC: { by: 'id desc', after: 'id < ?', keyParts: 1 },
  CREATED_AT_ASC: { by: 'id', after: 'id > ?', keyParts: 1 },
  NAME_ASC: { by: 'name, id', after: '(name, id) > (?, ?)', keyParts: 2 },
  NAME_DESC: { by: 'name desc, id desc', after: '(name, id) < (?, ?)', keyParts: 2 },
};

/** The number of parts that a cursor of this order has. */
export function cursorParts(sort: AccountSort): number {
  return SORT_ORDERS[sort].keyParts;
}

/** A page of the accounts in a subtree that match; none when the viewer may not see the root of the subtree. */
export async function findAccounts(context: SignedInContext, query: AccountsQuery): Promise<Connection<AccountRow>> {
  const { root, page } = query;
  const rootPath = root === undefined ? context.viewer.path : (await visibleAccount(context, root))?.path;
  if (rootPath === undefined) return emptyConnection(page);
  const filter = filterOf(rootPath, query);
  const { keyParts } = SORT_ORDERS[query.sort];
  return toConnection(
    await readPageOf(context.read, filter, query),
    page,
    (row) => (keyParts === 1 ? [row.id] : [row.name, row.id]),
    () => countRows(context.read, { from: 'accounts.account', ...filter }),
  );
}

interface Filter {
  readonly where: string;
  readonly values: readonly unknown[];
}

async function readPageOf(
  read: Reader,
  { where, values }: Filter,
  { sort, page }: AccountsQuery,
): Promise<readonly AccountRow[]> {
  const { by, after } = SORT_ORDERS[sort];
  const rows = await read.query(
    `select * from accounts.account where ${where} ${page.after === undefined ? '' : `and ${after}`}
     order by ${by} limit ?`,
    [...values, ...(page.after ?? []), page.first + 1],
  );
  return rows.map((row) => read.map(AccountEntity, row));
}

function filterOf(rootPath: string, query: AccountsQuery): Filter {
  const { search, type, statuses, externalId } = query;
  const email = query.email?.toLowerCase();
  const conditions: readonly (readonly [sql: string, ...values: readonly unknown[]])[] = [
    ['path <@ ?::ltree', rootPath],
    ...searchWords(search).map((word) => ['search_text like ?', containing(word)] as const),
    ...(type === undefined ? [] : [['type = ?', type] as const]),
    ...(statuses === undefined ? [] : [['status = any (?::text[])', textArray(statuses)] as const]),
    ...(externalId === undefined ? [] : [['external_id = ?', externalId] as const]),
    ...(email === undefined ? [] : [[EMAIL_CONDITION, email, email] as const]),
  ];
  return {
    where: conditions.map(([sql]) => sql).join(' and '),
    values: conditions.flatMap(([, ...values]) => values),
  };
}

const EMAIL_CONDITION = `(lower(contact ->> 'email') = ?
  or exists (select 1 from accounts."user" u where u.account_id = account.id and lower(u.email) = ?))`;
