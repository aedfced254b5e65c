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
 * A database that tests copy and never open. The first test that needs it makes it, which takes longer than most
 * tests. Its name tells everything that its content depends on.
 */
export interface Template {
  /** Letters and digits in words, joined by hyphens. */
  readonly name: string;
  /** What is in the database before; by default nothing. */
  readonly base?: Template;
  make(address: DatabaseAddress): Promise<void>;
}

/** The tables of all subgraphs, without a row. */
export const migrated = (): Template => ({ name: `migrated-${inject('schemaVersion')}`, make: migrate });

/** The folder of a template as a PGlite database. */
export async function templateFolder({ name, base, make }: Template): Promise<string> {
  const template = join(tmpdir(), `tiergraph-${name}`);
  if (await exists(template)) return template;
  const from = base === undefined ? inject('pgliteTemplate') : await templateFolder(base);
  const folder = await mkdtemp(`${template}-`);
  await cp(from, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const pglite = await PGlite.create({ dataDir: folder, ...PGLITE_OPTIONS });
  await make({ kind: 'pglite', pglite });
  await pglite.close();
  // Another process may have been faster. No test copies an incomplete one.
  await rename(folder, template).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    if (!(await exists(template))) throw error;
  });
  return template;
}

/** Creates a copy of a template on a server; an empty database without one. */
export async function createDatabase(server: string, name: string, template?: Template): Promise<void> {
  if (template === undefined) {
    await onServer(server, `create database ${name}`);
  } else {
    const copy = `create database ${name} template ${databaseOf(template)}`;
    await onServer(server, copy).catch(async (error: unknown) => {
      if (!hasCode(error, MISSING)) throw error;
      await createTemplate(server, template);
      await onServer(server, copy);
    });
  }
  // Nothing of a test has to survive a crash of the server, so no commit waits for the disk.
  await onServer(server, `alter database ${name} set synchronous_commit = off`);
}

async function createTemplate(server: string, template: Template): Promise<void> {
  const name = `tiergraph_building_${randomBytes(8).toString('hex')}`;
  await createDatabase(server, name, template.base);
  await template.make({ kind: 'postgresql', url: at(server, name) });
  await onServer(server, `alter database ${name} rename to ${databaseOf(template)}`).catch(async (error: unknown) => {
    await onServer(server, `drop database ${name}`);
    if (!hasCode(error, THERE_ALREADY)) throw error;
  });
}

function databaseOf({ name }: Template): string {
  return `tiergraph_${name.replaceAll('-', '_')}`;
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
