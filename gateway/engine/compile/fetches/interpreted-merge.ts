import { isDataObject } from '../data.ts';
import type { DataObject, Json } from '../data.ts';

/** The response names of a selection set and the shapes below them; a leaf has no shape. */
export type Shape = Map<string, Shape | undefined>;

/** Merges a value into the value that the target object holds under the same key. */
type MergeValue = (target: Json, source: Json, key: string) => Json;

/** Merges by walking the shape. The outcome is the same as that of the generated functions for an empty object. */
export function createInterpretedMerge(shape: () => Shape, abstractNames: ReadonlySet<string>): MergeValue {
  const merge = (target: DataObject, source: DataObject, keys: Shape): void => {
    for (const [key, inner] of keys) {
      const [value, current] = [own(source, key), own(target, key)];
      if (value === undefined) continue;
      if (value === null) {
        if (current === undefined) target[key] = null;
      } else if (inner) target[key] = isThere(current) ? join(current, value, inner) : copy(value, inner);
      else if (!(key === '__typename' && isAbstract(current, value))) target[key] = value;
    }
  };
  const isAbstract = (current: Json, name: Json): boolean => {
    return typeof current === 'string' && typeof name === 'string' && abstractNames.has(name);
  };
  const join = (target: Json, source: Json, keys: Shape): Json => {
    if (typeof source !== 'object' || Array.isArray(source) !== Array.isArray(target)) return copy(source, keys);
    if (isDataObject(source) && isDataObject(target)) {
      merge(target, source, keys);
      return target;
    }
    if (!Array.isArray(source) || !Array.isArray(target)) return copy(source, keys);
    return zip(target, source, (current, item) => {
      if (item === null || item === undefined) return current === undefined ? item : current;
      return isThere(current) ? join(current, item, keys) : copy(item, keys);
    });
  };
  return (target, source, key) => join(target, source, shape().get(key) ?? new Map());
}

/** Merges the items of two lists pairwise; the result is as long as the longer list. */
function zip(target: readonly Json[], source: readonly Json[], both: (current: Json, item: Json) => Json): Json[] {
  const rest = target.slice(source.length);
  return [...source.map((item, index) => both(target[index], item)), ...rest];
}

/** Whether a value is an object or a list, into which another one can be merged. */
function isThere(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function copy(value: Json, keys: Shape): Json {
  if (Array.isArray(value)) return value.map((item) => copy(item, keys));
  if (!isDataObject(value)) return value;
  const copied: DataObject = {};
  for (const [key, inner] of keys) copied[key] = inner ? copy(own(value, key), inner) : own(value, key);
  return copied;
}

/** Reads an own property: clients choose the keys, and `constructor` is a key that every object inherits. */
function own(object: DataObject, key: string): Json {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
