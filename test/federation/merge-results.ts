import type { GraphQLFormattedError } from 'graphql';
import type { IncrementalData, IncrementalResult } from '../../gateway/engine/engine.ts';

type ReadError = Pick<GraphQLFormattedError, 'message' | 'path'>;

/** One of the results of an operation with `@defer`, as a client reads it. */
export interface ReadResult extends Pick<IncrementalResult, 'pending' | 'hasNext'> {
  readonly data?: unknown;
  readonly errors?: readonly ReadError[];
  readonly incremental?: readonly (Omit<IncrementalData, 'errors'> & { readonly errors?: readonly ReadError[] })[];
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly ReadError[] }[];
}

/** What a client has when it has read all results. */
export interface MergedResults {
  readonly data: unknown;
  /** Those of all results, of fragments that failed too. */
  readonly errors: readonly ReadError[];
  /** What the results do that they must not. */
  readonly problems: readonly string[];
}

type Tree = Record<string | number, unknown>;

/**
 * Puts the results of an operation with `@defer` together as a client does.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110
 */
export function mergeResults(results: readonly ReadResult[]): MergedResults {
  const [first] = results;
  const data: unknown = structuredClone(first?.data);
  const errors = [...(first?.errors ?? [])];
  const problems: string[] = [];
  const open = new Map<string, readonly (string | number)[]>();
  const seen = new Set<string>();
  results.forEach(({ pending = [], incremental = [], completed = [], hasNext }, index) => {
    if (hasNext !== index < results.length - 1) problems.push(`hasNext of result ${index} is ${hasNext}`);
    for (const { id, path } of pending) {
      if (seen.has(id)) problems.push(`the id ${id} is pending twice`);
      seen.add(id);
      open.set(id, path);
    }
    for (const part of incremental) {
      const path = [...(open.get(part.id) ?? []), ...(part.subPath ?? [])];
      if (!open.has(part.id)) problems.push(`data of ${part.id}, which is not pending`);
      errors.push(...(part.errors ?? []));
      problems.push(...merge(at(data, path), part.data, path));
    }
    for (const { path } of pending) {
      if (typeof at(data, path) !== 'object') problems.push(`nothing is at ${JSON.stringify(path)}`);
    }
    for (const { id, errors: reasons = [] } of completed) {
      if (!open.delete(id)) problems.push(`${id} is complete, which is not pending`);
      errors.push(...reasons);
    }
  });
  for (const id of open.keys()) problems.push(`${id} is never complete`);
  return { data, errors, problems };
}

function at(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Tree)[key] : undefined;
  return value ?? undefined;
}

/** No field may be delivered twice. */
function merge(target: unknown, source: Record<string, unknown>, path: readonly (string | number)[]): string[] {
  if (typeof target !== 'object' || target === null) return [`no object at ${JSON.stringify(path)}`];
  const twice = Object.keys(source).filter((key) => Object.hasOwn(target, key));
  Object.assign(target, structuredClone(source));
  return twice.map((key) => `${key} of ${JSON.stringify(path)} is delivered twice`);
}
