import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { codesOf, post, type WireResult } from './support/ask.ts';
import { readyUrl, startGatewayProcess } from './support/gateway-process.ts';
import { openSocket } from './support/open-socket.ts';
import { startStreamingSubgraphs, type StreamStart, type StreamingSubgraphs } from './support/streaming-subgraphs.ts';

const ways = ['events', 'socket'] as const;
const query = 'subscription ($least: Int! = 2) { reviewed(atLeast: $least) { stars product { sku name } } }';

async function start(way: (typeof ways)[number], more: Readonly<Record<string, string>> = {}) {
  const graph = await startStreamingSubgraphs();
  const environment = { PORT: '0', LOG_LEVEL: 'warn', REVIEWS_SUBSCRIPTIONS_URL: graph.urls[way], ...more };
  const started = startGatewayProcess(environment, ['--supergraph', graph.supergraphFile]);
  return { graph, started, url: await readyUrl(started) };
}

/** Subscribes over a new socket, and waits until the subgraph has begun the stream. */
async function subscribe({ graph, url }: { graph: StreamingSubgraphs; url: string }, headers = {}) {
  const socket = await openSocket(url, { headers });
  await socket.init();
  const opened = once(graph.events, 'start') as Promise<[StreamStart]>;
  socket.subscribe('1', query);
  const [told] = await opened;
  return { socket, told };
}

const event = (stars: number) => ({
  data: { reviewed: { stars, product: { sku: `p${stars}`, name: `Product p${stars}` } } },
});

describe.each(ways)('a foreign subgraph that streams by its %s', (way) => {
  test('reaches a client over WebSocket, with fields of another subgraph, in order', async () => {
    const running = await start(way);
    const { socket } = await subscribe(running);
    for (const stars of [1, 2, 3, 4]) running.graph.events.emit('reviewed', stars);
    for (const stars of [2, 3, 4]) expect(await socket.next()).toMatchObject({ type: 'next', payload: event(stars) });
    const ended = once(running.graph.events, 'end');
    socket.send({ id: '1', type: 'complete' });
    await ended;
    socket.socket.close();
  });

  test('reaches a client over server-sent events, and ends when the client disconnects', async () => {
    const { url, graph } = await start(way);
    const opened = once(graph.events, 'start');
    const gone = new AbortController();
    const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream' },
      signal: gone.signal,
    });
    await opened;
    graph.events.emit('reviewed', 5);
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (/^event: next\ndata: .*\n/m.test(text)) break;
    }
    expect(JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? '')).toEqual(event(5));
    const ended = once(graph.events, 'end');
    gone.abort();
    await ended;
  });

  test('ends the stream with SUBGRAPH_UNAVAILABLE when it stops, and refuses new subscriptions then', async () => {
    const running = await start(way);
    const { socket } = await subscribe(running);
    running.graph.events.emit('reviewed', 2);
    await socket.next();
    running.graph.die();
    for (const id of ['1', '2']) {
      const last = await socket.next();
      expect(last).toMatchObject({ id, type: 'next' });
      // What could not even start has no data.
      expect((last.payload as WireResult).data).toBe(id === '1' ? null : undefined);
      expect(codesOf(last.payload as WireResult)).toEqual(['SUBGRAPH_UNAVAILABLE']);
      expect(await socket.next()).toEqual({ id, type: 'complete' });
      if (id === '1') socket.subscribe('2', query);
    }
    expect(JSON.stringify(running.started.output())).not.toContain('internal error');
    socket.socket.close();
  });

  test('gets the forwarded headers of each client with its own stream', async () => {
    const running = await start(way, { FORWARD_HEADERS: 'authorization' });
    const starts = [];
    for (const name of ['one', 'two']) {
      const { socket, told } = await subscribe(running, { authorization: name });
      starts.push(told);
      socket.socket.close();
    }
    expect(starts.map(({ headers }) => headers.authorization)).toEqual(['one', 'two']);
    const expected = way === 'socket' ? [{ authorization: 'one' }, { authorization: 'two' }] : [undefined, undefined];
    expect(starts.map(({ connectionParams }) => connectionParams)).toEqual(expected);
  });

  test('answers its own errors when it refuses a subscription', async () => {
    const running = await start(way);
    const socket = await openSocket(running.url);
    await socket.init();
    socket.subscribe('1', query, { least: -1 });
    const { payload } = await socket.next();
    expect(codesOf(payload as WireResult)).toEqual(['TOO_FEW']);
    expect(await socket.next()).toEqual({ id: '1', type: 'complete' });
    socket.socket.close();
    expect((await post(running.url, { query: '{ stars }' })).body).toEqual({ data: { stars: 5 } });
  });

  test('does not keep the process alive', async () => {
    const running = await start(way);
    const { socket } = await subscribe(running);
    running.started.process.kill('SIGTERM');
    expect((await socket.closed()).code).toBe(1001);
    expect(await running.started.exitCode()).toBe(0);
  });
});
