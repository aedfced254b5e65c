import type { ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { IncrementalResult, PendingResult } from '../engine/engine.ts';
import type { ResultStream } from '../operation/result-stream.ts';

/** How the results of an operation with `@defer` are written. */
export type IncrementalFormat =
  /** With `pending` and `completed`; what is asked for as `multipart/mixed` alone. */
  | 'by-id'
  /** Every part by its path, as clients of the first draft read them; asked for as `multipart/mixed;deferSpec=20220824`. */
  | 'by-path';

/**
 * The first form of results in several parts that a client accepts.
 *
 * @param accept the request's header
 * @returns nothing when it takes one response only
 */
export function acceptedFormat(accept: string | undefined): IncrementalFormat | undefined {
  if (accept?.includes('multipart/') !== true) return undefined;
  for (const range of accept.split(',')) {
    const [mediaType = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (mediaType !== 'multipart/mixed' || parameters.includes('q=0')) continue;
    return parameters.some((parameter) => /^deferspec="?20220824"?$/.test(parameter)) ? 'by-path' : 'by-id';
  }
  return undefined;
}

const BOUNDARY = '-';

/** The media type of a response that {@link writeMultipart} writes. */
export function multipartType(format: IncrementalFormat): string {
  const version = format === 'by-path' ? '; deferSpec=20220824' : '';
  return `multipart/mixed; boundary="${BOUNDARY}"${version}`;
}

/**
 * Writes results as the parts of a response, each as soon as it is there, no faster than the client reads.
 *
 * @returns the errors of all results, for the log
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md
 */
export async function writeMultipart(
  response: ServerResponse,
  results: ResultStream,
  format: IncrementalFormat,
): Promise<readonly GraphQLError[]> {
  const stop = (): void => void results.return();
  response.once('close', stop);
  if (response.destroyed) stop();
  const written = format === 'by-path' ? new ResultsByPath() : { format: (result: ExecutionResult) => result };
  const errors: GraphQLError[] = [];
  response.write(`--${BOUNDARY}`);
  for await (const result of results) {
    if (response.destroyed) break;
    errors.push(...errorsOf(result));
    const text = JSON.stringify(written.format(result));
    const part = `\r\nContent-Type: application/json; charset=utf-8\r\n\r\n${text}\r\n--${BOUNDARY}`;
    // Readers stop at the end of the parts: the response must not go on after it.
    if ('hasNext' in result && result.hasNext === false) response.end(`${part}--\r\n`);
    else if (!response.write(part)) await drained(response);
  }
  if (!response.writableEnded) response.end('--\r\n');
  return errors;
}

function errorsOf(result: ExecutionResult | IncrementalResult): GraphQLError[] {
  const later = 'hasNext' in result ? [...(result.incremental ?? []), ...(result.completed ?? [])] : [];
  return [result, ...later].flatMap(({ errors }) => errors ?? []);
}

/** Resolves when the client has taken what waits, or its connection is gone: one that stalls is cut by its watch. */
async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

/** Rewrites results to those of the first draft: `incremental` entries with path and label, and no ids. */
class ResultsByPath {
  readonly #pending = new Map<string, PendingResult>();

  format(result: ExecutionResult | IncrementalResult): object {
    if (!('hasNext' in result)) return result;
    const { pending = [], incremental = [], completed = [], ...rest } = result;
    for (const one of pending) this.#pending.set(one.id, one);
    const entries = incremental.map(({ id, subPath = [], ...part }) => this.#entry(id, subPath, part));
    const failed = completed.flatMap(({ id, errors }) => (errors ? [this.#entry(id, [], { data: null, errors })] : []));
    const all = [...entries, ...failed];
    return all.length > 0 ? { ...rest, incremental: all } : rest;
  }

  #entry(id: string, subPath: readonly (string | number)[], part: object): object {
    const { path = [], label } = this.#pending.get(id) ?? {};
    return { ...part, path: [...path, ...subPath], ...(label === undefined ? {} : { label }) };
  }
}
