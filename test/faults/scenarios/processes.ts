import { setTimeout as sleep } from 'node:timers/promises';
import type { FailpointMoment, FailpointStep } from '../../../subgraphs/shared/process/failpoint.ts';
import type { Stage } from '../platform/stage.ts';
import type { ProcessName } from '../platform/supervisor.ts';
import { PROMISES, type Recovery, type Scenario, type Scene } from './scenario.ts';
import { measureTakeover, untilFallen } from './watch-work.ts';

/** A point at which a process kills itself, with how often the point is passed before. */
interface Point {
  readonly step: FailpointStep;
  readonly moment: FailpointMoment;
  readonly nth?: number;
  readonly quick?: boolean;
}

/** Every point of the steps that workers do. The vendor is asked several times in a step, so its points are counted. */
const WORKER_POINTS: readonly Point[] = [
  { step: 'prepare', moment: 'before_call' },
  { step: 'vendor', moment: 'before_call', nth: 2 },
  { step: 'vendor', moment: 'after_call', nth: 1 },
  { step: 'vendor', moment: 'after_call', nth: 2 },
  { step: 'vendor', moment: 'after_call', nth: 3 },
  { step: 'vendor', moment: 'after_call', nth: 5 },
  { step: 'vendor', moment: 'after_call', nth: 8 },
  { step: 'prepare', moment: 'after_call' },
  { step: 'prepare', moment: 'before_commit' },
  { step: 'prepare', moment: 'after_commit' },
  { step: 'submit', moment: 'before_call' },
  { step: 'submit', moment: 'after_call', quick: true },
  { step: 'submit', moment: 'before_commit' },
  { step: 'submit', moment: 'after_commit' },
  { step: 'follow', moment: 'before_call' },
  { step: 'follow', moment: 'after_call' },
  { step: 'follow', moment: 'before_commit', nth: 4, quick: true },
  { step: 'follow', moment: 'after_commit', nth: 4 },
  { step: 'capture', moment: 'before_call' },
  { step: 'capture', moment: 'after_call' },
  { step: 'capture', moment: 'before_commit' },
  { step: 'capture', moment: 'after_commit' },
  { step: 'mail', moment: 'before_call' },
  { step: 'mail', moment: 'after_call' },
  { step: 'publish', moment: 'before_call' },
  { step: 'publish', moment: 'after_call' },
  { step: 'fact', moment: 'before_call' },
  { step: 'fact', moment: 'after_call' },
  { step: 'sequence', moment: 'before_commit', quick: true },
  { step: 'sequence', moment: 'after_commit' },
];

/** The points of placing an order, which orders and accounts pass while a client waits. */
const PLACING_POINTS: readonly (Point & { readonly process: ProcessName })[] = [
  { process: 'orders', step: 'graph', moment: 'before_call', nth: 2 },
  { process: 'orders', step: 'graph', moment: 'after_call', nth: 3 },
  { process: 'orders', step: 'authorise', moment: 'after_call' },
  { process: 'orders', step: 'place', moment: 'before_commit' },
  { process: 'orders', step: 'place', moment: 'after_commit', quick: true },
  { process: 'accounts', step: 'customer', moment: 'before_commit' },
  { process: 'accounts', step: 'customer', moment: 'after_commit' },
];

function textOf({ step, moment, nth }: Point): string {
  return nth === undefined ? `${step}:${moment}` : `${step}:${moment}:${nth}`;
}

/** Starts processes anew that die at a point. One may get there before it has said that it is ready. */
async function arm({ supervisor }: Stage, processes: readonly ProcessName[], point: Point): Promise<void> {
  const FAILPOINT = textOf(point);
  await Promise.all(processes.map((name) => supervisor.start(name, { FAILPOINT }).catch(() => undefined)));
}

/** Waits until one of the armed processes has died; answers when. */
async function untilDead({ stage, fallsBefore }: Scene, { step, moment }: Point): Promise<number> {
  const [fall] = await untilFallen(stage.supervisor, fallsBefore);
  if (fall?.errors.includes(`failpoint ${step}:${moment} reached`) !== true) {
    throw new Error(`${fall?.name} died of something else: ${fall?.code} ${fall?.errors.slice(-1_000)}`);
  }
  return fall.atMs;
}

function workerDies(point: Point): Scenario {
  const at = textOf(point);
  return {
    name: `worker-dies-at-${at.replaceAll(/[:_]/g, '-')}`,
    title: `a worker dies at ${at}`,
    quick: point.quick === true,
    orders: 6,
    // Both, so that one gets there whoever takes the job. The other one then meets the same point.
    before: (stage) => arm(stage, ['worker1', 'worker2'], point),
    run: async (scene) => await measureTakeover(scene, await untilDead(scene, point)),
  };
}

