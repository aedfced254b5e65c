import { createClient as createWebSocketClient } from 'graphql-ws';
import { expect } from 'vitest';
import { OwnAccountDocument, SignOutDocument } from '../operations/generated/graphql.ts';
import { WebSocket } from 'ws';
import {
  RefreshSessionDocument,
  ViewerDocument,
  WatchAccountDocument,
} from '../../schema/operations/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { GraphClient } from './graph-client.ts';
import { trySignIn, type Platform } from './platform.ts';

/** The open connections of a session at one gateway, and how they end. */
interface Open {
  readonly graph: GraphClient;
  /** The close code of its socket. */
  readonly socket: Promise<number>;
  /** Everything that its event stream sent until it ended. */
  readonly stream: Promise<string>;
}

async function open(url: string, token: string, accountId: string): Promise<Open> {
  const graph = new GraphClient(url, token);
  const authorization = `Bearer ${token}`;
  const closed = Promise.withResolvers<number>();
  const connected = Promise.withResolvers<void>();
  createWebSocketClient({
    url: `${graph.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    on: {
      connected: () => connected.resolve(),
      closed: (event) => closed.resolve((event as { readonly code: number }).code),
    },
  });
  await connected.promise;
  const query = WatchAccountDocument.toString();
  const response = await fetch(`${graph.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization },
    body: JSON.stringify({ query, variables: { accountId } }),
  });
  expect(response.status).toBe(200);
  expect((await graph.ask(ViewerDocument)).status).toBe(200);
  return { graph, socket: closed.promise, stream: response.text() };
}

async function expectEnded({ graph, socket, stream }: Open): Promise<void> {
  expect(await socket).toBe(4403);
  expect(await stream).not.toContain('event: complete');
  await eventually(async () => expect((await graph.ask(ViewerDocument)).status).toBe(401));
}

/** Signs out one session at one gateway, reuses an old refresh token of another, and expects both to end at all gateways. */
export async function expectSessionsToEnd(platform: Platform, gateways: readonly string[]): Promise<void> {
  const [first = platform.url] = gateways;
  for (const end of [
    (graph: GraphClient) => graph.data(SignOutDocument),
    async (graph: GraphClient, refreshToken: string) => {
      const refresh = (token: string) => graph.data(RefreshSessionDocument, { input: { refreshToken: token } });
      const { refreshSession } = await refresh(refreshToken);
      await refresh(refreshSession.session?.refreshToken ?? '');
      // Its successor was used: whoever sends it now is not the one who lost an answer.
      await refresh(refreshToken);
    },
  ]) {
    const { session } = await trySignIn({ url: first }, 'champion.admin', platform.password);
    const { session: other } = await trySignIn({ url: first }, 'champion.admin', platform.password);
    const [token = '', kept = ''] = [session?.accessToken, other?.accessToken];
    const { viewer } = await new GraphClient(first, token).data(OwnAccountDocument);
    const opened = await Promise.all(gateways.map((url) => open(url, token, viewer.account.id)));
    await end(new GraphClient(first, token), session?.refreshToken ?? '');
    await Promise.all(opened.map(expectEnded));
    for (const url of gateways) expect((await new GraphClient(url, kept).ask(ViewerDocument)).status).toBe(200);
  }
}
