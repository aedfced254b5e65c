import { Kind, type FragmentDefinitionNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { ValidatedOperation } from '../engine/engine.ts';
import { refusal } from '../errors.ts';

type Selected = Pick<ValidatedOperation, 'document' | 'operation'>;

/**
 * Refuses an operation with a root field that is not open, in time proportional to its document, which may still be
 * invalid: nothing is spent on checking or planning what a stranger may not ask. Throws UNAUTHENTICATED.
 *
 * @param openFields by coordinate, as `Mutation.signIn`; what begins with two underscores is introspection's
 */
export function refuseClosedFields(
  { document, operation }: Selected,
  schema: GraphQLSchema,
  openFields: ReadonlySet<string>,
): void {
  const rootType = schema.getRootType(operation.operation)?.name ?? '';
  for (const name of rootFields({ document, operation })) {
    if (name.startsWith('__') || openFields.has(`${rootType}.${name}`)) continue;
    throw refusal('UNAUTHENTICATED', `Sign in first: "${name}" needs an access token.`);
  }
}

/** The fields that an operation selects at the root, through fragments, which may spread themselves. */
function rootFields({ document, operation }: Selected): ReadonlySet<string> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const names = new Set<string>();
  // Grows while it is gone through: each selection set is met once.
  const reached = new Set<SelectionSetNode>([operation.selectionSet]);
  for (const { selections } of reached) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragments.get(selection.name.value)?.selectionSet
          : selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : undefined;
      if (inner !== undefined) reached.add(inner);
    }
  }
  return names;
}
