import { executeSync, Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, SelectionNode } from 'graphql';
import { weaklyCached } from '../weak-cache.ts';

/** What introspection answered, by the response keys of the root. */
export interface IntrospectionAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[];
}

export type Introspect = (rawVariables: Readonly<Record<string, unknown>>) => IntrospectionAnswer;

/**
 * Answers the root's introspection fields from the schema itself. Without variables the answer is kept for as long
 * as there is memory for it: it may be a thousand times as large as the question.
 *
 * @param selections the root selections that are introspection; nothing is returned when there are none
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
