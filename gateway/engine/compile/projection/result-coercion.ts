import { isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';
import { rawText } from '../../../exact-json.ts';
import type { Json } from '../data.ts';

/**
 * Coerces a leaf value of a subgraph's response to its type.
 *
 * @returns the value for the response, or undefined when the type does not allow it
 * @see https://spec.graphql.org/October2021/#sec-Scalars.Result-Coercion-and-Serialization
 */
export type CoerceResult = (value: Json) => Json;

/**
 * Creates the result coercion of a scalar or enum of the API schema. Values of custom scalars pass unchanged: only the
 * subgraphs know these types.
 */
export function createResultCoercion(type: GraphQLLeafType): CoerceResult {
  if (isEnumType(type)) {
    const names = new Set<Json>(type.getValues().map((value) => value.name));
    return (value) => (names.has(value) ? value : undefined);
  }
  if (!isSpecifiedScalarType(type)) return (value) => value;
  switch (type.name) {
    case 'Int':
      return (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined);
    case 'Float':
      return (value) => (typeof value === 'number' ? value : numberOf(value));
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'ID':
      return (value) => {
        if (typeof value === 'number') return Number.isInteger(value) ? String(value) : undefined;
        return rawText(value) ?? onlyString(value);
      };
    default:
      return onlyString;
  }
}

/** Rounds a number that has more digits than a JavaScript `number` can hold. */
function numberOf(value: Json): Json {
  const text = rawText(value);
  return text === undefined ? undefined : Number(text);
}

function onlyString(value: Json): Json {
  return typeof value === 'string' ? value : undefined;
}
