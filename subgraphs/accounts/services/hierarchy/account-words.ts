import type { Condition } from '../../../shared/database/list-loader.ts';
import { containing, type Statement } from '../../../shared/database/sql.ts';
import { separateWords, type Spelling } from '../../../shared/domain/spelling.ts';
import type { TypedSearch } from '../../rules/hierarchy/account-search.ts';

/** How the text of an account, `candidate`, is compared. */
export interface Comparison {
  /** The condition that it has these letters. */
  readonly has: (letters: string) => Condition;
  /** The condition that a word in it begins with these: letters, digits and single spaces. */
  readonly begins: (word: string) => Condition;
}

/** By the index of words, which knows them without what separates them, or in rows that are read as a whole. */
export const BY_INDEX: Comparison = {
  has: (letters) => {
    const separate = separateWords(letters);
    const isWhole = separate === letters.trim() && !letters.startsWith(' ');
    const spaced = letters.startsWith(' ') ? ` ${separate}` : separate;
    const known: Condition = ['separate_words like ?', containing(spaced)];
    return isWhole ? known : allOf([known, ['words like ?', containing(letters)]]);
  },
  begins: (word) => ['separate_words like ?', `% ${word}%`],
};

/** The text of a candidate. */
const TEXT = `coalesce(brief, (select whole.words from accounts.account_search as whole where whole.member_id = candidate.member_id))`;

/**
 * In the order of a list, whose index holds the text. Looking for letters costs less there than matching a pattern. What the
 * index does not hold is read from the row, of those accounts that have the letters.
 */
export const IN_ORDER: Comparison = {
  has: (letters) => [`strpos(${TEXT}, ?) > 0`, letters],
  begins: (word) => {
    const [first = ''] = word.split(' ');
    return onlyWhere(IN_ORDER.has(first), [`${TEXT} ~ ?`, `(^|[^[:alnum:]])${word.replaceAll(' ', '[^[:alnum:]]+')}`]);
  },
};

/** A condition that is only looked at where another one holds: it takes longer, whatever the planner thinks. */
export function onlyWhere([first, ...values]: Condition, [then, ...more]: Condition): Condition {
  return [`case when ${first} then ${then} else false end`, ...values, ...more];
}

/** Which accounts a search is for, and the order of relevance among them. */
export interface WordMatch {
  readonly condition: (compare: Comparison) => Condition;
  /** A number for each account that matches; the lowest comes first. */
  readonly rank: Statement;
  /** What is most relevant, and found by other indexes than the words. */
  readonly asTyped?: { readonly isExactly: Condition; readonly nameBegins: Condition };
}

/** The ranks of accounts that have what was typed. */
export const RANKS = { exact: 0, beginning: 1, wholeWords: 2, beginningsOfWords: 3, anywhere: 4, mistyped: 5 } as const;

/** The accounts that have all words, or the tax id that they are together. */
export function matchWords(typed: TypedSearch): WordMatch {
  const { words, taxId } = typed;
  return {
    condition(compare) {
      const hasWords = allOf(words.map((word) => hasWord(word, compare)));
      return taxId === undefined ? hasWords : anyOf([hasWords, compare.has(taxId)]);
    },
    rank: rankOf(typed),
    asTyped: { isExactly: isExactly(typed), nameBegins: nameBegins(typed) },
  };
}

/**
 * The accounts that have all words with one of them spelled in one of the ways.
 *
 * @param spellings the closest first
 */
export function matchSpellings(words: readonly string[], spellings: readonly Spelling[]): WordMatch {
  const begin = spellings.map(({ meant }) => `% ${meant}%`);
  return {
    condition: (compare) =>
      anyOf(
        spellings.map(({ typed, meant }) =>
          allOf([
            ...words.filter((word) => word !== typed).map((word) => hasWord(word, compare)),
            compare.begins(meant),
          ]),
        ),
      ),
    rank: {
      sql: `case ${begin.map((_, index) => `when separate_words like ? then ${RANKS.mistyped + index}`).join(' ')} end`,
      values: begin,
    },
  };
}

/** The condition that an account is exactly what was typed: by its id, external id, tax id, e-mail address or tenant. */
function isExactly({ phrase, taxId }: TypedSearch): Condition {
  return taxId === undefined
    ? ['whole_values @> array[?::text]', phrase]
    : ['(whole_values @> array[?::text] or whole_values @> array[?::text])', phrase, taxId];
}

/** The condition that a name begins with what was typed. */
function nameBegins({ phrase }: TypedSearch): Condition {
  return ['(name_key >= ? and name_key < ?)', phrase, `${phrase}\u{10FFFF}`];
}

function rankOf(typed: TypedSearch): Statement {
  const separate = typed.words.map((word) => separateWords(word)).filter((word) => word !== '');
  const each = (pattern: (word: string) => string): Condition =>
    allOf(separate.map((word) => ['separate_words like ?', pattern(word)]));
  const places: readonly (readonly [rank: number, condition: Condition])[] = [
    [RANKS.exact, isExactly(typed)],
    [RANKS.beginning, nameBegins(typed)],
    [RANKS.wholeWords, separate.length === 0 ? anyOf([]) : each((word) => `% ${word} %`)],
    [RANKS.beginningsOfWords, each((word) => `% ${word}%`)],
  ];
  return {
    sql: `case ${places.map(([rank, [sql]]) => `when ${sql} then ${rank}`).join(' ')} else ${RANKS.anywhere} end`,
    values: places.flatMap(([, [, ...values]]) => values),
  };
}

/**
 * The condition that a word occurs in an account. Words of three letters and more may occur anywhere; the index knows shorter
 * ones as the beginnings of words only.
 */
export function hasWord(word: string, compare: Comparison): Condition {
  return compare.has(word.length < 3 ? ` ${word}` : word);
}

/** The condition that all of them hold. */
export function allOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' and ', 'true');
}

/** The condition that one of them holds. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' or ', 'false');
}

function joined(conditions: readonly Condition[], by: string, none: string): Condition {
  if (conditions.length === 0) return [none];
  return [`(${conditions.map(([sql]) => sql).join(by)})`, ...conditions.flatMap(([, ...values]) => values)];
}
