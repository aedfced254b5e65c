/** A JSON value in the response of a subgraph. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | DataObject;

/** An object of the merged data. An `undefined` value is the same as an absent key. */
export interface DataObject {
  [key: string]: Json;
}

/** The coerced variables of one request. */
export type Variables = Readonly<Record<string, unknown>>;

export type ResponsePath = readonly (string | number)[];

/** Narrows a JSON value to an object. */
export function isDataObject(value: Json): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads an own property of an object. Clients choose keys, and a key may be `constructor`, which every object inherits.
 */
export function ownValue(object: DataObject, key: string | number): Json {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
