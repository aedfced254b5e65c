import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PLANNING_TURNS } from '../../gateway/engine/engine.ts';
import { FairTurns } from '../../gateway/fair-turns.ts';
import { GraphSuccession } from '../../gateway/graph-succession.ts';
import { defaultDocumentLimits } from '../../gateway/operation/documents/document-limits.ts';
import { selectOperation } from '../../gateway/operation/requests/select-operation.ts';
import { codesOf, post, type WireResult } from './support/ask.ts';
import { startForeignGraph, type ForeignGraph } from './support/foreign-graph.ts';
import { readyUrl, startGatewayProcess, waitForOutput } from './support/gateway-process.ts';
import { openSocket } from './support/open-socket.ts';
import { createSmallGraph, type SmallGraph } from './support/small-graph.ts';
import { startGateway } from './support/start-gateway.ts';

const question = { query: '{ products { name reviews { stars product { name } } } }' };
const expected = '{"data":{"products":[{"name":"Lamp","reviews":[{"stars":5,"product":{"name":"Lamp"}}]}]}}';
const RELOADED = /the supergraph was reloaded/;
/** A graph that nothing needs is closed within this time. */
const LONGER_THAN_GRACE_MS = 500;
const REFUSED = /^.*the supergraph was not reloaded.*$/m;

/** Puts another supergraph in the file's place at once, as a deployment does. */
async function replaceFile({ supergraphFile }: ForeignGraph, text: string): Promise<void> {
  await writeFile(`${supergraphFile}.new`, text);
  await rename(`${supergraphFile}.new`, supergraphFile);
}

async function startForeign(graph: ForeignGraph) {
  const started = startGatewayProcess({ PORT: '0', LOG_LEVEL: 'info' }, ['--supergraph', graph.supergraphFile]);
  return { started, url: await readyUrl(started) };
}

