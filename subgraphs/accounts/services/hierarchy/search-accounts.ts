import {
  createListLoader,
  type Condition,
  type ListKey,
  type OwnedList,
} from '../../../shared/database/list-loader.ts';
import { textArray, type Statement } from '../../../shared/database/sql.ts';
import type { Total } from '../../../shared/database/total.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { TypedSearch } from '../../rules/hierarchy/account-search.ts';
import { accountList, accountListKey, emailListKey, type AccountSort } from './account-lists.ts';
import { matchWords, RANKS, type WordMatch } from './account-words.ts';
import {
  countMatches,
  estimateMatches,
  listExact,
  noneOf,
  sortMatches,
  walkMatches,
  type FoundAccount,
  type FoundPage,
  type ListInOrder,
  type SearchScope,
  type Walk,
} from './find-by-words.ts';
import { meantMatch } from './mistyped-accounts.ts';
import { isIndexed } from './searched-tree.ts';
import type { Relevance, RelevantPosition } from './relevance-cursor.ts';

/** A page of a search for words. */
export interface AccountSearch {
  readonly scope: SearchScope;
  readonly typed: TypedSearch;
  readonly sort: AccountSort;
  readonly first: number;
  /** Where the page begins: its parts are those of a cursor by name in a search by relevance. */
  readonly after: RelevantPosition | { readonly key: readonly string[] } | undefined;
}

/** The rows of a page, and one more when there is a next page. */
export interface SearchedPage {
  readonly rows: readonly FoundAccount[];
  readonly relevance: Relevance;
  count(): Promise<Total>;
}

/** In a tree of so many accounts, all matches are sorted. */
const FEW = 10_000;
/** So many accounts are compared in less time than it takes to ask what else could be done. */
const SHORT = 1_000;
/** A word that so many accounts have is found sooner by the index of words than by a long list. */
const RARE = 4_000;
/** With more matches, sorting them takes longer than reading the list in its order. */
const MANY = 15_000;

/** Finds the accounts with the words; when no account has them, those that have them but for one typing error. */
export async function searchAccounts(read: Reader, search: AccountSearch): Promise<SearchedPage> {
  const candidates = await readCandidates(read, search.scope);
  const found = await findMatches(read, { ...search, candidates }, matchWords(search.typed));
  if (found.rows.length > 0 || (await found.count()).count > 0) return found;
  const filtered = isNarrowed(search.scope) ? candidates.listed?.('member_id') : undefined;
  const meant = await meantMatch(read, { scope: search.scope, candidates: filtered }, search.typed.words);
  return meant === undefined ? found : findMatches(read, { ...search, candidates }, meant);
}

/** Whom the words can be looked for in, apart from the words themselves. */
interface Candidates {
  /** Whether the index of words is not worth a thought, or the only way: the tree is small, or a filter leaves a list. */
  readonly areFew: boolean;
  /** Those that a filter leaves, or of a tree that the index of words does not know. */
  readonly listed: ListInOrder | undefined;
  /** How many they are, as far as counting went. */
  readonly count: number;
  /** Whether they are so many that an index finds a rare word sooner. */
  readonly isLong: boolean;
  /** When the index finds more than so many, looking at those of the list takes less. */
  readonly mostIndexed: number;
}

type Prepared = AccountSearch & { readonly candidates: Candidates };

async function readCandidates(read: Reader, scope: SearchScope): Promise<Candidates> {
  const list = accountList('CREATED_AT_DESC', scope, (row) => row);
  const { tree, email } = scope;
  const page = { first: 1, after: undefined };
  const key =
    email === undefined ? accountListKey(tree.rootId, scope, page) : emailListKey(tree, { ...scope, email }, page);
  const { count, isExact } = await createListLoader(read, list).count.load(key);
  // Whom an e-mail address or an external id finds is in no other index.
  const isNamed = email !== undefined || scope.externalId !== undefined;
  const isShort = isNarrowed(scope) ? count <= MANY : isExact && count <= (isIndexed(tree) ? SHORT : FEW);
  const isListed = isNamed || isShort;
  return {
    areFew: isListed || (isExact && count <= FEW),
    listed: isListed ? (order) => candidatesOf(list, key, order) : undefined,
    count,
    isLong: count > SHORT,
    mostIndexed: isNarrowed(scope) ? RARE : Math.max(RARE, 2 * count),
  };
}

