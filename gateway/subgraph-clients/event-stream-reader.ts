import { EventStreamParser, EventTooLarge, type ServerSentEvent } from './event-stream-parser.ts';
import { failureReason } from './failure-reason.ts';
import { parseResponse } from './parse-response.ts';
import { decompressed, isCompressed, readAnswer, type ReceivedAnswer } from './read-answer.ts';
import type { SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-client.ts';

/** The way a stream's bytes come by. */
export interface StreamTransport {
  /** Nothing more is read from the network until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends the stream at the subgraph, wherever it is. */
  cancel(): void;
}

export interface StreamLimits {
  /** Until the headers of the answer. */
  readonly timeoutMs: number;
  /** Bytes that one event, or an answer that is no stream, may have. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Events that may wait for their reader before nothing more is read from the network. */
const MAX_WAITING = 64;
const NO_STREAM = 'Status 406: no server-sent events at this address; <NAME>_SUBSCRIPTIONS_URL can say where they are';
const OVER: IteratorResult<SubgraphResponse, undefined> = { done: true, value: undefined };

/**
 * One subscription as server-sent events: a transport feeds it, and one reader takes the events. A reader who does not
 * take them holds the transport up.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export class EventStreamReader implements AsyncIterableIterator<SubgraphResponse> {
  readonly #signal: AbortSignal;
  readonly #maxBytes: number;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = (): void => this.#end();
  /** The data of events. */
  readonly #waiting: string[] = [];
  #transport: StreamTransport | undefined;
  #isPaused = false;
  #isOver = false;
  #failure: SubgraphFailure | undefined;
  /** Of an answer that is a stream. */
  #parser: EventStreamParser | undefined;
  /** Of an answer that is none: its beginning, and the whole. */
  #begun: { readonly head: Omit<ReceivedAnswer, 'body'>; readonly chunks: Buffer[]; length: number } | undefined;
  #answer: ReceivedAnswer | undefined;
  #wake: (() => void) | undefined;

  constructor({ signal, timeoutMs, maxBytes }: StreamLimits) {
    this.#signal = signal;
    this.#maxBytes = maxBytes;
    const late = (): void => this.fail(new SubgraphFailure('timeout', 'The stream did not begin in time'));
    this.#timer = setTimeout(late, timeoutMs);
    if (signal.aborted) this.#end();
    else signal.addEventListener('abort', this.#onAbort);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The request is under way; it is cancelled at once when nobody waits for it any more. */
  attach(transport: StreamTransport): void {
    if (this.#isOver) transport.cancel();
    else this.#transport = transport;
  }

  /** The answer begins. Only a stream of events is read as one. */
  begin(head: Omit<ReceivedAnswer, 'body'>): void {
    clearTimeout(this.#timer);
    const isStream = head.statusCode === 200 && String(head.headers['content-type']).startsWith('text/event-stream');
    if (head.statusCode === 406) this.fail(new SubgraphFailure('bad-response', NO_STREAM, { statusCode: 406 }));
    else if (!isStream) this.#begun = { head, chunks: [], length: 0 };
    else if (isCompressed(head)) this.fail(new SubgraphFailure('bad-response', 'The stream is compressed'));
    else this.#parser = new EventStreamParser(this.#maxBytes);
  }

  /** Bytes of the answer have come. */
  feed(chunk: Buffer): void {
    if (this.#isOver) return;
    try {
      if (this.#parser === undefined) this.#gather(chunk);
      else for (const event of this.#parser.feed(chunk)) this.#take(event);
    } catch (error) {
      this.fail(error);
    }
  }

  /** The answer has ended. A stream must have said before that it is complete. */
  finish(): void {
    if (this.#isOver) return;
    if (this.#begun === undefined) {
      this.fail(new SubgraphFailure('unavailable', 'The stream ended before it was complete'));
      return;
    }
    const { head, chunks, length } = this.#begun;
    this.#answer = { ...head, body: Buffer.concat(chunks, length) };
    this.#end();
  }

  /** Ends the stream with a failure, unless it is over; what came before is still read. */
  fail(error: unknown): void {
    if (this.#isOver) return;
    this.#failure = asFailure(error);
    this.#end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws {SubgraphFailure} what ended the stream, or an event that is no response */
  async next(): Promise<IteratorResult<SubgraphResponse, undefined>> {
    while (this.#waiting.length === 0 && !this.#isOver) await new Promise<void>((resolve) => (this.#wake = resolve));
    const data = this.#waiting.shift();
    if (data !== undefined) return { done: false, value: this.#read(data) };
    const [answer, failure] = [this.#answer, this.#failure];
    this.#answer = undefined;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    if (answer === undefined) return OVER;
    return {
      done: false,
      value: readAnswer(isCompressed(answer) ? await decompressed(answer, this.#maxBytes) : answer),
    };
  }

  async return(): Promise<IteratorResult<SubgraphResponse, undefined>> {
    this.#waiting.length = 0;
    this.#answer = undefined;
    this.#failure = undefined;
    this.#end();
    return OVER;
  }

  #gather(chunk: Buffer): void {
    const begun = this.#begun;
    if (begun === undefined) return;
    begun.length += chunk.length;
    if (begun.length > this.#maxBytes) throw new SubgraphFailure('bad-response', 'The answer is too large');
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
