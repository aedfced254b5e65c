import { once } from 'node:events';
import { createClient } from 'graphql-sse';
import { describe, expect, test, vi } from 'vitest';
import { startGateway } from './support/start-gateway.ts';

const TOKEN = 'x-graphql-event-stream-token';
type Headers = Readonly<Record<string, string>>;

async function reserve(url: string, headers: Headers = {}): Promise<string> {
  const response = await fetch(`${url}/graphql/stream`, { method: 'PUT', headers });
  expect(response.status).toBe(201);
  return await response.text();
}

async function open(url: string, headers: Headers): Promise<Response> {
  return await fetch(`${url}/graphql/stream`, { headers: { accept: 'text/event-stream', ...headers } });
}

async function start(url: string, headers: Headers, operationId: string, query: string): Promise<Response> {
  return await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, extensions: { operationId } }),
  });
}

/** Reads a stream until a text has come. */
async function readUntil(response: Response, wanted: string): Promise<string> {
  if (!response.body) throw new Error('No stream');
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body.values({ preventCancel: true })) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(wanted)) break;
  }
  return text;
}

describe('one stream for several operations', () => {
  test('works with the single connection mode of graphql-sse', async () => {
    const { url, issuer, graph } = await startGateway();
    const authorization = `Bearer ${await issuer.issue()}`;
    const client = createClient({
      url: `${url}/graphql/stream`,
      headers: { authorization },
      singleConnection: true,
      retryAttempts: 0,
    });
    const news = client.iterate<{ news: string }>({ query: 'subscription { news }' });
    const opened = once(graph.events, 'open');
    const first = news.next();
    await opened;
    const counts: unknown[] = [];
    for await (const result of client.iterate({ query: 'subscription { count(to: 2) }' })) counts.push(result);
    for await (const result of client.iterate({ query: '{ viewer { id } }' })) counts.push(result);
    expect(counts).toEqual([{ data: { count: 1 } }, { data: { count: 2 } }, { data: { viewer: { id: 'acc_1' } } }]);
    graph.events.emit('news', 'still there');
    expect((await first).value).toEqual({ data: { news: 'still there' } });
    const ended = once(graph.events, 'end');
    await news.return?.();
    await ended;
    client.dispose();
  });

  test('ends all of its operations when its connection closes', async () => {
    const { url, graph } = await startGateway();
    const token = await reserve(url);
    const gone = new AbortController();
    await fetch(`${url}/graphql/stream`, {
      headers: { accept: 'text/event-stream', [TOKEN]: token },
      signal: gone.signal,
    });
    const [opened, ended] = [once(graph.events, 'open'), once(graph.events, 'end')];
    expect((await start(url, { [TOKEN]: token }, '1', 'subscription { news }')).status).toBe(202);
    await opened;
    gone.abort();
    await ended;
    await vi.waitFor(async () => expect((await start(url, { [TOKEN]: token }, '2', '{ echo }')).status).toBe(404));
  });

  test('keeps the results of operations that started before it was opened', async () => {
    const { url } = await startGateway();
    const token = await reserve(url);
    expect((await start(url, { [TOKEN]: token }, '1', 'subscription { texts(to: 500, length: 2000) }')).status).toBe(
      202,
    );
    const response = await fetch(`${url}/graphql/stream?token=${token}`, { headers: { accept: 'text/event-stream' } });
    const text = await readUntil(response, 'event: complete');
    expect(text.match(/^event: next$/gm)).toHaveLength(500);
    expect(text).toContain('"id":"1"');
    await response.body?.cancel();
  });

  test('belongs to the session that reserved it', async () => {
    const { url, issuer } = await startGateway();
    const mine = { authorization: `Bearer ${await issuer.issue({ sid: 'ses_mine' })}` };
    const theirs = { authorization: `Bearer ${await issuer.issue({ sid: 'ses_theirs' })}` };
    const token = await reserve(url, mine);
    for (const headers of [theirs, {}]) {
      expect((await start(url, { ...headers, [TOKEN]: token }, '1', '{ viewer { id } }')).status).toBe(404);
    }
    expect((await open(url, { ...theirs, [TOKEN]: token })).status).toBe(404);
    const response = await open(url, { ...mine, [TOKEN]: token });
    expect((await open(url, { ...mine, [TOKEN]: token })).status).toBe(409);
    expect((await start(url, { ...mine, [TOKEN]: token }, '1', '{ viewer { id } }')).status).toBe(202);
    expect(await readUntil(response, 'event: complete')).toContain(
      '{"id":"1","payload":{"data":{"viewer":{"id":"acc_1"}}}}',
    );
    await response.body?.cancel();
  });

  test('is given up with its operations when nobody opens it in time', async () => {
    const { url, graph } = await startGateway({ config: { streamLimits: { reservationMs: 200 } } });
    const [opened, ended] = [once(graph.events, 'open'), once(graph.events, 'end')];
    const token = await reserve(url);
    await start(url, { [TOKEN]: token }, '1', 'subscription { news }');
    await opened;
    await ended;
    expect((await open(url, { [TOKEN]: token })).status).toBe(404);
  });

  test('refuses an operation as any other transport does, and the id may be used again', async () => {
    const { url } = await startGateway({ config: { streamLimits: { maxOperationsPerSocket: 1 } } });
    const token = { [TOKEN]: await reserve(url) };
    const response = await open(url, token);
    expect((await start(url, token, '1', '{ nothing }')).status).toBe(400);
    expect((await start(url, token, '1', 'subscription { news }')).status).toBe(202);
    expect((await start(url, token, '1', '{ echo }')).status).toBe(409);
    expect((await start(url, token, '2', '{ echo }')).status).toBe(429);
    const stopped = await fetch(`${url}/graphql/stream?operationId=1`, { method: 'DELETE', headers: token });
    expect(stopped.status).toBe(200);
    expect(await readUntil(response, 'complete')).toContain('{"id":"1"}');
    expect((await start(url, token, '2', '{ echo }')).status).toBe(202);
    await response.body?.cancel();
  });

  test('has room again after an operation was ended while it was prepared', async () => {
    const { url, graph } = await startGateway({ config: { streamLimits: { maxOperationsPerSocket: 1 } } });
    const token = { [TOKEN]: await reserve(url) };
    await open(url, token);
    for (let round = 0; round < 3; round += 1) {
      const started = start(url, token, `${round}`, 'query { held }');
      await vi.waitFor(() => expect(graph.events.listenerCount('release')).toBeGreaterThan(0));
      await fetch(`${url}/graphql/stream?operationId=${round}`, { method: 'DELETE', headers: token });
      graph.events.emit('release');
      expect([202, 204]).toContain((await started).status);
    }
  });

  test('can be reserved a hundred times at once by one caller', async () => {
    const { url } = await startGateway();
    const reservations = Array.from({ length: 100 }, async () => await reserve(url));
    await Promise.all(reservations);
    expect((await fetch(`${url}/graphql/stream`, { method: 'PUT' })).status).toBe(429);
  });
});
