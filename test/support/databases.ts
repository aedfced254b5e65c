import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import { describe, inject } from 'vitest';
import type { DatabaseAddress } from '../../subgraphs/shared/database/database.ts';
import { PGLITE_OPTIONS } from '../../subgraphs/shared/database/embedded-database.ts';
import { eventually } from './eventually.ts';
import { at, createDatabase, migrated, onServer, templateFolder, type Template } from './database-templates.ts';

export type DatabaseKind = DatabaseAddress['kind'];

/** An empty database that only one test uses. */
export interface TestDatabase {
  readonly address: DatabaseAddress;
  /** Runs one statement directly on the database, not through the subgraph; parameters are written `$1`. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** For what is the same on every database: a server does it in half the time, but need not be there. */
export const FASTEST_KIND: DatabaseKind = serverUrl() === undefined ? 'pglite' : 'postgresql';

/** Opens an empty database. The caller closes it, and closing removes it. */
export function openTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'pglite' ? openPglite(inject('pgliteTemplate')) : openPostgresql();
}

/**
 * Opens a copy of a template, by default of one that has the tables of all subgraphs, without a row. The caller closes it, and
 * closing removes it.
 */
export async function openMigratedDatabase(kind: DatabaseKind, template: Template = migrated()): Promise<TestDatabase> {
  const database = await (kind === 'pglite' ? openPglite(await templateFolder(template)) : openPostgresql(template));
  // A log has an identity of its own in each database.
  await database.sql(`update orders.log set id = left(replace(gen_random_uuid()::text, '-', ''), 12)`);
  return database;
}

/**
 * Declares the same tests for PGlite and for the PostgreSQL server at `TEST_DATABASE_URL`.
 * Without that address one skipped test reports that PostgreSQL is not tried.
 *
 * @param options `concurrent` for tests that mostly wait, each on a database of its own
 */
export function describeOnBothDatabases(
  title: string,
  facts: (kind: DatabaseKind) => void,
  options: { readonly concurrent?: boolean } = {},
): void {
  describe(`${title}, on PGlite`, options, () => facts('pglite'));
  const onPostgresql = `${title}, on PostgreSQL`;
  if (serverUrl() === undefined) {
    describe(onPostgresql, (it) => it.skip('is not tried: TEST_DATABASE_URL is not set'));
  } else {
    describe(onPostgresql, options, () => facts('postgresql'));
  }
}

/** The address of a database on a server. */
export function urlOf({ address }: TestDatabase): string {
  if (address.kind !== 'postgresql') throw new Error('This test is for a server');
  return address.url;
}

/** Reaches a database that is there. Closing leaves it there. */
export function reach(address: DatabaseAddress): TestDatabase {
  if (address.kind === 'pglite') {
    const { pglite } = address;
    return {
      address,
      sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await pglite.query<Row>(text, [...values])).rows,
      close: () => Promise.resolve(),
    };
  }
  const pool = new Pool({ connectionString: address.url, max: 2 });
  return {
    address,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    close: () => pool.end(),
  };
}

async function openPglite(template: string): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-test-'));
  await cp(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const pglite = await PGlite.create({ dataDir: folder, ...PGLITE_OPTIONS });
  return {
    ...reach({ kind: 'pglite', pglite }),
    async close() {
      await pglite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serverUrl(): string | undefined {
  const url = process.env['TEST_DATABASE_URL'];
  return url === '' ? undefined : url;
}

async function openPostgresql(template?: Template): Promise<TestDatabase> {
  const server = serverUrl();
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set');
  const name = `tiergraph_test_${randomBytes(8).toString('hex')}`;
  await createDatabase(server, name, template);
  const database = reach({ kind: 'postgresql', url: at(server, name) });
  return {
    ...database,
    async close() {
      await database.close();
      // A pool reports its end slightly before its connections are closed.
      await eventually(() => onServer(server, `drop database ${name}`)).catch(() =>
        // Connections that a test has made go silent are still there for the server.
        onServer(server, `drop database ${name} with (force)`),
      );
    },
  };
}
