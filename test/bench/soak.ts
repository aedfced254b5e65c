import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { fromDist } from './from-dist.ts';
import { subgraphSdl, type SubgraphName } from './graph/subgraphs.ts';
import type { BenchOptions } from './options.ts';
import { drawLines } from './pictures.ts';
import { launch } from './processes.ts';
import type { Report } from './report.ts';
import { trendOf, type Trend } from './statistics.ts';
import type { SoakAnswer, SoakQuestion } from './soak-load.ts';
import { call } from './streams-calls.ts';
import type { ProbeAnswer } from './streams-probe.ts';
import { startStage, type Stage } from './streams-stage.ts';
import type * as SupergraphModule from '../../gateway/supergraph/supergraph.ts';

const { loadSupergraph } = await fromDist<typeof SupergraphModule>('supergraph/supergraph.js');

const SAMPLE_EVERY_MS = 15_000;
const SUBSCRIBERS = 300;
const RECONNECTS_PER_SECOND = 20;
const LOAD = { heavyPerSecond: 40, smallPerSecond: 100, abortedPerSecond: 5 };
const EVENTS_PER_SECOND = 200;
const MB = 1024 ** 2;

interface Sample {
  readonly minute: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

/** What one gateway process holds over time, under a load of everything that takes memory and has to give it back. */
export async function benchSoak({ minutes }: BenchOptions, folder: string, report: Report): Promise<void> {
  const { say } = report;
  await using closing = new AsyncDisposableStack();
  const file = join(folder, 'soak-subgraphs.graphql');
  closing.use(await launch({ command: ['test/bench/subgraphs.ts', file] }));
  const { subgraphs } = await loadSupergraph(await readFile(file, 'utf8'));
  const others = subgraphs.map(({ name, url }) => ({ name, url, typeDefs: subgraphSdl[name as SubgraphName] }));
  const stage = await startStage(closing, join(folder, 'soak.graphql'), others);
  const load = closing.use(await launch({ command: ['test/bench/soak-load.ts'] }));
  const durationMs = minutes * 60_000;
  const { port } = stage;
  await stage.clients({ open: SUBSCRIBERS, atOnce: SUBSCRIBERS, port });
  const question: SoakQuestion = { url: `http://127.0.0.1:${port}/graphql`, durationMs, ...LOAD };
  const asked = call<SoakAnswer>(load.child, question);
  const churned = stage.clients({ churn: RECONNECTS_PER_SECOND, durationMs, port });
  const emitted = stage.subgraph({ emit: 'rate', perSecond: EVENTS_PER_SECOND, durationMs });
  const samples = await sample(stage, durationMs);
  const [{ answered, aborted, failed }, clients] = await Promise.all([asked, churned, emitted]);
  say(`\nMemory of one gateway process under ${describeLoad()}, ${minutes} minutes\n`);
  say(`${answered} answered, ${aborted} given up, ${failed} failed; ${clients.wrong} events lost or doubled\n`);
  for (const { minute, rssMb, heapMb } of samples) {
    say(`${minute.toFixed(2).padStart(6)} min  resident ${rssMb.toFixed(1)} MB  objects ${heapMb.toFixed(1)} MB`);
  }
  say(`\nresident: ${verdict(samples.map(({ minute, rssMb }) => [minute, rssMb]))}`);
  say(`objects:  ${verdict(samples.map(({ minute, heapMb }) => [minute, heapMb]))}`);
  const lines = [
    { label: 'resident', points: samples.map(({ minute, rssMb }) => [minute, rssMb] as const) },
    { label: 'objects', points: samples.map(({ minute, heapMb }) => [minute, heapMb] as const) },
  ];
  const note = 'one gateway process under queries, subscribers who come and go, and requests that are given up';
  await report.draw('memory', drawLines('Memory in MB', note, lines));
}

function describeLoad(): string {
  const { heavyPerSecond, smallPerSecond, abortedPerSecond } = LOAD;
  const requests = `${heavyPerSecond} heavy and ${smallPerSecond} one-field queries a second, ${abortedPerSecond} given up`;
  return `${requests}, ${SUBSCRIBERS} subscribers with ${EVENTS_PER_SECOND} events and ${RECONNECTS_PER_SECOND} reconnects a second`;
}

async function sample(stage: Stage, durationMs: number): Promise<Sample[]> {
  const startedAtMs = performance.now();
  const samples: Sample[] = [];
  for (let at = SAMPLE_EVERY_MS; at < durationMs; at += SAMPLE_EVERY_MS) {
    await sleep(startedAtMs + at - performance.now());
    const { rss, heap }: ProbeAnswer = await stage.probe({ probe: 'memory' });
    samples.push({ minute: at / 60_000, rssMb: rss / MB, heapMb: heap / MB });
  }
  return samples;
}

/** Flat: over the second half the slope is within twice its own error, or adds less than a hundredth. */
function verdict(points: readonly (readonly [minute: number, mb: number])[]): string {
  const half = points.slice(Math.floor(points.length / 2));
  const { slope, error, mean }: Trend = trendOf(half);
  const minutes = (half.at(-1)?.[0] ?? 0) - (half[0]?.[0] ?? 0);
  const isFlat = slope <= 2 * error || slope * minutes < mean / 100;
  return `${slope.toFixed(3)} ± ${error.toFixed(3)} MB/min over the second half: ${isFlat ? 'flat' : 'grows'}`;
}
