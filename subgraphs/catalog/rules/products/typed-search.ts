import { readMpn, type MpnParts } from '../../../shared/domain/mpn.ts';
import { separateWords } from '../../../shared/domain/spelling.ts';

/** A word of a search, as the text of a product is compared with it. */
export interface TypedWord {
  /** With a space for all that separates letters and digits; empty where it has none. */
  readonly letters: string;
  /** As it was written, where that must be found as well. */
  readonly written: string | undefined;
  /** Whether it is a word of a language, which may have another ending. */
  readonly hasStem: boolean;
}

/** What somebody has typed to find products. */
export interface TypedSearch {
  /** Each must be found. */
  readonly words: readonly TypedWord[];
  /** All of it, in lower case with single spaces. */
  readonly phrase: string;
  /** All of it as a part number; undefined where it is none. */
  readonly mpn: MpnParts | undefined;
}

/** Parts with a digit in one of them, between which it matters little what stands: `CFQ7TTC0LH18/0001`. */
const NUMBERED = /^(?=.*\d)[a-z\d]+(?:[:/_-][a-z\d]+)+$/;
const OF_A_LANGUAGE = /^\p{L}{3,}$/u;

/** Reads the words of a search, which are in lower case. */
export function readTyped(words: readonly string[]): TypedSearch {
  return {
    words: words.map(readWord),
    phrase: words.join(' '),
    mpn: words.length <= 2 ? readMpn(words.join(':')) : undefined,
  };
}

function readWord(word: string): TypedWord {
  const letters = separateWords(NUMBERED.test(word) ? withWholeSku(word) : word);
  const isWritten = letters !== word && !NUMBERED.test(word);
  return { letters, written: isWritten ? word : undefined, hasStem: OF_A_LANGUAGE.test(word) };
}

/** A number that begins with zeros may be the beginning of a SKU; of another one, its zeros were lost. */
function withWholeSku(word: string): string {
  const { product, sku } = readMpn(word) ?? {};
  return product === undefined || sku === undefined || /[:/]0/.test(word) ? word : `${product}:${sku}`.toLowerCase();
}
