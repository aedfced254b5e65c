/** A number in a JSON text that no JavaScript `number` can hold. It is written as it was read. */
export interface RawNumber {
  readonly rawJSON: string;
}

declare global {
  // A part of ECMAScript 2026 that the compiler's library does not declare yet.
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): RawNumber;
    isRawJSON(value: unknown): value is RawNumber;
  }
}

const ZERO = 48;
const NINE = 57;
/** The number of digits of 2^53 + 1, the first integer that no `number` can hold. */
const LONG = 16;

/**
 * Parses JSON as `JSON.parse` does, except that integers which a `number` may not hold exactly become {@link
 * RawNumber}s.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseExactly(text: string): unknown {
  if (!hasLongNumber(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value, { source }) => {
    return typeof value === 'number' && source !== undefined ? exactNumber(source) : value;
  });
}

/** The number that a text denotes, as {@link parseExactly} reads it. */
export function exactNumber(text: string): number | RawNumber {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : JSON.rawJSON(text);
}

/**
 * Whether a text has as many digits in a row as only long numbers have; digits within strings count, too. Looking at
 * every sixteenth character finds them, so reading all other texts costs almost nothing.
 */
export function hasLongNumber(text: string): boolean {
  for (let index = LONG - 1; index < text.length; index += LONG) {
    if (!isDigit(text, index)) continue;
    let [first, last] = [index, index];
    while (isDigit(text, first - 1)) first -= 1;
    while (isDigit(text, last + 1)) last += 1;
    if (last - first + 1 >= LONG) return true;
  }
  return false;
}

/** The text of a {@link RawNumber}; undefined for any other value. */
export function rawText(value: unknown): string | undefined {
  return typeof value === 'object' && JSON.isRawJSON(value) ? value.rawJSON : undefined;
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= ZERO && unit <= NINE;
}
