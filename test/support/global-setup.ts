import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { PGLITE_OPTIONS } from '../../subgraphs/shared/database/embedded-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with an empty PGlite database, which tests copy and never open. */
    readonly pgliteTemplate: string;
  }
}

/** Gives every test process the path of an empty PGlite database. A new one takes seconds, a copy of it milliseconds. */
export default async function setUp(project: TestProject): Promise<void> {
  const identity = JSON.stringify([await pgliteVersion(), PGLITE_OPTIONS.postgresqlconf]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  const template = join(tmpdir(), `tiergraph-pglite-${hash}`);
  if (!(await exists(template))) await build(template);
  project.provide('pgliteTemplate', template);
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
