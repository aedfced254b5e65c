import type { Clock } from '../database/clock.ts';
import type { Database } from '../database/database.ts';
import type { Bus } from '../messaging/bus.ts';
import type { Jobs } from '../messaging/jobs.ts';
import type { HealthCheck } from './health.ts';

/** A process whose clock differs by more from its database's says so. */
const CLOCK_TOLERANCE_S = 30;

/** Whether the connections of a subgraph's tables answer; nothing can be served without. */
export function checkDatabase({ fresh }: Pick<Database, 'fresh'>): HealthCheck {
  return {
    name: 'database',
    isNeeded: true,
    async probe() {
      await fresh.read.query('select 1');
      return undefined;
    },
  };
}

/** Whether the job queue answers and is being looked at; without it nothing can be ordered or worked on. */
export function checkJobs(jobs: Jobs): HealthCheck {
  return {
    name: 'jobs',
    isNeeded: true,
    async probe() {
      await jobs.check();
      return undefined;
    },
  };
}

/** Whether the bus answers. Without it facts wait in the outbox and events come by polling, so the process can serve. */
export function checkBus(bus: Bus): HealthCheck {
  return {
    name: 'bus',
    isNeeded: false,
    async probe() {
      await bus.check();
      return undefined;
    },
  };
}

/** Whether the process's own clock agrees with the database's. It works by the database's, so this is a warning. */
export function checkClock(clock: Clock): HealthCheck {
  return {
    name: 'clock',
    isNeeded: false,
    probe() {
      const aheadS = Math.round(clock.aheadMs() / 1_000);
      if (Math.abs(aheadS) <= CLOCK_TOLERANCE_S) return Promise.resolve(undefined);
      const side = aheadS > 0 ? 'ahead of' : 'behind';
      return Promise.resolve(`the clock of this process is ${Math.abs(aheadS)} s ${side} the database's`);
    },
  };
}
