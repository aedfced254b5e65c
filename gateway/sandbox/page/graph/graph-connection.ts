import { createGraphiQLFetcher } from '@graphiql/toolkit';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphQLError, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { isObject, requestGraph, stringAt } from './graph-request.ts';
import { createLiveClient } from './live-client.ts';
import { RecentIds } from './recent-ids.ts';
import type { PlaceholderSources } from '../operations/placeholders.ts';
import type { SandboxConfig } from '../sandbox-config.ts';
import type { Session } from '../session/session.ts';

export interface GraphConnection extends PlaceholderSources {
  /** The function by which GraphiQL executes operations and introspection. */
  readonly fetcher: Fetcher;
  /** Ends the subscriptions; to be called once, when another viewer takes over. */
  readonly close: () => void;
}

/**
 * Connects to the graph for one viewer: HTTP for queries and mutations, WebSocket for subscriptions, always with the
 * session's current token. A new connection makes GraphiQL introspect again; a renewed token only reconnects the
 * WebSocket.
 */
export function openGraph(session: Session, config: SandboxConfig, location: Location): GraphConnection {
  const recent = new RecentIds();
  const accessToken = () => session.accessToken();
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
  const live = createLiveClient(url, accessToken);
  const stopRenewing = renewWithToken(session, live.renew);
  const fetcher = createGraphiQLFetcher({
    url: '/graphql',
    enableIncrementalDelivery: true,
    wsClient: { ...live, on: () => () => {}, dispose: live.close, iterate: notNeeded, terminate: live.renew },
    fetch: authorisedFetch(session, recent),
  });
  return {
    fetcher: (async (params, options) => {
      try {
        // GraphiQL parses a document a moment after it was typed; a new tab that is run at once has to be parsed here.
        return await fetcher(params, { ...options, documentAST: parsed(params.query) });
      } catch (error) {
        // Without this, GraphiQL would show a stack trace of the page's code.
        return { errors: [new GraphQLError(error instanceof Error ? error.message : String(error))] };
      }
    }) as Fetcher,
    recent,
    demo: demoOf(session, config),
    ask: async (query) => (await requestGraph({ query, accessToken: await session.accessToken() })).data,
    close: () => {
      stopRenewing();
      live.close();
    },
  };
}

/** The demo user who is signed in; if nobody is, the first one, as a suggestion for signing in. */
function demoOf(session: Session, { demoUsers, demoPassword }: SandboxConfig): PlaceholderSources['demo'] {
  const state = session.state();
  const user = state.kind === 'signed-in' ? demoUsers.find(({ login }) => login === state.login) : demoUsers[0];
  return user ? { user, password: demoPassword } : null;
}

function notNeeded(): never {
  throw new Error('GraphiQL subscribes with a sink.');
}

function renewWithToken(session: Session, renew: () => void): () => void {
  let known = tokenOf(session);
  return session.subscribe(() => {
    const token = tokenOf(session);
    if (token && known && token !== known) renew();
    known = token;
  });
}

function tokenOf(session: Session): string | null {
  const state = session.state();
  return state.kind === 'signed-in' ? state.accessToken : null;
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    // The server's message says what is wrong, with line and column.
    return undefined;
  }
}

function authorisedFetch(session: Session, recent: RecentIds): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('accept', 'multipart/mixed, application/graphql-response+json, application/json');
    // A token in the headers editor takes precedence over the session's.
    const token = headers.has('authorization') ? null : await session.accessToken();
    if (token) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(input, { ...init, headers }).catch(() => {
      throw new Error('The server cannot be reached. Is it still running?');
    });
    // Deferred parts come later: GraphiQL reads the parts as they arrive.
    if (response.headers.get('content-type')?.startsWith('multipart/')) return response;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    if (!isObject(body)) throw new Error(`The server answered with status ${response.status} and no result.`);
    if (token && isUnauthenticated(body['errors'])) session.refused(token);
    recent.remember(body['data']);
    return response;
  };
}

/** A kept token may be older than the server's data, when the server has restarted with other keys. */
function isUnauthenticated(errors: unknown): boolean {
  return Array.isArray(errors) && errors.some((error) => stringAt(error, 'extensions', 'code') === 'UNAUTHENTICATED');
}
