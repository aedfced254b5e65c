import type { Reader } from '../../../shared/database/transaction.ts';
import { mistypedReadings, type MistypedReading } from '../../../shared/database/typing-errors.ts';
import { closestFirst, type Spelling } from '../../../shared/domain/spelling.ts';
import type { TypedWord } from '../../rules/products/typed-search.ts';
import { matchSpellings, type WordMatch } from './product-words.ts';

/** The closest of them are looked for. */
const MOST_SPELLINGS = 10;

/** What was meant by words of which one has a typing error; undefined when no product has a word like them. */
export async function meantMatch(read: Reader, words: readonly TypedWord[]): Promise<WordMatch | undefined> {
  const readings = mistypedReadings(words.map(({ letters }) => letters));
  const spellings = await Promise.all(readings.map((reading) => spellingsOf(read, reading)));
  const all = closestFirst(spellings.flat()).slice(0, MOST_SPELLINGS);
  return all.length === 0 ? undefined : matchSpellings(words, all);
}

/** How words of products begin that may have been meant. */
async function spellingsOf(read: Reader, { typed, beginnings, meant }: MistypedReading): Promise<readonly Spelling[]> {
  // One expression for all errors would leave the index of words too little to look for.
  const rows = await read.query<{ readonly meant: string }>(
    `select distinct (regexp_match(word, ?))[2] as meant from catalog.product_word
     where ${beginnings.map(() => 'word like ?').join(' or ')}`,
    [meant, ...beginnings],
  );
  return rows.map((row) => ({ typed, meant: row.meant }));
}
