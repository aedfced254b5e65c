/** A JSON value of a subgraph's answer. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | DataObject;

/** An object of the response while it is being put together. An `undefined` value is the same as an absent key. */
export interface DataObject {
  [key: string]: Json;
}

/** Coerced variables of one request. */
export type Variables = Readonly<Record<string, unknown>>;

export type ResponsePath = readonly (string | number)[];

/** Narrows a JSON value to an object. */
export function isDataObject(value: Json): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an object's own key: clients choose keys, and `constructor` is something that every object inherits. */
export function ownValue(object: DataObject, key: string | number): Json {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
