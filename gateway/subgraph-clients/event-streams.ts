import { constants, type ClientHttp2Stream } from 'node:http2';
import { Pool, type Dispatcher } from 'undici';
import { WorkQueue } from '../work-queue.ts';
import { EventStreamReader } from './event-stream-reader.ts';
import { Http2Sessions, type StreamSlot } from './http2-sessions.ts';
import { failureReason } from './failure-reason.ts';
import { notSent } from './receive-response.ts';
import type { SubgraphRequest, SubgraphResponse, SubscriptionClient } from './subgraph-client.ts';
import { NotBegun, SubgraphFailure } from './subgraph-client.ts';

export interface EventStreamOptions {
  /** How long to wait for the headers of a stream. */
  readonly timeoutMs: number;
  /** The bytes that one event may have. */
  readonly maxEventBytes: number;
  /** How long opening a connection may take, if that is less than `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  /** Called when the subgraph says that it is going away. */
  readonly onDraining?: () => void;
}

const CONNECT_TIMEOUT_MS = 3_000;
/** HTTP/1.1 has no pings. After this time without data the operating system asks the other side ten times, once a second. */
const KEEP_ALIVE_MS = 1_000;
const { HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS, NGHTTP2_CANCEL, NGHTTP2_REFUSED_STREAM } =
  constants;

/**
 * Subscribes at a subgraph by server-sent events. Over HTTP/2, if the subgraph speaks it, many streams share a
 * connection; over HTTP/1.1 each stream has its own.
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
    const connectTimeout = Math.min(options.timeoutMs, options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
    this.#path = pathname + search;
    this.#options = options;
    this.#sessions = new Http2Sessions(origin, connectTimeout, options.onDraining);
    // The reader has its own timer for the headers, and there is no limit to the time between events.
    const connect = { timeout: connectTimeout, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
    this.#pool = new Pool(origin, { connections: null, connect, headersTimeout: 0, bodyTimeout: 0 });
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
      const slot = await this.#sessions.reserve();
      if (reader.isOver) slot?.release(false);
      else if (slot !== undefined)
        openOverHttp2(this.#message(request), { slot, reader, cancelling: this.#cancelling });
      else this.#pool.dispatch({ method: 'POST', ...this.#message(request) }, new ReaderHandler(reader));
    } catch (error) {
      reader.fail(error instanceof SubgraphFailure && error.kind === 'timeout' ? error : notBegun(error));
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
  readonly slot: StreamSlot;
  readonly reader: EventStreamReader;
  readonly cancelling: WorkQueue;
}

function openOverHttp2({ path, headers, body }: Message, { slot, reader, cancelling }: Opening): void {
  const head = { [HTTP2_HEADER_METHOD]: 'POST', [HTTP2_HEADER_PATH]: path, ...headers };
  const stream = requestStream(slot, head);
  let wasCancelled = false;
  stream.on('response', ({ [HTTP2_HEADER_STATUS]: status, ...answered }) => {
    reader.begin({ statusCode: Number(status), headers: answered });
  });
  stream.on('data', (chunk: Buffer) => reader.feed(chunk));
  stream.on('end', () => reader.finish());
  stream.on('error', (error) => reader.fail(stream.rstCode === NGHTTP2_REFUSED_STREAM ? notBegun(error) : error));
  stream.once('close', () => {
    slot.release(wasCancelled);
    reader.finish();
  });
  stream.end(body);
  reader.attach({
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    cancel() {
      stream.resume();
      // Not at once, because a stream that is complete is about to end by itself.
      cancelling.add(() => {
        if (stream.closed) return;
        wasCancelled = true;
        stream.close(NGHTTP2_CANCEL);
      });
    },
  });
}

/** @throws when HTTP/2 does not allow one of the headers; the slot is free again then */
function requestStream(slot: StreamSlot, head: Record<string, string>): ClientHttp2Stream {
  try {
    return slot.session.request(head);
  } catch (error) {
    slot.release(false);
    throw error;
  }
}

function notBegun(error: unknown): NotBegun {
  return new NotBegun('unreachable', failureReason(error), { cause: error });
}

/** Passes the response of one HTTP/1.1 request to a reader. */
class ReaderHandler implements Dispatcher.DispatchHandler {
  readonly #reader: EventStreamReader;
  #isSent = false;

  constructor(reader: EventStreamReader) {
    this.#reader = reader;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#isSent = true;
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
    this.#reader.fail(this.#isSent ? error : notSent(error));
  }
}
