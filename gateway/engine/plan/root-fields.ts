import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, SelectionNode, SelectionSetNode } from 'graphql';

/** A root field of a fetch, with all selections whose conditions it is under, its own last. */
export interface RootFieldNode {
  readonly field: FieldNode;
  readonly under: readonly SelectionNode[];
}

/** The root fields of a fetch's only operation, those within fragments too. */
export function listRootFields(document: DocumentNode): RootFieldNode[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operation ? listFields(operation.selectionSet, [], document) : [];
}

function listFields(set: SelectionSetNode, under: readonly SelectionNode[], document: DocumentNode): RootFieldNode[] {
  return set.selections.flatMap((selection) => {
    const path = [...under, selection];
    if (selection.kind === Kind.FIELD) return [{ field: selection, under: path }];
    if (selection.kind === Kind.INLINE_FRAGMENT) return listFields(selection.selectionSet, path, document);
    const named = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return named?.kind === Kind.FRAGMENT_DEFINITION ? listFields(named.selectionSet, path, document) : [];
  });
}
