import type { Rewrite, RewriteStep } from '../plan/plan-nodes.ts';
import { isDataObject } from './data.ts';
import type { DataObject, Json, ResponsePath } from './data.ts';
import type { TypeRelations } from './type-relations.ts';

/**
 * Applies rewrites in place, through every list on their way.
 *
 * @param value a copy that belongs to the caller
 */
export function applyRewrites(value: Json, rewrites: readonly Rewrite[], relations: TypeRelations): void {
  for (const rewrite of rewrites) applyAt(value, rewrite.path, rewrite, relations);
}

function applyAt(value: Json, path: readonly RewriteStep[], rewrite: Rewrite, relations: TypeRelations): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(item, path, rewrite, relations);
    return;
  }
  const [step, ...rest] = path;
  if (!step || !isDataObject(value)) return;
  if (step.kind === 'types') {
    const type = value['__typename'];
    const meets = typeof type !== 'string' || relations.namesMeetingAny(step.names).has(type);
    if (meets) applyAt(value, rest, rewrite, relations);
  } else if (rest.length > 0) {
    if (Object.hasOwn(value, step.name)) applyAt(value[step.name], rest, rewrite, relations);
  } else {
    applyToKey(value, step.name, rewrite);
  }
}

function applyToKey(object: DataObject, key: string, rewrite: Rewrite): void {
  if (!Object.hasOwn(object, key)) return;
  if (rewrite.kind === 'set-value') {
    object[key] = rewrite.value;
    return;
  }
  object[rewrite.name] = object[key];
  delete object[key];
}

/** A path into data as it was before the rewrites, with the keys that stand there after them. */
export function renamePath(path: ResponsePath, rewrites: readonly Rewrite[]): ResponsePath {
  const keys = path.filter((step) => typeof step === 'string');
  const renamed = new Map<number, string>();
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'rename-key') continue;
    const steps = rewrite.path.flatMap((step) => (step.kind === 'key' ? [step.name] : []));
    if (steps.every((step, index) => step === keys[index])) renamed.set(steps.length - 1, rewrite.name);
  }
  if (renamed.size === 0) return path;
  let depth = 0;
  return path.map((step) => (typeof step === 'string' ? (renamed.get(depth++) ?? step) : step));
}
