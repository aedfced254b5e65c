import { EventStreamParser, EventTooLarge, type ServerSentEvent } from './event-stream-parser.ts';
import { failureReason } from './failure-reason.ts';
import { parseResponse } from './parse-response.ts';
import { decompressed, isCompressed, readHttpResponse, type HttpResponse } from './read-http-response.ts';
import type { SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-client.ts';

/** The connection that a stream's bytes arrive on. */
export interface StreamTransport {
  /** Stops reading from the network until `resume` is called. */
  pause(): void;
  resume(): void;
  /** Ends the stream at the subgraph, whatever its state is. */
  cancel(): void;
}

export interface StreamLimits {
  /** How long to wait for the response headers. */
  readonly timeoutMs: number;
  /** The bytes that one event may have, or a response that is not a stream. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** The number of events that may wait for the reader before reading from the network stops. */
const MAX_WAITING = 64;
const NO_STREAM = 'Status 406: no server-sent events at this address; <NAME>_SUBSCRIPTIONS_URL can say where they are';
const OVER: IteratorResult<SubgraphResponse, undefined> = { done: true, value: undefined };

/**
 * One subscription as server-sent events: a transport feeds it with bytes, and one reader takes the events. A reader
 * that takes no events holds up the transport.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export class EventStreamReader implements AsyncIterableIterator<SubgraphResponse> {
  readonly #signal: AbortSignal;
  readonly #maxBytes: number;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = (): void => this.#end();
  /** The data of events that wait for the reader. */
  readonly #waiting: string[] = [];
  #transport: StreamTransport | undefined;
  #isPaused = false;
  #isOver = false;
  #failure: SubgraphFailure | undefined;
  /** The parser of a response that is a stream. */
  #parser: EventStreamParser | undefined;
  /** The head and the body of a response that is not a stream. */
  #unstreamed: { readonly head: Omit<HttpResponse, 'body'>; readonly chunks: Buffer[]; length: number } | undefined;
  #response: HttpResponse | undefined;
  #wake: (() => void) | undefined;

  constructor({ signal, timeoutMs, maxBytes }: StreamLimits) {
    this.#signal = signal;
    this.#maxBytes = maxBytes;
    const late = (): void => this.fail(new SubgraphFailure('timeout', 'The stream did not start in time'));
    this.#timer = setTimeout(late, timeoutMs);
    if (signal.aborted) this.#end();
    else signal.addEventListener('abort', this.#onAbort);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Called when the request was sent. The request is cancelled at once when nobody waits for it any more. */
  attach(transport: StreamTransport): void {
    if (this.#isOver) transport.cancel();
    else this.#transport = transport;
  }

  /** Called with the response headers. Only an event stream is read as one. */
  begin(head: Omit<HttpResponse, 'body'>): void {
    clearTimeout(this.#timer);
    const isStream = head.statusCode === 200 && String(head.headers['content-type']).startsWith('text/event-stream');
    if (head.statusCode === 406) this.fail(new SubgraphFailure('bad-response', NO_STREAM, { statusCode: 406 }));
    else if (!isStream) this.#unstreamed = { head, chunks: [], length: 0 };
    else if (isCompressed(head)) this.fail(new SubgraphFailure('bad-response', 'The stream is compressed'));
    else this.#parser = new EventStreamParser(this.#maxBytes);
  }

  /** Called with bytes of the response. */
  feed(chunk: Buffer): void {
    if (this.#isOver) return;
    try {
      if (this.#parser === undefined) this.#gather(chunk);
      else for (const event of this.#parser.feed(chunk)) this.#take(event);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Called at the end of the response. A stream must have sent its complete event before. */
  finish(): void {
    if (this.#isOver) return;
    if (this.#unstreamed === undefined) {
      this.fail(new SubgraphFailure('unavailable', 'The stream ended before it was complete'));
      return;
    }
    const { head, chunks, length } = this.#unstreamed;
    this.#response = { ...head, body: Buffer.concat(chunks, length) };
    this.#end();
  }

  /** Ends the stream with a failure, unless it has ended. Events from before are still read. */
  fail(error: unknown): void {
    if (this.#isOver) return;
    this.#failure = asFailure(error);
    this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws {SubgraphFailure} the failure that ended the stream, or one for an event that is not a GraphQL response */
  async next(): Promise<IteratorResult<SubgraphResponse, undefined>> {
    while (this.#waiting.length === 0 && !this.#isOver) await new Promise<void>((resolve) => (this.#wake = resolve));
    const data = this.#waiting.shift();
    if (data !== undefined) return { done: false, value: this.#read(data) };
    const [answer, failure] = [this.#response, this.#failure];
    this.#response = undefined;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    if (answer === undefined) return OVER;
    return {
      done: false,
      value: readHttpResponse(isCompressed(answer) ? await decompressed(answer, this.#maxBytes) : answer),
    };
  }

  async return(): Promise<IteratorResult<SubgraphResponse, undefined>> {
    this.#waiting.length = 0;
    this.#response = undefined;
    this.#failure = undefined;
    this.#end();
    return OVER;
  }

  #gather(chunk: Buffer): void {
    const begun = this.#unstreamed;
    if (begun === undefined) return;
    begun.length += chunk.length;
    if (begun.length > this.#maxBytes) throw new SubgraphFailure('bad-response', 'The response is too large');
    begun.chunks.push(chunk);
  }

  #take({ event, data }: ServerSentEvent): void {
    if (event === 'complete') return this.#end();
    if (event !== 'next' || this.#isOver) return;
    this.#waiting.push(data);
    this.#wake?.();
    if (this.#isPaused || this.#waiting.length < MAX_WAITING) return;
    this.#isPaused = true;
    this.#transport?.pause();
  }

  #read(data: string): SubgraphResponse {
    if (this.#isPaused && this.#waiting.length === 0 && !this.#isOver) {
      this.#isPaused = false;
      this.#transport?.resume();
    }
    try {
      return parseResponse(data);
    } catch (error) {
      this.#waiting.length = 0;
      this.#end();
      throw error;
    }
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#wake?.();
    this.#transport?.cancel();
    this.#transport = undefined;
  }
}

function asFailure(error: unknown): SubgraphFailure {
  if (error instanceof SubgraphFailure) return error;
  if (error instanceof EventTooLarge) return new SubgraphFailure('bad-response', error.message, { cause: error });
  const isLate = error instanceof Error && 'code' in error && String(error.code).endsWith('_TIMEOUT');
  return new SubgraphFailure(isLate ? 'timeout' : 'unavailable', failureReason(error), { cause: error });
}
