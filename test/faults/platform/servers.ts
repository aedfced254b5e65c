import { chown, mkdir, open, rm } from 'node:fs/promises';
import { connect as openSocket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../../support/free-port.ts';
import { databaseUser, runProgram, startProgram, type RunningProgram, type ServerPrograms } from './programs.ts';

const START_LIMIT_MS = 30_000;
const USER = 'tiergraph';
const DATABASE = 'tiergraph';

/** A server of the suite's own, which it may kill and start again. */
export interface OwnServer extends AsyncDisposable {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Ends it at once, as when its machine loses power. */
  kill(): Promise<void>;
  /** Starts it on what it had stored, and waits until it answers. */
  start(): Promise<void>;
}

/** A PostgreSQL cluster with one empty database. */
export interface DatabaseServer extends OwnServer {
  /** The address of the database, by the port of the server or of a link to it. */
  url(port?: number): string;
  /** Runs one statement on a connection of its own. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Writes everything into an archive. */
  dump(file: string): Promise<void>;
  /** Reads everything from an archive. */
  restore(file: string): Promise<void>;
  /** Moves tables to a small disk of their own, and back when it is disposed of. Throws where nobody but root may mount one. */
  moveToSmallDisk(tables: readonly string[]): Promise<SmallDisk>;
}

/** A disk that can be full. */
export interface SmallDisk extends AsyncDisposable {
  fill(): Promise<void>;
  free(): Promise<void>;
}

/** A NATS server with JetStream. */
export interface BusServer extends OwnServer {
  /** Forgets everything that it had stored; only while it does not run. */
  wipe(): Promise<void>;
}

/** Makes a cluster in an empty folder and starts it. */
export async function startDatabaseServer(programs: ServerPrograms, folder: string): Promise<DatabaseServer> {
  const port = await freePort();
  const data = join(folder, 'postgresql');
  await mkdir(data, { mode: 0o700 });
  const user = databaseUser();
  if (user !== undefined) await chown(data, user.uid, user.gid);
  const initial = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await runProgram(join(programs.postgresql, 'initdb'), [...initial, '--no-instructions'], user);
  // Killing a process needs no fsync: what was written survives it in the memory of the operating system.
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '400',
    shared_buffers: '128MB',
    fsync: 'off',
    jit: 'off',
  };
  const args = ['-D', data, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const url = (at = port, database = DATABASE): string => `postgres://${USER}@127.0.0.1:${at}/${database}`;
  const query = async <Row extends object>(database: string, text: string, values: readonly unknown[] = []) => {
    const client = new Client({ connectionString: url(port, database), connectionTimeoutMillis: 5_000 });
    // A server that is killed breaks a connection also between two statements.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows as readonly Row[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const server = ownServer(port, {
    launch: () => startProgram(join(programs.postgresql, 'postgres'), args, user),
    answers: () => query('postgres', 'select 1'),
  });
  await server.start();
  await query('postgres', `create database ${DATABASE}`);
  return {
    ...server,
    url: (at) => url(at),
    sql: (text, values) => query(DATABASE, text, values),
    dump: (file) => runProgram(join(programs.postgresql, 'pg_dump'), ['-Fc', '-f', file, url()]),
    restore: (file) => runProgram(join(programs.postgresql, 'pg_restore'), ['-d', url(), '--no-owner', file]),
    moveToSmallDisk: (tables) => moveToSmallDisk(tables, join(folder, 'small-disk'), (text) => query(DATABASE, text)),
  };
}

const SMALL_DISK_MB = 64;

async function moveToSmallDisk(
  tables: readonly string[],
  folder: string,
  sql: (text: string) => Promise<readonly { readonly name?: string }[]>,
): Promise<SmallDisk> {
  const user = databaseUser();
  if (user === undefined) throw new Error('Only root can mount a small disk: a full one is not tried');
  await mkdir(folder, { recursive: true });
  const options = `size=${SMALL_DISK_MB}m,mode=700,uid=${user.uid},gid=${user.gid}`;
  await runProgram('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  const place = join(folder, 'tables');
  await mkdir(place, { mode: 0o700 });
  await chown(place, user.uid, user.gid);
  await sql(`create tablespace small location '${place}'`);
  const move = async (tablespace: string): Promise<void> => {
    for (const table of tables) {
      await sql(`alter table ${table} set tablespace ${tablespace}`);
      const indexes = await sql(
        `select indexrelid::regclass::text as name from pg_index where indrelid = '${table}'::regclass`,
      );
      for (const { name } of indexes) await sql(`alter index ${name} set tablespace ${tablespace}`);
    }
  };
  await move('small');
  const filler = join(folder, 'filler');
  return {
    async fill() {
      await using file = await open(filler, 'w');
      const page = Buffer.alloc(8_192, 1);
      try {
        for (;;) await file.write(page);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rm(filler),
    async [Symbol.asyncDispose]() {
      await rm(filler, { force: true });
      await move('pg_default');
      await sql('drop tablespace small');
      await runProgram('umount', ['-l', folder]);
    },
  };
}

/** Starts a bus that stores in an empty folder. */
export async function startBusServer(programs: ServerPrograms, folder: string): Promise<BusServer> {
  const port = await freePort();
  const data = join(folder, 'nats');
  const server = ownServer(port, {
    launch: () => startProgram(programs.nats, ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', data]),
    answers: () => greets(port),
  });
  await server.start();
  return {
    ...server,
    wipe: () => rm(data, { recursive: true, force: true }),
  };
}

interface Launching {
  readonly launch: () => RunningProgram;
  /** Rejects while it does not answer. */
  readonly answers: () => Promise<unknown>;
}

function ownServer(port: number, { launch, answers }: Launching): OwnServer {
  let running: RunningProgram | undefined;
  const kill = async (): Promise<void> => {
    await running?.kill();
    running = undefined;
  };
  return {
    host: '127.0.0.1',
    port,
    kill,
    async start() {
      const deadline = Date.now() + START_LIMIT_MS;
      running ??= launch();
      for (;;) {
        // What is left of a killed server may keep the next one from starting for a moment.
        if (running.child.exitCode !== null) running = launch();
        const isUp = await answers().then(
          () => true,
          () => false,
        );
        if (isUp) return;
        if (Date.now() > deadline) throw new Error(`A server does not start: ${running.output()}`);
        await sleep(100);
      }
    },
    [Symbol.asyncDispose]: kill,
  };
}

/** Resolves when a NATS server says hello. */
function greets(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(port, '127.0.0.1');
    socket.once('error', reject).once('data', () => {
      socket.destroy();
      resolve();
    });
  });
}
