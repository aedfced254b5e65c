import type { GraphQLSchema } from 'graphql';
import type { Database } from '../database/database.ts';
import { purge, type Retention } from '../database/retention.ts';
import type { Outbox } from '../database/outbox.ts';
import { careForCopies, type Copies } from '../messaging/copies.ts';
import { FactsInHand } from '../messaging/facts-in-hand.ts';
import { startWork, type Work } from '../messaging/handlers.ts';
import type { JobHandler } from '../messaging/running-job.ts';
import { turnsAtOnce } from './event-turns.ts';
import { createExecutor, type CreateContext } from './executor.ts';
import type { HealthCheck } from './health.ts';
import { checkClock, checkDatabase, checkJobs } from './health-checks.ts';
import type { Subgraph, SubgraphName, SubgraphResources } from './subgraph.ts';

/** What makes one subgraph different from another, once its resources are open. */
export interface SubgraphParts<Context extends object, WorkContext> {
  readonly name: SubgraphName;
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly createContext: CreateContext<Context>;
  readonly work: Omit<Work<WorkContext>, 'consumer'>;
  /** Facts that this subgraph tells are carried from here; none unless given. */
  readonly outbox?: Outbox;
  /** Its copies of what others own, and others' copies of what it owns; none unless given. They need an outbox. */
  readonly copies?: Copies;
  /** Documents it publishes besides the graph; none unless given. */
  readonly documents?: Subgraph['documents'];
  /** What it answers besides the graph, by path; nothing unless given. */
  readonly endpoints?: Subgraph['endpoints'];
  /** Parts whose health matters besides the database, the jobs and the clock; none unless given. */
  readonly checks?: readonly HealthCheck[];
  /** What is deleted after some time; nothing unless given. */
  readonly retentions?: readonly Retention[];
  /** Moves what is old out of the way of what is new, and answers how many rows; whenever old rows were deleted. */
  readonly archive?: (signal: AbortSignal) => Promise<number>;
  /** Ends what the subgraph has opened besides its database. */
  readonly close?: () => void;
}

/** Puts a subgraph together: how it answers, works, says what it lives on, and closes. */
export function assembleSubgraph<Context extends object, WorkContext>(
  resources: SubgraphResources,
  parts: SubgraphParts<Context, WorkContext>,
): Subgraph {
  const { name, schema, database, createContext, work, outbox, documents = {}, endpoints = {} } = parts;
  const { readContext, logger, jobs } = resources;
  const care =
    outbox && parts.copies && careForCopies({ ...resources, name, units: database.fresh, outbox }, parts.copies);
  const inHand = new FactsInHand();
  let stopComparing: (() => void) | undefined;
  let purging: NodeJS.Timeout | undefined;
  return {
    name,
    schema,
    createContext,
    executor: createExecutor({
      schema,
      readContext,
      createContext,
      logger,
      turnsAtOnce: turnsAtOnce(resources.database),
    }),
    documents,
    endpoints,
    checks: [checkDatabase(database), checkJobs(resources.jobs), checkClock(database.clock), ...(parts.checks ?? [])],
    async work() {
      await outbox?.relay();
      const { facts: careFacts = [], jobs: careJobs = [] } = care ?? {};
      await jobs.createQueues(careJobs.map(({ queue }) => queue));
      await startWork(
        { ...resources, bus: inHand.from(resources.bus) },
        {
          consumer: name,
          ...work,
          facts: [...work.facts, ...careFacts],
          jobs: [...work.jobs, ...careJobs],
        },
      );
      stopComparing = await care?.start();
      const { retentions, archive } = parts;
      if (retentions !== undefined) purging = await startPurging(resources, { name, retentions, archive, database });
    },
    async close() {
      clearInterval(purging);
      stopComparing?.();
      await inHand.close();
      parts.close?.();
      await database.close();
    },
  };
}

const PURGE_EVERY_S = 3_600;

type Purging = Required<Pick<SubgraphParts<never, never>, 'name' | 'retentions' | 'database'>> & {
  readonly archive: SubgraphParts<never, never>['archive'];
};

/** Deletes what has had its time and archives what is old, once an hour in one of all processes. */
async function startPurging(
  { jobs, logger }: SubgraphResources,
  { name, retentions, archive, database }: Purging,
): Promise<NodeJS.Timeout> {
  const queue = `${name}.purge`;
  await jobs.createQueues([{ name: queue, options: { retryLimit: 3, retryDelay: 60 } }]);
  const handler: JobHandler<object> = async (_, { signal }) => {
    const deleted = await purge(database.fresh, retentions, signal);
    if (deleted > 0) logger.info({ deleted }, 'old rows were deleted');
    const archived = (await archive?.(signal)) ?? 0;
    if (archived > 0) logger.info({ archived }, 'old rows were archived');
  };
  await jobs.work({ queue, concurrency: 1, handler });
  // Of the processes that ask within the same hour, one is heard.
  const ask = (): void => {
    jobs
      .add(queue, {}, { singletonSeconds: PURGE_EVERY_S })
      .catch((error: unknown) => logger.warn({ err: error }, 'old rows could not be put down for deletion'));
  };
  ask();
  return setInterval(ask, PURGE_EVERY_S * 1_000).unref();
}
