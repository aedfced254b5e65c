/** Documents made to hurt, and the time to refuse one: `node test/bench/hostile.ts <name>`. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { buildGateway } from './build-gateway.ts';
import { composeBenchGraph } from './graph/compose.ts';
import { COSTLY_DOCUMENTS, HOSTILE_DOCUMENTS } from './hostile-documents.ts';
import { fromDist } from './from-dist.ts';
import type * as HttpSubgraphClientModule from '../../gateway/subgraph-clients/http-subgraph-client.ts';

const { HttpSubgraphClient } = await fromDist<typeof HttpSubgraphClientModule>(
  'subgraph-clients/http-subgraph-client.js',
);

/** The first refusal of a new process, and the median and worst of many more. */
export interface RefusalFigures {
  readonly coldMs: number;
  readonly warmMs: number;
  readonly worstWarmMs: number;
  /** The longest time that the event loop served nobody else, during the first and during all others. */
  readonly coldHeldMs: number;
  readonly worstHeldMs: number;
  readonly code: string;
}

const REPETITIONS = 60;

const name = process.argv[2] ?? '';
const hostile = HOSTILE_DOCUMENTS.get(name);
const query = hostile ?? COSTLY_DOCUMENTS.get(name);
if (query === undefined) throw new Error(`There is no document "${process.argv[2]}"`);
const gateway = await buildGateway({
  supergraphSdl: composeBenchGraph(() => 'http://127.0.0.1:9/graphql'),
  createClient: (url) => new HttpSubgraphClient(url, {}),
  logger: pino({ level: 'silent' }),
});

/** Finds the longest turn of the event loop while work is under way. */
async function longestTurnMs(work: () => Promise<unknown>): Promise<number> {
  let lastMs = performance.now();
  let longestMs = 0;
  let running = true;
  const tick = (): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    if (running) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  await nextTurn();
  running = false;
  return longestMs;
}

let code = '';
let count = 0;
async function refuse(): Promise<number> {
  const startedAtMs = performance.now();
  // A comment keeps what is valid out of the stores of documents and plans.
  const { data, errors } = await gateway.request({ query: `${query} #${(count += 1)}` });
  const tookMs = performance.now() - startedAtMs;
  if (errors === undefined || (hostile !== undefined && data !== undefined))
    throw new Error('The document was not refused');
  code = String(errors[0]?.extensions['code']);
  return tookMs;
}

let coldMs = Number.NaN;
const coldHeldMs = await longestTurnMs(async () => (coldMs = await refuse()));
const warm: number[] = [];
const held: number[] = [];
for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
  held.push(await longestTurnMs(async () => warm.push(await refuse())));
}
const last = warm.slice(REPETITIONS / 3).toSorted((left, right) => left - right);
await gateway.close();
const figures: RefusalFigures = {
  coldMs,
  warmMs: last[Math.floor(last.length / 2)] ?? Number.NaN,
  worstWarmMs: last.at(-1) ?? Number.NaN,
  coldHeldMs,
  worstHeldMs: Math.max(...held.slice(REPETITIONS / 3)),
  code,
};
process.send?.(figures, () => process.exit(0));
