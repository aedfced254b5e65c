import { compares, isOneOf } from '../../../shared/database/list-conditions.ts';
import type { Condition } from '../../../shared/database/list-loader.ts';
import type { Statement } from '../../../shared/database/sql.ts';
import { MOST_COUNTED, toTotal, type Total } from '../../../shared/database/total.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { sortOrder, type AccountConditions, type AccountSort } from './account-lists.ts';
import { inTree, inTreeOfRow, isIndexed, type SearchedTree } from './searched-tree.ts';
import { allOf, anyOf, BY_INDEX, IN_ORDER, onlyWhere, type WordMatch } from './account-words.ts';

/** So many matches are sorted for a page; with more, a list is read in its order. */
const MOST_SORTED = 30_000;

/** Where accounts are searched, and what else they have. */
export interface SearchScope extends AccountConditions {
  readonly tree: SearchedTree;
}

/** An account that was found: the columns of its row, and its rank. */
export interface FoundAccount {
  readonly id: string;
  readonly rank: number;
}

/** A page of a search: its order, where it begins, and how many rows are read. */
export interface FoundPage {
  readonly sort: AccountSort;
  /** The rank behind which it begins, in a search by relevance. */
  readonly afterRank?: number | undefined;
  /** The parts of the cursor behind which it begins, but for the rank. */
  readonly after: readonly string[] | undefined;
  readonly limit: number;
}

/** What a search that sorts its matches finds. */
export interface SortedMatches {
  readonly total: Total;
  readonly rows: readonly FoundAccount[];
  /** Whether there are more matches than were sorted, so that the rows are any. */
  readonly isCut: boolean;
}

/** Finds the matches, by the index of words unless a short list of candidates is given, and sorts them. */
export async function sortMatches(
  read: Reader,
  { scope, match, candidates }: SortedSearch,
  page: FoundPage,
): Promise<SortedMatches> {
  const { order, after } = sortOrder(page.sort);
  const isRanked = page.sort === 'RELEVANCE';
  const where =
    candidates === undefined
      ? allOf([...conditionsOf(scope, inTree), match.condition(BY_INDEX)])
      : match.condition(IN_ORDER);
  const from = candidates ?? { sql: 'accounts.account_search as candidate', values: [] };
  const rank = isRanked ? match.rank : { sql: '0', values: [] };
  const ordered = isRanked ? `rank, ${order}` : order;
  const behind = page.after === undefined ? [] : [isRanked ? behindRanked(page) : ([after, ...page.after] as const)];
  const rows = await read.query<FoundAccount & { readonly found_count: number }>(
    `with found as materialized (
       select candidate.member_id, candidate.name_key, ${rank.sql} as rank from ${from.sql} where ${where[0]} limit ${MOST_SORTED + 1}
     )
     select counted.found_count, item.*
     from (select count(*)::int as found_count from found) as counted
       left join (
         select account.*, sorted.rank, sorted.place from (
           select member_id, rank, row_number() over (order by ${ordered}) as place from found
           where ${allOf(behind)[0]} order by ${ordered} limit ?
         ) as sorted join accounts.account on account.id = sorted.member_id
       ) as item on true
     order by item.place`,
    [...rank.values, ...from.values, ...where.slice(1), ...allOf(behind).slice(1), page.limit],
  );
  const count = rows[0]?.found_count ?? 0;
  return {
    total: toTotal(count),
    isCut: count > MOST_SORTED,
    rows: rows.filter(({ id }) => id !== null).map(({ found_count: _count, ...row }) => row),
  };
}

/** A search whose matches are sorted. */
export interface SortedSearch {
  readonly scope: SearchScope;
  readonly match: WordMatch;
  /** The accounts that are compared with the words, as `candidate` with its `text`: those of a list that is short. */
  readonly candidates?: Statement | undefined;
}

function behindRanked({ after = [], afterRank = 0 }: FoundPage): Condition {
  return [
    '(rank > ?::int or (rank = ?::int and (name_key, member_id) > (lower(?::text), ?)))',
    afterRank,
    afterRank,
    ...after,
  ];
}

/** Reads a list, that of all accounts unless given, in its order, and passes over those that do not match: some are near every place of it. */
export async function walkMatches(
  read: Reader,
  { scope, match, more = [], unless, listed }: Walk,
  page: FoundPage,
): Promise<readonly FoundAccount[]> {
  const { order, after } = sortOrder(page.sort);
  const behind = page.after === undefined ? [] : [[after, ...page.after] as const];
  const words = match.condition(IN_ORDER);
  const matches = unless === undefined ? words : onlyWhere(words, noneOf([unless]));
  const from = listed?.(order) ?? { sql: 'accounts.account_search as candidate', values: [] };
  const conditions = listed === undefined ? conditionsOf(scope, inTreeOfRow) : [];
  const [where, ...values] = allOf([...conditions, ...more, ...behind, matches]);
  return readRows(read, {
    sql: `select member_id, name_key from ${from.sql} where ${where} order by ${order} limit ?`,
    values: [...from.values, ...values, page.limit],
    order,
  });
}

