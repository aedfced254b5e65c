import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * The selection sets whose fields are root fields: the operation's own and those of the fragments spread there. Each is
 * listed once, even if fragments are cyclic.
 */
export function rootSelectionSets(
  selectionSet: SelectionSetNode,
  fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined,
): ReadonlySet<SelectionSetNode> {
  // The set grows during the iteration.
  const reached = new Set([selectionSet]);
  for (const { selections } of reached) {
    for (const selection of selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragmentOf(selection.name.value)?.selectionSet
          : selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : undefined;
      if (inner !== undefined) reached.add(inner);
    }
  }
  return reached;
}
