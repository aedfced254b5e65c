import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { SignInDocument, ViewerDocument } from '../../../schema/operations/generated/graphql.ts';
import type { Operation } from '../../support/operation.ts';

/** The answer to one request: complete, or nothing that a client could read. */
export interface Reply<Data> {
  readonly data: Data | undefined;
  /** Codes of errors, or why there was no answer. */
  readonly failure: string | undefined;
}

/** A seller's portal: signs in, asks, and follows streams, as a careful client does. */
export interface Portal {
  readonly login: string;
  /** Resolves with the seller's own account. */
  account(): Promise<string>;
  /** Sends one request once. Never rejects. */
  ask<Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: NoInfer<Variables>,
    limitMs?: number,
  ): Promise<Reply<Data>>;
  /** A WebSocket client that connects again for ever, and gives up connections that have gone silent. */
  openSocket(): Client;
  /** Hands every text that the platform has sent to this seller to a listener. */
  onText(listener: (text: string) => void): void;
  /** Tells the listeners of a text that came over a socket. */
  saw(text: string): void;
}

const REQUEST_LIMIT_MS = 10_000;
const SIGN_IN_AGAIN_MS = 45 * 60_000;
const PING_MS = 1_500;
const PONG_LIMIT_MS = 1_500;
const CONNECT_AGAIN_MS = 250;

/** Opens the portal of a sample user. */
export function openPortal(url: string, login: string, password: string): Portal {
  const listeners: ((text: string) => void)[] = [];
  let session: { readonly token: string; readonly sinceMs: number } | undefined;
  let accountId: string | undefined;

  const saw = (text: string): void => {
    for (const listener of listeners) listener(text);
  };

  const post = async <Data>(body: string, token: string | undefined, limitMs: number): Promise<Reply<Data>> => {
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body,
        signal: AbortSignal.timeout(limitMs),
      });
      const text = await response.text();
      saw(text);
      return readReply<Data>(response.status, text);
    } catch (error) {
      return { data: undefined, failure: reasonOf(error) };
    }
  };

  const token = async (): Promise<string> => {
    if (session !== undefined && Date.now() - session.sinceMs < SIGN_IN_AGAIN_MS) return session.token;
    const input = { login, password };
    const body = JSON.stringify({ query: SignInDocument.toString(), variables: { input } });
    for (;;) {
      const { data, failure } = await post<{ signIn: { session: { accessToken: string } | null } }>(
        body,
        undefined,
        REQUEST_LIMIT_MS,
      );
      const accessToken = data?.signIn.session?.accessToken;
      if (accessToken !== undefined) {
        session = { token: accessToken, sinceMs: Date.now() };
        return accessToken;
      }
      if (failure === undefined) throw new Error(`${login} could not sign in`);
      await pause(CONNECT_AGAIN_MS);
    }
  };

  const ask = async <Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: NoInfer<Variables>,
    limitMs = REQUEST_LIMIT_MS,
  ): Promise<Reply<Data>> => {
    const body = JSON.stringify({ query: operation.toString(), variables });
    const reply = await post<Data>(body, await token(), limitMs);
    if (reply.failure?.includes('UNAUTHENTICATED') === true) session = undefined;
    return reply;
  };

  return {
    login,
    async account() {
      while (accountId === undefined) accountId = (await ask(ViewerDocument, {})).data?.viewer?.account.id;
      return accountId;
    },
    ask,
    openSocket: () => openSocket(url, token),
    onText: (listener) => void listeners.push(listener),
    saw,
  };
}

/** Gives up a connection that is not opened in time: the client itself waits for ever. */
class ImpatientSocket extends WebSocket {
  constructor(url: string, protocols: string) {
    super(url, protocols, { handshakeTimeout: 3_000 });
  }
}

function openSocket(url: string, token: () => Promise<string>): Client {
  let limit: NodeJS.Timeout | undefined;
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: ImpatientSocket,
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    retryAttempts: Infinity,
    retryWait: () => pause(CONNECT_AGAIN_MS),
    shouldRetry: () => true,
    connectionAckWaitTimeout: 3_000,
    keepAlive: PING_MS,
    on: {
      ping: (received) => {
        if (!received) limit = setTimeout(() => client.terminate(), PONG_LIMIT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(limit);
      },
      closed: () => clearTimeout(limit),
    },
  });
  return client;
}

function readReply<Data>(status: number, text: string): Reply<Data> {
  const answer = JSON.parse(text) as {
    readonly data?: Data | null;
    readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  };
  const codes = answer.errors?.map(({ message, extensions }) => extensions?.code ?? message);
  if (codes !== undefined) return { data: undefined, failure: codes.join(', ') };
  if (answer.data === undefined || answer.data === null) return { data: undefined, failure: `HTTP ${status}` };
  return { data: answer.data, failure: undefined };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
