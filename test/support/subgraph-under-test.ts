import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createInProcessBus, type Bus, type BusMessage } from '../../subgraphs/shared/messaging/bus.ts';
import { Clock } from '../../subgraphs/shared/database/clock.ts';
import type { DatabaseAddress } from '../../subgraphs/shared/database/database.ts';
import type { Environment } from '../../subgraphs/shared/process/config.ts';
import type { AskGraph } from '../../subgraphs/shared/graphql/ask-graph.ts';
import { openJobs, type Jobs } from '../../subgraphs/shared/messaging/jobs.ts';
import type { Subgraph, SubgraphName, SubgraphResources } from '../../subgraphs/shared/process/subgraph.ts';
import { isAsked, whileAsking } from './asked.ts';
import { openMigratedDatabase, type DatabaseKind, type TestDatabase } from './databases.ts';
import { toAnswer, type AskAs } from './operation.ts';
import { contextToken, readContextFor, type ContextClaims } from './principals.ts';

/** How a test starts a subgraph. */
export interface SubgraphStart<S extends Subgraph> {
  readonly name: SubgraphName;
  readonly createSubgraph: (resources: SubgraphResources) => Promise<S>;
  readonly environment?: Environment;
  /** How the subgraph asks the rest of the graph; by default every question fails. */
  readonly askGraph?: AskGraph;
  /** Carries facts; by default within the process. The caller closes a bus that it passes. */
  readonly bus?: Bus;
  /** The subjects whose facts are recorded for the test: `accounts.account-changed`. */
  readonly facts?: readonly string[];
  /** Another way to the subgraph's database; the job queue keeps the direct one. */
  readonly through?: (address: DatabaseAddress) => DatabaseAddress;
  /** Runs after the subgraph has started, before the first test. */
  readonly prepare?: (started: SubgraphUnderTest<S>) => Promise<void>;
}

/** Counts the statements that reach the database for what the test asks; those of jobs and timers do not count. */
export interface StatementCounter {
  reset(): void;
  /** Statements of the ORM since the last reset. */
  count(): number;
  texts(): readonly string[];
}

export interface SubgraphUnderTest<S extends Subgraph> {
  readonly subgraph: S;
  readonly database: TestDatabase;
  readonly jobs: Jobs;
  readonly bus: Bus;
  readonly statements: StatementCounter;
  /** The recorded facts in the order in which they reached the bus. */
  readonly facts: readonly BusMessage[];
  /** Everything logged so far, one JSON text per entry. */
  readonly logged: readonly string[];
  /** Where mail is written, unless the environment says otherwise. */
  readonly mailDirectory: string;
  /** Runs an operation as a principal. */
  readonly ask: AskAs;
  close(): Promise<void>;
}

/** Starts a subgraph with its own database, the real job queue and an in-process bus. The caller closes it. */
export async function startSubgraph<S extends Subgraph>(
  kind: DatabaseKind,
  start: SubgraphStart<S>,
): Promise<SubgraphUnderTest<S>> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-subgraph-'));
  const opened: Opened = { database: await openMigratedDatabase(kind), folder };
  try {
    return await startOn(opened, start);
  } catch (error) {
    await close(opened);
    throw error;
  }
}

/** What must be closed after a start that may have failed halfway. */
interface Opened {
  readonly database: TestDatabase;
  /** For what the subgraph writes to files. */
  readonly folder: string;
  jobs?: Jobs;
  subgraph?: Subgraph;
}

async function close({ database, folder, jobs, subgraph }: Opened): Promise<void> {
  await jobs?.stop();
  await subgraph?.close();
  await database.close();
  await rm(folder, { recursive: true });
}

async function startOn<S extends Subgraph>(opened: Opened, start: SubgraphStart<S>): Promise<SubgraphUnderTest<S>> {
  const { name } = start;
  const { database } = opened;
  const logged: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const jobs = (opened.jobs = await openJobs(database.address, logger, true));
  const { bus, facts } = await recordingBus(start.facts ?? [], start.bus);
  const statements = createCounter();
  const subgraph = await start.createSubgraph({
    database: start.through?.(database.address) ?? database.address,
    clock: new Clock(),
    jobs,
    bus,
    logger,
    environment: {
      SEALING_KEYS: `test:${randomBytes(32).toString('base64')}`,
      DATA_DIR: opened.folder,
      ...start.environment,
    },
    readContext: readContextFor(name),
    askGraph: start.askGraph ?? (() => Promise.reject(new Error('No graph answers in this test'))),
    onStatement: (sql) => {
      if (isAsked()) statements.add(sql);
    },
  });
  opened.subgraph = subgraph;
  await subgraph.work();
  const started: SubgraphUnderTest<S> = {
    subgraph,
    database,
    jobs,
    bus,
    statements,
    facts,
    logged,
    mailDirectory: join(opened.folder, 'mail'),
    ask: askOf(name, subgraph),
    close: () => close(opened),
  };
  await start.prepare?.(started);
  return started;
}

/** How a test asks a subgraph, without a gateway. */
export function askOf(name: SubgraphName, { executor }: Subgraph): AskAs {
  return async (operation: { toString(): string }, variables: object, principal: ContextClaims) => {
    const query = operation.toString();
    const request = { query, variables: { ...variables }, contextToken: contextToken(name, principal) };
    return toAnswer(await whileAsking(async () => await executor.execute(request)));
  };
}

/**
 * Starts a subgraph before the tests of a `describe` and stops it after them.
 * The returned function gives the running subgraph.
 */
export function useSubgraph<S extends Subgraph>(
  kind: DatabaseKind,
  start: SubgraphStart<S>,
): () => SubgraphUnderTest<S> {
  let started: SubgraphUnderTest<S> | undefined;
  beforeAll(async () => {
    started = await startSubgraph(kind, start);
  });
  afterAll(() => started?.close());
  return () => {
    if (started === undefined) throw new Error('The subgraph is started before the first test, not while collecting');
    return started;
  };
}

async function recordingBus(
  subjects: readonly string[],
  bus: Bus = createInProcessBus(),
): Promise<{ bus: Bus; facts: readonly BusMessage[] }> {
  const facts: BusMessage[] = [];
  for (const subject of subjects) {
    await bus.consume('test', subject, (message) => {
      facts.push(message);
      return Promise.resolve();
    });
  }
  return { bus, facts };
}

function createCounter(): StatementCounter & { add(sql: string): void } {
  let texts: string[] = [];
  return {
    add: (sql) => void texts.push(sql),
    reset: () => void (texts = []),
    count: () => texts.length,
    texts: () => texts,
  };
}
