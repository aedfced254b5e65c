/** Figures of single steps, in this process: `node test/bench/micro.ts <supergraph file> <milliseconds>`. */
import { subscribe } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import { getOperationAST, parse } from 'graphql';
import { pino } from 'pino';
import type { CompiledEntityFetch, CompiledNode } from '../../gateway/engine/compile/compiled-plan.ts';
import type { ExecutableOperation } from '../../gateway/engine/compile/compile-operation.ts';
import type { DataObject } from '../../gateway/engine/compile/data.ts';
import type { SubgraphClient } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { buildGateway } from './build-gateway.ts';
import { fromDist } from './from-dist.ts';
import { HEAVY_QUERY, SMALL_QUERY } from './graph/queries.ts';
import type * as EngineModule from '../../gateway/engine/engine.ts';
import type * as RepresentationsModule from '../../gateway/engine/execute/representations.ts';
import type * as SupergraphModule from '../../gateway/supergraph/supergraph.ts';
import type * as SubgraphPolicyModule from '../../gateway/subgraph-clients/subgraph-policy.ts';
import type * as ResilientSubgraphClientModule from '../../gateway/subgraph-clients/resilient-subgraph-client.ts';
import type * as HttpSubgraphClientModule from '../../gateway/subgraph-clients/http-subgraph-client.ts';

const { createEngine } = await fromDist<typeof EngineModule>('engine/engine.js');
const { Representations } = await fromDist<typeof RepresentationsModule>('engine/execute/representations.js');
const { loadSupergraph } = await fromDist<typeof SupergraphModule>('supergraph/supergraph.js');
const { HttpSubgraphClient } = await fromDist<typeof HttpSubgraphClientModule>(
  'subgraph-clients/http-subgraph-client.js',
);

const { ResilientSubgraphClient } = await fromDist<typeof ResilientSubgraphClientModule>(
  'subgraph-clients/resilient-subgraph-client.js',
);
const { defaultSubgraphPolicy } = await fromDist<typeof SubgraphPolicyModule>('subgraph-clients/subgraph-policy.js');

/** Median times in milliseconds. */
export interface MicroFigures {
  readonly distinctRepresentationsMs: number;
  readonly repeatedRepresentationsMs: number;
  readonly representationBytes: number;
  readonly smallToClientMs: number;
  readonly smallToByteMs: number;
  readonly heavyToByteMs: number;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A client that is never asked. */
const silent: SubgraphClient = {
  execute: () => Promise.reject(new Error('not asked')),
  // oxlint-disable-next-line require-yield -- the interface wants an iterator, and this one never gets to an item
  async *subscribe() {
    throw new Error('not asked');
  },
  close: async () => {},
};

function findEntityFetch(node: CompiledNode | undefined, subgraph: string): CompiledEntityFetch | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'entity-fetch') return node.subgraph === subgraph ? node : undefined;
  if (node.kind !== 'sequence' && node.kind !== 'parallel') return undefined;
  return node.nodes.map((part) => findEntityFetch(part, subgraph)).find((found) => found !== undefined);
}

/** The compiled fetch of `shippingEstimate`, whose representations hold a key and two required fields. */
async function compileFetch(supergraphSdl: string): Promise<CompiledEntityFetch> {
  const supergraph = await loadSupergraph(supergraphSdl);
  const clients = new Map(supergraph.subgraphs.map(({ name }) => [name, silent]));
  const source = '{ topProducts { shippingEstimate } }';
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const engine = createEngine({ supergraph, clients });
  const compiled = (await engine.prepare({
    document,
    source,
    operation,
    operationName: undefined,
  })) as ExecutableOperation;
  const fetch = findEntityFetch(compiled.plan.root, 'inventory');
  if (!fetch) throw new Error('the plan has no fetch of representations');
  return fetch;
}

/** What one product looks like between the two fetches. */
function product(index: number): DataObject {
  return { __typename: 'Product', upc: `upc-${index}`, price: 54 + index, weight: 100 + index };
}

function represent(fetch: CompiledEntityFetch, data: DataObject): string {
  return fetch.entities
    .map((entities) => {
      const batch = new Representations(entities);
      const found: DataObject[] = [];
      for (const { collect } of entities.paths) collect(data, found);
      for (const target of found) batch.add(target);
      return `${entities.variablePrefix}${batch.text}]`;
    })
    .join(',');
}

function timeRepresentations(fetch: CompiledEntityFetch, distinct: number, untilMs: number): number {
  const timesMs: number[] = [];
  while (performance.now() < untilMs) {
    const topProducts = Array.from({ length: 1_000 }, (_, index) => product(index % distinct));
    const startedAtMs = performance.now();
    represent(fetch, { topProducts });
    timesMs.push(performance.now() - startedAtMs);
  }
  return median(timesMs.slice(Math.floor(timesMs.length / 4)));
}

/** The clock of one request: when it began, reached the client, and put its first bytes on a socket. */
const clock = { startedAtMs: 0, toClientMs: 0, toByteMs: 0 };

function watched(client: SubgraphClient): SubgraphClient {
  return {
    execute(request) {
      clock.toClientMs ||= performance.now() - clock.startedAtMs;
      return client.execute(request);
    },
    subscribe: (request) => client.subscribe(request),
    close: () => client.close(),
  };
}

async function timeFirstByte(supergraphSdl: string, query: string, durationMs: number) {
  const gateway = await buildGateway({
    supergraphSdl,
    createClient: (url) =>
      watched(
        new ResilientSubgraphClient([{ url, connect: () => new HttpSubgraphClient(url, {}) }], defaultSubgraphPolicy),
      ),
    logger: pino({ level: 'silent' }),
  });
  const toClient: number[] = [];
  const toByte: number[] = [];
  const untilMs = performance.now() + durationMs;
  while (performance.now() < untilMs) {
    Object.assign(clock, { startedAtMs: performance.now(), toClientMs: 0, toByteMs: 0 });
    const { errors } = await gateway.request({ query });
    if (errors) throw new Error(errors[0]?.message);
    toClient.push(clock.toClientMs);
    toByte.push(clock.toByteMs);
  }
  await gateway.close();
  const warm = (times: readonly number[]): number => median(times.slice(Math.floor(times.length / 4)));
  return { toClientMs: warm(toClient), toByteMs: warm(toByte) };
}

subscribe('undici:client:sendHeaders', () => {
  clock.toByteMs ||= performance.now() - clock.startedAtMs;
});
const [file = '', duration = '1000'] = process.argv.slice(2);
const durationMs = Number(duration);
const supergraphSdl = await readFile(file, 'utf8');
const fetch = await compileFetch(supergraphSdl);
const figures: MicroFigures = {
  distinctRepresentationsMs: timeRepresentations(fetch, 1_000, performance.now() + durationMs),
  repeatedRepresentationsMs: timeRepresentations(fetch, 100, performance.now() + durationMs),
  representationBytes: represent(fetch, {
    topProducts: Array.from({ length: 1_000 }, (_, index) => product(index)),
  }).length,
  ...(await timeFirstByte(supergraphSdl, SMALL_QUERY, durationMs).then(({ toClientMs, toByteMs }) => ({
    smallToClientMs: toClientMs,
    smallToByteMs: toByteMs,
  }))),
  heavyToByteMs: (await timeFirstByte(supergraphSdl, HEAVY_QUERY, durationMs)).toByteMs,
};
process.send?.(figures, () => process.exit(0));
