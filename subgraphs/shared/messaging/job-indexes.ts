import { buildIndexesBesideOthers, type TableIndex } from '../database/build-indexes.ts';
import type { DatabaseAddress } from '../database/database.ts';
import { JOBS_SCHEMA, type Statements } from './job-rows.ts';

const TABLE = `${JOBS_SCHEMA}.job_common`;

/** What finds the jobs that are due, and the claims that have lapsed, however many others wait. */
const INDEXES: readonly TableIndex[] = [
  { name: 'job_due', on: `${TABLE} (name, start_after) where state < 'active' and not blocked` },
  { name: 'job_claimed', on: `${TABLE} (name, heartbeat_on) where state = 'active'` },
];

/**
 * Builds the indexes that the worker needs besides the library's, while others work. Of several processes one builds them;
 * the others go on without, since the indexes only make the work faster.
 */
export async function buildJobIndexes(db: Statements, address: DatabaseAddress): Promise<void> {
  if (address.kind === 'postgresql') {
    return buildIndexesBesideOthers(address.url, JOBS_SCHEMA, INDEXES, 'tiergraph.jobs.indexes');
  }
  for (const { name, on } of INDEXES) await db.executeSql(`create index if not exists ${name} on ${on}`);
}
