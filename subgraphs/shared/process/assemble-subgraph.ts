import type { GraphQLSchema } from 'graphql';
import type { Database } from '../database/database.ts';
import type { Outbox } from '../database/outbox.ts';
import { startWork, type Work } from '../messaging/handlers.ts';
import { eventsAtOnce } from './event-turns.ts';
import { createExecutor, type ContextRequest } from './executor.ts';
import type { Subgraph, SubgraphName, SubgraphResources } from './subgraph.ts';

/** What makes one subgraph different from another, once its resources are open. */
export interface SubgraphParts<WorkContext> {
  readonly name: SubgraphName;
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly createContext: (request: ContextRequest) => object;
  readonly work: Omit<Work<WorkContext>, 'consumer'>;
  /** Facts that this subgraph tells are carried from here; none unless given. */
  readonly outbox?: Outbox;
  /** Documents it publishes besides the graph; none unless given. */
  readonly documents?: Subgraph['documents'];
  /** Ends what the subgraph has opened besides its database. */
  readonly close?: () => void;
}

/** Puts a subgraph together: how it answers, works, says that it is ready, and closes. */
export function assembleSubgraph<WorkContext>(
  resources: SubgraphResources,
  parts: SubgraphParts<WorkContext>,
): Subgraph {
  const { name, schema, database, createContext, work, outbox, documents = {} } = parts;
  const { readContext, logger } = resources;
  return {
    name,
    schema,
    createContext,
    executor: createExecutor({
      schema,
      readContext,
      createContext,
      logger,
      eventsAtOnce: eventsAtOnce(resources.database),
    }),
    documents,
    ready: async () => {
      await database.fresh.read.query('select 1');
    },
    async work() {
      await outbox?.relay();
      await startWork(resources, { consumer: name, ...work });
    },
    async close() {
      parts.close?.();
      await database.close();
    },
  };
}
