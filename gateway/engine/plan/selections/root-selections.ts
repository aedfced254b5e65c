import { Kind } from 'graphql';
import type { FieldNode, SelectionNode } from 'graphql';

const LOCAL_ROOT_FIELDS = new Set(['__typename', '__schema', '__type']);
/** Selects the type of an object. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The root selections that subgraphs answer: all but introspection and the root's own `__typename`. */
export function remoteSelections(selections: readonly SelectionNode[]): SelectionNode[] {
  return keepRootFields(selections, (name) => !LOCAL_ROOT_FIELDS.has(name));
}

/** The root selections that are introspection. */
export function introspectionSelections(selections: readonly SelectionNode[]): SelectionNode[] {
  return keepRootFields(selections, (name) => name === '__schema' || name === '__type');
}

function keepRootFields(selections: readonly SelectionNode[], keep: (name: string) => boolean): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep(selection.name.value) ? [selection] : [];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection];
    const kept = keepRootFields(selection.selectionSet.selections, keep);
    if (kept.length === 0) return [];
    return [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: kept } }];
  });
}
