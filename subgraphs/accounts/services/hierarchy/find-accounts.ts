import { createListLoader } from '../../../shared/database/list-loader.ts';
import { searchWords, textArray } from '../../../shared/database/sql.ts';
import { exactly } from '../../../shared/database/total.ts';
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
import { accountList, accountListKey, sortOrder, type AccountConditions, type AccountSort } from './account-lists.ts';
import { countWords, findWords, haveWords, type WordSearch } from './account-words.ts';
import { visibleAccount } from './visible-accounts.ts';

/** Which accounts are looked for. All conditions that are given must hold. */
export interface AccountsQuery extends AccountConditions {
  /** The account whose subtree is searched; the viewer's own unless given. */
  readonly root: Id<'acc'> | undefined;
  /** Words that must all occur. */
  readonly search: string | undefined;
  readonly sort: AccountSort;
  readonly page: PageRequest;
}

/** The number of parts that a cursor of this order has. */
export function cursorParts(sort: AccountSort): number {
  return sortOrder(sort).keyParts;
}

/** A page of the accounts in a subtree that match; none when the viewer may not see the root of the subtree. */
export async function findAccounts(context: SignedInContext, query: AccountsQuery): Promise<Connection<AccountRow>> {
  const { root, page } = query;
  const rootId = root ?? context.viewer.accountId;
  if (root !== undefined && (await visibleAccount(context, root)) === null) return emptyConnection(page);
  return listAccounts(context.read, rootId, query);
}

/** A page of the accounts at and below an account that match. The caller has made sure that the viewer may see it. */
export async function listAccounts(
  read: Reader,
  rootId: Id<'acc'>,
  query: Omit<AccountsQuery, 'root'>,
): Promise<Connection<AccountRow>> {
  const words = searchWords(query.search);
  const search = { ...query, rootId, words };
  const found = words.length === 0 ? undefined : await findWords(read, search);
  return found === undefined ? pageOfList(read, search) : pageOfFound(read, search, found);
}

type AccountSearch = WordSearch & Pick<AccountsQuery, 'sort' | 'page'>;

/** A cursor's parts: the sort key of a row. */
function keyOf(sort: AccountSort): (row: AccountRow) => readonly string[] {
  return sortOrder(sort).keyParts === 1 ? (row) => [row.id] : (row) => [row.name, row.id];
}

/** Sorts the few accounts that have the words. */
async function pageOfFound(
  read: Reader,
  { sort, page }: AccountSearch,
  ids: readonly string[],
): Promise<Connection<AccountRow>> {
  const { order, after } = sortOrder(sort).ofAccounts;
  const behind = page.after === undefined ? '' : `and ${after}`;
  const rows = await read.query(
    `select * from accounts.account where id = any (?::text[]) ${behind} order by ${order} limit ?`,
    [textArray(ids), ...(page.after ?? []), page.first + 1],
  );
  const accounts = rows.map((row) => read.map(AccountEntity, row));
  return toConnection(accounts, page, keyOf(sort), () => Promise.resolve(exactly(ids.length)));
}

/** Reads the list in its order, and passes over accounts without the words, if any: there are many with them. */
async function pageOfList(read: Reader, search: AccountSearch): Promise<Connection<AccountRow>> {
  const { rootId, words, sort, page } = search;
  const list = createListLoader(
    read,
    accountList(sort, search, (row) => read.map(AccountEntity, row)),
  );
  const hasWords = haveWords(words).map(
    ([sql, ...values]) => [`(select ${sql} from accounts.account where id = member_id)`, ...values] as const,
  );
  const key = accountListKey(rootId, search, page, hasWords);
  const count = () => (words.length === 0 ? list.count.load(key) : countWords(read, search));
  return toConnection(await list.rows.load(key), page, keyOf(sort), count);
}
