import { createHash, randomBytes } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { PGLITE_OPTIONS } from '../../subgraphs/shared/database/embedded-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with an empty PGlite database, which tests copy and never open. */
    readonly pgliteTemplate: string;
    /** Another one whenever the tables of the subgraphs may be others. */
    readonly schemaVersion: string;
    /** Is in the names of what is made once for a run and removed after it. */
    readonly runId: string;
  }
}

/**
 * Gives every test process the path of an empty PGlite database: a new one takes seconds, a copy of it milliseconds.
 * Returns what removes the templates that the processes have made for this run alone.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const identity = JSON.stringify([await pgliteVersion(), PGLITE_OPTIONS.postgresqlconf]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  const template = join(tmpdir(), `tiergraph-pglite-${hash}`);
  if (!(await exists(template))) await build(template);
  const runId = randomBytes(8).toString('hex');
  project.provide('pgliteTemplate', template);
  project.provide('schemaVersion', await schemaVersion(hash));
  project.provide('runId', runId);
  return () => removeTemplates(runId);
}

async function removeTemplates(runId: string): Promise<void> {
  for (const kind of ['seeded', 'used']) {
    await rm(join(tmpdir(), `tiergraph-${kind}-${runId}`), { recursive: true, force: true });
  }
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined || url === '') return;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists tiergraph_seeded_${runId}`);
  await client.end();
}

/** Builds the database in another folder and renames that, so that no test copies an incomplete database. */
async function build(template: string): Promise<void> {
  const folder = await mkdtemp(`${template}-`);
  const pglite = await PGlite.create({ dataDir: folder, ...PGLITE_OPTIONS });
  await pglite.close();
  await rename(folder, template).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    if (!(await exists(template))) throw error;
  });
}

/** What the tables of the subgraphs, and how they are made, depend on. */
const SCHEMA_SOURCES =
  /^(?:(?:accounts|catalog|orders)\/(?:migrations|entities)|shared\/(?:database|messaging))\/.*\.ts$/;

async function schemaVersion(pglite: string): Promise<string> {
  const root = new URL('../../', import.meta.url).pathname;
  const files = (await readdir(join(root, 'subgraphs'), { recursive: true })).filter((file) =>
    SCHEMA_SOURCES.test(file),
  );
  const sources = [...files.toSorted().map((file) => join('subgraphs', file)), 'package-lock.json'];
  const hash = createHash('sha256').update(pglite);
  for (const file of sources) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function pgliteVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
