import type { Condition } from '../../../shared/database/list-loader.ts';
import { containing } from '../../../shared/database/sql.ts';
import { countRows, type Total } from '../../../shared/database/total.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { idLabel, type Id } from '../../../shared/domain/ids.ts';
import { isOneOf, type AccountConditions } from './account-lists.ts';

/**
 * With more matches than this, a page is found sooner by reading the list in its order and looking at each account's words
 * than by sorting all that the index of words finds.
 */
const MOST_SORTED = 2_000;

/** A search for words in the accounts at and below an account. */
export interface WordSearch extends AccountConditions {
  readonly rootId: Id<'acc'>;
  readonly words: readonly string[];
}

/** Words of three letters and more may occur anywhere; the index knows shorter ones as the beginnings of words only. */
function patternOf(word: string): string {
  return containing(word.length < 3 ? ` ${word}` : word);
}

/** The conditions that each of the words occurs in an account. */
export function haveWords(words: readonly string[]): readonly Condition[] {
  return words.map((word) => ['search_text like ?', patternOf(word)] as const);
}

/** The ids of the accounts with the words; undefined when there are too many to be sorted for a page. */
export async function findWords(read: Reader, search: WordSearch): Promise<readonly string[] | undefined> {
  const { where, values } = matchesOf(search);
  const rows = await read.query<{ readonly id: string }>(
    `select id from accounts.account where ${where} limit ${MOST_SORTED + 1}`,
    values,
  );
  return rows.length > MOST_SORTED ? undefined : rows.map(({ id }) => id);
}

/** How many accounts have the words: exactly up to 10,000. */
export function countWords(read: Reader, search: WordSearch): Promise<Total> {
  return countRows(read, { from: 'accounts.account', ...matchesOf(search) });
}

function matchesOf({ rootId, words, type, statuses, externalId, email }: WordSearch) {
  const hasEmail =
    'exists (select 1 from accounts.email_below where account_id = ? and email = ? and member_id = account.id)';
  const conditions: readonly Condition[] = [
    ['accounts.labels_of(path) @> array[?::text]', idLabel(rootId)],
    ...haveWords(words),
    ...isOneOf('type', type === undefined ? undefined : [type]),
    ...isOneOf('status', statuses),
    ...(externalId === undefined ? [] : [['external_id = ?', externalId] as const]),
    ...(email === undefined ? [] : [[hasEmail, rootId, email.toLowerCase()] as const]),
  ];
  return {
    where: conditions.map(([sql]) => sql).join(' and '),
    values: conditions.flatMap(([, ...values]) => values),
  };
}
