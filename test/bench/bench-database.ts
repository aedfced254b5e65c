import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database that one benchmark uses. */
export interface BenchDatabase {
  /** The database of the server that was there before. */
  readonly server: string;
  readonly url: string;
}

/** Runs a benchmark on an empty database of PostgreSQL, which is removed afterwards; says so when there is no server. */
export async function withBenchDatabase(
  say: (line: string) => void,
  run: (database: BenchDatabase) => Promise<void>,
): Promise<void> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined || server === '') {
    say('This is measured on PostgreSQL only: TEST_DATABASE_URL is not set');
    return;
  }
  const url = new URL(server);
  url.pathname = `/tiergraph_bench_${randomBytes(4).toString('hex')}`;
  await onServer(server, `create database ${url.pathname.slice(1)}`);
  try {
    await run({ server, url: url.href });
  } finally {
    await onServer(server, `drop database ${url.pathname.slice(1)} with (force)`);
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
