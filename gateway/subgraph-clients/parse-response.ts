import type { GraphQLFormattedError } from 'graphql';
import { parseExactly } from '../exact-json.ts';
import type { SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-client.ts';

/**
 * Parses the JSON text of a GraphQL response.
 *
 * @throws {SubgraphFailure} of kind `bad-response` when the text is not one
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Response
 */
export function parseResponse(text: string): SubgraphResponse {
  let value: unknown;
  try {
    value = parseExactly(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    // The parser's own error repeats a part of the text, which may be confidential, and would be logged.
    throw new SubgraphFailure('bad-response', 'The response is not JSON');
  }
  return readResponse(value);
}

/**
 * Reads a GraphQL response from parsed JSON.
 *
 * @throws {SubgraphFailure} of kind `bad-response` when the value is not one
 */
export function readResponse(value: unknown): SubgraphResponse {
  if (!isObject(value)) throw new SubgraphFailure('bad-response', 'The response is not a JSON object');
  const { data } = value;
  if (data !== undefined && data !== null && !isObject(data)) {
    throw new SubgraphFailure('bad-response', 'The data is not an object');
  }
  const errors = readErrors(value['errors'] ?? undefined);
  if (data === undefined && errors === undefined) {
    throw new SubgraphFailure('bad-response', 'The response has neither data nor errors');
  }
  return { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors }) };
}

/** Takes over valid errors, and the usable parts of invalid ones: the data beside them is valid anyway. */
function readErrors(errors: unknown): readonly GraphQLFormattedError[] | undefined {
  if (errors === undefined) return undefined;
  if (!Array.isArray(errors)) throw new SubgraphFailure('bad-response', 'The errors are not a list');
  return errors.every(isError) ? errors : errors.map(toError);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isError(value: unknown): value is GraphQLFormattedError {
  if (!isObject(value)) return false;
  const { message, path, extensions } = value;
  return (
    typeof message === 'string' &&
    (path === undefined || isPath(path)) &&
    (extensions === undefined || isObject(extensions))
  );
}

function isPath(path: unknown): path is (string | number)[] {
  return Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number');
}

function toError(value: unknown): GraphQLFormattedError {
  const { message, path, extensions } = isObject(value) ? value : { message: value };
  return {
    message: typeof message === 'string' ? message : 'The subgraph reported an error without a message.',
    ...(isPath(path) ? { path } : {}),
    ...(isObject(extensions) ? { extensions } : {}),
  };
}
