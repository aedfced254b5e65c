import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess, type Ending, type RunningProcess } from '../../support/processes.ts';

/** The processes of the platform. */
export type ProcessName = 'simulator' | 'accounts' | 'catalog' | 'orders' | 'worker1' | 'worker2' | 'gateway';

/** How a process is started. */
export interface ProcessPlan {
  readonly name: ProcessName;
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it says when it is ready; each has to be said. */
  readonly ready: readonly RegExp[];
}

/** How a process ended that nobody had told to. */
export interface Fall extends Ending {
  readonly name: ProcessName;
  readonly atMs: number;
}

/** Keeps processes running, like the supervisor of a production machine, and does to them what a test asks. */
export interface Supervisor extends AsyncDisposable {
  /** Starts a process, or starts it anew with a variable more or less, and waits until it is ready. */
  start(name: ProcessName, extra?: Readonly<Record<string, string>>): Promise<void>;
  /** Kills a process at once. The supervisor starts it again after a moment, as it was planned. */
  kill(name: ProcessName): Promise<void>;
  /** Ends a process and leaves it ended until it is started. */
  stop(name: ProcessName, signal?: 'SIGTERM' | 'SIGKILL'): Promise<Ending>;
  pause(name: ProcessName): void;
  resume(name: ProcessName): void;
  /** The processes that live with a variable more than planned. */
  armed(): readonly ProcessName[];
  /** Resolves when every process has said that it is ready, those that are stopped excepted. */
  allReady(): Promise<void>;
  /** The errors of which the running processes have told clients a reference only. */
  errorsLogged(): readonly string[];
  /** The processes that died although nobody stopped them, and those that were killed. */
  readonly falls: readonly Fall[];
}

/** How long the supervisor waits before it starts a process again. */
const RESTART_AFTER_MS = 300;
const READY_LIMIT_MS = 60_000;

interface Kept {
  readonly plan: ProcessPlan;
  running: (RunningProcess & AsyncDisposable) | undefined;
  ready: Promise<void>;
  /** Whether it is started again when it dies. */
  isWanted: boolean;
  isArmed: boolean;
}

/** Plans processes; none is started yet. */
export function createSupervisor(plans: readonly ProcessPlan[]): Supervisor {
  const kept = new Map(plans.map((plan): [ProcessName, Kept] => [plan.name, keep(plan)]));
  const falls: Fall[] = [];
  let isClosed = false;

  const find = (name: ProcessName): Kept => {
    const found = kept.get(name);
    if (found === undefined) throw new Error(`There is no process ${name}`);
    return found;
  };

  const launch = (one: Kept, extra: Readonly<Record<string, string>> = {}): void => {
    const { plan } = one;
    const running = startProcess({ ...plan, environment: { ...plan.environment, ...extra } });
    one.running = running;
    one.isArmed = Object.keys(extra).length > 0;
    one.ready = untilReady(running, plan.ready);
    one.ready.catch(() => undefined);
    void restartWhenFallen(one, running);
  };

  const restartWhenFallen = async (one: Kept, running: RunningProcess): Promise<void> => {
    const ending = await running.ended;
    const isMeant = (): boolean => isClosed || !one.isWanted || one.running !== running;
    if (isMeant()) return;
    falls.push({ ...ending, name: one.plan.name, atMs: Date.now() });
    await sleep(RESTART_AFTER_MS);
    if (!isMeant()) launch(one);
  };

  const stop = async (name: ProcessName, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<Ending> => {
    const one = find(name);
    one.isWanted = false;
    if (one.running === undefined) throw new Error(`${name} does not run`);
    return await one.running.end(signal);
  };

  return {
    falls,
    async start(name, extra) {
      const one = find(name);
      if (one.isWanted) await stop(name);
      one.isWanted = true;
      launch(one, extra);
      await untilStarted(one);
    },
    async kill(name) {
      await find(name).running?.end('SIGKILL');
    },
    stop,
    armed: () => [...kept.values()].filter(({ isArmed }) => isArmed).map(({ plan }) => plan.name),
    errorsLogged: () =>
      [...kept.values()].flatMap(({ plan, running }) =>
        `${running?.output() ?? ''}\n${running?.errors() ?? ''}`
          .split('\n')
          .filter((line) => line.includes('"level":50') && line.includes('"reference"'))
          .map((line) => `${plan.name}: ${line}`),
      ),
    pause: (name) => signalTo(find(name), 'SIGSTOP'),
    resume: (name) => signalTo(find(name), 'SIGCONT'),
    async allReady() {
      await Promise.all([...kept.values()].map(untilStarted));
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.all([...kept.values()].map(async ({ running }) => await running?.end('SIGKILL')));
    },
  };
}

function signalTo({ plan, running }: Kept, signal: NodeJS.Signals): void {
  if (running === undefined) throw new Error(`${plan.name} does not run`);
  try {
    process.kill(running.pid, signal);
  } catch {
    // It has died meanwhile, and its successor is another one.
  }
}

function keep(plan: ProcessPlan): Kept {
  return { plan, running: undefined, ready: Promise.resolve(), isWanted: false, isArmed: false };
}

async function untilReady(running: RunningProcess, lines: readonly RegExp[]): Promise<void> {
  for (const line of lines) await running.says(line);
}

/** A start that fails, for example because what it needs is away, is followed by another one. */
async function untilStarted(one: Kept): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (one.isWanted && !(await isReady(one))) {
    if (Date.now() > deadline) throw new Error(`${one.plan.name} is not ready: ${one.running?.errors()}`);
    await sleep(50);
  }
}

async function isReady({ ready, running }: Kept): Promise<boolean> {
  const isUp = ready.then(
    () => true,
    () => false,
  );
  const [up, hasEnded] = await Promise.all([
    Promise.race([isUp, sleep(READY_LIMIT_MS, false)]),
    Promise.race([running?.ended.then(() => true), sleep(1, false)]),
  ]);
  return up && hasEnded !== true;
}
