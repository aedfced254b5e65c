import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import type { SubgraphFailureKind } from '../../subgraph-clients/subgraph-client.ts';
import { ownValue } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath } from '../compile/data.ts';
import { clientResponseName } from '../plan/selections/response-names.ts';

/** The extensions that a subgraph may pass on to clients; all others could reveal internals. */
const SAFE_EXTENSIONS = ['code', 'reference', 'argument', 'field', 'limit', 'retryAfterMs', 'retryAfterSeconds'];

const FAILURES: Record<SubgraphFailureKind, { readonly code: string; readonly what: string }> = {
  unavailable: { code: 'SUBGRAPH_UNAVAILABLE', what: 'is not available' },
  timeout: { code: 'SUBGRAPH_TIMEOUT', what: 'did not answer in time' },
  'bad-response': { code: 'SUBGRAPH_BAD_RESPONSE', what: 'did not answer with a GraphQL response' },
};

/** An error that a subgraph reported: it keeps its message, its code and safe extensions. */
export function subgraphError(error: GraphQLFormattedError, path: ResponsePath): GraphQLError {
  const extensions: Record<string, unknown> = {};
  for (const name of SAFE_EXTENSIONS) {
    const value = error.extensions?.[name];
    if (typeof value === 'string' || typeof value === 'number') extensions[name] = value;
  }
  const message = typeof error.message === 'string' ? error.message : 'Unexpected error.';
  return new GraphQLError(message, { path: path.map(clientResponseName), extensions });
}

/** The error of a failed fetch at one response path. It names the subgraph, but never its address. */
export function fetchError(failure: unknown, subgraph: string, path: ResponsePath): GraphQLError {
  const kind = failure instanceof SubgraphFailure ? failure.kind : 'unavailable';
  const { code, what } = FAILURES[kind];
  const originalError = failure instanceof Error ? failure : undefined;
  return new GraphQLError(`The subgraph "${subgraph}" ${what}.`, {
    path: path.map(clientResponseName),
    extensions: { code, subgraph },
    originalError,
  });
}

/** The error of a field whose request the subgraph refused because of another field. */
export function notAskedError(subgraph: string, path: ResponsePath): GraphQLError {
  const message = `The subgraph "${subgraph}" was not asked for this: it refused another field of the same request.`;
  return new GraphQLError(message, {
    path: path.map(clientResponseName),
    extensions: { code: 'SUBGRAPH_REFUSED', subgraph },
  });
}

/** How many steps of an error's path lead through the data before it is null. */
export function depthOfNull(data: Json, path: ResponsePath): number {
  let value: unknown = data;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null) return depth;
    value = ownValue(value as DataObject, key);
  }
  return path.length;
}
