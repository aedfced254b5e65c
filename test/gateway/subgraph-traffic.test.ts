import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HttpSubgraphClient } from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import { ResilientSubgraphClient } from '../../gateway/subgraph-clients/resilient-subgraph-client.ts';
import type { SubgraphClient } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { defaultSubgraphPolicy, type SubgraphPolicy } from '../../gateway/subgraph-clients/subgraph-policy.ts';
import { post } from './support/ask.ts';
import { answer, startScriptedSubgraph, subgraphRequest } from './support/scripted-subgraph.ts';
import { startGateway } from './support/start-gateway.ts';

interface ClientOptions {
  readonly policy?: Partial<SubgraphPolicy>;
  readonly now?: () => number;
}

function connect(
  address: string | readonly string[],
  { policy = {}, now = () => performance.now() }: ClientOptions = {},
) {
  const urls = typeof address === 'string' ? [address] : address;
  const merged = { ...defaultSubgraphPolicy, retryBaseMs: 1, ...policy };
  const limits = { timeoutMs: merged.timeoutMs, connections: merged.maxConcurrency };
  const places = urls.map((url) => ({
    url,
    connect: (onDraining: () => void) => new HttpSubgraphClient(url, { ...limits, onDraining }),
  }));
  const client = new ResilientSubgraphClient(places, merged, { now, random: () => 0.5 });
  onTestFinished(async () => await client.close());
  return client;
}

