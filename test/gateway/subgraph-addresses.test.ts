import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HttpSubgraphClient } from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import { ResilientSubgraphClient } from '../../gateway/subgraph-clients/resilient-subgraph-client.ts';
import { defaultSubgraphPolicy, type SubgraphPolicy } from '../../gateway/subgraph-clients/subgraph-policy.ts';
import { answer, startScriptedSubgraph, subgraphRequest } from './support/scripted-subgraph.ts';

interface Changes {
  readonly client: ResilientSubgraphClient;
  readonly changes: string[];
}

function connect(
  urls: readonly string[],
  policy: Partial<SubgraphPolicy> = {},
  now = () => performance.now(),
): Changes {
  const changes: string[] = [];
  const client = new ResilientSubgraphClient(
    urls.map((url) => ({ url, connect: (onDraining) => new HttpSubgraphClient(url, { onDraining }) })),
    { ...defaultSubgraphPolicy, retryBaseMs: 1, ...policy },
    { now, random: () => 0.5 },
    (change, url) => changes.push(`${change} ${urls.indexOf(url)}`),
  );
  onTestFinished(async () => await client.close());
  return { client, changes };
}

const mutation = () => subgraphRequest({ operationKind: 'mutation' });
const subscription = () => subgraphRequest({ operationKind: 'subscription' });
const availability = (what: string): Record<string, string> => ({ 'x-tiergraph-availability': what });
const refuse = (response: ServerResponse, why: string): void =>
  void response.writeHead(503, availability(why)).end('{"error":"not begun"}');

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/graphql`;
}

const well = () => startScriptedSubgraph(({ response }) => answer(response));

describe('a subgraph with several addresses', () => {
  test('gets its requests spread over them', async () => {
    const [first, second] = [await well(), await well()];
    const { client } = connect([first.url, second.url]);
    await Promise.all(Array.from({ length: 10 }, () => client.execute(subgraphRequest())));
    for (let count = 0; count < 10; count += 1) await client.execute(subgraphRequest());
    expect([first.asked(), second.asked()]).toEqual([10, 10]);
  });

  test('gets more requests where fewer are under way', async () => {
    const slow = await startScriptedSubgraph(() => {});
    const quick = await well();
    const { client } = connect([slow.url, quick.url]);
    const ended = new AbortController();
    const stuck = client.execute(subgraphRequest({ signal: ended.signal })).catch(() => {});
    for (let count = 0; count < 5; count += 1) await client.execute(subgraphRequest());
    expect([slow.asked(), quick.asked()]).toEqual([1, 5]);
    ended.abort();
    await stuck;
  });

  test('loses no mutation while nobody listens at one of them', async () => {
    const there = await well();
    const { client, changes } = connect([await closedPort(), there.url], { retries: 0 });
    for (let count = 0; count < 5; count += 1) await client.execute(mutation());
    expect(there.asked()).toBe(5);
    expect(changes).toEqual(['away 0']);
  });

  test.each(['draining', 'overloaded'])(
    'loses no mutation when one of them is %s and has begun nothing',
    async (why) => {
      const refusing = await startScriptedSubgraph(({ response }) => refuse(response, why));
      const there = await well();
      const { client } = connect([refusing.url, there.url], { retries: 0 });
      for (let count = 0; count < 4; count += 1) expect(await client.execute(mutation())).toEqual({ data: { a: 1 } });
      expect(there.asked()).toBe(4);
      expect(refusing.asked()).toBe(why === 'draining' ? 1 : 4);
    },
  );

  test.each([
    ['was cut off', (response: ServerResponse) => void response.destroy()],
    ['got a 503 of somebody else', (response: ServerResponse) => void response.writeHead(503).end('busy')],
  ])('is not sent a mutation again that %s, because it may have run', async (_title, fail) => {
    const cutting = await startScriptedSubgraph(({ response }) => fail(response));
    const there = await well();
    const { client } = connect([cutting.url, there.url]);
    await expect(client.execute(mutation())).rejects.toMatchObject({ kind: 'unavailable' });
    expect([cutting.asked(), there.asked()]).toEqual([1, 0]);
  });

  test('is asked at another address by a query that was cut off', async () => {
    const cutting = await startScriptedSubgraph(({ response }) => void response.destroy());
    const there = await well();
    const { client } = connect([cutting.url, there.url], { retries: 1 });
    expect(await client.execute(subgraphRequest())).toEqual({ data: { a: 1 } });
    expect([cutting.asked(), there.asked()]).toEqual([1, 1]);
  });

  test('is left alone at an address that says it is going away, and used there again when it is back', async () => {
    const clock = { nowMs: 0 };
    const state = { isDraining: true };
    const leaving = await startScriptedSubgraph(({ response }) => {
      if (state.isDraining) response.setHeader('x-tiergraph-availability', 'draining');
      answer(response);
    });
    const there = await well();
    const { client, changes } = connect([leaving.url, there.url], {}, () => clock.nowMs);
    for (let count = 0; count < 10; count += 1) await client.execute(subgraphRequest());
    expect([leaving.asked(), there.asked()]).toEqual([1, 9]);
    // It is looked at again after half a second, then after a second; it is still going away, then back.
    clock.nowMs += 500;
    for (let count = 0; count < 10; count += 1) await client.execute(subgraphRequest());
    expect([leaving.asked(), there.asked()]).toEqual([2, 18]);
    state.isDraining = false;
    clock.nowMs += 1_000;
    for (let count = 0; count < 10; count += 1) await client.execute(subgraphRequest());
    expect(leaving.asked()).toBeGreaterThan(5);
    expect(changes).toEqual(['away 0', 'back 0']);
  });

  test('is asked all the same when every address is going away', async () => {
    const leaving = await startScriptedSubgraph(({ response }) => {
      response.setHeader('x-tiergraph-availability', 'draining');
      answer(response);
    });
    const { client } = connect([leaving.url, await closedPort()]);
    for (let count = 0; count < 5; count += 1) expect(await client.execute(mutation())).toEqual({ data: { a: 1 } });
  });

  test('keeps the circuit of each address apart', async () => {
    const broken = await startScriptedSubgraph(({ response }) => void response.destroy());
    const there = await well();
    const breaker = { ...defaultSubgraphPolicy.breaker, consecutiveFailures: 2 };
    const { client, changes } = connect([broken.url, there.url], { breaker, retries: 3 });
    for (let count = 0; count < 10; count += 1) await client.execute(subgraphRequest());
    expect(broken.asked()).toBe(2);
    expect(changes).toEqual(['failing 0']);
  });
});

test('sends a mutation again, after a pause, to the only address that has not begun it', async () => {
  const subgraph = await startScriptedSubgraph(({ response, number }) =>
    number === 0 ? refuse(response, 'draining') : answer(response),
  );
  const { client, changes } = connect([subgraph.url]);
  expect(await client.execute(mutation())).toEqual({ data: { a: 1 } });
  expect(subgraph.asked()).toBe(2);
  expect(changes).toEqual([]);
});

test('asks an overloaded subgraph once, because asking again would add to its load', async () => {
  const subgraph = await startScriptedSubgraph(({ response }) => refuse(response, 'overloaded'));
  const { client, changes } = connect([subgraph.url], { retries: 5 });
  for (let count = 0; count < 12; count += 1) {
    await expect(client.execute(subgraphRequest())).rejects.toMatchObject({ kind: 'unavailable', why: 'overloaded' });
  }
  // It answers, so its circuit stays closed.
  expect(subgraph.asked()).toBe(12);
  expect(changes).toEqual([]);
});

/** A subgraph whose streams have one event each and stay open. */
async function startStreams(name: string) {
  const server = createHttp2Server();
  const sessions: ServerHttp2Session[] = [];
  const streams: ServerHttp2Stream[] = [];
  server.on('session', (session) => sessions.push(session));
  server.on('stream', (stream: ServerHttp2Stream) => {
    streams.push(stream);
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
    stream.write(`event: next\ndata: {"data":{"from":"${name}"}}\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, sessions, streams };
}

