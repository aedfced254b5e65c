import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { HttpSubgraphClient, type HttpSubgraphOptions } from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import { answer, startScriptedSubgraph, subgraphRequest } from './support/scripted-subgraph.ts';

function connect(url: string, options: HttpSubgraphOptions = {}): HttpSubgraphClient {
  const client = new HttpSubgraphClient(url, options);
  onTestFinished(async () => await client.close());
  return client;
}

/** Sends the head and a part of an answer that never ends. */
function begin(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"data":');
}

test('reads a response that arrives in chunks, cut inside a character', async () => {
  const bytes = Buffer.from('{"data":{"a":"Größe"}}');
  const subgraph = await startScriptedSubgraph(({ response }) => {
    response.write(bytes.subarray(0, 17));
    setTimeout(() => response.end(bytes.subarray(17)), 5);
  });
  expect(await connect(subgraph.url).execute(subgraphRequest())).toEqual({ data: { a: 'Größe' } });
});

test('uses connections again, except one whose response was too large', async () => {
  const ports: (number | undefined)[] = [];
  const subgraph = await startScriptedSubgraph(({ request, response, number }) => {
    ports.push(request.socket.remotePort);
    answer(response, { a: number === 1 ? 'x'.repeat(2_000) : 'x' });
  });
  const client = connect(subgraph.url, { connections: 1, maxResponseBytes: 1_000 });
  await client.execute(subgraphRequest());
  await expect(client.execute(subgraphRequest())).rejects.toMatchObject({ kind: 'bad-response' });
  await client.execute(subgraphRequest());
  const [first, second, third] = ports;
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('times out when a response starts and does not end', async () => {
  const subgraph = await startScriptedSubgraph(({ response }) => begin(response));
  const fetch = connect(subgraph.url, { timeoutMs: 30 }).execute(subgraphRequest());
  await expect(fetch).rejects.toMatchObject({ kind: 'timeout' });
});

test('closes the connection of a request that is cancelled during its response', async () => {
  const ended = new AbortController();
  const cut = Promise.withResolvers<void>();
  const subgraph = await startScriptedSubgraph(({ response }) => {
    response.once('close', () => cut.resolve());
    begin(response);
    ended.abort();
  });
  const fetch = connect(subgraph.url).execute(subgraphRequest({ signal: ended.signal }));
  await expect(fetch).rejects.toMatchObject({ kind: 'unavailable' });
  await cut.promise;
});

test('does not send a request that is cancelled before it gets a connection', async () => {
  const open: ServerResponse[] = [];
  const ended = new AbortController();
  const first = Promise.withResolvers<void>();
  const subgraph = await startScriptedSubgraph(({ response }) => {
    open.push(response);
    first.resolve();
  });
  const client = connect(subgraph.url, { connections: 1 });
  const answered = client.execute(subgraphRequest());
  await first.promise;
  const waiting = client.execute(subgraphRequest({ signal: ended.signal }));
  ended.abort();
  await expect(waiting).rejects.toMatchObject({ kind: 'unavailable' });
  const before = client.execute(subgraphRequest({ signal: AbortSignal.abort() }));
  await expect(before).rejects.toMatchObject({ kind: 'unavailable' });
  for (const response of open) answer(response);
  expect(await answered).toEqual({ data: { a: 1 } });
  const last = client.execute(subgraphRequest());
  while (open.length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
  for (const response of open.slice(1)) answer(response);
  await last;
  expect(subgraph.asked()).toBe(2);
});
