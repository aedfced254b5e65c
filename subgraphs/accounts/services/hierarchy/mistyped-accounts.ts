import type { Reader } from '../../../shared/database/transaction.ts';
import { mistypedReadings, type MistypedReading } from '../../../shared/database/typing-errors.ts';
import { closestFirst, separateWords, type Spelling } from '../../../shared/domain/spelling.ts';
import { allOf, anyOf, BY_INDEX, hasWord, matchSpellings, type WordMatch } from './account-words.ts';
import { conditionsOf, type SortedSearch } from './find-by-words.ts';

/** In so many accounts it is looked up what was meant: comparing an account with all that may be takes a while. */
const MOST_READ = 100;
/** When there are more, it is what at least so many of these have: what is as rare as that was hardly meant. */
const FEWEST = 5;

/** What was meant by words of which one has a typing error; undefined when no account has anything like them. */
export async function meantMatch(
  read: Reader,
  { scope, candidates }: Omit<SortedSearch, 'match'>,
  words: readonly string[],
): Promise<WordMatch | undefined> {
  const separate = words.map((word) => separateWords(word)).filter((word) => word !== '');
  const spellings = await Promise.all(
    mistypedReadings(separate).map((reading) => spellingsOf(read, { scope, candidates }, reading)),
  );
  const all = closestFirst(spellings.flat());
  return all.length === 0 ? undefined : matchSpellings(separate, all);
}

/** How the word that has the error is spelled in the accounts of the scope. */
async function spellingsOf(
  read: Reader,
  { scope, candidates }: Omit<SortedSearch, 'match'>,
  { typed, others, meant, patterns }: MistypedReading,
): Promise<readonly Spelling[]> {
  const [where, ...values] = allOf([
    ...(candidates === undefined ? conditionsOf(scope) : []),
    ...others.map((word) => hasWord(word, BY_INDEX)),
    // One expression for all errors would leave the index of words too little to look for.
    anyOf(patterns.map((pattern) => ['separate_words like ?', pattern])),
  ]);
  const [from, id] =
    candidates === undefined
      ? ['accounts.account_text as candidate', 'candidate.member_id']
      : [
          `${candidates.sql} join accounts.account_text as whole on whole.member_id = candidate.member_id`,
          'whole.member_id',
        ];
  const rows = await read.query<{ readonly spelling: string; readonly accounts: number; readonly of: number }>(
    `with read as materialized (select ${id}, separate_words from ${from} where ${where} limit ${MOST_READ})
     select parts[2] as spelling, count(distinct member_id)::int as accounts, (select count(*)::int from read) as of
     from read cross join lateral regexp_matches(separate_words, ?, 'g') as parts group by 1`,
    [...(candidates?.values ?? []), ...values, meant],
  );
  return rows
    .filter(({ accounts, of }) => of < MOST_READ || accounts >= FEWEST)
    .map(({ spelling }) => ({ typed, meant: spelling }));
}
