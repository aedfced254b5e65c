import { errors, Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { receiveAnswer } from './answer-receiver.ts';
import { EventStreamParser, EventTooLarge } from './event-stream-parser.ts';
import { parseResponse } from './parse-response.ts';
import { decompressed, isCompressed, readAnswer } from './read-answer.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-client.ts';

export interface HttpSubgraphOptions {
  /** How long a query or mutation may take, from sending to the last byte; a stream: until its headers. */
  readonly timeoutMs?: number;
  /** Connections for queries and mutations; every stream has one of its own. */
  readonly connections?: number;
  /** Bytes one answer, or one event of a stream, may have. */
  readonly maxResponseBytes?: number;
}

const RESPONSE_TYPES = 'application/graphql-response+json, application/json;q=0.9';

/** Reaches a subgraph over HTTP with kept-alive connections; subscriptions are streams of server-sent events. */
export class HttpSubgraphClient implements SubgraphClient {
  readonly #path: string;
  readonly #pool: Pool;
  readonly #streams: Pool;
  readonly #timeoutMs: number;
  readonly #maxBytes: number;

  /** @param url the subgraph's GraphQL endpoint */
  constructor(url: string, options: HttpSubgraphOptions = {}) {
    const { origin, pathname, search } = new URL(url);
    this.#path = pathname + search;
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#maxBytes = options.maxResponseBytes ?? 64 * 1024 * 1024;
    const keepAlive = { keepAliveTimeout: 30_000, connectTimeout: Math.min(this.#timeoutMs, 5_000) };
    // A timer of each request covers the whole answer; the stream pool lets events be as far apart as they like.
    this.#pool = new Pool(origin, {
      ...keepAlive,
      connections: options.connections ?? 64,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#streams = new Pool(origin, {
      ...keepAlive,
      connections: null,
      headersTimeout: this.#timeoutMs,
      bodyTimeout: 0,
    });
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { signal } = request;
    const timeoutMs = Math.min(this.#timeoutMs, request.timeoutMs ?? this.#timeoutMs);
    try {
      const answer = await receiveAnswer({ timeoutMs, maxBytes: this.#maxBytes, signal }, (handler) =>
        this.#pool.dispatch(this.#options(request, RESPONSE_TYPES), handler),
      );
      return readAnswer(isCompressed(answer) ? await decompressed(answer, this.#maxBytes) : answer);
    } catch (error) {
      throw asFailure(error);
    }
  }

  async *subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    request.signal.addEventListener('abort', end, { once: true });
    if (request.signal.aborted) end();
    try {
      const { statusCode, headers, body } = await this.#streams.request({
        ...this.#options(request, 'text/event-stream'),
        signal: ended.signal,
      });
      const type = String(headers['content-type'] ?? '');
      if (statusCode === 200 && type.startsWith('text/event-stream')) {
        if (isCompressed({ headers })) throw new SubgraphFailure('bad-response', 'The stream is compressed');
        yield* readEvents(body, this.#maxBytes);
      } else {
        const answer = { statusCode, headers, body: await readWhole(body, this.#maxBytes) };
        yield readAnswer(isCompressed(answer) ? await decompressed(answer, this.#maxBytes) : answer);
      }
    } catch (error) {
      throw asFailure(error);
    } finally {
      request.signal.removeEventListener('abort', end);
      end();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.destroy(), this.#streams.destroy()]);
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

async function readWhole(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new SubgraphFailure('bad-response', 'The answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * Reads the events of a stream up to `complete`.
 *
 * @throws {SubgraphFailure} when the stream breaks off
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
async function* readEvents(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): AsyncGenerator<SubgraphResponse, void> {
  const parser = new EventStreamParser(maxBytes);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (const { event, data } of parser.feed(chunk)) {
      if (event === 'complete') return;
      if (event === 'next') yield parseResponse(data);
    }
  }
  throw new SubgraphFailure('unavailable', 'The stream ended before it was complete');
}

function asFailure(error: unknown): SubgraphFailure {
  if (error instanceof SubgraphFailure) return error;
  if (error instanceof EventTooLarge) return new SubgraphFailure('bad-response', error.message, { cause: error });
  const timedOut = error instanceof errors.HeadersTimeoutError || error instanceof errors.ConnectTimeoutError;
  const kind = timedOut ? 'timeout' : 'unavailable';
  return new SubgraphFailure(kind, error instanceof Error ? error.message : String(error), { cause: error });
}
