import { errors, type Dispatcher } from 'undici';
import { failureReason } from './failure-reason.ts';
import type { HttpResponse } from './read-http-response.ts';
import { NotBegun, SubgraphFailure } from './subgraph-client.ts';

/** What ends the wait for a response early. */
export interface ResponseLimits {
  /** From sending the request to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Sends a request whose response goes to the handler. */
type Dispatch = (handler: Dispatcher.DispatchHandler) => void;

/**
 * Sends a request and collects the bytes of the response. An own undici handler costs a third less than undici's
 * `request`, which creates a stream for each body.
 *
 * @throws {NotBegun} when no connection could be had
 * @throws {SubgraphFailure} when the time is over, the response is too large, or the request was cancelled; and
 * undici's own error when the connection fails
 */
export function receiveResponse(limits: ResponseLimits, dispatch: Dispatch): Promise<HttpResponse> {
  return new Promise((resolve, reject) => dispatch(new ResponseReceiver(limits, resolve, reject)));
}

/** The first event settles the response. A request that is still under way is then aborted. */
class ResponseReceiver implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #signal: AbortSignal;
  readonly #resolve: (response: HttpResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #statusCode = 0;
  #headers: HttpResponse['headers'] = {};
  /** Why nobody waits for the response any more. */
  #givenUp: SubgraphFailure | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(limits: ResponseLimits, resolve: (response: HttpResponse) => void, reject: (error: Error) => void) {
    this.#maxBytes = limits.maxBytes;
    this.#signal = limits.signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#giveUp('timeout', 'The response did not arrive in time'), limits.timeoutMs);
    if (this.#signal.aborted) this.#onAbort();
    else this.#signal.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#givenUp !== undefined) controller.abort(this.#givenUp);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: HttpResponse['headers'],
  ): void {
    this.#statusCode = statusCode;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) this.#giveUp('bad-response', 'The response is too large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#stopWaiting();
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#length);
    this.#resolve({ statusCode: this.#statusCode, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#stopWaiting();
    this.#reject(this.#controller === undefined ? notSent(error) : error);
  }

  readonly #onAbort = (): void => this.#giveUp('unavailable', 'The request was given up');

  #giveUp(kind: 'unavailable' | 'timeout' | 'bad-response', detail: string): void {
    this.#stopWaiting();
    this.#givenUp = new SubgraphFailure(kind, detail);
    this.#reject(this.#givenUp);
    this.#controller?.abort(this.#givenUp);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

/** The failure of a request that was never given to a connection. */
export function notSent(error: Error): NotBegun {
  const kind = error instanceof errors.ConnectTimeoutError ? 'timeout' : 'unavailable';
  return new NotBegun('unreachable', failureReason(error), { kind, cause: error });
}
