import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Operation } from '../support/operation.ts';

/** One error of an answer. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** The answer to a request to the graph. */
export interface GraphAnswer<Data> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly GraphError[];
}

/** The transport of a subscription. */
export type LiveTransport = 'graphql-ws' | 'graphql-sse';

/** Speaks to the graph like a portal: over HTTP, and over WebSocket or server-sent events for subscriptions. */
export class GraphClient {
  readonly url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url.replace(/\/$/, '');
    this.#token = token;
  }

  /** The access token; empty without one. */
  get token(): string {
    return this.#token ?? '';
  }

  /** The same graph with another access token. */
  with(token: string): GraphClient {
    return new GraphClient(this.url, token);
  }

  /** Sends a body unchanged. */
  async post<Data>(body: string, headers: Readonly<Record<string, string>> = {}): Promise<GraphAnswer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#authorization(), ...headers },
      body,
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** Runs an operation and returns the answer with its errors. */
  ask<Data, Variables>(
    operation: Operation<Data, Variables> | string,
    variables?: NoInfer<Variables>,
  ): Promise<GraphAnswer<Data>> {
    return this.post<Data>(JSON.stringify({ query: operation.toString(), variables }));
  }

  /** Runs an operation and returns its data. Throws when the answer has errors. */
  async data<Data, Variables = object>(
    operation: Operation<Data, Variables> | string,
    variables?: NoInfer<Variables>,
  ): Promise<Data> {
    const { data, errors } = await this.ask(operation, variables);
    if (errors !== undefined || data === undefined || data === null) {
      throw new Error(`The graph answered with errors: ${JSON.stringify(errors)}`);
    }
    return data;
  }

  /** Follows a subscription until it completes or the reader stops. Throws when an event has errors. */
  async *watch<Data, Variables extends Record<string, unknown>>(
    transport: LiveTransport,
    operation: Operation<Data, Variables>,
    variables: NoInfer<Variables>,
  ): AsyncGenerator<Data, void, void> {
    const client = transport === 'graphql-ws' ? this.#overWebSocket() : this.#overSse();
    const request = { query: operation.toString(), variables };
    try {
      for await (const { data, errors } of client.iterate<Data>(request)) {
        if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
        yield data;
      }
    } finally {
      await client.dispose();
    }
  }

  #overWebSocket() {
    return createWebSocketClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.#authorization(),
      retryAttempts: 0,
    });
  }

  #overSse() {
    return createSseClient({ url: `${this.url}/graphql/stream`, headers: this.#authorization(), retryAttempts: 0 });
  }

  #authorization(): Record<string, string> {
    return this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
  }
}
