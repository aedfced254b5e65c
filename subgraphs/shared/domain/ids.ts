import { fromString, toUUIDBytes, typeid } from 'typeid-js';
import { isGiven, type Optional } from './given.ts';

/** The prefix of every kind of id that crosses the graph. */
export type IdPrefix =
  | 'acc'
  | 'usr'
  | 'ivt'
  | 'ses'
  | 'ven'
  | 'prd'
  | 'pln'
  | 'imp'
  | 'mgn'
  | 'pro'
  | 'mkt'
  | 'lst'
  | 'hub'
  | 'crt'
  | 'cln'
  | 'ord'
  | 'lin'
  | 'sub'
  | 'evt'
  | 'att'
  | 'inv'
  | 'cli'
  | 'trm'
  | 'aud'
  | 'whk'
  | 'rep';

/** A TypeID: its prefix, an underscore and a UUIDv7 in base 32, so ids of one kind sort by the time they were made. */
export type Id<P extends IdPrefix> = `${P}_${string}`;

/** Makes a new id of a kind. */
export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return typeid(prefix).toString() as Id<P>;
}

/** Whether a text is a well-formed id of the kind. */
export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  try {
    fromString(text, prefix);
    return true;
  } catch {
    return false;
  }
}

/** What the 26 characters of an id are when every bit of it is zero: no row has such an id. */
const NIL_LABEL = '0'.repeat(26);

/**
 * Reads an id that a client sent. A text that is no id of the kind becomes the nil id, by which nothing is ever found:
 * it is refused in the same words as the id of something that is not there.
 */
export function readId<P extends IdPrefix>(prefix: P, text: string): Id<P> {
  return isId(prefix, text) ? text : `${prefix}_${NIL_LABEL}`;
}

/** Reads an optional id that a client sent; undefined when it was left out, or sent as null. */
export function readOptionalId<P extends IdPrefix>(prefix: P, text: Optional<string>): Id<P> | undefined {
  return isGiven(text) ? readId(prefix, text) : undefined;
}

/** When an id was made, to the millisecond; undefined for a text that is no id of the kind, and for a time beyond the year 9999. */
export function madeAt<P extends IdPrefix>(prefix: P, text: string): Date | undefined {
  if (!isId(prefix, text)) return undefined;
  const bytes = toUUIDBytes(fromString(text, prefix)).subarray(0, UUID_TIME_BYTES);
  const ms = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return ms <= LAST_MS ? new Date(ms) : undefined;
}

/** The bytes of a UUIDv7 (RFC 9562) that are its milliseconds since 1970. */
const UUID_TIME_BYTES = 6;
const LAST_MS = Date.UTC(9999, 11, 31);

/** The part of an id after its prefix: letters and digits only, so it can be an `ltree` label. */
export function idLabel(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}