describe('a subscription to a subgraph with several addresses', () => {
  const originOf = async (client: ResilientSubgraphClient): Promise<unknown> => {
    const step = await client.subscribe(subscription()).next();
    return step.value?.data?.['from'];
  };

  test('is opened where fewer are open', async () => {
    const [first, second] = [await startStreams('first'), await startStreams('second')];
    const { client } = connect([first.url, second.url]);
    for (let count = 0; count < 6; count += 1) await originOf(client);
    expect([first.streams.length, second.streams.length]).toEqual([3, 3]);
  });

  test('is opened elsewhere when nobody listens, or the address refuses it', async () => {
    const draining = await startScriptedSubgraph(({ response }) => refuse(response, 'draining'));
    const there = await startStreams('there');
    const { client } = connect([await closedPort(), draining.url, there.url]);
    for (let count = 0; count < 3; count += 1) expect(await originOf(client)).toBe('there');
    expect(draining.asked()).toBeLessThanOrEqual(1);
  });

  test('is opened elsewhere after an address said that it takes no new streams', async () => {
    const [first, second] = [await startStreams('first'), await startStreams('second')];
    const { client, changes } = connect([first.url, second.url]);
    const kept = client.subscribe(subscription());
    expect((await kept.next()).value).toEqual({ data: { from: 'first' } });
    first.sessions[0]?.close();
    await expect.poll(() => changes).toEqual(['away 0']);
    for (let count = 0; count < 3; count += 1) expect(await originOf(client)).toBe('second');
    first.streams[0]?.end('event: next\ndata: {"data":{"from":"the same stream"}}\n\nevent: complete\ndata:\n\n');
    expect((await kept.next()).value).toEqual({ data: { from: 'the same stream' } });
    expect(await kept.next()).toEqual({ done: true, value: undefined });
  });

  test('fails when it breaks after it has begun, because only its reader knows where to continue', async () => {
    const [first, second] = [await startStreams('first'), await startStreams('second')];
    const { client } = connect([first.url, second.url]);
    const broken = client.subscribe(subscription());
    await broken.next();
    first.sessions[0]?.destroy();
    await expect(broken.next()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(second.streams).toHaveLength(0);
  });
});
