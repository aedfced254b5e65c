import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseServer } from '../platform/servers.ts';
import { WAITING_JOBS } from './read-stored.ts';

/** What still moves on the platform. */
export interface Unrest {
  readonly openOrders: number;
  /** How many, by their queues. */
  readonly waitingJobs: Readonly<Record<string, number>>;
  readonly staleCopies: number;
}

/** Waits until nothing moves any more, at most so long. Answers what still does then; undefined when it is quiet. */
export async function untilQuiet(database: () => DatabaseServer, limitMs: number): Promise<Unrest | undefined> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const unrest = await readUnrest(database());
    const isQuiet = unrest.openOrders + unrest.staleCopies + Object.keys(unrest.waitingJobs).length === 0;
    if (isQuiet) return undefined;
    if (Date.now() > deadline) return unrest;
    await sleep(200);
  }
}

async function readUnrest({ sql }: DatabaseServer): Promise<Unrest> {
  const [row] = await sql<Unrest>(
    `select
       (select count(*)::int from orders."order" where completed_at is null and status <> 'ACTION_REQUIRED') as "openOrders",
       (select coalesce(jsonb_object_agg(name, count), '{}') from (
          select name, count(*)::int from jobs.job where name not like '%-guard' and ${WAITING_JOBS} group by name
        ) as waiting) as "waitingJobs",
       (select count(*)::int from accounts.account left join orders.account mine on mine.id = account.id
          left join catalog.account theirs on theirs.id = account.id
        where mine.version is distinct from account.version or theirs.version is distinct from account.version)
         as "staleCopies"`,
  );
  if (row === undefined) throw new Error('A count has a row');
  return row;
}
