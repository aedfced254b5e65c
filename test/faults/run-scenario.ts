import { setTimeout as sleep } from 'node:timers/promises';
import { readEffects } from '../../subgraphs/simulator/vendor/effect-log.ts';
import { checkInvariants, type Violation } from './oracle/invariants.ts';
import { untilQuiet } from './oracle/quiet.ts';
import { readStored } from './oracle/read-stored.ts';
import type { Stage } from './platform/stage.ts';
import { randomFrom } from './random.ts';
import type { Recovery, Scenario, Scene } from './scenarios/scenario.ts';
import { SELLERS } from './workload/buyer.ts';
import type { Cast } from './workload/cast.ts';
import { startLoad, type Load } from './workload/load.ts';
import { probeOrders } from './workload/probe.ts';

/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly title: string;
  readonly orders: number;
  readonly events: number;
  readonly lost: number;
  readonly doubled: number;
  readonly recovery: Recovery | undefined;
  /** Broken invariants, and why the fault could not be tried if it could not. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly tookMs: number;
}

/** What a scenario is run with. */
export interface Run {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly seed: string;
  /** Unique on the stage. */
  readonly turn: number;
  readonly awayMs: number;
  readonly quietMs: number;
}

const CLIENT_LIMIT_MS = 120_000;
const STREAMS_LIMIT_MS = 20_000;
const BUYERS = 4;

/** Runs one scenario on a stage and checks every invariant when all is quiet again. Never rejects. */
export async function runScenario(run: Run, scenario: Scenario): Promise<Row> {
  const { stage, cast, seed, awayMs } = run;
  const startedAtMs = Date.now();
  const random = randomFrom(`${seed}:${scenario.name}`);
  const { orders, scripts } = scenario;
  const prefix = `${random.between(36 ** 3, 36 ** 4 - 1).toString(36)}x${run.turn}x`;
  const interruptionsBefore = cast.interruptions();
  const fallsBefore = stage.supervisor.falls.length;
  const errorsBefore = new Set(stage.supervisor.errorsLogged());
  const problems: string[] = [];
  await scenario.before?.(stage).catch((error: unknown) => problems.push(String(error)));
  const load = startLoad(cast, random, { orders, buyers: BUYERS, scripts, name: prefix, limitMs: CLIENT_LIMIT_MS });
  const [first] = SELLERS;
  if (first === undefined) throw new Error('There is no seller');
  const probe = probeOrders(cast.portalOf(first));
  const notes: string[] = [];
  let recovery: Recovery | undefined;
  const note = (text: string): void => void notes.push(text);
  const scene: Scene = { stage, cast, load, random, probe, awayMs, fallsBefore, note };
  try {
    recovery = await scenario.run(scene);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  await stage.links.mend();
  await stage.supervisor.allReady().catch((error: unknown) => problems.push(String(error)));
  await load.done;
  await probe.stop();
  const unrest = await untilQuiet(stage.database, run.quietMs);
  if (unrest !== undefined) problems.push(`not quiet after ${run.quietMs / 1_000} s: ${JSON.stringify(unrest)}`);
  await Promise.race([untilStreamed(run), sleep(STREAMS_LIMIT_MS)]);
  const { violations, events } = await judge(run, load);
  // Not before: a process that starts compares copies, and tells facts about them.
  for (const process of stage.supervisor.armed()) await stage.supervisor.start(process);
  if (load.wanted.some(({ failures }) => failures.has('INTERNAL_SERVER_ERROR'))) {
    const logged = stage.supervisor.errorsLogged().filter((line) => !errorsBefore.has(line));
    problems.push(`a client was told INTERNAL_SERVER_ERROR: ${logged.slice(-3).join(' ').slice(0, 3_000)}`);
  }
  problems.push(...violations.map(({ invariant, text }) => `invariant ${invariant}: ${text}`));
  notes.push(...describeFailures(load));
  const interruptions = cast.interruptions() - interruptionsBefore;
  if (interruptions > 0) notes.push(`${interruptions} results of streams had errors instead of their events`);
  const count = (kind: Violation['kind']): number => violations.filter((one) => one.kind === kind).length;
  return {
    name: scenario.name,
    title: scenario.title,
    orders: load.acknowledged(),
    events,
    lost: count('lost'),
    doubled: count('doubled'),
    recovery,
    problems,
    notes,
    tookMs: Date.now() - startedAtMs,
  };
}

/** Resolves when every order's stream has completed and the sellers' streams have everything. */
async function untilStreamed({ cast, stage }: Run): Promise<void> {
  await cast.allCompleted();
  const [row] = await stage
    .database()
    .sql<{ events: number }>('select count(*)::int as events from orders.provisioning_event');
  const received = (): number =>
    new Set(
      cast
        .streams()
        .flatMap(({ subject, steps }) =>
          subject === 'account' ? steps.map(({ orderId, sequence }) => `${orderId} ${sequence}`) : [],
        ),
    ).size;
  while (received() < (row?.events ?? 0)) await sleep(100);
}

async function judge({ stage, cast }: Run, load: Load) {
  const stored = await readStored(stage.database());
  const own = new Set(load.wanted.flatMap(({ orderIds }) => [...orderIds]));
  const violations = checkInvariants({
    wanted: load.wanted,
    streams: cast.streams(),
    stored,
    effects: readEffects(stage.vendorLog),
    foreignTexts: cast.foreignTexts,
  });
  return { violations, events: stored.events.filter(({ orderId }) => own.has(orderId)).length };
}

/** What clients were told while they tried, with how often. */
function describeFailures({ wanted }: Load): readonly string[] {
  const counts = new Map<string, number>();
  for (const { failures } of wanted) {
    for (const [code, count] of failures) counts.set(code, (counts.get(code) ?? 0) + count);
  }
  if (counts.size === 0) return [];
  return [`clients repeated after ${[...counts].map(([code, count]) => `${code} (${count})`).join(', ')}`];
}
