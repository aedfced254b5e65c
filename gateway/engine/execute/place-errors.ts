import { GraphQLError, Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { ResponsePath } from '../compile/data.ts';

/**
 * Errors as the client can place them. A plan may ask for more than the client did: an error at a field that others need
 * moves to the object it belongs to, and one at a field whose type condition turned out not to hold is left out.
 *
 * @param set the client's root selections with fragments inlined
 */
export function placeErrors(
  errors: readonly GraphQLError[],
  data: unknown,
  set: SelectionSetNode,
): readonly GraphQLError[] {
  if (errors.every(({ path }) => path === undefined || depthIn(data, path) === path.length)) return errors;
  return errors.flatMap((error) => {
    const path = error.path ?? [];
    const depth = depthIn(data, path);
    if (depth === path.length) return [error];
    if (isSelected(path, set)) return [];
    const { message, extensions, originalError } = error;
    return [new GraphQLError(message, { path: path.slice(0, depth), extensions, originalError })];
  });
}

/** How far a path leads in the response; all of it where it ends at or below a null. */
function depthIn(data: unknown, path: ResponsePath): number {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null) return path.length;
    if (!Object.hasOwn(value, key)) return depth;
    value = (value as Record<string | number, unknown>)[key];
  }
  return path.length;
}

/** Whether a path leads along the client's selections, whatever their type conditions. */
function isSelected(path: ResponsePath, set: SelectionSetNode): boolean {
  let sets: readonly SelectionSetNode[] = [set];
  for (const key of path) {
    if (typeof key === 'number') continue;
    const fields = sets.flatMap((one) => fieldsNamed(key, one));
    if (fields.length === 0) return false;
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return true;
}

function fieldsNamed(key: string, set: SelectionSetNode): { readonly selectionSet?: SelectionSetNode | undefined }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsNamed(key, selection.selectionSet);
    if (selection.kind !== Kind.FIELD) return [];
    return (selection.alias ?? selection.name).value === key ? [selection] : [];
  });
}
