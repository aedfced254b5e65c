import { compares, isOneOf } from '../../../shared/database/list-conditions.ts';
import type { Condition } from '../../../shared/database/list-loader.ts';
import { containing } from '../../../shared/database/sql.ts';
import { MOST_COUNTED, toTotal, type Total } from '../../../shared/database/total.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { haveMistypedWord } from '../../../shared/database/typing-errors.ts';
import { idLabel, type Id } from '../../../shared/domain/ids.ts';
import type { PageRequest } from '../../../shared/graphql/connection.ts';
import { sortOrder, type AccountConditions, type AccountSort } from './account-lists.ts';

/** A search for words in the accounts at and below an account. */
export interface WordSearch extends AccountConditions {
  readonly rootId: Id<'acc'>;
  /** What an account with the words meets. */
  readonly matches: readonly Condition[];
  readonly sort: AccountSort;
  readonly page: PageRequest;
}

/** Words of three letters and more may occur anywhere; the index knows shorter ones as the beginnings of words only. */
function patternOf(word: string): string {
  return containing(word.length < 3 ? ` ${word}` : word);
}

/** The conditions that each of the words occurs in an account. */
export function haveWords(words: readonly string[]): readonly Condition[] {
  return words.map(hasWord);
}

/** The condition that the words occur in an account if one of them has a typing error; none if no word is long enough. */
export function haveWordsButOne(words: readonly string[]): readonly Condition[] {
  return haveMistypedWord(words, { column: 'search_text', has: hasWord });
}

function hasWord(word: string): Condition {
  return ['search_text like ?', patternOf(word)];
}

/** What the index of words finds. */
export interface FoundWords {
  readonly total: Total;
  /** The rows of the page, and one more when there is a next page. Of a search that finds too much to sort, any rows. */
  readonly rows: readonly object[];
}

/** Finds the accounts with the words by the index of words, and sorts them: as many as are counted exactly. */
export async function findByWords(read: Reader, search: WordSearch): Promise<FoundWords> {
  const { page } = search;
  const { where, values } = matchesOf(search);
  const { order, after } = sortOrder(search.sort).ofAccounts;
  const behind = page.after === undefined ? '' : `where ${after}`;
  const rows = await read.query<{ readonly found_count: number; readonly id: string | null }>(
    `with found as materialized (select id, name from accounts.account where ${where} limit ${MOST_COUNTED + 1})
     select counted.found_count, item.*
     from (select count(*)::int as found_count from found) as counted
       left join (
         select account.*, place from (
           select id as found_id, row_number() over (order by ${order}) as place from found ${behind} order by ${order} limit ?
         ) as sorted join accounts.account on id = found_id
       ) as item on true
     order by place`,
    [...values, ...(page.after ?? []), page.first + 1],
  );
  return {
    total: toTotal(rows[0]?.found_count ?? 0),
    rows: rows.filter(({ id }) => id !== null).map(({ found_count: _count, ...row }) => row),
  };
}

function matchesOf({ rootId, matches, type, statuses, externalId, email }: WordSearch) {
  const hasEmail =
    'exists (select 1 from accounts.email_below where account_id = ? and email = ? and member_id = account.id)';
  const conditions: readonly Condition[] = [
    ['accounts.labels_of(path) @> array[?::text]', idLabel(rootId)],
    ...matches,
    ...isOneOf('type', type === undefined ? undefined : [type]),
    ...isOneOf('status', statuses),
    ...compares('external_id = ?', externalId),
    ...(email === undefined ? [] : [[hasEmail, rootId, email.toLowerCase()] as const]),
  ];
  return {
    where: conditions.map(([sql]) => sql).join(' and '),
    values: conditions.flatMap(([, ...values]) => values),
  };
}
