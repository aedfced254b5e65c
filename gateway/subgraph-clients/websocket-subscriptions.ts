import { GRAPHQL_TRANSPORT_WS_PROTOCOL, MessageType, validateMessage, type Message } from 'graphql-ws';
import { WebSocket } from 'ws';
import { parseExactly } from '../exact-json.ts';
import { failureReason } from './failure-reason.ts';
import { readResponse } from './parse-response.ts';
import type { SubgraphRequest, SubgraphResponse, SubscriptionClient } from './subgraph-client.ts';
import { NotBegun, SubgraphFailure } from './subgraph-client.ts';

export interface WebSocketOptions {
  /** How long a socket may take until it is acknowledged. */
  readonly timeoutMs?: number;
  /** The bytes that one message may have. */
  readonly maxMessageBytes?: number;
  /** How often the subgraph is pinged; it has as long to answer. */
  readonly pingIntervalMs?: number;
}

/** The number of events that may wait for the reader before reading from the socket stops. */
const MAX_WAITING = 64;
/** The number of frames that one message may have, and of network chunks that one frame may have. */
const FRAME_LIMITS = { maxFragments: 16_384, maxBufferedChunks: 262_144 };
/** The id of the only operation of a socket. */
const ID = '1';

/**
 * Subscribes at a subgraph over WebSocket. Each subscription has a socket of its own: principals never share one, and a
 * slow reader, for which reading stops, holds up nobody else.
 *
 * @see https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export class WebSocketSubscriptions implements SubscriptionClient {
  readonly #url: string;
  readonly #options: Required<WebSocketOptions>;
  readonly #sockets = new Set<SubscriptionSocket>();

  /** @param url the subgraph's WebSocket address, ws: or wss: */
  constructor(url: string, options: WebSocketOptions = {}) {
    this.#url = url;
    this.#options = { timeoutMs: 10_000, maxMessageBytes: 64 * 1024 * 1024, pingIntervalMs: 2_000, ...options };
  }

  async *subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    const { signal } = request;
    if (signal.aborted) return;
    const socket = this.#connect(request);
    const end = (): void => socket.end();
    signal.addEventListener('abort', end, { once: true });
    try {
      for (let event = await socket.next(); event; event = await socket.next()) yield event;
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.fail(new SubgraphFailure('unavailable', 'The client was closed'));
  }

  /**
   * The request's headers go into the upgrade request and into the payload of `connection_init`: servers read either.
   */
  #connect(request: SubgraphRequest): SubscriptionSocket {
    const { headers } = request;
    const maxPayload = this.#options.maxMessageBytes;
    const options = { headers, maxPayload, ...FRAME_LIMITS, perMessageDeflate: false };
    const webSocket = new WebSocket(this.#url, GRAPHQL_TRANSPORT_WS_PROTOCOL, options);
    const socket = new SubscriptionSocket(webSocket, request, this.#options);
    this.#sockets.add(socket);
    webSocket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}

/** A socket with its only subscription. */
class SubscriptionSocket {
  readonly #socket: WebSocket;
  readonly #request: SubgraphRequest;
  readonly #pingIntervalMs: number;
  readonly #events: SubgraphResponse[] = [];
  /** The timer of the acknowledgement, then of the next ping. */
  #timer: NodeJS.Timeout;
  #isSubscribed = false;
  #isPingAnswered = true;
  #isOver = false;
  #failure: SubgraphFailure | undefined;
  #wake: () => void = () => {};

  constructor(socket: WebSocket, request: SubgraphRequest, options: Required<WebSocketOptions>) {
    this.#socket = socket;
    this.#request = request;
    this.#pingIntervalMs = options.pingIntervalMs;
    const late = (): void => this.fail(new SubgraphFailure('timeout', 'The socket was not acknowledged in time'));
    this.#timer = setTimeout(late, options.timeoutMs);
    let isOpen = false;
    socket.once('open', () => (isOpen = true));
    socket.on('open', () => this.#send({ type: MessageType.ConnectionInit, payload: { ...request.headers } }));
    socket.on('message', (data: Buffer) => this.#read(data.toString('utf8')));
    socket.on('pong', () => (this.#isPingAnswered = true));
    socket.on('error', (error) => this.fail(isOpen ? asFailure(error) : notOpened(error)));
    socket.on('close', (code) => {
      this.fail(
        new SubgraphFailure('unavailable', `The socket was closed with ${code} before the stream was complete`),
      );
    });
  }

  /**
   * The next event, or undefined after the last one. Throws the failure that ended the stream once all events are read.
   */
  async next(): Promise<SubgraphResponse | undefined> {
    while (this.#events.length === 0 && !this.#isOver) await new Promise<void>((resolve) => (this.#wake = resolve));
    const event = this.#events.shift();
    if (event === undefined && this.#failure !== undefined) throw this.#failure;
    if (this.#events.length === 0) this.#resume();
    return event;
  }

  /** Ends the subscription and closes its socket; a socket that is not open yet is destroyed. */
  end(): void {
    if (!this.#finish()) return;
    if (this.#socket.readyState !== WebSocket.OPEN) return this.#socket.terminate();
    if (this.#isSubscribed) this.#send({ type: MessageType.Complete, id: ID });
    this.#socket.close(1000);
    this.#resume();
  }

  /** Ends the stream with a failure, unless it has ended, and destroys the socket at once. */
  fail(failure: SubgraphFailure): void {
    this.#finish(failure);
    this.#socket.terminate();
  }

  /** @returns whether the stream had not ended before */
  #finish(failure?: SubgraphFailure): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#failure = failure;
    clearTimeout(this.#timer);
    this.#wake();
    return true;
  }

  #read(text: string): void {
    if (this.#isOver) return;
    try {
      this.#take(validateMessage(parseExactly(text)));
    } catch (error) {
      const failure = error instanceof SubgraphFailure ? error : undefined;
      this.fail(
        failure ?? new SubgraphFailure('bad-response', 'The message is not part of the protocol', { cause: error }),
      );
    }
  }

  #take(message: Message): void {
    switch (message.type) {
      case MessageType.ConnectionAck:
        return this.#subscribe();
      case MessageType.Ping:
        return this.#send({ type: MessageType.Pong });
      case MessageType.Pong:
        return;
      case MessageType.Next:
        return this.#push(readResponse(message.payload));
      case MessageType.Error:
        this.#push(readResponse({ errors: message.payload }));
        break;
      case MessageType.Complete:
        break;
      case MessageType.ConnectionInit:
      case MessageType.Subscribe:
        throw new SubgraphFailure('bad-response', `A subgraph must not send a message of type ${message.type}`);
    }
    this.#isSubscribed = false;
    this.end();
  }

  #subscribe(): void {
    if (this.#isSubscribed) throw new SubgraphFailure('bad-response', 'The socket was acknowledged twice');
    clearTimeout(this.#timer);
    this.#timer = setInterval(() => this.#ping(), this.#pingIntervalMs).unref();
    this.#isSubscribed = true;
    const { query, variablesJson } = this.#request;
    const variables = parseExactly(variablesJson) as Record<string, unknown>;
    this.#send({ id: ID, type: MessageType.Subscribe, payload: { query, variables } });
  }

  /** Pings the subgraph. Without any message since the last ping, the subgraph counts as gone. */
  #ping(): void {
    // While reading is stopped, an answer cannot be received.
    if (this.#socket.readyState !== WebSocket.OPEN || this.#socket.isPaused) return;
    if (!this.#isPingAnswered) return this.fail(new SubgraphFailure('unavailable', 'The socket did not answer a ping'));
    this.#isPingAnswered = false;
    this.#socket.ping();
  }

  #push(event: SubgraphResponse): void {
    this.#events.push(event);
    if (this.#events.length >= MAX_WAITING) this.#socket.pause();
    this.#wake();
  }

  #resume(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  #send(message: Message): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

/** A violation of the WebSocket protocol or of its size limit is an answer, although a wrong one. */
function asFailure(error: Error): SubgraphFailure {
  const isWrong = 'code' in error && String(error.code).startsWith('WS_ERR_');
  return new SubgraphFailure(isWrong ? 'bad-response' : 'unavailable', failureReason(error), { cause: error });
}

function notOpened(error: Error): NotBegun {
  return new NotBegun('unreachable', failureReason(error), { cause: error });
}
