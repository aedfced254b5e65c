import { Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, type SelectionNode } from 'graphql';
import type { ValidatedOperation } from '../../engine/engine.ts';
import { refusal } from '../../errors.ts';
import { rootSelectionSets } from '../validation/root-selection-sets.ts';

type Selected = Pick<ValidatedOperation, 'document' | 'operation'>;

/**
 * Refuses an operation with a root field that needs a signed-in caller. The document may still be invalid: nothing is
 * spent on checking or planning what the caller may not execute. Takes time in proportion to the document. Throws
 * UNAUTHENTICATED.
 *
 * @param openFields the fields that need no sign-in, as `Mutation.signIn`; introspection fields are not among them
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

const isField = (selection: SelectionNode): selection is FieldNode => selection.kind === Kind.FIELD;

/** The root fields that an operation selects, including those in fragments; fragments may be cyclic. */
function rootFields({ document, operation }: Selected): ReadonlySet<string> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const roots = rootSelectionSets(operation.selectionSet, (name) => fragments.get(name));
  const fields = [...roots].flatMap(({ selections }) => selections.filter(isField));
  return new Set(fields.map(({ name }) => name.value));
}
