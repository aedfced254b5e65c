import { executeSync, Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, SelectionNode } from 'graphql';
import { weaklyCached } from '../weak-cache.ts';

/** The answer to introspection, by the response names of the root fields. */
export interface IntrospectionAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[];
}

export type Introspect = (rawVariables: Readonly<Record<string, unknown>>) => IntrospectionAnswer;

/**
 * Compiles the introspection fields of the root, which the schema itself answers. An answer without variables is kept
 * as long as there is memory for it: it may be a thousand times as large as the operation.
 *
 * @param selections the root selections that are introspection
 * @returns undefined when there are none
 */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
): Introspect | undefined {
  if (selections.length === 0) return undefined;
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: operation.variableDefinitions ?? [],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition] };
  const answer: Introspect = (variableValues) => {
    const result = executeSync({ schema, document, variableValues });
    return { data: result.data ?? {}, errors: result.errors ?? [] };
  };
  if (operation.variableDefinitions?.length) return answer;
  return weaklyCached(() => answer({}));
}
