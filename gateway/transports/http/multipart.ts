import type { ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { IncrementalResult, PendingResult } from '../../engine/engine.ts';
import type { ResultStream } from '../../operation/requests/result-stream.ts';
import type { IncrementalFormat } from './accepted-media.ts';

const PART_HEAD = '\r\nContent-Type: application/json; charset=utf-8\r\n\r\n';

/**
 * Writes the parts of a `multipart/mixed` response.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1
 */
class PartWriter {
  readonly #response: ServerResponse;
  readonly #boundary: string;

  constructor(response: ServerResponse, boundary: string) {
    this.#response = response;
    this.#boundary = boundary;
    response.write(`--${boundary}`);
  }

  /** Resolves when the client has room for the next part. */
  async write(value: object): Promise<void> {
    if (!this.#response.write(this.#part(value))) await drained(this.#response);
  }

  /** Ends the response, with a last part if there is one. */
  end(value?: object): void {
    if (!this.#response.writableEnded) this.#response.end(`${value ? this.#part(value) : ''}--\r\n`);
  }

  #part(value: object): string {
    return `${PART_HEAD}${JSON.stringify(value)}\r\n--${this.#boundary}`;
  }
}

const INCREMENTAL_BOUNDARY = '-';

/** The media type of a response that {@link writeMultipart} writes. */
export function multipartType(format: IncrementalFormat): string {
  const version = format === 'by-path' ? '; deferSpec=20220824' : '';
  return `multipart/mixed; boundary="${INCREMENTAL_BOUNDARY}"${version}`;
}

/**
 * Writes results as the parts of a response, each as soon as it is available, but no faster than the client reads.
 *
 * @returns the errors of all results, for the log
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md
 */
export async function writeMultipart(
  response: ServerResponse,
  results: ResultStream,
  format: IncrementalFormat,
): Promise<readonly GraphQLError[]> {
  stopWhenLeft(response, results);
  const written = format === 'by-path' ? new ResultsByPath() : { format: (result: ExecutionResult) => result };
  const errors: GraphQLError[] = [];
  const parts = new PartWriter(response, INCREMENTAL_BOUNDARY);
  for await (const result of results) {
    if (response.destroyed) break;
    errors.push(...errorsOf(result));
    // Readers stop at the last part, so the response must end there.
    if ('hasNext' in result && result.hasNext === false) parts.end(written.format(result));
    else await parts.write(written.format(result));
  }
  parts.end();
  return errors;
}

/** The media type of a response that {@link writeSubscription} writes. */
export const SUBSCRIPTION_TYPE = 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0';

interface SubscriptionWriting {
  readonly results: ResultStream;
  /** How often a quiet stream sends a sign of life. */
  readonly heartbeatMs: number;
  /** Why the gateway itself ended the stream, if it did; called at the end. */
  readonly endedFor: () => GraphQLError | undefined;
}

/**
 * Writes the results of a subscription as the parts of a response, no faster than the client reads.
 *
 * @returns the errors of all results, for the log
 * @see https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 */
export async function writeSubscription(
  response: ServerResponse,
  { results, heartbeatMs, endedFor }: SubscriptionWriting,
): Promise<readonly GraphQLError[]> {
  stopWhenLeft(response, results);
  const errors: GraphQLError[] = [];
  const parts = new PartWriter(response, 'graphql');
  const heartbeat = setInterval(() => {
    if (response.writableLength === 0 && !response.destroyed) void parts.write({});
  }, heartbeatMs);
  try {
    for await (const payload of results) {
      if (response.destroyed) break;
      errors.push(...errorsOf(payload));
      await parts.write({ payload });
    }
  } finally {
    clearInterval(heartbeat);
  }
  const fatal = endedFor();
  parts.end(fatal && { payload: null, errors: [fatal] });
  return fatal ? [...errors, fatal] : errors;
}

/** Ends the results when the client disconnects. */
function stopWhenLeft(response: ServerResponse, results: ResultStream): void {
  const stop = (): void => void results.return();
  response.once('close', stop);
  if (response.destroyed) stop();
}

function errorsOf(result: ExecutionResult | IncrementalResult): GraphQLError[] {
  const later = 'hasNext' in result ? [...(result.incremental ?? []), ...(result.completed ?? [])] : [];
  return [result, ...later].flatMap(({ errors }) => errors ?? []);
}

/**
 * Resolves when the client has taken the waiting data, or its connection is closed; the watch cuts stalled connections.
 */
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

/** Converts results to the format of the first draft: `incremental` entries with path and label, and no ids. */
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
