import {
  ask,
  checkSameAnswer,
  countRequests,
  CROWDS,
  installPeers,
  startContenders,
  type Contender,
  type Crowd,
} from './contenders.ts';
import { HEAVY_QUERY, SMALL_QUERY } from './graph/queries.ts';
import type { Loader, Measured } from './loader.ts';
import type { BenchOptions } from './options.ts';
import { launch, processorTimeMs, type Listening } from './processes.ts';
import { drawBars, type Bar, type BarGroup } from './pictures.ts';
import type { Report } from './report.ts';
import { show, spreadOf, table, type Spread } from './statistics.ts';

interface Race {
  readonly crowd: Crowd;
  readonly contenders: readonly Contender[];
  readonly subgraphs: Listening;
  readonly loader: Loader;
  readonly options: BenchOptions;
  readonly report: Report;
  /** Takes what the picture of the race shows. */
  readonly groups: BarGroup[];
}

/** What one gateway's round under load showed, its surroundings included. */
interface Round extends Measured {
  /** Requests that the subgraphs saw for each of the clients'. */
  readonly fetches: number;
  /** Processor time that load and subgraphs took for each request. */
  readonly othersMs: number;
}

const CONNECTIONS = 50;
const CROWD_TITLES: Record<Crowd, string> = {
  equals: 'nobody says who asks, equal fetches may be shared',
  callers: `${CONNECTIONS} callers, whom the subgraphs are told of`,
};

/** The rows that compare gateways: all of them before the same subgraphs, under load in turns. */
export async function benchGateways(
  loader: Loader,
  options: BenchOptions,
  supergraphFile: string,
  report: Report,
): Promise<void> {
  if (options.against === undefined) await installPeers(report.say);
  const environment = { EXECUTE: options.executing ? '1' : '' };
  await using subgraphs = await launch({ command: ['test/bench/subgraphs.ts', supergraphFile], environment });
  const groups: BarGroup[] = [];
  for (const crowd of CROWDS) {
    await using closing = new AsyncDisposableStack();
    const contenders = await startContenders({ supergraph: supergraphFile, crowd, against: options.against }, closing);
    const race: Race = { crowd, contenders, subgraphs, loader, options, report, groups };
    if (options.only.has('heavy')) await compare(race, 'Heavy query', HEAVY_QUERY);
    if (options.only.has('small')) await compare(race, 'One-field query', SMALL_QUERY);
    if (options.only.has('added') && crowd === 'equals') await benchAddedTime(race);
  }
  const note = `${CONNECTIONS} connections, each another caller; everything on the same two cores`;
  if (groups.length > 0) await report.draw('requests', drawBars('Requests per second', note, groups));
}

async function compare(race: Race, title: string, query: string): Promise<void> {
  const { crowd, contenders, subgraphs, options, report, groups } = race;
  const { say } = report;
  const { bytes, fetches } = await checkSameAnswer(contenders, query, subgraphs.url);
  for (const contender of contenders) await measureRound(race, contender, query, options.warmUpMs);
  const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const contender of contenders) {
      rounds.get(contender.name)?.push(await measureRound(race, contender, query, options.roundMs));
    }
  }
  await checkSameAnswer(contenders, query, subgraphs.url);
  say(`\n${title}: ${bytes} bytes, ${CONNECTIONS} connections, ${CROWD_TITLES[crowd]};`);
  say(`${options.rounds} rounds of ${options.roundMs} ms\n`);
  say(table(HEAD, tableRows(rounds, fetches)));
  if (crowd === 'callers') {
    const bars = [...rounds].map(([name, measured], index): Bar => {
      const value = spreadOf(measured.map(({ perSecond }) => perSecond)).median;
      return { label: name, value, text: Math.round(value).toLocaleString('en'), isOurs: index === 0 };
    });
    const size = bytes >= 1_000 ? `${Math.round(bytes / 1_000)} kB` : `${bytes} bytes`;
    const count = fetches.get(contenders[0]?.name ?? '') ?? 0;
    groups.push({ title: `${title} (${count} ${count === 1 ? 'fetch' : 'fetches'}, ${size})`, bars });
  }
}

