import { createListLoader } from '../../../shared/database/list-loader.ts';
import { searchWords } from '../../../shared/database/sql.ts';
import type { Total } from '../../../shared/database/total.ts';
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
import { findByWords, haveWords, haveWordsButOne, type FoundWords, type WordSearch } from './account-words.ts';
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
  const search = { ...query, rootId, matches: haveWords(words) };
  if (words.length === 0) return readList(read, search);
  const { total, rows, matches } = await findByWordsOrAlike(read, search, words);
  // More matches than are sorted: some are near every place of the list.
  if (!total.isExact) return readList(read, { ...search, matches }, total);
  const accounts = rows.map((row) => read.map(AccountEntity, row));
  return toConnection(accounts, query.page, keyOf(query.sort), () => Promise.resolve(total));
}

/** When no account has the words, those that have them but for one typing error. */
async function findByWordsOrAlike(
  read: Reader,
  search: WordSearch,
  words: readonly string[],
): Promise<FoundWords & Pick<WordSearch, 'matches'>> {
  const found = await findByWords(read, search);
  const matches = haveWordsButOne(words);
  if (found.total.count > 0 || matches.length === 0) return { ...found, matches: search.matches };
  return { ...(await findByWords(read, { ...search, matches })), matches };
}

/** A cursor's parts: the sort key of a row. */
function keyOf(sort: AccountSort): (row: AccountRow) => readonly string[] {
  return sortOrder(sort).keyParts === 1 ? (row) => [row.id] : (row) => [row.name, row.id];
}

/**
 * Reads the list in its order, and passes over accounts without the words, if any.
 *
 * @param total how many there are; counted when somebody asks, unless given
 */
async function readList(read: Reader, search: WordSearch, total?: Total): Promise<Connection<AccountRow>> {
  const { rootId, matches, sort, page } = search;
  const list = createListLoader(
    read,
    accountList(sort, search, (row) => read.map(AccountEntity, row)),
  );
  const hasWords = matches.map(
    ([sql, ...values]) => [`(select ${sql} from accounts.account where id = member_id)`, ...values] as const,
  );
  const key = accountListKey(rootId, search, page, hasWords);
  const count = () => (total === undefined ? list.count.load(key) : Promise.resolve(total));
  return toConnection(await list.rows.load(key), page, keyOf(sort), count);
}
