import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs of the servers that the suite starts for itself. */
export interface ServerPrograms {
  /** The folder with `initdb`, `postgres` and `pg_dump`. */
  readonly postgresql: string;
  readonly nats: string;
}

/** Finds the servers' programs on this machine, or says in one line what is missing. */
export function findServerPrograms(): ServerPrograms | string {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const postgresql = [...debianFolders(), ...path].find((folder) =>
    ['initdb', 'postgres', 'pg_dump'].every((program) => existsSync(join(folder, program))),
  );
  const nats = [...path, '/usr/sbin'].map((folder) => join(folder, 'nats-server')).find((file) => existsSync(file));
  if (postgresql === undefined) return 'the programs of PostgreSQL (initdb, postgres, pg_dump) are not on this machine';
  if (nats === undefined) return 'the program nats-server is not on this machine';
  return { postgresql, nats };
}

/** Where Debian keeps the versions of PostgreSQL, the newest first. */
function debianFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions.toSorted((one, other) => Number(other) - Number(one)).map((version) => join(root, version, 'bin'));
}

/** A user of this machine. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user that a server of PostgreSQL runs as where we are root, by whom it refuses to be run. */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync('/var/lib/postgresql');
  return { uid, gid };
}

/** A started program. It is killed at the latest when the test process ends. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** Kills it at once and waits until it is gone. */
  kill(): Promise<void>;
  /** What it wrote, for messages about a start that failed. */
  output(): string;
}

/** Starts a program of this machine, as ourselves unless a user is given. */
export function startProgram(file: string, args: readonly string[], user?: SystemUser): RunningProgram {
  const child = spawn(file, args, { ...user, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4_000)));
  }
  const ended = once(child, 'close').then(() => process.removeListener('exit', stop));
  return {
    child,
    async kill() {
      stop();
      await ended;
    },
    output: () => output,
  };
}

/** Runs a program to its end. Throws with what it wrote when it fails. */
export async function runProgram(file: string, args: readonly string[], user?: SystemUser): Promise<void> {
  const { child, output } = startProgram(file, args, user);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${output()}`);
}