describe('a supergraph file that changes', () => {
  test('is reloaded ten times under 200 simultaneous requests without a failing one', { timeout: 60_000 }, async () => {
    const graph = await startForeignGraph();
    const { started, url } = await startForeign(graph);
    const state = { isOver: false, answered: 0 };
    const wrong: unknown[] = [];
    const ask = async (): Promise<void> => {
      while (!state.isOver) {
        const answer = await post(url, question).then(
          ({ body }) => JSON.stringify(body),
          (error: unknown) => error,
        );
        if (answer !== expected) wrong.push(answer);
        state.answered += 1;
      }
    };
    const asking = Array.from({ length: 200 }, ask);
    for (let number = 1; number <= 10; number += 1) {
      await replaceFile(graph, graph.variant(`field${number}`));
      await waitForOutput(started, RELOADED, number);
    }
    state.isOver = true;
    await Promise.all(asking);
    expect(wrong).toEqual([]);
    expect(state.answered).toBeGreaterThan(200);
    const { body } = await post(url, { query: '{ __type(name: "Review") { fields { name } } }' });
    expect(JSON.stringify(body)).toContain('field10');
    await waitForOutput(started, /the replaced graph was closed/, 10);
  });

  test.each([
    ['no GraphQL', () => 'type Query {', 'The supergraph is not valid GraphQL'],
    ['no file', undefined, 'must be a readable file'],
    [
      'a subgraph without address',
      (graph: ForeignGraph) => graph.supergraphSdl.replace(graph.urls.reviews, ''),
      'The supergraph gives the subgraph',
    ],
  ])(
    'is refused in one line when it becomes %s, and the previous one remains in service',
    async (_title, textOf, reason) => {
      const graph = await startForeignGraph();
      const { started, url } = await startForeign(graph);
      if (textOf === undefined) await rename(graph.supergraphFile, `${graph.supergraphFile}.gone`);
      else await replaceFile(graph, textOf(graph));
      const line = JSON.parse(await waitForOutput(started, REFUSED)) as Record<string, unknown>;
      expect(line['reason']).toContain(reason);
      expect(JSON.stringify((await post(url, question)).body)).toBe(expected);
      await replaceFile(graph, graph.variant('another'));
      await waitForOutput(started, RELOADED);
      expect(started.output().match(new RegExp(REFUSED, 'gm'))).toHaveLength(1);
    },
  );

  test('is planned for the operations that were executed before, if they are valid, before it is served', async () => {
    const graph = await startForeignGraph();
    await replaceFile(graph, graph.variant('stock'));
    const { started, url } = await startForeign(graph);
    const conditional = 'query ($brief: Boolean!) { products { sku name @skip(if: $brief) } }';
    await post(url, question);
    await post(url, { query: conditional, variables: { brief: true } });
    await post(url, { query: conditional, variables: { brief: false } });
    await post(url, { query: '{ latest { stock } }' });
    await replaceFile(graph, graph.supergraphSdl);
    const line = await waitForOutput(started, /^.*another graph is now served.*$/m);
    expect(JSON.parse(line)).toMatchObject({ plannedAhead: 3 });
    expect(JSON.stringify((await post(url, question)).body)).toBe(expected);
    const { body } = await post(url, { query: '{ latest { stock } }' });
    expect(codesOf(body)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test('is read again at SIGHUP, even when it is the same', async () => {
    const graph = await startForeignGraph();
    const { started, url } = await startForeign(graph);
    started.process.kill('SIGHUP');
    await waitForOutput(started, RELOADED);
    expect(JSON.stringify((await post(url, question)).body)).toBe(expected);
    started.process.kill('SIGTERM');
    expect(await started.exitCode()).toBe(0);
  });
});

const clientsOf = ({ accounts, orders }: SmallGraph) =>
  new Map([
    ['accounts', accounts],
    ['orders', orders],
  ]);

/** A gateway, and another graph to put in its graph's place. */
async function startWithSuccessor(reloadDrainMs = 60_000) {
  const running = await startGateway({ config: { streamLimits: { reloadDrainMs } } });
  const successor = createSmallGraph();
  const replace = async (): Promise<void> => {
    await running.gateway.replaceGraph({ supergraphSdl: successor.supergraphSdl, clients: clientsOf(successor) });
  };
  return { ...running, successor, replace };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5);
}

const isResume = (result: unknown): boolean => codesOf(result as WireResult).join() === 'SUBSCRIPTION_RESUME';

describe('a graph that is replaced', () => {
  test('passes the operations that it executed last to its successor, which plans them before any request', async () => {
    const [first, second] = [createSmallGraph(), createSmallGraph()];
    const source = (graph: SmallGraph) => ({ supergraphSdl: graph.supergraphSdl, clients: clientsOf(graph) });
    const settings = {
      documentLimits: defaultDocumentLimits,
      planCacheBytes: 8_000_000,
      planningTurns: new FairTurns(PLANNING_TURNS),
    };
    const graphs = await GraphSuccession.start(source(first), settings, pino({ level: 'silent' }));
    onTestFinished(async () => await graphs.close());
    const prepare = async (text: string): Promise<void> => {
      const { documents, engine } = graphs.current.forClients;
      await engine.prepare(selectOperation(documents.read(text, { mayIntrospect: true }), text, undefined));
    };
    const texts = Array.from({ length: 120 }, (_item, number) => `{ echo(value: "${number}") }`);
    for (const text of texts) await prepare(text);
    const before = graphs.current.forClients.engine;
    await graphs.replace(source(second), 0);
    const kept = (): ReadonlySet<string> => {
      return new Set(graphs.current.forClients.engine.recentlyUsed(200).map(({ source: text }) => text));
    };
    expect(graphs.current.forClients.engine).not.toBe(before);
    expect(kept()).toEqual(new Set(texts.slice(20)));
    for (const text of texts.slice(20)) await prepare(text);
    expect(kept().size).toBe(100);
    expect(second.accounts.requests).toEqual([]);
  });

  test('ends its running requests, accepts no more, and is closed', async () => {
    const { url, graph, successor, replace } = await startWithSuccessor();
    const running = post(url, { query: '{ held }' });
    await until(() => graph.accounts.requests.length === 1);
    await replace();
    expect((await post(url, { query: '{ echo(value: "x") }' })).body).toEqual({ data: { echo: 'x' } });
    expect([graph.accounts.requests.length, successor.accounts.requests.length]).toEqual([1, 1]);
    await setTimeout(LONGER_THAN_GRACE_MS);
    expect(graph.accounts.closed).toBe(false);
    graph.events.emit('release');
    expect((await running).body).toEqual({ data: { held: 'nobody' } });
    await until(() => graph.accounts.closed && graph.orders.closed);
    expect(successor.accounts.closed).toBe(false);
  });

  test('remains in service when its successor cannot be served', async () => {
    const { url, gateway, graph } = await startGateway();
    await expect(gateway.replaceGraph({ supergraphSdl: 'type Query {', clients: new Map() })).rejects.toThrow(
      'not valid GraphQL',
    );
    await expect(gateway.replaceGraph({ supergraphSdl: graph.supergraphSdl, clients: new Map() })).rejects.toThrow(
      'has no client',
    );
    expect((await post(url, { query: '{ echo(value: "x") }' })).body).toEqual({ data: { echo: 'x' } });
    expect(graph.accounts.closed).toBe(false);
  });

  test('keeps its subscriptions until they end', async () => {
    const { url, graph, replace } = await startWithSuccessor();
    const socket = await openSocket(url);
    await socket.init();
    const opened = once(graph.events, 'open');
    socket.subscribe('1', 'subscription { news }');
    await opened;
    await replace();
    await setTimeout(LONGER_THAN_GRACE_MS);
    graph.events.emit('news', 'after');
    expect(await socket.next()).toMatchObject({ type: 'next', payload: { data: { news: 'after' } } });
    expect(graph.orders.closed).toBe(false);
    socket.send({ id: '1', type: 'complete' });
    await until(() => graph.orders.closed);
    socket.socket.close();
  });

  test('ends its subscriptions after a while with a code to resume; the WebSocket remains open', async () => {
    const { url, graph, successor, replace } = await startWithSuccessor(20);
    const socket = await openSocket(url);
    await socket.init();
    const opened = once(graph.events, 'open');
    socket.subscribe('1', 'subscription { news }');
    await opened;
    await replace();
    const last = await socket.next();
    expect(last).toMatchObject({ id: '1', type: 'next' });
    expect(isResume(last.payload)).toBe(true);
    expect(await socket.next()).toMatchObject({ id: '1', type: 'complete' });
    await until(() => graph.orders.closed);
    const reopened = once(successor.events, 'open');
    socket.subscribe('1', 'subscription { news }');
    await reopened;
    successor.events.emit('news', 'resumed');
    expect(await socket.next()).toMatchObject({ payload: { data: { news: 'resumed' } } });
    socket.socket.close();
  });

  test('ends its event streams the same way', async () => {
    const { url, graph, replace } = await startWithSuccessor(20);
    const opened = once(graph.events, 'open');
    const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent('subscription { news }')}`, {
      headers: { accept: 'text/event-stream' },
    });
    await opened;
    await replace();
    const text = await response.text();
    const events = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as unknown);
    expect(events).toHaveLength(1);
    expect(isResume(events[0])).toBe(true);
    expect(text).toContain('event: complete');
    await until(() => graph.orders.closed);
  });

  test('answers context tokens for the subgraphs of its successor', async () => {
    const { url, gateway, graph } = await startGateway();
    await gateway.replaceGraph({ supergraphSdl: graph.supergraphSdl, clients: clientsOf(graph) });
    await post(url, { query: '{ echo }' });
    const token = graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? '';
    const { body } = await post(url, { query: '{ viewer { id } }' }, { authorization: `Context ${token}` });
    expect(body).toEqual({ data: { viewer: { id: 'nobody' } } });
  });
});
