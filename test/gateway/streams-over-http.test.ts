import { once } from 'node:events';
import { createClient } from 'graphql-sse';
import { describe, expect, test, vi } from 'vitest';
import { codesOf, post, type WireResult } from './support/ask.ts';
import { readMultipart } from './support/read-multipart.ts';
import { startGateway } from './support/start-gateway.ts';
import { secondsFromNow } from './support/token-issuer.ts';

const APOLLO = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json';
const URQL =
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';

interface Asking {
  readonly accept: string;
  readonly authorization?: string;
  readonly signal?: AbortSignal;
}

async function ask(url: string, query: string, { accept, authorization, signal }: Asking): Promise<Response> {
  return await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ query }),
    signal: signal ?? null,
  });
}

async function partsOf(response: Response): Promise<unknown[]> {
  const parts: unknown[] = [];
  for await (const part of readMultipart(response)) parts.push(part);
  return parts;
}

describe('a subscription in parts, as Apollo Client reads it,', () => {
  test('is delivered event by event and ends', async () => {
    const { url } = await startGateway();
    const response = await ask(url, 'subscription { count(to: 3) }', { accept: APOLLO });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="graphql"; subscriptionSpec=1.0');
    expect(await partsOf(response)).toEqual([1, 2, 3].map((count) => ({ payload: { data: { count } } })));
  });

  test('sends a sign of life while it is quiet', async () => {
    const { url, graph } = await startGateway({ config: { streamLimits: { heartbeatMs: 20 } } });
    const parts = readMultipart(await ask(url, 'subscription { news }', { accept: APOLLO }));
    expect((await parts.next()).value).toEqual({});
    graph.events.emit('news', 'one');
    await vi.waitFor(async () => expect((await parts.next()).value).toEqual({ payload: { data: { news: 'one' } } }));
    await parts.return();
  });

  test('ends at the subgraph when the client disconnects', async () => {
    const { url, graph } = await startGateway();
    const [opened, ended] = [once(graph.events, 'open'), once(graph.events, 'end')];
    const gone = new AbortController();
    await ask(url, 'subscription { news }', { accept: APOLLO, signal: gone.signal });
    await opened;
    gone.abort();
    await ended;
  });

  test('ends with an error when its access token expires, its session ends, or the gateway closes', async () => {
    const { url, issuer, gateway, graph } = await startGateway();
    const start = async (authorization: string): Promise<Response> => {
      const opened = once(graph.events, 'open');
      const response = await ask(url, 'subscription { news }', { accept: APOLLO, authorization });
      await opened;
      return response;
    };
    const fatal = (code: string) => [{ payload: null, errors: [expect.objectContaining({ extensions: { code } })] }];
    const expiring = await start(`Bearer ${await issuer.issue({ exp: secondsFromNow(1) })}`);
    const revoked = await start(`Bearer ${await issuer.issue({ sid: 'ses_revoked' })}`);
    const closing = await start(`Bearer ${await issuer.issue()}`);
    expect(await partsOf(expiring)).toEqual(fatal('UNAUTHENTICATED'));
    issuer.endSession('ses_revoked');
    expect(await partsOf(revoked)).toEqual(fatal('UNAUTHENTICATED'));
    const closed = gateway.close();
    expect(await partsOf(closing)).toEqual(fatal('SUBSCRIPTION_RESUME'));
    await closed;
  });

  test('is one response without data when it cannot start', async () => {
    const { url } = await startGateway();
    const response = await ask(url, 'subscription { nothing }', { accept: APOLLO });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const body = (await response.json()) as WireResult;
    expect(codesOf(body)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect('data' in body).toBe(false);
  });

  test('does not change queries of the same client, which get one response', async () => {
    const { url } = await startGateway();
    const response = await ask(url, '{ echo(value: "x") }', { accept: APOLLO });
    expect(await response.json()).toEqual({ data: { echo: 'x' } });
  });
});

describe('an event stream at /graphql', () => {
  test('answers a subscription of a client that also accepts JSON', async () => {
    const { url } = await startGateway();
    const response = await ask(url, 'subscription { count(to: 2) }', { accept: URQL });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = await response.text();
    expect(text.match(/^data: \{.*$/gm)).toEqual(['data: {"data":{"count":1}}', 'data: {"data":{"count":2}}']);
    expect(text).toContain('event: complete');
    expect(await (await ask(url, '{ echo(value: "x") }', { accept: URQL })).json()).toEqual({ data: { echo: 'x' } });
  });

  test('answers all operations of a client that accepts nothing else', async () => {
    const { url } = await startGateway();
    const response = await ask(url, '{ echo(value: "x") }', { accept: 'text/event-stream' });
    expect(await response.text()).toContain('event: next\ndata: {"data":{"echo":"x"}}');
  });

  test('works with graphql-sse using a connection for each operation', async () => {
    const { url, issuer } = await startGateway();
    const authorization = `Bearer ${await issuer.issue()}`;
    const client = createClient({ url: `${url}/graphql`, headers: { authorization }, retryAttempts: 0 });
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: 'subscription { count(to: 2) }' })) results.push(result);
    for await (const result of client.iterate({ query: '{ viewer { id } }' })) results.push(result);
    expect(results).toEqual([{ data: { count: 1 } }, { data: { count: 2 } }, { data: { viewer: { id: 'acc_1' } } }]);
    client.dispose();
  });

  test('is refused to pages of foreign origins', async () => {
    const { url } = await startGateway();
    const headers = { accept: 'text/event-stream', origin: 'https://evil.example' };
    const response = await fetch(`${url}/graphql?query=${encodeURIComponent('{ echo }')}`, { headers });
    expect(response.status).toBe(403);
  });
});

describe('a browser at /graphql', () => {
  test('is redirected to the sandbox page', async () => {
    const { url } = await startGateway();
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const response = await fetch(`${url}/graphql`, { headers: { accept }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, './']);
    const asked = await fetch(`${url}/graphql?query=${encodeURIComponent('{ echo(value: "x") }')}`, {
      headers: { accept },
    });
    expect(await asked.json()).toEqual({ data: { echo: 'x' } });
  });
});

describe('a document that is named only by its hash', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };

  test('is refused with the message that makes clients send the document', async () => {
    const { url } = await startGateway();
    const search = `operationName=Q&extensions=${encodeURIComponent(JSON.stringify(extensions))}`;
    const json = { 'content-type': 'application/json', accept: 'application/json' };
    const body = JSON.stringify({ operationName: 'Q', variables: {}, extensions });
    const responses = await Promise.all([
      fetch(`${url}/graphql`, { method: 'POST', headers: json, body }),
      fetch(`${url}/graphql?${search}`, { headers: { accept: 'application/json' } }),
    ]);
    const stream = { ...json, accept: 'text/event-stream' };
    const streamed = await fetch(`${url}/graphql/stream`, { method: 'POST', headers: stream, body });
    for (const response of [...responses, streamed]) {
      expect(await response.json()).toEqual({
        errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
      });
    }
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(streamed.status).toBe(400);
  });

  test('is answered when the document is sent with its hash', async () => {
    const { url } = await startGateway();
    const question = { query: '{ echo(value: "x") }', extensions };
    expect((await post(url, question)).body).toEqual({ data: { echo: 'x' } });
  });
});
