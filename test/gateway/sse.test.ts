import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { startGateway } from './support/start-gateway.ts';
import { secondsFromNow } from './support/token-issuer.ts';

async function open(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return await fetch(`${url}/graphql/stream?query=${encodeURIComponent(query)}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal,
  });
}

describe('an event stream', () => {
  test('delivers every event of a subscription and completes', async () => {
    const { url } = await startGateway();
    const response = await open(url, 'subscription { count(to: 2) }');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text.match(/^data: \{.*$/gm)).toEqual(['data: {"data":{"count":1}}', 'data: {"data":{"count":2}}']);
    expect(text).toContain('event: complete');
  });

  test('ends the subscription at the subgraph when the client disconnects', async () => {
    const { url, graph } = await startGateway();
    const opened = once(graph.events, 'open');
    const ended = once(graph.events, 'end');
    const controller = new AbortController();
    await open(url, 'subscription { news }', {}, controller.signal);
    await opened;
    controller.abort();
    await ended;
  });

  test('ends without completing when its access token expires', async () => {
    const { url, issuer, graph } = await startGateway();
    const authorization = `Bearer ${await issuer.issue({ exp: secondsFromNow(1) })}`;
    const ended = once(graph.events, 'end');
    const response = await open(url, 'subscription { news }', { authorization });
    expect(await response.text()).not.toContain('complete');
    await ended;
  });

  test('ends without completing when the gateway closes', async () => {
    const { url, gateway, graph } = await startGateway();
    const opened = once(graph.events, 'open');
    const response = await open(url, 'subscription { news }');
    await opened;
    const closing = gateway.close();
    expect(await response.text()).not.toContain('complete');
    await closing;
    expect(graph.orders.closed).toBe(true);
  });

  test('is cut when nobody reads it', async () => {
    const { url } = await startGateway({ config: { streamLimits: { stallMs: 200 } } });
    const response = await open(url, 'subscription { texts(to: 200, length: 200000) }');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await expect(response.text()).rejects.toThrow();
  });

  test('delivers all of a long replay, even if it is not read for a moment', async () => {
    const { url } = await startGateway();
    const response = await open(url, 'subscription { texts(to: 5000, length: 2000) }');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const text = await response.text();
    expect(text.match(/^event: next$/gm)).toHaveLength(5_000);
    expect(text).toContain('event: complete');
  });

  test('refuses mutations by GET, other methods, and clients that accept no event stream', async () => {
    const { url } = await startGateway();
    expect((await open(url, 'mutation { rename(name: "x") { id } }')).status).toBe(405);
    expect((await fetch(`${url}/graphql/stream`, { method: 'PATCH' })).status).toBe(405);
    expect((await fetch(`${url}/graphql/stream`, { method: 'DELETE' })).status).toBe(404);
    expect((await open(url, '{ echo }', { accept: 'application/json' })).status).toBe(406);
  });

  test('refuses a malformed request with 400', async () => {
    const { url } = await startGateway();
    const empty = await fetch(`${url}/graphql/stream`, { headers: { accept: 'text/event-stream' } });
    expect(empty.status).toBe(400);
    expect(await empty.json()).toEqual({
      errors: [{ message: 'Missing query', extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect((await open(url, '{')).status).toBe(400);
  });
});