async function measureRound(race: Race, contender: Contender, query: string, durationMs: number): Promise<Round> {
  const { crowd, subgraphs, loader } = race;
  const others = async (): Promise<number> => {
    const times = await Promise.all([subgraphs.child, loader.child].map(processorTimeMs));
    return times.reduce<number>((sum, time) => sum + (time ?? Number.NaN), 0);
  };
  const before = { fetches: await countRequests(subgraphs.url), othersMs: await others() };
  const ownAddresses = crowd === 'callers';
  const job = { url: contender.url, query, connections: CONNECTIONS, durationMs, ownAddresses };
  const measured = await loader.measure(job, contender.process);
  return {
    ...measured,
    fetches: ((await countRequests(subgraphs.url)) - before.fetches) / measured.requests,
    othersMs: ((await others()) - before.othersMs) / measured.requests,
  };
}

const HEAD = [
  'gateway',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU ms each',
  'load and subgraphs, CPU ms',
  'fetches alone',
  'under load',
  'ours ×',
  'in CPU ×',
];

/** @param fetches what the subgraphs see of each gateway's request when it is the only one */
function tableRows(rounds: ReadonlyMap<string, readonly Round[]>, fetches: ReadonlyMap<string, number>): string[][] {
  const [ours = []] = rounds.values();
  return [...rounds].map(([name, measured]) => {
    const column = (figure: (round: Round) => number): string => show(spreadOf(measured.map(figure)));
    const against = (ratio: (our: Round, their: Round) => number): string => {
      return measured === ours
        ? ''
        : show(spreadOf(measured.map((their, round) => ratio(ours[round] ?? their, their))));
    };
    return [
      name,
      column(({ perSecond }) => perSecond),
      column(({ p50Ms }) => p50Ms),
      column(({ p99Ms }) => p99Ms),
      column(({ processorMs }) => processorMs ?? Number.NaN),
      column(({ othersMs }) => othersMs),
      String(fetches.get(name)),
      spreadOf(measured.map((round) => round.fetches)).median.toFixed(2),
      against((our, their) => our.perSecond / their.perSecond),
      against((our, their) => (their.processorMs ?? Number.NaN) / (our.processorMs ?? Number.NaN)),
    ];
  });
}

/** One request at a time, so that nothing waits for anything but the way through. */
async function benchAddedTime({ contenders, subgraphs, loader, options, report }: Race): Promise<void> {
  const direct: Contender = {
    name: 'the subgraph itself',
    url: subgraphs.url,
    process: subgraphs,
  };
  const ways = [direct, ...contenders];
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
  const addedBy = (measured: readonly Measured[]): Spread =>
    spreadOf(measured.map(({ p50Ms }, round) => p50Ms - (base[round]?.p50Ms ?? Number.NaN)));
  const rows = [...rounds].map(([name, measured]) => [
    name,
    show(spreadOf(measured.map(({ p50Ms }) => p50Ms))),
    show(spreadOf(measured.map(({ p99Ms }) => p99Ms))),
    name === direct.name ? '' : show(addedBy(measured)),
  ]);
  report.say('\nTime added to a one-fetch query, one request at a time\n');
  report.say(table(['way', 'p50 ms', 'p99 ms', 'added at p50, ms'], rows));
  const bars = contenders.map(({ name }, index): Bar => {
    const value = addedBy(rounds.get(name) ?? []).median;
    return { label: name, value, text: `${value.toFixed(2)} ms`, isOurs: index === 0 };
  });
  const note = 'what the gateway takes itself, at the median; one request at a time, less is better';
  await report.draw('added-time', drawBars('Time added to a query of one fetch', note, [{ title: '', bars }]));
}
