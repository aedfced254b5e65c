import { Client } from 'pg';
import type { DatabaseAddress } from '../database/database.ts';
import { JOBS_SCHEMA, type Statements } from './job-rows.ts';

/** What finds the jobs that are due, and the claims that have lapsed, however many others wait. */
const INDEXES = [
  { name: 'job_due', on: `(name, start_after) where state < 'active' and not blocked` },
  { name: 'job_claimed', on: `(name, heartbeat_on) where state = 'active'` },
] as const;

type Index = (typeof INDEXES)[number];

const TABLE = `${JOBS_SCHEMA}.job_common`;

/**
 * Builds the indexes that the worker needs besides the library's, while others work. Of several processes one builds them;
 * the others go on without, since the indexes only make the work faster.
 */
export async function buildJobIndexes(db: Statements, address: DatabaseAddress): Promise<void> {
  const missing: Index[] = [];
  for (const index of INDEXES) {
    const { rows } = await db.executeSql(
      'select 1 from pg_index where indexrelid = to_regclass($1::text) and indisvalid',
      [`${JOBS_SCHEMA}.${index.name}`],
    );
    if (rows.length === 0) missing.push(index);
  }
  if (missing.length === 0) return;
  if (address.kind === 'postgresql') return buildBesideOthers(address.url, missing);
  for (const { name, on } of missing) await db.executeSql(`create index if not exists ${name} on ${TABLE} ${on}`);
}

/** On a connection without a time limit, which holds a lock that nobody waits for: the building would wait for them. */
async function buildBesideOthers(url: string, indexes: readonly Index[]): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'tiergraph-migration' });
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('tiergraph.jobs.indexes')) as mine`,
    );
    if (rows[0]?.mine !== true) return;
    for (const { name, on } of indexes) {
      // Building one that was interrupted leaves it there, unusable.
      await client.query(`drop index if exists ${JOBS_SCHEMA}.${name}`);
      await client.query(`create index concurrently ${name} on ${TABLE} ${on}`);
    }
  } finally {
    await client.end();
  }
}
