import { createHash } from 'node:crypto';
import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { ltree } from '@electric-sql/pglite/contrib/ltree';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { ConfigError } from '../process/config.ts';

/** What every PGlite of the project is opened with. */
export const PGLITE_OPTIONS = { extensions: { ltree, pg_trgm }, postgresqlconf: ['shared_buffers=16MB'] };

export interface EmbeddedDatabase {
  readonly pglite: PGlite;
  close(): Promise<void>;
}

/**
 * Opens the database of the embedded mode in `<dataDir>/database`, made when it is not there.
 * PGlite does not guard its folder itself, and two processes on one folder destroy it, so this process holds a lock
 * until it closes or dies. Throws a ConfigError when the folder can't be used or another process has it.
 *
 * @param onNew called before a database is made, which takes seconds
 */
export async function openEmbeddedDatabase(dataDir: string, onNew?: () => void): Promise<EmbeddedDatabase> {
  const folder = join(dataDir, 'database');
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new ConfigError(
      `DATA_DIR: the folder ${dataDir} can't be written (${reasonOf(error)}); choose another or mend its rights.`,
    );
  });
  const lock = await lockFolder(await realpath(folder));
  try {
    const pglite = await openFolder(folder, onNew);
    return {
      pglite,
      async close() {
        await pglite.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw new ConfigError(
      `DATA_DIR: the database in ${folder} can't be opened (${reasonOf(error)}); restore it from a copy, or move it away to start anew.`,
    );
  }
}

/** Making a new database leaves a large heap behind in the process, which opening it anew does not have. */
async function openFolder(folder: string, onNew?: () => void): Promise<PGlite> {
  const isNew = (await readdir(folder)).length === 0;
  if (isNew) onNew?.();
  if (isNew) await (await PGlite.create({ dataDir: folder, ...PGLITE_OPTIONS })).close();
  return PGlite.create({ dataDir: folder, ...PGLITE_OPTIONS });
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message.replace(/\n.*$/s, '') : String(error);
}

/**
 * A listening local socket is the lock: the operating system frees it the moment the process dies, kill -9 included.
 * Linux has sockets without a file and Windows has pipes; elsewhere a file stays behind and is tried first.
 */
async function lockFolder(folder: string): Promise<Server> {
  const name = `tiergraph-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  const path =
    process.platform === 'linux'
      ? `\0${name}`
      : process.platform === 'win32'
        ? `\\\\.\\pipe\\${name}`
        : join(tmpdir(), `${name}.sock`);
  if (path.endsWith('.sock') && !(await answers(path))) await rm(path, { force: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new ConfigError(
          `DATA_DIR: another process uses the database in ${folder}; stop it, or set DATA_DIR to another folder.`,
        ),
      ),
    );
    server.listen(path, resolve);
  });
  server.unref();
  return server;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
