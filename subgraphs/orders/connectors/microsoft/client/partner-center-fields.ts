/** The vendor's answer does not have the documented shape; the message names the field and never its value. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object. Throws `UnexpectedAnswer` otherwise. */
export function object(value: unknown, field: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnexpectedAnswer(`${field} is not an object`);
  }
  return value as Json;
}

/** The field as a string. Throws `UnexpectedAnswer` otherwise. */
export function text(from: Json, field: string): string {
  const value = from[field];
  if (typeof value !== 'string') throw new UnexpectedAnswer(`${field} is not a string`);
  return value;
}

/** The field as a string, null when it is anything else. */
export function textOrNull(from: Json, field: string): string | null {
  const value = from[field];
  return typeof value === 'string' ? value : null;
}

/** The field as an integer. Throws `UnexpectedAnswer` otherwise. */
export function integer(from: Json, field: string): number {
  const value = from[field];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new UnexpectedAnswer(`${field} is not an integer`);
  return value;
}

/** The value as a list of parsed items. Throws `UnexpectedAnswer` otherwise. */
export function list<T>(value: unknown, field: string, parseItem: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new UnexpectedAnswer(`${field} is not a list`);
  return value.map(parseItem);
}

/** A value the vendor adds later becomes the fallback; it must not break the answers that carry it. */
export function oneOf<const T extends string>(value: unknown, known: readonly T[], fallback: T): T {
  return known.find((candidate) => candidate === value) ?? fallback;
}
