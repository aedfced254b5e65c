import type { Rename } from '../../plan/plan-nodes.ts';
import { rawText } from '../../../exact-json.ts';
import { isDataObject, ownValue } from '../data.ts';
import type { Json, ResponsePath } from '../data.ts';

/**
 * Gives fields their own response names back, in place and through every list.
 *
 * @param value a copy that belongs to the caller
 */
export function applyRenames(value: Json, renames: readonly Rename[]): void {
  for (const { path, responseName: key } of renames) applyAt(value, path, key);
}

function applyAt(value: Json, path: readonly string[], key: string): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(item, path, key);
    return;
  }
  const [step, ...rest] = path;
  if (step === undefined || !isDataObject(value) || !Object.hasOwn(value, step)) return;
  if (rest.length > 0) {
    applyAt(value[step], rest, key);
    return;
  }
  value[key] = joined(ownValue(value, key), value[step]);
  delete value[step];
}

/** Copies objects and lists, whose keys renames change. Other values never change. */
export function copyOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isDataObject(value) || rawText(value) !== undefined) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

/** An object may have parts of one field under both names: its interface's part under one, its own under the other. */
function joined(known: Json, renamed: Json): Json {
  if (known === null || known === undefined) return renamed ?? null;
  if (Array.isArray(known) && Array.isArray(renamed)) return known.map((item, index) => joined(item, renamed[index]));
  if (!isDataObject(known) || !isDataObject(renamed) || rawText(known) !== undefined) return known;
  for (const [key, value] of Object.entries(renamed)) known[key] = joined(ownValue(known, key), value);
  return known;
}

/** Renames the keys of a path as {@link applyRenames} renames those of the data. */
export function renamePath(path: ResponsePath, renames: readonly Rename[]): ResponsePath {
  const keys = path.filter((step) => typeof step === 'string');
  const renamed = new Map<number, string>();
  for (const rename of renames) {
    if (rename.path.every((step, index) => step === keys[index]))
      renamed.set(rename.path.length - 1, rename.responseName);
  }
  if (renamed.size === 0) return path;
  let depth = 0;
  return path.map((step) => (typeof step === 'string' ? (renamed.get(depth++) ?? step) : step));
}
