/** Microsoft's answer does not have the documented shape. The message names the field and never repeats its value. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export type Json = Readonly<Record<string, unknown>>;

/** Reads a value as an object. Throws `UnexpectedAnswer` otherwise. */
export function object(value: unknown, field: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnexpectedAnswer(`${field} is not an object`);
  }
  return value as Json;
}

/** Reads a field as a string. Throws `UnexpectedAnswer` otherwise. */
export function text(from: Json, field: string): string {
  const value = from[field];
  if (typeof value !== 'string') throw new UnexpectedAnswer(`${field} is not a string`);
  return value;
}

/** Reads a field as a string; undefined when it holds anything else. */
export function optionalText(from: Json, field: string): string | undefined {
  const value = from[field];
  return typeof value === 'string' ? value : undefined;
}

/** Reads a field as an integer. Throws `UnexpectedAnswer` otherwise. */
export function integer(from: Json, field: string): number {
  const value = from[field];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new UnexpectedAnswer(`${field} is not an integer`);
  return value;
}

/** Reads a value as a list and parses each item. Throws `UnexpectedAnswer` otherwise. */
export function list<T>(value: unknown, field: string, parseItem: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new UnexpectedAnswer(`${field} is not a list`);
  return value.map(parseItem);
}

/** Makes the parser of a collection, whose answers hold their entries in `items`. */
export function collection<T>(parseItem: (item: unknown) => T): (body: unknown) => readonly T[] {
  return (body) => list(object(body, 'answer')['items'], 'items', parseItem);
}

/** Parses a field that may be missing; undefined when it is missing or null. */
export function optional<T>(from: Json, field: string, parse: (value: unknown) => T): T | undefined {
  const value = from[field];
  return value === undefined || value === null ? undefined : parse(value);
}

/**
 * Reads one of the known values. Any other value becomes the fallback, so that a value Microsoft adds later does not
 * make the whole answer unreadable.
 */
export function oneOf<const T extends string>(value: unknown, known: readonly T[], fallback: T): T {
  return known.find((candidate) => candidate === value) ?? fallback;
}
