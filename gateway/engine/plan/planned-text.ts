import { Kind, print } from 'graphql';
import type { FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import type { PlannedKeys } from './planned-keys.ts';

const LOCAL_ROOT_FIELDS = new Set(['__typename', '__schema', '__type']);
/** Asks for the type of an object. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The root selections that subgraphs answer: all but introspection and the root's own `__typename`. */
export function remoteSelections(selections: readonly SelectionNode[]): SelectionNode[] {
  return keepRootFields(selections, (name) => !LOCAL_ROOT_FIELDS.has(name));
}

/** The root selections that ask about the schema itself. */
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

/** The text of an operation as the planner gets it: one anonymous operation of inlined selections. */
export function plannedText(
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
  keys: PlannedKeys,
): string {
  return print({
    kind: Kind.OPERATION_DEFINITION,
    operation: operation.operation,
    variableDefinitions: operation.variableDefinitions ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: plannedSelections(selections, keys) },
  });
}

/**
 * Keys that clash are replaced. `__typename` is asked for without an alias, as the data's type is always read from that
 * key. A selection set without fields asks for it too, as the object's presence counts, and one with fragments, where the
 * planner would forget the key of an interface object.
 */
function plannedSelections(selections: readonly SelectionNode[], keys: PlannedKeys): SelectionNode[] {
  const planned = selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.FIELD && selection.name.value === '__typename') return TYPENAME;
    const renamed = selection.kind === Kind.FIELD ? withPlannedKey(selection, keys.of(selection)) : selection;
    if (!selection.selectionSet) return renamed;
    const inner = plannedSelections(selection.selectionSet.selections, keys);
    return { ...renamed, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } };
  });
  const needsType = planned.length === 0 || planned.some(({ kind }) => kind === Kind.INLINE_FRAGMENT);
  return needsType ? [TYPENAME, ...planned] : planned;
}

function withPlannedKey(field: FieldNode, key: string): FieldNode {
  return { ...field, alias: key === field.name.value ? undefined : { kind: Kind.NAME, value: key } };
}
