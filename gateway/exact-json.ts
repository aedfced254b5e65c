/** A number of a JSON text that no `number` of JavaScript is: it stands for itself, and is written as it was read. */
export interface RawNumber {
  readonly rawJSON: string;
}

declare global {
  // What ECMAScript 2026 adds, which the compiler's library does not know yet.
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
/** The digits of 2^53 + 1, the first whole number that no `number` is. */
const LONG = 16;

/**
 * Parses JSON as `JSON.parse` does, but for whole numbers beyond those that a `number` surely holds: these become {@link RawNumber}.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function parseExactly(text: string): unknown {
  if (!hasLongNumber(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value, { source }) => {
    return typeof value === 'number' && source !== undefined ? exactNumber(source) : value;
  });
}

/** The number that a text says, as {@link parseExactly} reads it. */
export function exactNumber(text: string): number | RawNumber {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : JSON.rawJSON(text);
}

/**
 * Whether digits stand side by side as only long numbers have them, be it in a text: looking at every sixteenth character
 * finds them, and reads the rest for next to nothing.
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

/** The text of a value that is a {@link RawNumber}, if it is one. */
export function rawText(value: unknown): string | undefined {
  return typeof value === 'object' && JSON.isRawJSON(value) ? value.rawJSON : undefined;
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= ZERO && unit <= NINE;
}
