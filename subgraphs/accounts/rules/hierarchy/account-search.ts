/** What somebody has typed to find accounts. */
export interface TypedSearch {
  /** In lower case; each must be found. */
  readonly words: readonly string[];
  /** All of it, with single spaces. */
  readonly phrase: string;
  /** The same as a tax id without separators; undefined where it is none, and where the only word is the same. */
  readonly taxId: string | undefined;
}

/** A tax id has digits, and people group them as they like. */
const BARE_TAX_ID = /^(?=.*\d)[a-z\d]{4,30}$/;

/** Reads the words of a search, which are in lower case. */
export function readTyped(words: readonly string[]): TypedSearch {
  const phrase = words.join(' ');
  const bare = phrase.replaceAll(/[\s./-]/g, '');
  return { words, phrase, taxId: BARE_TAX_ID.test(bare) && bare !== phrase ? bare : undefined };
}
