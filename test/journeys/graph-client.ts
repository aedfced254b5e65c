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

/** What a request to the graph came back with. */
export interface GraphAnswer<Data> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly GraphError[];
}

/** How a subscription comes to its reader. */
export type LiveTransport = 'graphql-ws' | 'graphql-sse';

/** Speaks to the graph as a portal does: over HTTP, and over WebSocket or server-sent events for what is live. */
export class GraphClient {
  readonly url: string;
  readonly #token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url.replace(/\/$/, '');
    this.#token = token;
  }

  /** The same graph for somebody else. */
  with(token: string): GraphClient {
    return new GraphClient(this.url, token);
  }

  /** Sends a body as it is. */
  async post<Data>(body: string, headers: Readonly<Record<string, string>> = {}): Promise<GraphAnswer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#authorization(), ...headers },
      body,
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** Asks, and answers with errors where there are some. */
  ask<Data, Variables>(
    operation: Operation<Data, Variables> | string,
    variables?: NoInfer<Variables>,
  ): Promise<GraphAnswer<Data>> {
    return this.post<Data>(JSON.stringify({ query: operation.toString(), variables }));
  }

  /** Asks for what must be answered; throws when the answer has errors. */
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

  /** Follows a subscription until it completes or the reader leaves; throws when an event has errors. */
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