/** The kind and text of the failure that a fetch ends with. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const badGateway = (response: ServerResponse): void => void response.writeHead(502).end('<html>bad gateway</html>');

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('a query', () => {
  test.each([
    ['cut connections', (response: ServerResponse) => void response.destroy()],
    ['502 answers', badGateway],
  ])('is retried after %s', async (_title, fail) => {
    const subgraph = await startScriptedSubgraph(({ response, number }) =>
      number < 2 ? fail(response) : answer(response),
    );
    expect(await connect(subgraph.url).execute(subgraphRequest())).toEqual({ data: { a: 1 } });
    expect(subgraph.asked()).toBe(3);
  });

  test('fails as unavailable when all attempts failed', async () => {
    const subgraph = await startScriptedSubgraph(({ response }) => badGateway(response));
    const failure = await failureOf(connect(subgraph.url).execute(subgraphRequest()));
    expect(failure).toMatchObject({ kind: 'unavailable', message: 'Status 502: The response is not JSON' });
    expect(subgraph.asked()).toBe(3);
  });

  test('is not retried after an invalid response or a timeout', async () => {
    const wrong = await startScriptedSubgraph(({ response }) => void response.end('not JSON'));
    const silent = await startScriptedSubgraph(() => {});
    const late = connect(silent.url, { policy: { timeoutMs: 400 } });
    expect(await failureOf(connect(wrong.url).execute(subgraphRequest()))).toMatchObject({ kind: 'bad-response' });
    expect(await failureOf(late.execute(subgraphRequest()))).toMatchObject({ kind: 'timeout' });
    expect([wrong.asked(), silent.asked()]).toEqual([1, 1]);
  });

  test('is not retried once its request has ended', async () => {
    const ended = new AbortController();
    const subgraph = await startScriptedSubgraph(({ response }) => {
      ended.abort();
      response.destroy();
    });
    const client = connect(subgraph.url, { policy: { retryBaseMs: 60_000, retryMaxMs: 60_000, timeoutMs: 600_000 } });
    expect(await failureOf(client.execute(subgraphRequest({ signal: ended.signal })))).toBeInstanceOf(Error);
    expect(subgraph.asked()).toBe(1);
  });

  test('is not retried when the pause would exceed its time', async () => {
    const subgraph = await startScriptedSubgraph(({ response }) => badGateway(response));
    const client = connect(subgraph.url, { policy: { retryBaseMs: 60_000, retryMaxMs: 60_000, timeoutMs: 10_000 } });
    expect(await failureOf(client.execute(subgraphRequest()))).toMatchObject({ kind: 'unavailable' });
    expect(subgraph.asked()).toBe(1);
  });
});

describe('a query that is not answered for long', () => {
  const soon = { policy: { hedgingDelayMs: 100 } };

  test('is sent again over another connection, and the first one is cut', async () => {
    const silent = Promise.withResolvers<void>();
    const subgraph = await startScriptedSubgraph(({ response, number }) =>
      number === 0 ? void response.once('close', silent.resolve) : answer(response),
    );
    expect(await connect(subgraph.url, soon).execute(subgraphRequest())).toEqual({ data: { a: 1 } });
    await silent.promise;
    expect(subgraph.asked()).toBe(2);
  });

  test('is answered by the first connection if that is faster after all', async () => {
    let first: ServerResponse | undefined;
    const subgraph = await startScriptedSubgraph(({ response, number }) => {
      if (number === 0) first = response;
      else if (first !== undefined) answer(first, { a: 'first' });
    });
    expect(await connect(subgraph.url, soon).execute(subgraphRequest())).toEqual({ data: { a: 'first' } });
  });

  test('is sent to another address, and the one that was slow is left alone for a while', async () => {
    const silent = await startScriptedSubgraph(() => {});
    const quick = await startScriptedSubgraph(({ response }) => answer(response));
    const client = connect([silent.url, quick.url], soon);
    for (let asked = 0; asked < 4; asked += 1) await client.execute(subgraphRequest());
    expect([silent.asked(), quick.asked()]).toEqual([1, 4]);
  });

  test('is sent twice no more when very many are slow', async () => {
    const subgraph = await startScriptedSubgraph(({ response }) => void setTimeout(() => answer(response), 400));
    const client = connect(subgraph.url, soon);
    await Promise.all(Array.from({ length: 160 }, () => client.execute(subgraphRequest())));
    expect(subgraph.asked()).toBeGreaterThan(160);
    expect(subgraph.asked()).toBeLessThanOrEqual(160 + 64);
  });

  test('ends with its request, however many attempts are under way', async () => {
    const ended = new AbortController();
    const subgraph = await startScriptedSubgraph(({ number }) => number === 1 && ended.abort());
    const failure = await failureOf(connect(subgraph.url, soon).execute(subgraphRequest({ signal: ended.signal })));
    expect(failure).toMatchObject({ kind: 'unavailable' });
  });

  test('fails when its time is over, with the first failure', async () => {
    const subgraph = await startScriptedSubgraph(() => {});
    const client = connect(subgraph.url, { policy: { hedgingDelayMs: 50, timeoutMs: 300, retries: 0 } });
    expect(await failureOf(client.execute(subgraphRequest()))).toMatchObject({ kind: 'timeout' });
    expect(subgraph.asked()).toBe(2);
  });

  test('is a mutation, or none is sent twice by configuration: then it waits', async () => {
    const subgraph = await startScriptedSubgraph(() => {});
    const policy = { hedgingDelayMs: 50, timeoutMs: 300, retries: 0 };
    const mutation = subgraphRequest({ operationKind: 'mutation' });
    expect(await failureOf(connect(subgraph.url, { policy }).execute(mutation))).toMatchObject({ kind: 'timeout' });
    const never = connect(subgraph.url, { policy: { ...policy, hedgingDelayMs: 0 } });
    expect(await failureOf(never.execute(subgraphRequest()))).toMatchObject({ kind: 'timeout' });
    expect(subgraph.asked()).toBe(2);
  });
});

test('sends a mutation once, even if it fails', async () => {
  const subgraph = await startScriptedSubgraph(({ response }) => void response.destroy());
  const failure = await failureOf(connect(subgraph.url).execute(subgraphRequest({ operationKind: 'mutation' })));
  expect(failure).toMatchObject({ kind: 'unavailable' });
  expect(subgraph.asked()).toBe(1);
});

test('sends a subscription once, even if it fails', async () => {
  const subgraph = await startScriptedSubgraph(({ response }) => void response.destroy());
  const events = connect(subgraph.url).subscribe(subgraphRequest({ operationKind: 'subscription' }));
  expect(await failureOf(events.next())).toMatchObject({ kind: 'unavailable' });
  expect(subgraph.asked()).toBe(1);
});

describe('a subgraph that fails', () => {
  const breaker = { ...defaultSubgraphPolicy.breaker, consecutiveFailures: 3 };

  test('is not called for a while, then gets one probe, then is used again', async () => {
    const clock = { nowMs: 0 };
    const state = { well: false };
    const subgraph = await startScriptedSubgraph(({ response }) =>
      state.well ? answer(response) : response.destroy(),
    );
    const client = connect(subgraph.url, { policy: { retries: 0, breaker }, now: () => clock.nowMs });
    for (let count = 0; count < 10; count += 1) await failureOf(client.execute(subgraphRequest()));
    expect(subgraph.asked()).toBe(3);
    expect(() => client.subscribe(subgraphRequest({ operationKind: 'subscription' }))).toThrow('its circuit is open');
    clock.nowMs += breaker.openMs;
    state.well = true;
    await client.execute(subgraphRequest());
    await client.execute(subgraphRequest());
    expect(subgraph.asked()).toBe(5);
  });

  test('is not retried by a query whose attempt opened the circuit', async () => {
    const subgraph = await startScriptedSubgraph(({ response }) => void response.destroy());
    const client = connect(subgraph.url, { policy: { retries: 10, breaker } });
    expect(await failureOf(client.execute(subgraphRequest()))).toMatchObject({ kind: 'unavailable' });
    expect(subgraph.asked()).toBe(3);
  });
});

describe('a subgraph that is slow', () => {
  test('gets at most the allowed number of requests at once; the others wait for their turn', async () => {
    const open: ServerResponse[] = [];
    const subgraph = await startScriptedSubgraph(({ response }) => void open.push(response));
    const client = connect(subgraph.url, { policy: { maxConcurrency: 2, maxQueue: 3 } });
    const fetches = Array.from({ length: 5 }, () => client.execute(subgraphRequest()));
    await until(() => open.length === 2);
    expect(await failureOf(client.execute(subgraphRequest()))).toMatchObject({
      kind: 'unavailable',
      message: 'Too many fetches wait for the subgraph',
    });
    for (let number = 0; number < 5; number += 1) {
      await until(() => open.length > number);
      expect(subgraph.asked()).toBeLessThanOrEqual(number + 2);
      const response = open[number];
      if (response) answer(response);
    }
    expect(await Promise.all(fetches)).toHaveLength(5);
    expect(subgraph.asked()).toBe(5);
  });

  test('makes a fetch lose its turn when its time is over or its request ends', async () => {
    const subgraph = await startScriptedSubgraph(() => {});
    const client = connect(subgraph.url, { policy: { maxConcurrency: 1, timeoutMs: 50 } });
    const ended = new AbortController();
    const first = failureOf(client.execute(subgraphRequest()));
    const waiting = failureOf(client.execute(subgraphRequest({ signal: ended.signal })));
    const late = failureOf(client.execute(subgraphRequest()));
    ended.abort();
    expect(await waiting).toMatchObject({ kind: 'unavailable' });
    expect([await first, await late]).toMatchObject([{ kind: 'timeout' }, { kind: 'timeout' }]);
  });

  test('does not hold up requests that do not need it', async () => {
    const slow = await startScriptedSubgraph(() => {});
    const orders = connect(slow.url, { policy: { maxConcurrency: 1, maxQueue: 10 } });
    const { url, graph, gateway } = await startGateway({
      parts: (_usual, own) => ({
        clients: new Map<string, SubgraphClient>([
          ['accounts', own.accounts],
          ['orders', orders],
        ]),
      }),
    });
    const controller = new AbortController();
    const stuck = Array.from({ length: 5 }, (_item, number) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: `{ a${number}: orders { id } }` }),
        signal: controller.signal,
      }).catch(() => {}),
    );
    await until(() => slow.asked() === 1);
    for (let number = 0; number < 100; number += 1) {
      expect((await post(url, { query: '{ echo(value: "x") }' })).body).toEqual({ data: { echo: 'x' } });
    }
    expect(graph.accounts.requests).toHaveLength(100);
    controller.abort();
    await Promise.all(stuck);
    await gateway.close();
  });
});

test('fails as unavailable when nobody listens at the port', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const failure = await failureOf(connect(`http://127.0.0.1:${port}/graphql`).execute(subgraphRequest()));
  expect(failure).toMatchObject({ kind: 'unavailable' });
});
