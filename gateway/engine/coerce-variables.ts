import {
  getNullableType,
  getVariableValues,
  GraphQLError,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  typeFromAST,
} from 'graphql';
import type { GraphQLInputType, GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { rawText } from '../exact-json.ts';
import type { Variables } from './compile/data.ts';

/** The coerced variables of a request, or the errors that the client gets instead. */
export type CoercedVariables =
  { readonly coerced: Variables } | { readonly errors: readonly GraphQLError[]; readonly coerced?: undefined };

/**
 * Coerces the variables of a request. A number that is too large for a JavaScript `number` remains as it is written
 * where a custom scalar takes it, and becomes a string where it stands for an `ID`.
 *
 * @see https://spec.graphql.org/October2021/#CoerceVariableValues()
 */
export function coerceVariables(
  definitions: readonly VariableDefinitionNode[],
  variables: Variables,
  schema: GraphQLSchema,
): CoercedVariables {
  if (definitions.length === 0) return { coerced: {} };
  const options = { maxErrors: 20 };
  let result = getVariableValues(schema, definitions, variables, options);
  // Only the specified scalar types refuse such numbers, so other requests pay nothing for them.
  if (!result.coerced)
    result = getVariableValues(schema, definitions, readNumbers(definitions, variables, schema), options);
  if (result.coerced) return { coerced: result.coerced };
  const extensions = { code: 'BAD_USER_INPUT' };
  return { errors: result.errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions })) };
}

function readNumbers(
  definitions: readonly VariableDefinitionNode[],
  variables: Variables,
  schema: GraphQLSchema,
): Variables {
  const read = definitions.flatMap(({ variable, type }) => {
    const { value: name } = variable.name;
    const inputType = typeFromAST(schema, type);
    if (!isInputType(inputType) || !Object.hasOwn(variables, name)) return [];
    return [[name, readNumber(variables[name], inputType)]];
  });
  return Object.fromEntries(read) as Variables;
}

function readNumber(value: unknown, type: GraphQLInputType): unknown {
  const text = rawText(value);
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return Array.isArray(value)
      ? value.map((item) => readNumber(item, nullable.ofType))
      : readNumber(value, nullable.ofType);
  }
  if (text !== undefined) {
    if (isScalarType(nullable) && !isSpecifiedScalarType(nullable)) return value;
    return 'name' in nullable && nullable.name === 'ID' ? text : Number(text);
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null) return value;
  const fields = nullable.getFields();
  const read = Object.entries(value).map(([name, item]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, field ? readNumber(item, field.type) : item];
  });
  return Object.fromEntries(read);
}