function placingDies({ process, ...point }: (typeof PLACING_POINTS)[number]): Scenario {
  const at = textOf(point);
  return {
    name: `${process}-dies-at-${at.replaceAll(/[:_]/g, '-')}`,
    title: `${process} dies at ${at}`,
    quick: point.quick === true,
    orders: 8,
    before: (stage) => arm(stage, [process], point),
    run: async (scene) => {
      await untilDead(scene, point);
      return await serviceAfterRestart(scene);
    },
  };
}

/** Clients can be served again when the process is there; that is when the clock starts. */
async function serviceAfterRestart({ stage, probe }: Scene): Promise<Recovery> {
  await stage.supervisor.allReady();
  const readyAtMs = Date.now();
  const tookMs = await probe.backAfter(readyAtMs, 30_000);
  return { of: 'service', tookMs, withinMs: PROMISES.serviceMs };
}

/** Kills a process at a random moment, several times. */
function killed(process: ProcessName, quick: boolean): Scenario {
  return {
    name: `${process}-killed`,
    title: `${process} is killed three times at random moments`,
    quick,
    orders: 10,
    run: async (scene) => {
      const { stage, random, load } = scene;
      await load.untilAcknowledged(1);
      const recoveries: Recovery[] = [];
      for (let time = 0; time < 3; time += 1) {
        await sleep(random.between(100, 1_500));
        await stage.supervisor.kill(process);
        const diedAtMs = Date.now();
        recoveries.push(
          process.startsWith('worker') ? await measureTakeover(scene, diedAtMs) : await serviceAfterRestart(scene),
        );
        await stage.supervisor.allReady();
      }
      return recoveries.toSorted((one, other) => other.tookMs - one.tookMs)[0];
    },
  };
}

const ALL_AT_ONCE: Scenario = {
  name: 'everything-killed',
  title: 'every process but the vendor is killed at the same moment',
  quick: false,
  orders: 10,
  run: async (scene) => {
    const { stage, load } = scene;
    await load.untilAcknowledged(3);
    const names: readonly ProcessName[] = ['gateway', 'accounts', 'catalog', 'orders', 'worker1', 'worker2'];
    await Promise.all(names.map((name) => stage.supervisor.kill(name)));
    return await serviceAfterRestart(scene);
  },
};

/** Longer than any lease, so that others have taken over when it continues. */
const PAUSE_MS = 15_000;

const PAUSED: Scenario = {
  name: 'worker-paused',
  title: `a worker is paused for ${PAUSE_MS / 1_000} s with orders in hand, and continues`,
  quick: true,
  orders: 10,
  run: async (scene) => {
    const { stage, load } = scene;
    await load.untilAcknowledged(3);
    stage.supervisor.pause('worker1');
    const pausedAtMs = Date.now();
    try {
      return await measureTakeover(scene, pausedAtMs);
    } finally {
      await sleep(Math.max(0, pausedAtMs + PAUSE_MS - Date.now()));
      stage.supervisor.resume('worker1');
    }
  },
};

const ROLLING: Scenario = {
  name: 'rolling-restart',
  title: 'every process is restarted in turn by SIGTERM, under load',
  quick: false,
  orders: 24,
  run: async (scene) => {
    const { stage, load } = scene;
    await load.untilAcknowledged(2);
    const names: readonly ProcessName[] = ['worker1', 'worker2', 'orders', 'accounts', 'catalog', 'gateway'];
    const faults: string[] = [];
    for (const name of names) {
      const { code, errors } = await stage.supervisor.stop(name);
      if (code !== 0) faults.push(`${name} ended with ${code} instead of 0: ${errors.slice(-1_000)}`);
      await stage.supervisor.start(name);
    }
    if (faults.length > 0) throw new Error(faults.join('; '));
    return await serviceAfterRestart(scene);
  },
};

/** Processes that die, stand still or are replaced. */
export const PROCESS_SCENARIOS: readonly Scenario[] = [
  ...WORKER_POINTS.map(workerDies),
  ...PLACING_POINTS.map(placingDies),
  killed('worker1', false),
  killed('orders', true),
  killed('accounts', false),
  killed('catalog', false),
  killed('gateway', true),
  ALL_AT_ONCE,
  PAUSED,
  ROLLING,
];
