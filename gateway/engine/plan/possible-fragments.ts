import { doTypesOverlap, isCompositeType, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { FieldNode, GraphQLSchema } from 'graphql';

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
  return removed ? print(document) : operation;
}