/** The accounts of a list, as `candidate`, in an order. */
export type ListInOrder = (order: string) => Statement;

/** A list of which only matches are read. */
export interface Walk {
  /** A list that is shorter than that of all accounts. */
  readonly listed?: ListInOrder | undefined;
  readonly scope: SearchScope;
  readonly match: WordMatch;
  /** What else they have, as far as the index of the order knows. */
  readonly more?: readonly Condition[];
  /** Matches that are left out: looked up for each match. */
  readonly unless?: Condition;
}

/** Reads the accounts that a statement selects by `member_id` and `name_key`. */
async function readRows(
  read: Reader,
  { sql, values, order }: Statement & { readonly order: string },
): Promise<readonly FoundAccount[]> {
  return read.query<FoundAccount>(
    `select account.*, 0 as rank from (
       select member_id, row_number() over (order by ${order}) as place from (${sql}) as listed
     ) as placed join accounts.account on account.id = placed.member_id order by placed.place`,
    values,
  );
}

/**
 * Counts many matches, as far as counting goes: those of a list, or in the order of all, whose index has the text. The index of
 * words would have each of them read.
 */
export async function countMatches(read: Reader, { scope, match, candidates }: SortedSearch): Promise<Total> {
  const words = match.condition(IN_ORDER);
  const [where, ...values] = candidates === undefined ? allOf([...conditionsOf(scope, inTreeOfRow), words]) : words;
  const { sql, values: listed } = candidates ?? { sql: 'accounts.account_search as candidate', values: [] };
  const order = candidates === undefined ? 'order by member_id' : '';
  const [row] = await read.query<{ readonly count: number }>(
    `select count(*)::int as count from (select 1 from ${sql} where ${where} ${order} limit ${MOST_COUNTED + 1}) as counted`,
    [...listed, ...values],
  );
  return toTotal(row?.count ?? 0);
}

/** A sample of the text of all accounts: one page of a hundred. */
const SAMPLE_PERCENT = 1;

/** About how many accounts match. */
export interface Estimate {
  /** So many the index of words finds. */
  readonly indexed: number;
  /** The share that they are of all accounts. */
  readonly share: number;
}

/** About how many accounts match: exact enough to tell many from few. */
export async function estimateMatches(read: Reader, scope: SearchScope, match: WordMatch): Promise<Estimate> {
  const known = isIndexed(scope.tree) ? inTreeOfRow(scope.tree) : [];
  const [where, ...values] = allOf([...known, match.condition(BY_INDEX)]);
  const [row] = await read.query<{ readonly indexed: number; readonly of: number }>(
    `select count(*) filter (where ${where})::int as indexed, count(*)::int as of
     from accounts.account_search as candidate tablesample system (${SAMPLE_PERCENT}) repeatable (1)`,
    values,
  );
  const { indexed, of } = row ?? { indexed: 0, of: 0 };
  return { indexed: (indexed * 100) / SAMPLE_PERCENT, share: of === 0 ? 0 : indexed / of };
}

/** The accounts that meet a condition for which there is an index, and which few of them meet. */
export async function listExact(
  read: Reader,
  scope: SearchScope,
  { condition, page }: { readonly condition: Condition; readonly page: FoundPage },
): Promise<readonly FoundAccount[]> {
  const { order, after } = sortOrder(page.sort);
  const behind = page.after === undefined ? [] : [[after, ...page.after] as const];
  const [where, ...values] = allOf([...conditionsOf(scope, inTree), condition]);
  const [beyond, ...position] = allOf(behind);
  // Materialized, so that the index of values is asked, and not the one that has the order.
  return readRows(read, {
    sql: `select member_id, name_key from (
        with exact as materialized (select member_id, name_key from accounts.account_search as candidate where ${where})
        select * from exact where ${beyond}
      ) as exact order by ${order} limit ?`,
    values: [...values, ...position, page.limit],
    order,
  });
}

/**
 * What accounts of the scope have, as conditions on their text.
 *
 * @param place `inTree` where the index of words is asked, `inTreeOfRow` elsewhere
 */
export function conditionsOf(
  { tree, type, statuses, externalId, email }: SearchScope,
  place: (tree: SearchedTree) => readonly Condition[],
): readonly Condition[] {
  const hasEmail =
    'exists (select 1 from accounts.account_email where email = ? and account_email.member_id = candidate.member_id)';
  return [
    ...place(tree),
    ...isOneOf('type', type === undefined ? undefined : [type]),
    ...isOneOf('status', statuses),
    ...compares('external_id = ?', externalId),
    ...(email === undefined ? [] : [[hasEmail, email.toLowerCase()] as const]),
  ];
}

/** None of the conditions holds. */
export function noneOf(conditions: readonly Condition[]): Condition {
  const [sql, ...values] = anyOf(conditions);
  return [`not ${sql}`, ...values];
}
