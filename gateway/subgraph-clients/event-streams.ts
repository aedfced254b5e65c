import { constants, type ClientHttp2Stream } from 'node:http2';
import { Pool, type Dispatcher } from 'undici';
import { WorkQueue } from '../work-queue.ts';
import { EventStreamReader } from './event-stream-reader.ts';
import { Http2Sessions, type StreamPlace } from './http2-sessions.ts';
import type { SubgraphRequest, SubgraphResponse, SubscriptionClient } from './subgraph-client.ts';

export interface EventStreamOptions {
  /** Until the headers of a stream. */
  readonly timeoutMs: number;
  /** Bytes one event may have. */
  readonly maxEventBytes: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const { HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS, NGHTTP2_CANCEL } = constants;

/**
 * Reaches a subgraph's subscriptions as server-sent events: over HTTP/2, where many streams share a connection, if the
 * subgraph speaks it, else over HTTP/1.1 with a connection for each.
 */
export class EventStreams implements SubscriptionClient {
  readonly #path: string;
  readonly #options: EventStreamOptions;
  readonly #sessions: Http2Sessions;
  readonly #pool: Pool;
  readonly #cancelling = new WorkQueue();

  /** @param url the subgraph's GraphQL endpoint */
  constructor(url: string, options: EventStreamOptions) {
    const { origin, pathname, search } = new URL(url);
    const connectTimeout = Math.min(options.timeoutMs, CONNECT_TIMEOUT_MS);
    this.#path = pathname + search;
    this.#options = options;
    this.#sessions = new Http2Sessions(origin, connectTimeout);
    // The reader has its own timer for the headers, and events may be as far apart as they like.
    this.#pool = new Pool(origin, { connections: null, connectTimeout, headersTimeout: 0, bodyTimeout: 0 });
  }

  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    const { timeoutMs, maxEventBytes } = this.#options;
    const reader = new EventStreamReader({ signal: request.signal, timeoutMs, maxBytes: maxEventBytes });
    void this.#open(request, reader);
    return reader;
  }

  async close(): Promise<void> {
    this.#sessions.close();
    await this.#pool.destroy();
  }

  async #open(request: SubgraphRequest, reader: EventStreamReader): Promise<void> {
    try {
      const place = await this.#sessions.reserve();
      if (reader.isOver) place?.release(false);
      else if (place !== undefined)
        openOverHttp2(this.#message(request), { place, reader, cancelling: this.#cancelling });
      else this.#pool.dispatch({ method: 'POST', ...this.#message(request) }, new ReaderHandler(reader));
    } catch (error) {
      reader.fail(error);
    }
  }

  #message({ headers, bodyPrefix, variablesJson }: SubgraphRequest): Message {
    return {
      path: this.#path,
      headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: `${bodyPrefix}${variablesJson}}`,
    };
  }
}

interface Message {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Opening {
  readonly place: StreamPlace;
  readonly reader: EventStreamReader;
  readonly cancelling: WorkQueue;
}

function openOverHttp2({ path, headers, body }: Message, { place, reader, cancelling }: Opening): void {
  const head = { [HTTP2_HEADER_METHOD]: 'POST', [HTTP2_HEADER_PATH]: path, ...headers };
  const stream = requestStream(place, head);
  let wasCancelled = false;
  stream.on('response', ({ [HTTP2_HEADER_STATUS]: status, ...answered }) => {
    reader.begin({ statusCode: Number(status), headers: answered });
  });
  stream.on('data', (chunk: Buffer) => reader.feed(chunk));
  stream.on('end', () => reader.finish());
  stream.on('error', (error) => reader.fail(error));
  stream.once('close', () => {
    place.release(wasCancelled);
    reader.finish();
  });
  stream.end(body);
  reader.attach({
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    cancel() {
      stream.resume();
      // Not at once: a stream that is complete is about to end by itself.
      cancelling.add(() => {
        if (stream.closed) return;
        wasCancelled = true;
        stream.close(NGHTTP2_CANCEL);
      });
    },
  });
}

/** @throws when a header is one that HTTP/2 does not allow; the place is free then */
function requestStream(place: StreamPlace, head: Record<string, string>): ClientHttp2Stream {
  try {
    return place.session.request(head);
  } catch (error) {
    place.release(false);
    throw error;
  }
}

/** Hands the answer to one request of HTTP/1.1 to a reader. */
class ReaderHandler implements Dispatcher.DispatchHandler {
  readonly #reader: EventStreamReader;

  constructor(reader: EventStreamReader) {
    this.#reader = reader;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#reader.attach({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      cancel: () => controller.abort(new Error('The subscription is over')),
    });
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#reader.begin({ statusCode, headers });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#reader.feed(chunk);
  }

  onResponseEnd(): void {
    this.#reader.finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reader.fail(error);
  }
}
