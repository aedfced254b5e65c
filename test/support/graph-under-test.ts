import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FormattedExecutionResult } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, inject } from 'vitest';
import { readGatewayConfig } from '../../gateway/config.ts';
import { assembleGraph, type AssembledGraph } from '../../gateway/embedded.ts';
import { DEMO_PASSWORD } from '../../subgraphs/accounts/main.ts';
import type { SimulatorOptions } from '../../subgraphs/simulator/simulator-options.ts';
import { FERNHILL_PATH } from '../../subgraphs/simulator/fernhill/handle-fernhill.ts';
import { startSimulator } from '../../subgraphs/simulator/start-simulator.ts';
import type { DatabaseAddress } from '../../subgraphs/shared/database/database.ts';
import type { Environment } from '../../subgraphs/shared/process/config.ts';
import { createSealer } from '../../subgraphs/shared/database/sealing.ts';
import { PERMISSIONS } from '../../subgraphs/shared/domain/permission.ts';
import type { SubgraphName } from '../../subgraphs/shared/process/subgraph.ts';
import { isAsked, whileAsking } from './asked.ts';
import { migrated, type Template } from './database-templates.ts';
import { openMigratedDatabase, reach, type DatabaseKind, type TestDatabase } from './databases.ts';
import { eventually } from './eventually.ts';
import { sealedClaims, userOf, type ContextClaims, type PrincipalAccount } from './principals.ts';
import { toAnswer, type Answer, type AskAs, type Operation } from './operation.ts';

/** How the graph of a test differs from the default: the demo with a fast vendor. */
export interface GraphStart {
  readonly environment?: Environment;
  readonly simulator?: Partial<SimulatorOptions>;
  /** The subgraphs that handle jobs and facts; by default all of them. */
  readonly working?: readonly SubgraphName[];
  /** Another way to the database; the test itself keeps the direct one. */
  readonly through?: (address: DatabaseAddress) => DatabaseAddress | Promise<DatabaseAddress>;
  /** Fills the catalogue; by default with the sample sheets. */
  readonly fillCatalog?: (graph: GraphUnderTest) => Promise<void>;
  /** Runs after everything has started, before the first test. */
  readonly prepare?: (graph: GraphUnderTest) => Promise<void>;
}

/** An account of the demo hierarchy with its administrator. */
export interface GraphAccount extends PrincipalAccount {
  readonly name: string;
  readonly userId: string;
}

/** A stream of a subscription, or the one result that says why there is none. */
export type Started<Result> =
  AsyncIterableIterator<FormattedExecutionResult<Result>> | FormattedExecutionResult<Result>;

/** The whole graph in the process of the test, with its own database and its own vendor. */
export interface GraphUnderTest extends Pick<AssembledGraph, 'gateway' | 'subgraphs' | 'jobs' | 'bus' | 'signingKey'> {
  readonly database: TestDatabase;
  readonly vendorUrl: string;
  /** The path of the vendor's log, which holds everything that took effect at the vendor. */
  readonly vendorLog: string;
  readonly mailDirectory: string;
  readonly environment: Environment;
  /** Everything logged so far, one JSON text per entry. */
  readonly logged: readonly string[];
  /** Returns the statements that a subgraph has sent to its database for what was asked since the last call. */
  takeStatements(subgraph: SubgraphName): readonly string[];
  account(name: string): GraphAccount;
  /** The administrator of an account, signed in, with every permission unless others are given. */
  administrator(name: string, permissions?: readonly string[], more?: Partial<ContextClaims>): ContextClaims;
  /** Signs the context that the gateway would send to a subgraph about a caller. */
  sign(subgraph: SubgraphName, principal: ContextClaims): string;
  /** Asks the whole graph as a principal, through the gateway. */
  readonly ask: AskAs;
  /** Asks one subgraph directly as a principal, not through the gateway. */
  askSubgraph<Data>(name: SubgraphName, text: string, variables: object, as: ContextClaims): Promise<Answer<Data>>;
  askSubgraph<Result, Variables>(
    name: SubgraphName,
    operation: Operation<Result, Variables>,
    variables: NoInfer<Variables>,
    as: ContextClaims,
  ): Promise<Answer<Result>>;
  /** Starts a subscription of orders as a principal. */
  subscribe(text: string, variables: object, principal: ContextClaims): Promise<Started<unknown>>;
  subscribe<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: NoInfer<Variables>,
    principal: ContextClaims,
  ): Promise<Started<Result>>;
  /** Publishes a new version of the vendor's customer agreement. */
  publishAgreement(version: string): void;
  /** Stops the vendor; it cannot be started again. */
  stopVendor(): Promise<void>;
  close(): Promise<void>;
}

