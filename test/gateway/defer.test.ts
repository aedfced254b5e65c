import { once } from 'node:events';
import { createServer } from 'node:http';
import { createConnection, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ResultStream } from '../../gateway/operation/requests/result-stream.ts';
import { SubgraphFailure, type SubgraphClient } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { writeMultipart } from '../../gateway/transports/http/multipart.ts';
import { StallWatch } from '../../gateway/transports/stall-watch.ts';
import { codesOf, post, type WireResult } from './support/ask.ts';
import { openSocket } from './support/open-socket.ts';
import { readMultipart, type WirePart } from './support/read-multipart.ts';
import type { SmallGraph } from './support/small-graph.ts';
import { startGateway } from './support/start-gateway.ts';

const QUERY = '{ viewer { name ... @defer(label: "later") { orderCount } } }';
const HELD = '{ echo(value: "now") ... @defer { held } }';
const RESULTS = [
  {
    data: { viewer: { name: 'Account nobody' } },
    pending: [{ id: '0', path: ['viewer'], label: 'later' }],
    hasNext: true,
  },
  { incremental: [{ id: '0', data: { orderCount: 6 } }], completed: [{ id: '0' }], hasNext: false },
];
const WHOLE = { data: { viewer: { name: 'Account nobody', orderCount: 6 } } };

interface Asking {
  readonly accept?: string;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(url: string, query: string, { accept = 'multipart/mixed', signal, headers = {} }: Asking = {}) {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
    body: JSON.stringify({ query }),
    signal: signal ?? null,
  });
}

async function all(response: Response): Promise<WirePart[]> {
  const parts: WirePart[] = [];
  for await (const part of readMultipart(response)) parts.push(part);
  return parts;
}

/** Lets the field `held` answer, once the subgraph has been asked for it. */
async function release({ events }: SmallGraph): Promise<void> {
  await vi.waitFor(() => expect(events.listenerCount('release')).toBe(1));
  events.emit('release');
}

