import { createListLoader } from '../../../shared/database/list-loader.ts';
import { searchWords } from '../../../shared/database/sql.ts';
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
import { readTyped } from '../../rules/hierarchy/account-search.ts';
import {
  accountList,
  accountListKey,
  emailListKey,
  sortOrder,
  type AccountConditions,
  type AccountSort,
} from './account-lists.ts';
import { readRelevanceKey, RELEVANCE_PARTS, relevanceKey } from './relevance-cursor.ts';
import { searchAccounts, type AccountSearch } from './search-accounts.ts';
import { readTree } from './searched-tree.ts';
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
  return sort === 'RELEVANCE' ? RELEVANCE_PARTS : sortOrder(sort).keyParts;
}

/** Whether the parts of a cursor are from this search, as far as they say so. */
export function isCursorOf({ search, sort, page }: Pick<AccountsQuery, 'search' | 'sort' | 'page'>): boolean {
  if (sort !== 'RELEVANCE' || page.after === undefined) return true;
  return readRelevanceKey(searchWords(search), page.after) !== undefined;
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
  const { search, sort, page } = query;
  const words = searchWords(search);
  const after = positionOf(words, query);
  if (words.length === 0) return readList(read, rootId, { ...query, after: after?.key });
  const { type, statuses, externalId, email } = query;
  const scope = { tree: await readTree(read, rootId), type, statuses, externalId, email };
  const found = await searchAccounts(read, { scope, typed: readTyped(words), sort, first: page.first, after });
  const { relevance } = found;
  const ranks = new Map(found.rows.map(({ id, rank }) => [id, rank]));
  const accounts = found.rows.map((row) => read.map(AccountEntity, row));
  const key = (row: AccountRow): readonly string[] =>
    sort === 'RELEVANCE' ? relevanceKey(words, { relevance, rank: ranks.get(row.id) ?? 0 }, row) : keyOf(sort, row);
  return toConnection(accounts, page, key, () => found.count());
}

/** Where a page begins. */
function positionOf(
  words: readonly string[],
  { sort, page: { after } }: Pick<AccountsQuery, 'sort' | 'page'>,
): AccountSearch['after'] {
  if (after === undefined) return undefined;
  return sort === 'RELEVANCE' ? readRelevanceKey(words, after) : { key: after };
}

/** A cursor's parts: the sort key of a row. */
function keyOf(sort: AccountSort, { id, name }: AccountRow): readonly string[] {
  return sortOrder(sort).keyParts === 1 ? [id] : [name, id];
}

/** Reads the list in its order. Without words no account is more relevant than another. */
async function readList(
  read: Reader,
  rootId: Id<'acc'>,
  query: Omit<AccountsQuery, 'root'> & { readonly after: readonly string[] | undefined },
): Promise<Connection<AccountRow>> {
  const { sort, page, after } = query;
  const list = createListLoader(
    read,
    accountList(sort, query, (row) => read.map(AccountEntity, row)),
  );
  const { email } = query;
  const paged = { first: page.first, after };
  const key =
    email === undefined
      ? accountListKey(rootId, query, paged)
      : emailListKey(await readTree(read, rootId), { ...query, email }, paged);
  const position = { relevance: 'fine', rank: 0 } as const;
  const keyOfRow = (row: AccountRow): readonly string[] =>
    sort === 'RELEVANCE' ? relevanceKey([], position, row) : keyOf(sort, row);
  return toConnection(await list.rows.load(key), page, keyOfRow, () => list.count.load(key));
}
