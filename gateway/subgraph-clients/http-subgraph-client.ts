import { Pool, type Dispatcher } from 'undici';
import { receiveResponse } from './receive-response.ts';
import { EventStreams } from './event-streams.ts';
import { failureReason } from './failure-reason.ts';
import { decompressed, isCompressed, isDraining, readHttpResponse } from './read-http-response.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-client.ts';

export interface HttpSubgraphOptions {
  /** How long a query or mutation may take from sending to the last byte; for a stream, until its headers arrive. */
  readonly timeoutMs?: number;
  /** The number of connections for queries and mutations; streams use others. */
  readonly connections?: number;
  /** The bytes that one response, or one event of a stream, may have. */
  readonly maxResponseBytes?: number;
  /** How long opening a connection may take. */
  readonly connectTimeoutMs?: number;
  /** Called when the subgraph says that it is going away. */
  readonly onDraining?: () => void;
}

const RESPONSE_TYPES = 'application/graphql-response+json, application/json;q=0.9';

const CONNECT_TIMEOUT_MS = 3_000;
/**
 * A connection that nothing was sent over for so long is closed, whatever the subgraph offers: it may have gone silent
 * meanwhile, and HTTP/1.1 has no means to ask. So only requests within this time after a silence began can get stuck.
 */
const IDLE_MS = 1_000;

/** Calls a subgraph over HTTP with kept-alive connections. Subscriptions are streams of server-sent events. */
export class HttpSubgraphClient implements SubgraphClient {
  readonly #path: string;
  readonly #pool: Pool;
  readonly #streams: EventStreams;
  readonly #timeoutMs: number;
  readonly #maxBytes: number;
  readonly #onDraining: () => void;

  /** @param url the subgraph's GraphQL endpoint */
  constructor(url: string, options: HttpSubgraphOptions = {}) {
    const { origin, pathname, search } = new URL(url);
    this.#path = pathname + search;
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#maxBytes = options.maxResponseBytes ?? 64 * 1024 * 1024;
    this.#onDraining = options.onDraining ?? ((): void => {});
    const connectTimeout = Math.min(this.#timeoutMs, options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
    // Each request has a timer of its own, which covers the whole response.
    this.#pool = new Pool(origin, {
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      connectTimeout,
      connections: options.connections ?? 64,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#streams = new EventStreams(url, {
      timeoutMs: this.#timeoutMs,
      connectTimeoutMs: connectTimeout,
      maxEventBytes: this.#maxBytes,
      onDraining: this.#onDraining,
    });
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { signal } = request;
    const timeoutMs = Math.min(this.#timeoutMs, request.timeoutMs ?? this.#timeoutMs);
    try {
      const answer = await receiveResponse({ timeoutMs, maxBytes: this.#maxBytes, signal }, (handler) =>
        this.#pool.dispatch(this.#options(request, RESPONSE_TYPES), handler),
      );
      if (isDraining(answer)) this.#onDraining();
      return readHttpResponse(isCompressed(answer) ? await decompressed(answer, this.#maxBytes) : answer);
    } catch (error) {
      throw asFailure(error);
    }
  }

  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    return this.#streams.subscribe(request);
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.destroy(), this.#streams.close()]);
  }

  #options(request: SubgraphRequest, accept: string): Dispatcher.DispatchOptions {
    return {
      method: 'POST',
      path: this.#path,
      headers: { ...request.headers, 'content-type': 'application/json', accept },
      body: `${request.bodyPrefix}${request.variablesJson}}`,
    };
  }
}

function asFailure(error: unknown): SubgraphFailure {
  if (error instanceof SubgraphFailure) return error;
  return new SubgraphFailure('unavailable', failureReason(error), { cause: error });
}
