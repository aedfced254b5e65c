import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

export interface SocketMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A bare WebSocket that speaks the protocol only as far as the test tells it to. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly #received: SocketMessage[] = [];
  readonly #closed: Promise<{ code: number; reason: string }>;
  #wake: () => void = () => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.#received.push(JSON.parse(data.toString('utf8')) as SocketMessage);
      this.#wake();
    });
    // An upgrade that is refused is an error and a close; whoever opens the socket hears of the error.
    socket.on('error', () => {});
    this.#closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#wake();
        resolve({ code, reason: reason.toString('utf8') });
      });
    });
  }

  send(message: SocketMessage | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Sends connection_init and waits for the acknowledgement. */
  async init(payload?: Readonly<Record<string, unknown>>): Promise<void> {
    this.send({ type: 'connection_init', payload });
    await this.next();
  }

  subscribe(id: string, query: string, variables?: Readonly<Record<string, unknown>>): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** The next message; rejects when the socket closes first. */
  async next(): Promise<SocketMessage> {
    for (;;) {
      const message = this.#received.shift();
      if (message !== undefined) return message;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the socket is closed');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** How the server closed the socket. */
  async closed(): Promise<{ code: number; reason: string }> {
    return await this.#closed;
  }
}

/** Opens a socket; rejects when the upgrade is refused, with the status in the message. */
export async function openSocket(
  url: string,
  options: ClientOptions & { readonly protocols?: string[] } = {},
): Promise<TestSocket> {
  const { protocols = ['graphql-transport-ws'], ...rest } = options;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocols, rest);
  const test = new TestSocket(socket);
  await once(socket, 'open');
  return test;
}
