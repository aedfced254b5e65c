import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseServer } from '../platform/servers.ts';
import type { Fall, Supervisor } from '../platform/supervisor.ts';
import { PROMISES, type Recovery, type Scene } from './scenario.ts';

const TAKEOVER_LIMIT_MS = 25_000;
const FALL_LIMIT_MS = 45_000;

interface Held {
  readonly id: string;
  readonly startedOn: string;
}

/** The jobs that are in hand at this moment, of whichever worker. */
async function heldJobs({ sql }: DatabaseServer): Promise<readonly Held[]> {
  return await sql<Held>(
    `select id, started_on::text as "startedOn" from jobs.job where state = 'active' and name not like '%.purge'`,
  );
}

/**
 * Measures how long it takes until everything that was in hand when a worker died is in other hands, or done. What a living
 * worker had in hand it ends by itself meanwhile; where that one dies as well, the time counts from the later death.
 */
export async function measureTakeover({ stage }: Pick<Scene, 'stage'>, diedAtMs: number): Promise<Recovery> {
  const { falls } = stage.supervisor;
  const keyOf = ({ id, startedOn }: Held): string => `${id} ${startedOn}`;
  const left = new Set((await heldJobs(stage.database())).map(keyOf));
  let tookMs = 0;
  while (left.size > 0) {
    const still = new Set((await heldJobs(stage.database())).map(keyOf));
    const nowMs = Date.now();
    const lastDeathMs = Math.max(diedAtMs, ...falls.map(({ atMs }) => atMs));
    for (const key of left) {
      if (still.has(key)) continue;
      left.delete(key);
      tookMs = Math.max(tookMs, nowMs - lastDeathMs);
    }
    if (nowMs - diedAtMs > TAKEOVER_LIMIT_MS) throw new Error(`Nobody took over within ${TAKEOVER_LIMIT_MS / 1_000} s`);
    await sleep(50);
  }
  return { of: 'takeover', tookMs, withinMs: PROMISES.takeoverMs };
}

/** Waits until processes have died that nobody had told to. */
export async function untilFallen(supervisor: Supervisor, since: number, count = 1): Promise<readonly Fall[]> {
  const deadline = Date.now() + FALL_LIMIT_MS;
  while (supervisor.falls.length < since + count) {
    if (Date.now() > deadline) throw new Error('The failpoint was not reached: nothing was tested');
    await sleep(20);
  }
  return supervisor.falls.slice(since);
}
