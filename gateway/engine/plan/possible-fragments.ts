import { doTypesOverlap, isCompositeType, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ASTNode, DefinitionNode, DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * An operation without the inline fragments that can never hold. The planner writes such ones for the members of an
 * interface object where the object's type is known, and a subgraph refuses the whole operation for them.
 *
 * @param schema all types of the supergraph
 */
export function withoutImpossibleFragments(operation: string, schema: GraphQLSchema): string {
  if (!/\.\.\.\s*on\b/.test(operation)) return operation;
  const types = new TypeInfo(schema);
  let removed = false;
  const document = visit(
    parse(operation, { noLocation: true }),
    visitWithTypeInfo(types, {
      InlineFragment: {
        enter({ typeCondition }) {
          const [parent, type] = [types.getParentType(), schema.getType(typeCondition?.name.value ?? '')];
          if (!parent || !isCompositeType(type) || doTypesOverlap(schema, parent, type)) return undefined;
          removed = true;
          return null;
        },
      },
      SelectionSet: {
        leave: (set) => (set.selections.length === 0 ? { ...set, selections: [TYPENAME] } : undefined),
      },
    }),
  );
  return removed ? print(withoutUnusedFragments(document)) : operation;
}

/** A fragment that is not spread any more is one more reason to refuse an operation. */
function withoutUnusedFragments(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  const gather = (node: ASTNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        if (used.has(name.value)) return;
        used.add(name.value);
        for (const one of document.definitions) if (isFragment(one) && one.name.value === name.value) gather(one);
      },
    });
  };
  for (const definition of document.definitions) if (!isFragment(definition)) gather(definition);
  const definitions = document.definitions.filter((one) => !isFragment(one) || used.has(one.name.value));
  return { ...document, definitions };
}

function isFragment(node: DefinitionNode): node is FragmentDefinitionNode {
  return node.kind === Kind.FRAGMENT_DEFINITION;
}
