import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-client.ts';

/** One request as a subgraph in this process gets it. */
export interface InProcessRequest {
  /** The same string object for every request of one compiled fetch, so that it can be the key of parsed documents. */
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** A result of graphql-js: serialized leaf values, and errors as `GraphQLError`s or formatted ones. */
export interface InProcessResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly (GraphQLFormattedError | { toJSON(): GraphQLFormattedError })[];
}

/** A subgraph that runs in the gateway's process. */
export interface InProcessSubgraph {
  execute(request: InProcessRequest): Promise<InProcessResult>;
  /** Rejects, or yields one result with errors, when the subscription cannot start. */
  subscribe(request: InProcessRequest): AsyncIterable<InProcessResult>;
}

export interface InProcessOptions {
  /** How long a query or mutation may take; if undefined, only the request's own signal ends it. */
  readonly timeoutMs?: number;
}

/**
 * Calls a subgraph's executor directly, without a socket and without JSON. The data is the subgraph's own, not a copy.
 */
export class InProcessSubgraphClient implements SubgraphClient {
  readonly #subgraph: InProcessSubgraph;
  readonly #timeoutMs: number | undefined;

  constructor(subgraph: InProcessSubgraph, options: InProcessOptions = {}) {
    this.#subgraph = subgraph;
    this.#timeoutMs = options.timeoutMs;
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const result = await this.#withinTime(request, (signal) => this.#subgraph.execute(inProcess(request, signal)));
    return formatted(result);
  }

  async *subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    const { signal } = request;
    const iterator = this.#subgraph.subscribe(inProcess(request, signal))[Symbol.asyncIterator]();
    const end = (): void => void iterator.return?.().catch(() => {});
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    try {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield formatted(next.value);
    } catch (error) {
      throw new SubgraphFailure('unavailable', 'The subgraph ended its stream with an error', { cause: error });
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  async close(): Promise<void> {}

  async #withinTime<Result>(
    { signal }: SubgraphRequest,
    run: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const timeout = this.#timeoutMs === undefined ? undefined : new AbortController();
    const timer = timeout && setTimeout(() => timeout.abort(), this.#timeoutMs);
    try {
      const work = run(timeout ? AbortSignal.any([signal, timeout.signal]) : signal);
      return timeout ? await Promise.race([work, rejectOnAbort(timeout.signal)]) : await work;
    } catch (error) {
      if (error instanceof SubgraphFailure) throw error;
      throw new SubgraphFailure('unavailable', 'The subgraph failed', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = (): void => reject(new SubgraphFailure('timeout', 'The subgraph did not answer in time'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function inProcess({ query, variablesJson, headers }: SubgraphRequest, signal: AbortSignal): InProcessRequest {
  return { query, variables: JSON.parse(variablesJson) as Record<string, unknown>, headers, signal };
}

function formatted({ data, errors }: InProcessResult): SubgraphResponse {
  if (!errors?.length) return data === undefined ? {} : { data };
  const plain = errors.map((error) => ('toJSON' in error ? error.toJSON() : error));
  return data === undefined ? { errors: plain } : { data, errors: plain };
}
