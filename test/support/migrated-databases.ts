import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client, DatabaseError } from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import { PGLITE_OPTIONS } from '../../subgraphs/shared/database/embedded-database.ts';
import type { DatabaseAddress } from '../../subgraphs/shared/database/database.ts';
import { openJobs } from '../../subgraphs/shared/messaging/jobs.ts';

/** What PostgreSQL says of a database that is not there, and of one that is there already. */
const [MISSING, THERE_ALREADY] = ['3D000', '42P04'];

/**
 * The folder of a PGlite database with the tables of all subgraphs, which tests copy and never open. The first test that needs
 * it makes it: migrating takes longer than most tests.
 */
export async function migratedFolder(): Promise<string> {
  const template = join(tmpdir(), `tiergraph-migrated-${inject('schemaVersion')}`);
  if (await exists(template)) return template;
  const folder = await mkdtemp(`${template}-`);
  await cp(inject('pgliteTemplate'), folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const pglite = await PGlite.create({ dataDir: folder, ...PGLITE_OPTIONS });
  await migrate({ kind: 'pglite', pglite });
  await pglite.close();
  // Another process may have been faster. No test copies an incomplete one.
  await rename(folder, template).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    if (!(await exists(template))) throw error;
  });
  return template;
}

/** Creates a database with the tables of all subgraphs on a server. */
export async function createMigrated(server: string, name: string): Promise<void> {
  const template = `tiergraph_template_${inject('schemaVersion')}`;
  const copy = `create database ${name} template ${template}`;
  await onServer(server, copy).catch(async (error: unknown) => {
    if (!hasCode(error, MISSING)) throw error;
    await createTemplate(server, template);
    await onServer(server, copy);
  });
}

async function createTemplate(server: string, template: string): Promise<void> {
  const name = `tiergraph_building_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  await migrate({ kind: 'postgresql', url: at(server, name) });
  await onServer(server, `alter database ${name} rename to ${template}`).catch(async (error: unknown) => {
    await onServer(server, `drop database ${name}`);
    if (!hasCode(error, THERE_ALREADY)) throw error;
  });
}

async function migrate(address: DatabaseAddress): Promise<void> {
  // Most tests need one of them, or none.
  const [{ openAccountsDatabase }, { openCatalogDatabase }, { openOrdersDatabase }] = await Promise.all([
    import('../../subgraphs/accounts/main.ts'),
    import('../../subgraphs/catalog/main.ts'),
    import('../../subgraphs/orders/main.ts'),
  ]);
  for (const open of [openAccountsDatabase, openCatalogDatabase, openOrdersDatabase]) {
    await (await open(address)).close();
  }
  await (await openJobs(address, pino({ level: 'silent' }), true)).stop();
}

/** The address of a database on the server of another one. */
export function at(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Sends one statement to a server. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function hasCode(error: unknown, code: string | undefined): boolean {
  return error instanceof DatabaseError && error.code === code;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
