import type { Logger } from 'pino';
import type { Bus } from '../messaging/bus.ts';
import type { Environment } from './config.ts';
import type { Clock } from '../database/clock.ts';
import type { DatabaseAddress } from '../database/database.ts';
import type { GraphQLSchema } from 'graphql';
import type { Endpoint } from './endpoint.ts';
import type { ContextRequest, SubgraphExecutor } from './executor.ts';
import type { AskGraph } from '../graphql/ask-graph.ts';
import type { Jobs } from '../messaging/jobs.ts';
import type { HealthCheck } from './health.ts';
import type { ReadSignedContext } from './signed-context.ts';

/** What a subgraph is given to live on; the same parts embedded and distributed. */
export interface SubgraphResources {
  readonly database: DatabaseAddress;
  /** Is kept at the time of the subgraph's database from its start on. */
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly environment: Environment;
  readonly readContext: ReadSignedContext;
  readonly askGraph: AskGraph;
  /** Called with every statement sent to the database; for counting them. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** A question for one of a subgraph's documents. */
export interface DocumentRequest {
  readonly query: URLSearchParams;
  /** The gateway's signed context, as in its header. */
  readonly contextToken: string | undefined;
}

/** Answers one document; throws the GraphQL error UNAUTHENTICATED to those that it is not for. */
export type ReadDocument = (request: DocumentRequest) => Promise<object>;

/** A started subgraph. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly createContext: (request: ContextRequest) => object;
  readonly executor: SubgraphExecutor;
  /** Documents it publishes besides the graph, by path: the keys of its tokens, for example. */
  readonly documents: Readonly<Record<string, ReadDocument>>;
  /** What it answers besides the graph, by path: pages, for example. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** The parts that it lives on by itself; its bus is the process's. */
  readonly checks: readonly HealthCheck[];
  /** Starts handling jobs and facts in this process. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** What each subgraph's `main.ts` exports. */
export interface SubgraphModule {
  /** The SDL for the composition; needs no database. */
  readonly sdl: () => string;
  readonly createSubgraph: (resources: SubgraphResources) => Promise<Subgraph>;
}

/** The subgraphs there are, each with the port it listens on when it runs alone. */
export const SUBGRAPH_PORTS = { accounts: 4001, catalog: 4002, orders: 4003 } as const;

export type SubgraphName = keyof typeof SUBGRAPH_PORTS;

/** Whether a text names a subgraph. */
export function isSubgraphName(text: string | undefined): text is SubgraphName {
  return text !== undefined && Object.hasOwn(SUBGRAPH_PORTS, text);
}
