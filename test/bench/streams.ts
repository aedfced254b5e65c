import { join } from 'node:path';
import type { BenchOptions } from './options.ts';
import { processorTimeMs } from './processes.ts';
import { table } from './statistics.ts';
import type { ClientsAnswer } from './streams-clients.ts';
import { startStage, type Stage } from './streams-stage.ts';

type Row = readonly [figure: string, goal: string, measured: string];

const OPENING_AT_ONCE = 250;
/** Opened and closed before anything is measured, so that code is compiled and caches have their size. */
const WARM_UP = 500;

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const milliseconds = ({ p50Ms, p99Ms, maxMs }: ClientsAnswer): string =>
  `p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)}, longest ${whole(maxMs)} ms`;

/** Subscribers of one gateway process: how many, what each takes, and how fast and how late events reach them. */
export async function benchStreams(options: BenchOptions, folder: string, say: (text: string) => void): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const stage = await startStage(closing, join(folder, 'streams.graphql'));
  const { subscribers } = options;
  await warmUp(stage);
  const rows = [
    ...(await hold(stage, subscribers)),
    await deliverToAll(stage, subscribers),
    await deliverAtRate(stage, 1_000, options.roundMs * 3),
    ...(await deliverMany(stage, options)),
    ...(await reconnect(stage, subscribers)),
    await leave(stage),
  ];
  say(`\nSubscribers of one gateway process, each with a WebSocket, a principal and a subgraph stream of its own\n`);
  say(table(['figure', 'goal', 'measured'], rows));
}

/** Throws when an event was missing or doubled, or a subscriber was turned away. */
function checked(answer: ClientsAnswer): ClientsAnswer {
  const { wrong, ended, whyEnded } = answer;
  if (wrong > 0 || ended > 0) throw new Error(`${wrong} events wrong, ${ended} subscribers ended: ${whyEnded}`);
  return answer;
}

async function received(stage: Stage, count: number): Promise<ClientsAnswer> {
  return checked(await stage.clients({ receive: count }));
}

async function noStreams(stage: Stage): Promise<void> {
  for (let waited = 0; (await stage.subgraph({ count: 'streams' })) > 0; waited += 1) {
    if (waited > 100) throw new Error('Streams of subscribers that left are still open at the subgraph');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function warmUp(stage: Stage): Promise<void> {
  checked(await stage.clients({ open: WARM_UP, atOnce: OPENING_AT_ONCE, port: stage.port }));
  const arrived = received(stage, WARM_UP * 20);
  await stage.subgraph({ emit: 'rate', perSecond: WARM_UP * 10, durationMs: 2_000 });
  await arrived;
  await stage.clients({ leave: true });
  await noStreams(stage);
  await stage.subgraph({ forget: true });
}

async function hold(stage: Stage, count: number): Promise<Row[]> {
  const before = await stage.probe({ probe: 'memory' });
  const opened = checked(await stage.clients({ open: count, atOnce: OPENING_AT_ONCE, port: stage.port }));
  const after = await stage.probe({ probe: 'memory' });
  const each = (bytes: number): string => `${(bytes / count / 1024).toFixed(1)} KB`;
  return [
    ['subscribers held', '≥ 10,000', whole(await stage.subgraph({ count: 'streams' }))],
    ['memory each: resident', '≤ 60 KB', each(after.rss - before.rss)],
    ['memory each: JavaScript objects and buffers', '', each(after.heap - before.heap)],
    [`opened, ${OPENING_AT_ONCE} at a time`, '', `${whole((count * 1000) / opened.tookMs)}/s`],
  ];
}

async function deliverToAll(stage: Stage, count: number): Promise<Row> {
  const arrived = received(stage, count);
  await stage.subgraph({ emit: 'all' });
  return ['one event to all at once', '', milliseconds(await arrived)];
}

async function deliverAtRate(stage: Stage, perSecond: number, durationMs: number): Promise<Row> {
  const arrived = received(stage, Math.round((perSecond * durationMs) / 1000));
  await stage.subgraph({ emit: 'rate', perSecond, durationMs });
  return [`subgraph to client at ${whole(perSecond)} events/s`, 'p99 ≤ 250 ms', milliseconds(await arrived)];
}

/** More than any gateway takes, so that what is counted is how fast it works the queue off. */
async function deliverMany(stage: Stage, { roundMs }: BenchOptions): Promise<Row[]> {
  const perSecond = 40_000;
  const total = (perSecond * roundMs) / 1000;
  const before = await processorTimeMs(stage.gateway.child);
  const arrived = received(stage, total);
  await stage.subgraph({ emit: 'rate', perSecond, durationMs: roundMs });
  const { tookMs } = await arrived;
  const after = await processorTimeMs(stage.gateway.child);
  const each = before === undefined || after === undefined ? Number.NaN : (after - before) / total;
  return [
    ['events delivered, more than it can take', '≥ 8,000/s', `${whole((total * 1000) / tookMs)}/s`],
    ['processor time of the gateway for each', '', `${each.toFixed(3)} ms`],
  ];
}

async function reconnect(stage: Stage, count: number): Promise<Row[]> {
  await stage.probe({ probe: 'memory' });
  const last = await stage.subgraph({ level: true });
  const back = stage.clients({ reconnect: true, port: stage.port, until: last + 1 });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // What happens meanwhile reaches everybody, once: it is replayed to those who are not back yet.
  await stage.subgraph({ emit: 'all' });
  const { tookMs } = checked(await back);
  const { blockedMs } = await stage.probe({ probe: 'loop' });
  return [
    [`all ${whole(count)} reconnect at once: all back, nothing lost`, '', `${(tookMs / 1000).toFixed(1)} s`],
    ['event loop blocked meanwhile, longest', '', `${whole(blockedMs)} ms`],
  ];
}

async function leave(stage: Stage): Promise<Row> {
  await stage.clients({ leave: true });
  const startedAtMs = performance.now();
  await noStreams(stage);
  const took = `${whole(performance.now() - startedAtMs)} ms`;
  return ['all leave: until no stream is open at the subgraph', '', took];
}
