import type { Pool } from 'pg';
import type { EnvironmentReader } from '../process/config.ts';
import { watchPool } from './watch-pool.ts';

/** A database on a PostgreSQL server, and how its connections are used. */
export interface ServerAddress {
  readonly kind: 'postgresql';
  readonly url: string;
  readonly limits?: ConnectionLimits;
}

/** What bounds the connections of one subgraph in one process. */
export interface ConnectionLimits {
  /** The largest number of connections for the tables; the job queue has four more. */
  readonly poolSize: number;
  /** The server ends a statement that takes longer. Migrations are exempt. */
  readonly statementTimeoutMs: number;
}

const DEFAULTS: ConnectionLimits = { poolSize: 10, statementTimeoutMs: 30_000 };

/**
 * The server ends a transaction in which nothing happens for so long: its process stands still, or its connection has gone
 * silent. What it had locked is free before another worker takes its jobs over. No transaction waits for a peer in between.
 */
const IDLE_IN_TRANSACTION_MS = 4_000;
/** A connection that nobody has used for so long is closed. */
const IDLE_MS = 30_000;
/** How long an operation waits for a connection: for a free one, or for the server to take a new one. */
const CONNECT_MS = 5_000;

/**
 * How long a migration waits for a lock of a table. While it waits, every later statement on the table waits behind it, so it
 * gives up, lets them work, and tries again.
 */
const MIGRATION_LOCK_MS = 5_000;

/** Reads the limits from the environment. */
export function readConnectionLimits(read: EnvironmentReader): ConnectionLimits {
  return {
    poolSize: read.integer('DATABASE_POOL_SIZE', DEFAULTS.poolSize, { min: 2, max: 1_000 }),
    statementTimeoutMs: read.integer('DATABASE_STATEMENT_TIMEOUT_MS', DEFAULTS.statementTimeoutMs, {
      min: 100,
      max: 3_600_000,
    }),
  };
}

/** The options of the driver for connections to a server. The server's list of connections names the part that uses each. */
export function connectionLimits(
  { url, limits = DEFAULTS }: ServerAddress,
  part: string,
): Readonly<Record<string, unknown>> {
  return {
    max: limits.poolSize,
    application_name: `tiergraph-${part}`,
    statement_timeout: limits.statementTimeoutMs,
    // Compiling a statement takes a hundred milliseconds, and no statement runs for long.
    options: '-c jit=off',
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    onPoolCreated: (pool: Pool) => watchPool(pool, url),
  };
}

/** The options of the driver for connections that migrate. */
export function migrationLimits({ url }: ServerAddress): Readonly<Record<string, unknown>> {
  return {
    max: 4,
    application_name: 'tiergraph-migration',
    lock_timeout: MIGRATION_LOCK_MS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    onPoolCreated: (pool: Pool) => watchPool(pool, url),
  };
}
