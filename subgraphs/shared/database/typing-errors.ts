import type { Condition } from './list-loader.ts';

/** Of shorter words too many others differ in one letter; longer texts are not typed but pasted. */
const LETTERS = { fewest: 5, most: 20 };
/** Words of a search in which an error is looked for. */
const MOST_WORDS = 3;

/** What is meant is looked for at the beginning of words only. */
const START = '(^|[^[:alnum:]])';

/** Where words are searched. */
export interface SearchedText {
  readonly column: string;
  /** The condition that a word without an error is there. */
  readonly has: (word: string) => Condition;
}

/**
 * The condition that all words are in a text if one of them has a typing error: a letter that is wrong, missing, too many, or
 * exchanged with the next one. None where no word is long enough.
 */
export function haveMistypedWord(words: readonly string[], text: SearchedText): readonly Condition[] {
  const readings = words
    .filter((word) => isTyped(word))
    .slice(0, MOST_WORDS)
    .map((word) => {
      const others = words.filter((other) => other !== word).map(text.has);
      return [alike(word, text), ...others];
    });
  if (readings.length === 0) return [];
  const sql = readings.map((conditions) => conditions.map(([one]) => one).join(' and ')).join(') or (');
  return [[`((${sql}))`, ...readings.flatMap((conditions) => conditions.flatMap(([, ...values]) => values))]];
}

/** Numbers and what contains them, such as a part number, mean nothing else. */
function isTyped(word: string): boolean {
  const { length } = [...word];
  return !/\d/.test(word) && length >= LETTERS.fewest && length <= LETTERS.most;
}

/** One expression for all that may be meant: an index of trigrams is asked once, and each row is compared once. */
function alike(word: string, { column }: SearchedText): Condition {
  return [`${column} ~ ?`, `${START}(${meantBy(word).join('|')})`];
}

/** Regular expressions of what was meant by a word with one error. */
function meantBy(word: string): readonly string[] {
  const letters = [...word].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`));
  const between = (start: number, middle: string, end: number): string =>
    [...letters.slice(0, start), middle, ...letters.slice(end)].join('');
  const expressions = letters.flatMap((letter, index) => [
    between(index, '.', index + 1),
    between(index, '.', index),
    between(index, '', index + 1),
    between(index, `${letters[index + 1] ?? ''}${letter}`, index + 2),
  ]);
  return [...new Set(expressions)];
}