/** Orders complete in about two seconds: the vendor provisions in 0.4 s and applies late orders after 0.3 s. */
const FAST_VENDOR = { speed: 3_000, requestsPerMinute: 1_000_000 };
const FAST_ORDERS = { MICROSOFT_FOLLOW_MS: '100', MICROSOFT_LOOKUP_MS: '1000', MICROSOFT_EXPECTED_MS: '5000' };

const CHAMPION = 'championcloud.onmicrosoft.com';
const HARBOR = 'harborit.onmicrosoft.com';
const EXISTING = { relationship: true, agreement: true } as const;

/** Tenants that the vendor has before the first order: those of the demo customers, with what they accepted. */
const TENANTS = [
  { ...EXISTING, domain: 'contosobakery.onmicrosoft.com', qualification: 'none', resellers: [CHAMPION] },
  { ...EXISTING, domain: 'lakesideschool.onmicrosoft.com', qualification: 'education', resellers: [CHAMPION] },
  { ...EXISTING, domain: 'brighthands.onmicrosoft.com', qualification: 'nonprofit', resellers: [HARBOR] },
] as const;

/** What the graphs of a run seal secrets with, so that each can open those of the demo hierarchy. */
const SEALING_KEYS = `test:${Buffer.alloc(32, 'demo').toString('base64')}`;

/** The demo hierarchy and the catalogue of the sample sheets, with which every graph of a run begins. */
const seeded = (): Template => ({ name: `seeded-${inject('runId')}`, base: migrated(), make: seed });

async function seed(address: DatabaseAddress): Promise<void> {
  await (await startOn(reach(address), {})).close();
}

/** Starts the graph with the demo hierarchy on a database of its own. The caller closes it. */
export async function startGraph(kind: DatabaseKind, start: GraphStart = {}): Promise<GraphUnderTest> {
  // A subgraph that does not work must not have handled the facts of the demo hierarchy.
  const template = start.working === undefined ? seeded() : migrated();
  return await startOn(await openMigratedDatabase(kind, template), start);
}

