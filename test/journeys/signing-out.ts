import { createClient as createWebSocketClient } from 'graphql-ws';
import { expect } from 'vitest';
import {
  EndSessionsDocument,
  MoveAccountDocument,
  OwnAccountDocument,
  OwnUserDocument,
  SetAccountHoldDocument,
  SignOutDocument,
} from '../operations/generated/graphql.ts';
import { WebSocket } from 'ws';
import {
  RefreshSessionDocument,
  ViewerDocument,
  WatchAccountDocument,
} from '../../schema/operations/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { GraphClient } from './graph-client.ts';
import { signIn, trySignIn, type Platform } from './platform.ts';

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

/** A way in which sessions end, for a session of the user's, and whose other session goes on. */
interface Ending {
  readonly end: (
    graph: GraphClient,
    session: { readonly refreshToken: string; readonly password: string },
  ) => Promise<unknown>;
  readonly keeps: string;
}

const LOGIN = 'champion.admin';

const ENDINGS: readonly Ending[] = [
  { end: (graph) => graph.data(SignOutDocument), keeps: LOGIN },
  {
    async end(graph, { refreshToken }) {
      const refresh = (token: string) => graph.data(RefreshSessionDocument, { input: { refreshToken: token } });
      const { refreshSession } = await refresh(refreshToken);
      await refresh(refreshSession.session?.refreshToken ?? '');
      // Its successor was used: whoever sends it now is not the one who lost an answer.
      await refresh(refreshToken);
    },
    keeps: LOGIN,
  },
  {
    async end(graph) {
      const { viewer } = await graph.data(OwnUserDocument);
      const { endSessions } = await graph.data(EndSessionsDocument, { input: { userId: viewer.user?.id ?? '' } });
      expect(endSessions.userErrors).toEqual([]);
    },
    keeps: 'harbor.admin',
  },
  {
    async end(graph, { password }) {
      const { viewer } = await graph.data(OwnAccountDocument);
      const { session } = await trySignIn({ url: graph.url }, 'meridian.admin', password);
      const seller = graph.with(session?.accessToken ?? '');
      for (const lift of [false, true]) {
        const input = { accountId: viewer.account.id, hold: 'CREDIT' as const, lift, reason: 'a test' };
        const { setAccountHold } = await seller.data(SetAccountHoldDocument, { input });
        expect(setAccountHold.userErrors).toEqual([]);
      }
    },
    keeps: 'summit.admin',
  },
  {
    async end(graph, { password }) {
      const { viewer } = await graph.data(OwnAccountDocument);
      const provider = await signIn({ url: graph.url, password }, 'meridian.admin');
      const { id: home } = (await provider.data(OwnAccountDocument)).viewer.account;
      const other = (await (await signIn({ url: graph.url, password }, 'summit.admin')).data(OwnAccountDocument))
        .viewer;
      for (const newParentId of [other.account.id, home]) {
        const input = { accountId: viewer.account.id, newParentId, reason: 'a test' };
        const { moveAccount } = await provider.data(MoveAccountDocument, { input });
        expect(moveAccount.userErrors).toEqual([]);
      }
    },
    keeps: 'summit.admin',
  },
];

/** Ends a session at one gateway in every way, and expects it to end at all gateways while others go on. */
export async function expectSessionsToEnd(platform: Platform, gateways: readonly string[]): Promise<void> {
  const [first = platform.url] = gateways;
  for (const { end, keeps } of ENDINGS) {
    const { session } = await trySignIn({ url: first }, LOGIN, platform.password);
    const { session: other } = await trySignIn({ url: first }, keeps, platform.password);
    const [token = '', kept = ''] = [session?.accessToken, other?.accessToken];
    const { viewer } = await new GraphClient(first, token).data(OwnAccountDocument);
    const opened = await Promise.all(gateways.map((url) => open(url, token, viewer.account.id)));
    await end(new GraphClient(first, token), {
      refreshToken: session?.refreshToken ?? '',
      password: platform.password,
    });
    await Promise.all(opened.map(expectEnded));
    for (const url of gateways) expect((await new GraphClient(url, kept).ask(ViewerDocument)).status).toBe(200);
  }
}
