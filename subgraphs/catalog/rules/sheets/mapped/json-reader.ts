import { isStorable } from '../../../../shared/domain/characters.ts';

/** A value of a JSON document with where it is, and where faults are gathered. */
export interface Place {
  /** Such as `fields.price.per` or `parameters[0].name`; empty for the document itself. */
  readonly path: string;
  readonly value?: unknown;
  readonly faults: string[];
}

/** Nothing of the document can be read, since it is no object: its fault is among the others. */
export class FaultyValue extends Error {
  override readonly name = 'FaultyValue';
}

const within = ({ path }: Place, name: string): string => {
  if (!/^[A-Za-z]\w*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
};

/** Reads an object that may have the named entries, and no others. Answers where an entry is, whether it is there or not. */
export function readObject(place: Place, value: unknown, names: readonly string[]): (name: string) => Place {
  const found = objectOf(place, value);
  for (const name of Object.keys(found)) {
    if (!names.includes(name)) {
      place.faults.push(`${within(place, name)} is unknown. There may be ${names.join(', ')}.`);
    }
  }
  return (name) => ({ path: within(place, name), value: found[name], faults: place.faults });
}

/** The entries of an object with names of its own. */
export function readEntries(place: Place): readonly (readonly [name: string, place: Place])[] {
  return Object.entries(objectOf(place, place.value)).map(([name, value]) => [
    name,
    { path: within(place, name), value, faults: place.faults },
  ]);
}

function objectOf({ path, faults }: Place, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  faults.push(`${path === '' ? 'The file' : path} must be an object.`);
  if (path === '') throw new FaultyValue();
  return {};
}

/** Reads a list of at most `max` items; an absent one is empty. */
export function readList({ path, value, faults }: Place, max: number): readonly Place[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > max) {
    faults.push(`${path} must be a list of at most ${max}.`);
    return [];
  }
  return value.map((item: unknown, index) => ({ path: `${path}[${index}]`, value: item, faults }));
}

/** Reads a text that is neither empty nor too long. */
export function readText({ path, value, faults }: Place, { max }: { readonly max: number }): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= max && isStorable(value)) return value.trim();
  faults.push(value === undefined ? `${path} is missing.` : `${path} must be a text of 1 to ${max} characters.`);
  return '';
}

/** Reads one of some words; the fallback when there is none. */
export function readWord<Word extends string, Fallback>(
  { path, value, faults }: Place,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  if (value === undefined) return fallback;
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  faults.push(`${path} must be one of ${words.join(', ')}.`);
  return fallback;
}

/** Reads true or false; false when it is not there. */
export function readBoolean({ path, value, faults }: Place): boolean {
  if (value !== undefined && typeof value !== 'boolean') faults.push(`${path} must be true or false.`);
  return value === true;
}