/** Starts the graph, and seeds what its database lacks. Closing the graph closes the database. */
async function startOn(database: TestDatabase, start: GraphStart): Promise<GraphUnderTest> {
  const closers: (() => Promise<unknown>)[] = [() => database.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const graph = await open({ database, start, closers, close });
    for (const name of start.working ?? (['accounts', 'catalog', 'orders'] as const))
      await graph.subgraphs[name].work();
    await graph.subgraphs.accounts.seedDemo(DEMO_PASSWORD);
    const demo = await readDemo(graph.database);
    const filled: GraphUnderTest = { ...graph, ...demo };
    await (start.fillCatalog?.(filled) ?? graph.subgraphs.catalog.seed());
    await outboxDrained(graph.database);
    await start.prepare?.(filled);
    return filled;
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Starts the graph before the tests of a `describe` and stops it after them.
 * The returned function gives the running graph.
 */
export function useGraph(kind: DatabaseKind, start: GraphStart = {}): () => GraphUnderTest {
  let graph: GraphUnderTest | undefined;
  beforeAll(async () => {
    graph = await startGraph(kind, start);
  });
  afterAll(() => graph?.close());
  return () => {
    if (graph === undefined) throw new Error('The graph is started before the first test, not while collecting');
    return graph;
  };
}

/** The vendor of the samples that takes orders by the platform's own protocol. */
function secondVendor(simulatorUrl: string): string {
  const pace = { followMs: 100, lookUpMs: 1_000, expectedMs: 5_000 };
  return JSON.stringify({
    'Fernhill Software': { url: `${simulatorUrl}${FERNHILL_PATH}`, token: 'simulator-secret', ...pace },
  });
}

interface Opening {
  readonly database: TestDatabase;
  readonly start: GraphStart;
  readonly closers: (() => Promise<unknown>)[];
  readonly close: () => Promise<void>;
}

type Undecorated = Omit<GraphUnderTest, 'account' | 'administrator'>;

async function open({ database, start, closers, close }: Opening): Promise<Undecorated> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-graph-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const vendorLog = join(folder, 'vendor.jsonl');
  const simulator = await startSimulator({ logPath: vendorLog, tenants: TENANTS, ...FAST_VENDOR, ...start.simulator });
  let stopping: Promise<void> | undefined;
  const stopVendor = (): Promise<void> => (stopping ??= simulator.stop());
  closers.push(stopVendor);
  const mailDirectory = join(folder, 'mail');
  const environment: Environment = {
    ...FAST_ORDERS,
    PORT: '0',
    NODE_ENV: 'test',
    DATA_DIR: folder,
    MAIL_DIR: mailDirectory,
    IMPORT_DIR: folder,
    SEALING_KEYS,
    MICROSOFT_API_URL: simulator.url,
    VENDOR_APIS: secondVendor(simulator.url),
    TIERGRAPH_DEMO: '1',
    ...start.environment,
  };
  const logged: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const statements = { accounts: [] as string[], catalog: [] as string[], orders: [] as string[] };
  const graph = await assembleGraph({
    address: (await start.through?.(database.address)) ?? database.address,
    environment,
    config: readGatewayConfig(environment),
    logger,
    closers,
    onStatement: (name, sql) => {
      if (isAsked()) statements[name].push(sql);
    },
  });
  return {
    ...graph,
    ...asking(graph, environment),
    database,
    vendorUrl: simulator.url,
    vendorLog,
    mailDirectory,
    environment,
    logged,
    publishAgreement: (version) => simulator.publishAgreement(version),
    stopVendor,
    takeStatements: (name) => statements[name].splice(0),
    close,
  };
}

const LIFETIME_S = 600;

function asking({ gateway, subgraphs, signingKey }: AssembledGraph, environment: Environment) {
  const sealer = createSealer(environment['SEALING_KEYS'] ?? '');
  const sign = (subgraph: SubgraphName, principal: ContextClaims): string => {
    const iat = Math.floor(Date.now() / 1_000);
    const exp = iat + LIFETIME_S;
    const claims = { tx: exp, ...sealedClaims(principal, sealer) };
    return signingKey.signToken({ ...claims, iss: 'tiergraph-gateway', aud: subgraph, iat, exp });
  };
  return {
    sign,
    ask: async (operation: Text, variables: object, principal: ContextClaims) => {
      const authorization = `Context ${sign('orders', principal)}`;
      const query = operation.toString();
      const request = { query, variables: { ...variables }, authorization };
      return toAnswer(await whileAsking(async () => await gateway.request(request)));
    },
    askSubgraph: async (name: SubgraphName, operation: Text, variables: object, principal: ContextClaims) => {
      const query = operation.toString();
      const request = { query, variables: { ...variables }, contextToken: sign(name, principal) };
      return toAnswer(await whileAsking(async () => await subgraphs[name].executor.execute(request)));
    },
    subscribe: async (operation: Text, variables: object, principal: ContextClaims) => {
      const query = operation.toString();
      const request = { query, variables: { ...variables }, contextToken: sign('orders', principal) };
      return (await subgraphs.orders.executor.subscribe(request)) as Started<never>;
    },
  };
}

/** An operation or its text. */
interface Text {
  toString(): string;
}

/** Waits until every published fact has reached the other subgraphs. */
export async function outboxDrained(database: TestDatabase): Promise<void> {
  await eventually(async () => {
    const waiting = await database.sql<{ name: string }>(
      `select name from jobs.job where name like '%.publish' and state in ('created', 'retry', 'active')`,
    );
    if (waiting.length > 0) throw new Error(`${waiting.length} facts are not carried yet`);
  });
}

async function readDemo(database: TestDatabase): Promise<Pick<GraphUnderTest, 'account' | 'administrator'>> {
  const rows = await database.sql<GraphAccount>(
    `select a.id, a.type, a.path::text as path, a.name, u.id as "userId"
     from accounts.account a join accounts."user" u on u.account_id = a.id`,
  );
  const account = (name: string): GraphAccount => {
    const found = rows.find((row) => row.name === name);
    if (found === undefined) throw new Error(`${name} is not in the demo hierarchy`);
    return found;
  };
  return {
    account,
    administrator: (name, permissions = PERMISSIONS, more = {}) =>
      userOf(account(name), permissions, { sub: account(name).userId, ...more }),
  };
}
