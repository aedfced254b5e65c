import { Client } from 'pg';

/** An index of a table. A changed definition needs another name. */
export interface TableIndex {
  readonly name: string;
  /** The table with its schema, and the columns: `orders.cart (expires_at)`. */
  readonly on: string;
}

/**
 * How long the building of an index waits for transactions that are older than it. Nobody waits behind it. What takes longer
 * is no statement of the platform: those end before.
 */
const OLDER_TRANSACTIONS_MS = 120_000;

/**
 * Builds those indexes that are missing or were interrupted, while others read and write: over a connection of its own, whose
 * statements may take as long as large tables need.
 *
 * @param turn the name of an advisory lock: another process that has it builds them, and this one does without
 */
export async function buildIndexesBesideOthers(
  url: string,
  schema: string,
  indexes: readonly TableIndex[],
  turn?: string,
): Promise<void> {
  if (indexes.length === 0) return;
  const client = new Client({
    connectionString: url,
    application_name: 'tiergraph-migration',
    lock_timeout: OLDER_TRANSACTIONS_MS,
  });
  await client.connect();
  try {
    if (turn !== undefined && !(await takeTurn(client, turn))) return;
    for (const { name, on } of indexes) {
      const { rows } = await client.query<{ readonly valid: boolean }>(
        'select indisvalid as valid from pg_index where indexrelid = to_regclass($1::text)',
        [`${schema}.${name}`],
      );
      if (rows[0]?.valid === true) continue;
      // Building one that was interrupted leaves it there, unusable.
      await client.query(`drop index concurrently if exists ${schema}.${name}`);
      await client.query(`create index concurrently ${name} on ${on}`);
    }
  } finally {
    await client.end();
  }
}

/** Takes a lock that nobody waits for: the building would wait for them. */
async function takeTurn(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ readonly mine: boolean }>('select pg_try_advisory_lock(hashtext($1)) as mine', [
    name,
  ]);
  return rows[0]?.mine === true;
}
