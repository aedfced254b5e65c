import { setTimeout as sleep } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { MikroORM as OrmCore, type EntitySchema } from '@mikro-orm/core';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver, type EntityManager } from '@mikro-orm/postgresql';
import { buildIndexesBesideOthers, type TableIndex } from './build-indexes.ts';
import { Clock } from './clock.ts';
import { connectionLimits, migrationLimits, type ServerAddress } from './server-address.ts';
import { createFreshUnits, createUnitOfWork, type UnitOfWork } from './transaction.ts';

/** Where a subgraph keeps its tables: a PGlite of this process, or a PostgreSQL server. */
export type DatabaseAddress = { readonly kind: 'pglite'; readonly pglite: PGlite } | ServerAddress;

/** A subgraph's tables, opened. */
export interface Database {
  /** A new unit of work, for one operation. */
  begin(): UnitOfWork;
  /** For jobs, facts and commands: each use is a unit of work of its own. */
  readonly fresh: UnitOfWork;
  readonly clock: Clock;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The PostgreSQL schema that holds this subgraph's tables, and its migrations' log. */
  readonly schema: string;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly (new (...args: ConstructorParameters<typeof Migration>) => Migration)[];
  /**
   * Statements that fill in rows from before a migration, a page each: they answer as `filled` how many there were, and are
   * repeated until there are none.
   */
  readonly fillings?: readonly string[];
  /** Indexes that are built beside the work of others, after the migrations. */
  readonly indexes?: readonly TableIndex[];
  /** Is kept at the database's time while this is open; a new one unless given. */
  readonly clock?: Clock;
  /** Called with every statement sent; for counting them. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** How often a process that wants to migrate asks whether it is its turn. */
const TURN_MS = 100;

/**
 * Opens a subgraph's tables and brings them up to date.
 * Several processes may do so at the same time, also those of other subgraphs: one migrates and the others wait.
 */
export async function openDatabase(address: DatabaseAddress, options: DatabaseOptions): Promise<Database> {
  if (address.kind === 'postgresql') await migrateServer(address, options);
  const orm = await OrmCore.init(settingsOf(address, options));
  if (address.kind === 'pglite') await bringEmbeddedUpToDate(orm, options);
  const fork = (): EntityManager => orm.em.fork({ useContext: true }) as EntityManager;
  const { clock = new Clock() } = options;
  // The first statement also makes the ORM look for the database: not when the first operation waits for it.
  const stopClock = await clock.follow(() => readTime(fork()));
  return {
    begin: () => createUnitOfWork(fork()),
    fresh: createFreshUnits(fork),
    clock,
    async close() {
      await stopClock();
      await orm.close(true);
    },
  };
}

async function readTime(em: EntityManager): Promise<number> {
  const [row] = await em.execute<readonly { readonly ms: number }[]>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  );
  if (row === undefined) throw new Error('Invariant: a query without a table answers one row');
  return row.ms;
}

type Settings = Parameters<typeof OrmCore.init>[0];
type Orm = Awaited<ReturnType<typeof OrmCore.init>>;

function settingsOf(address: DatabaseAddress, options: DatabaseOptions): Settings {
  return {
    ...(address.kind === 'pglite'
      ? { driver: PgliteDriver, dbName: 'postgres', driverOptions: { pglite: address.pglite } }
      : {
          driver: PostgreSqlDriver,
          clientUrl: address.url,
          driverOptions: connectionLimits(address, options.schema),
        }),
    schema: options.schema,
    // Within one process each subgraph has transactions of its own, also while one asks another.
    contextName: options.schema,
    entities: [...options.entities],
    extensions: [Migrator],
    migrations: {
      migrationsList: [...options.migrations],
      snapshot: false,
      silent: true,
      // Each in a transaction of its own, so that none holds the locks of the one before.
      allOrNothing: false,
      tableName: 'migration',
      schema: options.schema,
    },
    forceUtcTimezone: true,
    ...(options.onStatement === undefined ? {} : { debug: ['query'], logger: options.onStatement, colors: false }),
  } as Settings;
}

async function bringEmbeddedUpToDate(orm: Orm, options: DatabaseOptions): Promise<void> {
  await bringUpToDate(orm, options);
  const em = orm.em.fork() as EntityManager;
  for (const { name, on } of options.indexes ?? []) await em.execute(`create index if not exists ${name} on ${on}`);
}

/** Migrates over connections of its own, whose statements may take as long as large tables need. */
async function migrateServer(address: ServerAddress, options: DatabaseOptions): Promise<void> {
  const settings = settingsOf(address, options);
  const orm = await OrmCore.init({ ...settings, driverOptions: migrationLimits(address) } as Settings);
  try {
    // One lock for all schemas of the database, because they share its extensions. It is held by a connection of its own:
    // the migrator uses others from the pool.
    await (orm.em.fork() as EntityManager).transactional(async (locked) => {
      await waitForTurn(locked);
      await bringUpToDate(orm, options);
      await buildIndexesBesideOthers(address.url, options.schema, options.indexes ?? []);
    });
  } finally {
    await orm.close(true);
  }
}

/**
 * Asks again and again for the lock: a statement that waits for it would have a snapshot, and the process that has the lock
 * can build no index beside the work of others while any snapshot is older than the index.
 */
async function waitForTurn(locked: EntityManager): Promise<void> {
  for (;;) {
    const [turn] = await locked.execute<readonly { readonly mine: boolean }[]>(
      `select pg_try_advisory_xact_lock(hashtext('tiergraph.migrate')) as mine`,
    );
    if (turn?.mine === true) return;
    await sleep(TURN_MS);
  }
}

/** How often migrations look for a table that nobody uses, and how long they let others work in between. */
const [ATTEMPTS, PAUSE_MS] = [12, 1_000];
/** What PostgreSQL says to who has waited for a lock as long as he may. */
const LOCK_NOT_AVAILABLE = '55P03';

async function bringUpToDate(orm: Orm, { schema, fillings = [] }: DatabaseOptions): Promise<void> {
  const em = orm.em.fork() as EntityManager;
  await em.execute(`create schema if not exists "${schema}"`);
  await migrateWhenUnused(orm);
  for (const statement of fillings) {
    for (let filled = 1; filled > 0;) {
      const [page] = await em.execute<readonly { readonly filled: number }[]>(statement);
      filled = page?.filled ?? 0;
    }
  }
}

/** Each migration is a transaction: one that gave up waiting for a lock has changed nothing, and is tried again. */
async function migrateWhenUnused(orm: Orm): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await orm.migrator.up();
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !hasCode(error, LOCK_NOT_AVAILABLE)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** The migrator wraps what the database says. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (('code' in error && error.code === code) || hasCode(error.cause, code));
}