/** What is dear in one way is cheap in another, and none is cheap for all searches. */
async function findMatches(read: Reader, search: Prepared, match: WordMatch): Promise<SearchedPage> {
  const { scope, sort } = search;
  const page = pageOf(search);
  const way = await wayOf(read, search, match);
  if (way !== 'in order') {
    const candidates = way === 'listed' ? search.candidates.listed?.('member_id') : undefined;
    const { rows, total, isCut } = await sortMatches(read, { scope, match, candidates }, page);
    if (!isCut) return { rows, relevance: 'fine', count: () => Promise.resolve(total) };
  }
  const rows = await (sort === 'RELEVANCE'
    ? readCoarsely(read, search, match)
    : walkMatches(read, { scope, match, listed: search.candidates.listed }, page));
  const candidates = isNarrowed(scope) ? search.candidates.listed?.('member_id') : undefined;
  return { rows, relevance: 'coarse', count: () => countMatches(read, { scope, match, candidates }) };
}

/** The next page of a search by relevance is read in the order of the one before. */
async function wayOf(
  read: Reader,
  { scope, after, candidates }: Prepared,
  match: WordMatch,
): Promise<'in order' | 'listed' | 'by index'> {
  const { areFew, listed, count, isLong, mostIndexed } = candidates;
  const before = after !== undefined && 'relevance' in after ? after.relevance : undefined;
  if (before === 'coarse') return 'in order';
  if (listed !== undefined) {
    if (!isLong) return 'listed';
    const { indexed, share } = await estimateMatches(read, scope, match);
    if (indexed <= mostIndexed) return 'by index';
    return before !== 'fine' && share * count > RARE ? 'in order' : 'listed';
  }
  if (areFew || before === 'fine') return 'by index';
  return (await estimateMatches(read, scope, match)).indexed > MANY ? 'in order' : 'by index';
}

function isNarrowed({ type, statuses, externalId, email }: SearchScope): boolean {
  return [type, statuses, externalId, email].some((value) => value !== undefined);
}

/** The texts of the accounts of a list: each is looked up by its id, whatever the planner thinks of their number. */
function candidatesOf(
  { table, owner: under }: Pick<OwnedList<unknown>, 'table' | 'owner'>,
  { owner, choices = [], conditions = [] }: ListKey,
  order: string,
): Statement {
  const chosen = choices.map(({ column, values }): Condition => [`${column} = any (?::text[])`, textArray(values)]);
  const all: readonly Condition[] = [[`${under} = ?`, owner], ...chosen, ...conditions];
  return {
    sql: `(select member_id, name_key from ${table} where ${all.map(([sql]) => sql).join(' and ')} order by ${order}) as candidate
      cross join lateral (
        select brief, words, separate_words, whole_values from accounts.account_search as text where text.member_id = candidate.member_id offset 0
      ) as text`,
    values: all.flatMap(([, ...values]) => values),
  };
}

function pageOf({ sort, first, after }: AccountSearch): FoundPage {
  const afterRank = after !== undefined && 'rank' in after ? after.rank : undefined;
  return { sort, after: after?.key, afterRank, limit: first + 1 };
}

/**
 * Reads what is exactly what was typed, then the names that begin with it, then all others, each in the order of names. What
 * was mistyped is nothing exactly.
 */
async function readCoarsely(read: Reader, search: Prepared, match: WordMatch): Promise<readonly FoundAccount[]> {
  const { scope, first } = search;
  const { listed } = search.candidates;
  const parts = match.asTyped === undefined ? [] : partsAsTyped(read, { scope, match, listed }, match.asTyped);
  const others = match.asTyped && {
    more: [noneOf([match.asTyped.nameBegins])],
    unless: ofRow(match.asTyped.isExactly),
  };
  const rest = RANKS.wholeWords;
  const all: readonly Part[] = [
    ...parts,
    [rest, (page) => walkMatches(read, { scope, match, listed, ...others }, page)],
  ];
  const start = Math.min(pageOf(search).afterRank ?? RANKS.exact, rest);
  const found: FoundAccount[] = [];
  for (const [rank, readPart] of all) {
    if (rank < start || found.length > first) continue;
    const after = rank === start ? search.after?.key : undefined;
    const rows = await readPart({ sort: 'RELEVANCE', after, limit: first + 1 - found.length });
    found.push(...rows.map((row) => ({ ...row, rank })));
  }
  return found;
}

/** Accounts of one rank, and how a page of them is read. */
type Part = readonly [rank: number, read: (page: FoundPage) => Promise<readonly FoundAccount[]>];

function partsAsTyped(
  read: Reader,
  walk: Walk,
  { isExactly, nameBegins }: NonNullable<WordMatch['asTyped']>,
): readonly Part[] {
  const names = { ...walk, more: [nameBegins], unless: ofRow(isExactly) };
  return [
    [RANKS.exact, (page) => listExact(read, walk.scope, { condition: isExactly, page })],
    [RANKS.beginning, (page) => walkMatches(read, names, page)],
  ];
}

/** A condition on what the index of an order does not hold. */
function ofRow([sql, ...values]: Condition): Condition {
  return [
    `(select ${sql} from accounts.account_search as whole where whole.member_id = candidate.member_id)`,
    ...values,
  ];
}
