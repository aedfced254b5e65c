import { ask, checkSameAnswer, installPeers, startContenders, type Contender } from './contenders.ts';
import { HEAVY_QUERY, SMALL_QUERY } from './graph/queries.ts';
import type { Loader, Measured } from './loader.ts';
import type { BenchOptions } from './options.ts';
import { launch, type Listening } from './processes.ts';
import { show, spreadOf, table } from './statistics.ts';

interface Race {
  readonly contenders: readonly Contender[];
  readonly subgraphs: Listening;
  readonly loader: Loader;
  readonly options: BenchOptions;
  readonly say: (text: string) => void;
}

const CONNECTIONS = 50;

/** The rows that compare gateways: all of them before the same subgraphs, under load in turns. */
export async function benchGateways(
  loader: Loader,
  options: BenchOptions,
  supergraphFile: string,
  say: (text: string) => void,
): Promise<void> {
  await installPeers(say);
  await using closing = new AsyncDisposableStack();
  const environment = { EXECUTE: options.executing ? '1' : '' };
  const subgraphs = closing.use(await launch({ command: ['test/bench/subgraphs.ts', supergraphFile], environment }));
  const contenders = await startContenders(supergraphFile, closing);
  const race: Race = { contenders, subgraphs, loader, options, say };
  if (options.only.has('heavy')) await compare(race, 'Heavy query', HEAVY_QUERY);
  if (options.only.has('small')) await compare(race, 'One-field query', SMALL_QUERY);
  if (options.only.has('added')) await benchAddedTime(race);
}

async function compare(race: Race, title: string, query: string): Promise<void> {
  const { contenders, subgraphs, loader, options, say } = race;
  const { bytes, fetches } = await checkSameAnswer(contenders, query, subgraphs.url);
  const measure = async ({ url, process, ownAddresses }: Contender, durationMs: number): Promise<Measured> =>
    await loader.measure({ url, query, connections: CONNECTIONS, durationMs, ownAddresses }, process);
  for (const contender of contenders) await measure(contender, options.warmUpMs);
  const rounds = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const contender of contenders) rounds.get(contender.name)?.push(await measure(contender, options.roundMs));
  }
  await checkSameAnswer(contenders, query, subgraphs.url);
  const [shared = [], apart = []] = [...rounds.values()];
  const faster = (ours: readonly Measured[], theirs: readonly Measured[]): string =>
    show(spreadOf(ours.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN))));
  const rows = [...rounds].map(([name, measured], index) => [
    name,
    show(spreadOf(measured.map(({ perSecond }) => perSecond))),
    show(spreadOf(measured.map(({ p50Ms }) => p50Ms))),
    show(spreadOf(measured.map(({ p99Ms }) => p99Ms))),
    show(spreadOf(measured.map(({ processorMs }) => processorMs ?? Number.NaN))),
    String(fetches.get(name)),
    index < 2 ? '' : faster(shared, measured),
    index < 2 ? '' : faster(apart, measured),
  ]);
  const head = ['gateway', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms each', 'fetches', 'ours ×', 'ours, 50 callers ×'];
  say(`\n${title}: ${bytes} bytes, ${CONNECTIONS} connections, ${options.rounds} rounds of ${options.roundMs} ms\n`);
  say(table(head, rows));
}

/** One request at a time, so that nothing waits for anything but the way through. */
async function benchAddedTime({ contenders, subgraphs, loader, options, say }: Race): Promise<void> {
  const direct: Contender = {
    name: 'the subgraph itself',
    url: subgraphs.url,
    process: subgraphs,
    ownAddresses: false,
  };
  const ways = [direct, ...contenders.filter(({ ownAddresses }) => !ownAddresses)];
  for (const { url } of ways) await ask(url, SMALL_QUERY);
  const durationMs = options.roundMs / 3;
  const measure = async ({ url, process }: Contender): Promise<Measured> =>
    await loader.measure({ url, query: SMALL_QUERY, connections: 1, durationMs }, process);
  for (const way of ways) await measure(way);
  const rounds = new Map<string, Measured[]>(ways.map(({ name }) => [name, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const way of ways) rounds.get(way.name)?.push(await measure(way));
  }
  const base = rounds.get(direct.name) ?? [];
  const rows = [...rounds].map(([name, measured]) => [
    name,
    show(spreadOf(measured.map(({ p50Ms }) => p50Ms))),
    show(spreadOf(measured.map(({ p99Ms }) => p99Ms))),
    name === direct.name
      ? ''
      : show(spreadOf(measured.map(({ p50Ms }, round) => p50Ms - (base[round]?.p50Ms ?? Number.NaN)))),
  ]);
  say('\nTime added to a one-fetch query, one request at a time\n');
  say(table(['way', 'p50 ms', 'p99 ms', 'added at p50, ms'], rows));
}
