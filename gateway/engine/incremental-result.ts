import type { ExecutionResult, GraphQLError } from 'graphql';

/** Announces a deferred fragment on one object of the response; a later result completes it. */
export interface PendingResult {
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly label?: string;
}

/** Fields of a deferred fragment, to be merged into the object at `subPath` below the fragment's own path. */
export interface IncrementalData {
  readonly id: string;
  readonly subPath?: readonly (string | number)[];
  readonly data: Record<string, unknown>;
  readonly errors?: readonly GraphQLError[];
}

/** Ends a deferred fragment. With `errors` the fragment has no data at all, because a null bubbled up to its object. */
export interface CompletedResult {
  readonly id: string;
  readonly errors?: readonly GraphQLError[];
}

/**
 * One of the results of an operation with `@defer`. Only the first one has `data`.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110
 */
export interface IncrementalResult extends ExecutionResult {
  readonly pending?: readonly PendingResult[];
  readonly incremental?: readonly IncrementalData[];
  readonly completed?: readonly CompletedResult[];
  readonly hasNext: boolean;
}
