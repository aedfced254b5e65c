import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';

/** Lists the root fields of a fetch's only operation, including those within fragments. */
export function listRootFields(document: DocumentNode): FieldNode[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operation ? listFields(operation.selectionSet) : [];
}

function listFields({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? listFields(selection.selectionSet) : [];
  });
}
