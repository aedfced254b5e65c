import type { Condition } from '../../../shared/database/list-loader.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { mistypedReadings, type MistypedReading } from '../../../shared/database/typing-errors.ts';
import { closestFirst, separateWords, type Spelling } from '../../../shared/domain/spelling.ts';
import { allOf, anyOf, BY_INDEX, hasWord, matchSpellings, type WordMatch } from './account-words.ts';
import { conditionsOf, type SortedSearch } from './find-by-words.ts';
import { inTree } from './searched-tree.ts';

/** In so many accounts it is looked up what was meant: comparing an account with all that may be takes a while. */
const MOST_READ = 100;
/** When there are more, it is what at least so many of these have: what is as rare as that was hardly meant. */
const FEWEST = 5;

/** When so many accounts have what an error leaves of a word, only so many of them are compared. */
const MOST_COMPARED = 4_000;
/** A sample of the text of all accounts, in percent: two hundred of a hundred thousand. */
const SAMPLE_PERCENT = 0.2;

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

type Looking = Omit<SortedSearch, 'match'>;

/**
 * How the word that has the error is spelled in the accounts of the scope. Errors that leave a beginning which many accounts have
 * are looked for in some of these: comparing all of them would take seconds.
 */
async function spellingsOf(read: Reader, looking: Looking, reading: MistypedReading): Promise<readonly Spelling[]> {
  const others = reading.others.map((word) => (word.length < 3 ? `% ${word}%` : `%${word}%`));
  const isFrequent =
    looking.candidates === undefined ? await readFrequent(read, [...others, ...reading.patterns]) : () => false;
  // Few accounts have a word that is rare, whatever else is looked for in them.
  const areAllRare = others.some((other) => !isFrequent(other));
  const rare = reading.patterns.filter((pattern) => areAllRare || !isFrequent(pattern));
  const frequent = reading.patterns.filter((pattern) => !rare.includes(pattern));
  const found = await Promise.all([
    rare.length === 0 ? [] : readSpellings(read, looking, reading, { condition: patternsOf(rare) }),
    frequent.length === 0
      ? []
      : readSpellings(read, looking, reading, {
          condition: patternsOf(frequent.map(longestPart)),
          most: MOST_COMPARED,
        }),
  ]);
  return found.flat();
}

/** The condition that a text has one of the patterns. One expression for all would leave the index of words too little to look for. */
function patternsOf(patterns: readonly string[]): Condition {
  return anyOf([...new Set(patterns)].map((pattern) => ['separate_words like ?', pattern]));
}

/** A pattern for the longest part of another one that has no wildcard within. */
function longestPart(pattern: string): string {
  const [longest = ''] = pattern
    .slice(1, -1)
    .split(/(?<!\\)_/)
    .toSorted((one, other) => other.length - one.length);
  return `%${longest}%`;
}

/** Tells by a sample which patterns make the index of words find many accounts. */
async function readFrequent(read: Reader, patterns: readonly string[]): Promise<(pattern: string) => boolean> {
  const parts = [...new Set(patterns.map(longestPart))];
  const counts = parts.map((_, index) => `count(*) filter (where separate_words like ?)::int as count_${index}`);
  const [row = {}] = await read.query<Readonly<Record<string, number>>>(
    `select ${counts.join(', ')} from accounts.account_search tablesample system (${SAMPLE_PERCENT}) repeatable (1)`,
    parts,
  );
  const most = (MOST_COMPARED * SAMPLE_PERCENT) / 100;
  const frequent = new Set(parts.filter((_, index) => (row[`count_${index}`] ?? 0) > most));
  return (pattern) => frequent.has(longestPart(pattern));
}

/** Which accounts are compared with what may be meant. */
interface Compared {
  readonly condition: Condition;
  /** When they may be many: no more than so many, and other words are looked for in these. */
  readonly most?: number;
}

/** Reads how a word is spelled in accounts that meet a condition. */
async function readSpellings(
  read: Reader,
  { scope, candidates }: Looking,
  { typed, others, meant }: MistypedReading,
  { condition, most }: Compared,
): Promise<readonly Spelling[]> {
  const otherWords = others.map((word) => hasWord(word, BY_INDEX));
  const [where, ...values] = allOf([
    ...(candidates === undefined ? conditionsOf(scope, inTree) : []),
    ...(most === undefined ? otherWords : []),
    condition,
  ]);
  const [having, ...more] = allOf([['separate_words ~ ?', meant], ...otherWords.filter(() => most !== undefined)]);
  const from = candidates?.sql ?? 'accounts.account_search as candidate';
  const compared = `select candidate.member_id, separate_words, words from ${from} where ${where} limit ${most ?? MOST_READ}`;
  const rows = await read.query<{ readonly spelling: string; readonly accounts: number; readonly of: number }>(
    `with compared as materialized (${compared}),
       read as materialized (select * from compared where ${having} limit ${MOST_READ})
     select parts[2] as spelling, count(distinct member_id)::int as accounts, (select count(*)::int from read) as of
     from read cross join lateral regexp_matches(separate_words, ?, 'g') as parts group by 1`,
    [...(candidates?.values ?? []), ...values, ...more, meant],
  );
  return rows
    .filter(({ accounts, of }) => of < MOST_READ || accounts >= FEWEST)
    .map(({ spelling }) => ({ typed, meant: spelling }));
}