describe('@defer over HTTP', () => {
  test('is answered in parts, the first one before the deferred data is available', async () => {
    const { url, graph } = await startGateway();
    const response = await ask(url, HELD);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"');
    const parts = readMultipart(response);
    const pending = [{ id: '0', path: [] }];
    expect((await parts.next()).value).toEqual({ data: { echo: 'now' }, pending, hasNext: true });
    await release(graph);
    expect((await parts.next()).value).toMatchObject({ incremental: [{ data: { held: 'nobody' } }], hasNext: false });
    expect((await parts.next()).done).toBe(true);
  });

  test('fetches the fields of a fragment by the keys of its object', async () => {
    const { url } = await startGateway();
    expect(await all(await ask(url, QUERY))).toEqual(RESULTS);
  });

  test('writes parts with paths for clients of the first draft', async () => {
    const { url } = await startGateway();
    const response = await ask(url, QUERY, { accept: 'multipart/mixed;deferSpec=20220824,application/json' });
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    expect(await all(response)).toEqual([
      { data: { viewer: { name: 'Account nobody' } }, hasNext: true },
      { incremental: [{ data: { orderCount: 6 }, path: ['viewer'], label: 'later' }], hasNext: false },
    ]);
  });

  test.each([undefined, 'application/json', 'application/graphql-response+json', 'multipart/mixed;q=0, */*'])(
    'is one response for a client that accepts %s',
    async (accept) => {
      const { url } = await startGateway();
      const { status, body, headers } = await post(url, { query: QUERY }, accept === undefined ? {} : { accept });
      expect({ status, body }).toEqual({ status: 200, body: WHOLE });
      expect(headers.get('content-type')).toMatch(/^application\/(?:graphql-response\+)?json; charset=utf-8$/);
    },
  );

  test.each(['{ viewer { name } }', '{ viewer { name ... @defer(if: false) { orderCount } } }'])(
    'is one response when nothing is deferred, even to a client that accepts parts: %s',
    async (query) => {
      const { url } = await startGateway();
      const response = await ask(url, query);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.json()).toMatchObject({ data: { viewer: { name: 'Account nobody' } } });
    },
  );

  test('is refused like any other request before anything is sent', async () => {
    const { url } = await startGateway();
    const response = await ask(url, '{ nothing ... @defer { viewer { id } } }');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(codesOf((await response.json()) as WireResult)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test('delivers the errors of a fragment with its fields', async () => {
    const { url } = await startGateway();
    const [first, second] = await all(await ask(url, '{ echo(value: "now") ... @defer { failing } }'));
    expect(first?.errors).toBeUndefined();
    expect(second?.incremental).toMatchObject([{ data: { failing: null }, errors: [{ path: ['failing'] }] }]);
  });

  test('names an unavailable subgraph in the fragment that needed it, and logs the cause', async () => {
    const away: SubgraphClient = {
      execute: () => Promise.reject(new SubgraphFailure('unavailable', 'connect ECONNREFUSED 10.0.0.1:4003')),
      subscribe: () => {
        throw new Error('not asked for');
      },
      close: () => Promise.resolve(),
    };
    const { url, logged } = await startGateway({
      parts: (usual) => ({
        clients: new Map([...(usual.clients as ReadonlyMap<string, SubgraphClient>), ['orders', away]]),
      }),
    });
    const [first, last] = await all(await ask(url, QUERY));
    expect(first?.data).toEqual({ viewer: { name: 'Account nobody' } });
    expect(last?.completed).toEqual([
      {
        id: '0',
        errors: [
          {
            message: 'The subgraph "orders" is not available.',
            path: ['viewer'],
            extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'orders' },
          },
        ],
      },
    ]);
    expect(JSON.stringify(logged)).toContain('ECONNREFUSED');
  });

  test('cancels deferred fragments when the time of the request is over', async () => {
    const { url } = await startGateway({ config: { requestTimeoutMs: 300 } });
    const [first, last] = await all(await ask(url, '{ echo(value: "now") ... @defer { silent } }'));
    expect(first?.data).toEqual({ echo: 'now' });
    expect(last?.completed).toMatchObject([{ id: '0', errors: [{ extensions: { code: 'TIMEOUT' } }] }]);
    expect(last?.hasNext).toBe(false);
  });

  test('cancels the requests to subgraphs when the client disconnects', async () => {
    const { url, graph, gateway } = await startGateway();
    const controller = new AbortController();
    const parts = readMultipart(await ask(url, HELD, { signal: controller.signal }));
    await parts.next();
    await vi.waitFor(() => expect(graph.events.listenerCount('release')).toBe(1));
    controller.abort();
    await expect(parts.next()).rejects.toThrow(/abort/i);
    // Closing waits for what is under way, which nobody would ever release.
    await gateway.close();
  });

  test('cuts off a client that stops reading', async () => {
    const ended = Promise.withResolvers<void>();
    const source = {
      next: () =>
        Promise.resolve({ done: false as const, value: { data: { text: 'x'.repeat(1_000_000) }, hasNext: true } }),
      return: () => Promise.resolve({ done: true as const, value: undefined }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const results = new ResultStream({
      source,
      toResult: (result) => result,
      onEnd: () => ended.resolve(),
      failed: (error) => {
        throw error;
      },
    });
    const server = createServer((_request, response) => void writeMultipart(response, results, 'by-id'));
    const stalls = new StallWatch(100);
    server.on('connection', (socket) => stalls.add(socket));
    onTestFinished(() => void server.close(() => stalls.stop()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = createConnection({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await ended.promise;
    socket.destroy();
  });

  test('logs the codes of all errors', async () => {
    const { url, logged } = await startGateway({ config: { requestTimeoutMs: 300 } });
    await all(await ask(url, '{ echo(value: "now") ... @defer { silent } }'));
    await vi.waitFor(() => expect(logged).toContainEqual(expect.objectContaining({ errorCodes: ['TIMEOUT'] })));
  });

  test('shows the plans of the first and the deferred part', async () => {
    const { url } = await startGateway({ config: { development: true } });
    const [first] = await all(await ask(url, QUERY, { headers: { 'x-tiergraph-query-plan': '1' } }));
    expect(first).toMatchObject({
      extensions: {
        queryPlan: {
          kind: 'defer',
          first: { kind: 'fetch', subgraph: 'accounts' },
          deferred: [{ labels: ['later'], step: { kind: 'entity-fetch', subgraph: 'orders' } }],
        },
      },
    });
  });
});

describe('@defer', () => {
  test('delivers several events over an event stream', async () => {
    const { url } = await startGateway();
    const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(QUERY)}`, {
      headers: { accept: 'text/event-stream' },
    });
    const text = await response.text();
    const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as unknown);
    expect(events).toEqual(RESULTS);
    expect(text).toContain('event: complete');
  });

  test('delivers several messages over a WebSocket', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.subscribe('1', QUERY);
    for (const payload of RESULTS) expect(await socket.next()).toEqual({ id: '1', type: 'next', payload });
    expect(await socket.next()).toEqual({ id: '1', type: 'complete' });
    socket.socket.close();
  });

  test('is cancelled when its socket closes', async () => {
    const { url, graph, gateway } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.subscribe('1', HELD);
    await socket.next();
    await vi.waitFor(() => expect(graph.events.listenerCount('release')).toBe(1));
    socket.socket.close();
    await gateway.close();
  });

  test.each([
    ['a label twice', '{ ... @defer(label: "a") { echo } ... @defer(label: "a") { failing } }'],
    ['a label that is not written out', 'query ($l: String) { ... @defer(label: $l) { echo } }'],
    ['the fields of a mutation', 'mutation { ... @defer { rename(name: "x") { id } } }'],
    ['a subscription', 'subscription { ... @defer { news } }'],
  ])('is refused on %s', async (_what, query) => {
    const { url } = await startGateway();
    expect(codesOf((await post(url, { query })).body)).toContain('GRAPHQL_VALIDATION_FAILED');
  });
});
