/** Of shorter words too many others differ in one letter; longer texts are not typed but pasted. */
const LETTERS = { fewest: 5, most: 20 };
/** Words of a search in which an error is looked for. */
const MOST_WORDS = 3;

/** What is meant is looked for at the beginning of words only. */
const START = '(^|[^[:alnum:]])';

/** One way to read a search: with an error in one of its words. */
export interface MistypedReading {
  /** The word that has the error. */
  readonly typed: string;
  /** The words without an error. */
  readonly others: readonly string[];
  /** A regular expression of the beginnings of words that are meant. */
  readonly meant: string;
  /** The same as patterns for `like`, one for each error, of a text that has a space before each word. */
  readonly patterns: readonly string[];
  /** The same as patterns for `like` of a single word. */
  readonly beginnings: readonly string[];
}

/** The ways to read words of which one has a typing error; none where no word is long enough. */
export function mistypedReadings(words: readonly string[]): readonly MistypedReading[] {
  return words
    .filter((word) => isTyped(word))
    .slice(0, MOST_WORDS)
    .map((typed) => ({
      typed,
      others: words.filter((other) => other !== typed),
      meant: `${START}(${meantBy(typed, EXPRESSION).join('|')})`,
      patterns: meantBy(typed, PATTERN).map((pattern) => `% ${pattern}%`),
      beginnings: meantBy(typed, PATTERN).map((pattern) => `${pattern}%`),
    }));
}

/** Numbers and what contains them, such as a part number, mean nothing else. */
function isTyped(word: string): boolean {
  const { length } = [...word];
  return !/\d/.test(word) && length >= LETTERS.fewest && length <= LETTERS.most;
}

/** How an error is written in a regular expression, and in a pattern for `like`. */
const EXPRESSION = { any: '.', special: /[\\^$.*+?()[\]{}|]/ } as const;
const PATTERN = { any: '_', special: /[%_\\]/ } as const;

/** What was meant by a word with one error. */
function meantBy(word: string, { any, special }: typeof EXPRESSION | typeof PATTERN): readonly string[] {
  const letters = [...word].map((letter) => letter.replace(special, String.raw`\$&`));
  const between = (start: number, middle: string, end: number): string =>
    [...letters.slice(0, start), middle, ...letters.slice(end)].join('');
  const meant = letters.flatMap((letter, index) => [
    between(index, any, index + 1),
    between(index, any, index),
    between(index, '', index + 1),
    between(index, `${letters[index + 1] ?? ''}${letter}`, index + 2),
  ]);
  return [...new Set(meant)];
}
