import type { PGlite } from '@electric-sql/pglite';
import { MikroORM as OrmCore, type EntitySchema } from '@mikro-orm/core';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver, type EntityManager } from '@mikro-orm/postgresql';
import { connectionLimits, type ServerAddress } from './server-address.ts';
import { createFreshUnits, createUnitOfWork, type UnitOfWork } from './transaction.ts';

/** Where a subgraph keeps its tables: a PGlite of this process, or a PostgreSQL server. */
export type DatabaseAddress = { readonly kind: 'pglite'; readonly pglite: PGlite } | ServerAddress;

/** A subgraph's tables, opened. */
export interface Database {
  /** A new unit of work, for one operation. */
  begin(): UnitOfWork;
  /** For jobs, facts and commands: each use is a unit of work of its own. */
  readonly fresh: UnitOfWork;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The PostgreSQL schema that holds this subgraph's tables, and its migrations' log. */
  readonly schema: string;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly (new (...args: ConstructorParameters<typeof Migration>) => Migration)[];
  /** Called with every statement sent; for counting them. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/**
 * Opens a subgraph's tables and brings them up to date.
 * Several processes may do so at the same time, also those of other subgraphs: one migrates and the others wait.
 */
export async function openDatabase(address: DatabaseAddress, options: DatabaseOptions): Promise<Database> {
  const orm = await OrmCore.init({
    ...(address.kind === 'pglite'
      ? { driver: PgliteDriver, dbName: 'postgres', driverOptions: { pglite: address.pglite } }
      : { driver: PostgreSqlDriver, clientUrl: address.url, driverOptions: connectionLimits(address, options.schema) }),
    schema: options.schema,
    // Within one process each subgraph has transactions of its own, also while one asks another.
    contextName: options.schema,
    entities: [...options.entities],
    extensions: [Migrator],
    migrations: {
      migrationsList: [...options.migrations],
      snapshot: false,
      silent: true,
      tableName: 'migration',
      schema: options.schema,
    },
    forceUtcTimezone: true,
    ...(options.onStatement === undefined ? {} : { debug: ['query'], logger: options.onStatement, colors: false }),
  } as Parameters<typeof OrmCore.init>[0]);
  await migrate(orm, address.kind, options.schema);
  const fork = (): EntityManager => orm.em.fork({ useContext: true }) as EntityManager;
  return {
    begin: () => createUnitOfWork(fork()),
    fresh: createFreshUnits(fork),
    close: () => orm.close(true),
  };
}

type Orm = Awaited<ReturnType<typeof OrmCore.init>>;

async function migrate(orm: Orm, kind: DatabaseAddress['kind'], schema: string): Promise<void> {
  const em = orm.em.fork() as EntityManager;
  const bringUpToDate = async (): Promise<void> => {
    await (orm.em.fork() as EntityManager).execute(`create schema if not exists "${schema}"`);
    await orm.migrator.up();
  };
  if (kind === 'pglite') {
    await bringUpToDate();
    return;
  }
  // One lock for all schemas of the database, because they share its extensions. It is held by a connection of its own: the
  // migrator uses others from the pool.
  await em.transactional(async (locked) => {
    await locked.execute(`select set_config('idle_in_transaction_session_timeout', '0', true)`);
    await locked.execute(`select set_config('statement_timeout', '0', true)`);
    await locked.execute(`select pg_advisory_xact_lock(hashtext('tiergraph.migrate'))`);
    await bringUpToDate();
  });
}
