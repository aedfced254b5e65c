import type { Condition } from '../../../shared/database/list-loader.ts';
import { containing, type Statement } from '../../../shared/database/sql.ts';
import type { Spelling } from '../../../shared/domain/spelling.ts';
import type { TypedSearch, TypedWord } from '../../rules/products/typed-search.ts';
import { meansOne } from './product-mpns.ts';

/**
 * The ranks of products that match a search; the lowest comes first. Those that have the words beside their names are told
 * apart where they are few, and are all others where they are many.
 */
export const RANKS = { mpn: 0, beginning: 1, inName: 2, wholeWords: 3, anywhere: 4, others: 5, mistyped: 6 } as const;

/** Which products a search finds, and the order of relevance among them. */
export interface WordMatch {
  readonly conditions: readonly Condition[];
  /** Those whose number or name was meant, and what distinguishes them and the rest. Undefined where all are alike. */
  readonly relevance?: {
    readonly isNamed: Condition;
    readonly rankOfNamed: Statement;
    readonly rankOfRest: Statement;
  };
}

/** The products that have all words. */
export function matchWords({ words, phrase, mpn }: TypedSearch): WordMatch {
  const letters = words.map((word) => word.letters);
  const hasMpn = mpn === undefined ? [] : [meansOne([mpn])];
  const begins: Condition = ['starts_with(product.name_key, ?)', phrase];
  const inName = allOf(letters.map((word) => ['product.name_key like ?', containing(word)]));
  const hasPhrase: Condition = ['product.name_key like ?', containing(phrase)];
  const wholeWords = allOf(letters.map((word) => ['product.words like ?', `% ${word} %`]));
  return {
    conditions: words.map(hasWord),
    relevance: {
      isNamed: anyOf([...hasMpn, inName, ...(letters.join(' ') === phrase ? [] : [hasPhrase])]),
      rankOfNamed: rankOf(
        [...hasMpn.map((condition) => [RANKS.mpn, condition] as const), [RANKS.beginning, begins]],
        RANKS.inName,
      ),
      rankOfRest: rankOf([[RANKS.wholeWords, wholeWords]], RANKS.anywhere),
    },
  };
}

function rankOf(places: readonly (readonly [rank: number, condition: Condition])[], otherwise: number): Statement {
  return {
    sql: `case ${places.map(([rank, [sql]]) => `when ${sql} then ${rank}`).join(' ')} else ${otherwise} end`,
    values: places.flatMap(([, [, ...values]]) => values),
  };
}

/** The products that have all words with one of them spelled in one of the ways. */
export function matchSpellings(words: readonly TypedWord[], spellings: readonly Spelling[]): WordMatch {
  const ways = spellings.map(({ typed, meant }) =>
    allOf([...words.filter(({ letters }) => letters !== typed).map(hasWord), ['product.words like ?', `% ${meant}%`]]),
  );
  return { conditions: [anyOf(ways)] };
}

/**
 * The condition that a word occurs in a product, or one with the same stem. Words of three letters and more may occur
 * anywhere; shorter ones are looked for at the beginnings of words.
 */
export function hasWord({ letters, written, hasStem }: TypedWord): Condition {
  const known: Condition = ['product.words like ?', containing(letters.length < 3 ? ` ${letters}` : letters)];
  if (written !== undefined) return allOf([known, ['product.search_text like ?', containing(written)]]);
  if (!hasStem) return known;
  const stems = `plainto_tsquery('pg_catalog.english', ?) || plainto_tsquery('pg_catalog.german', ?)`;
  return anyOf([known, [`product.stems @@ (${stems})`, letters, letters]]);
}

/** The condition that all of them hold. */
function allOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' and ');
}

/** The condition that one of them holds. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' or ');
}

function joined(conditions: readonly Condition[], by: string): Condition {
  return [`(${conditions.map(([sql]) => sql).join(by)})`, ...conditions.flatMap(([, ...values]) => values)];
}
