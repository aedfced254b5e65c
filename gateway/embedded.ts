import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import { createInProcessBus } from '../subgraphs/shared/messaging/bus.ts';
import { Clock } from '../subgraphs/shared/database/clock.ts';
import type { DatabaseAddress } from '../subgraphs/shared/database/database.ts';
import { openEmbeddedDatabase } from '../subgraphs/shared/database/embedded-database.ts';
import type { AskGraph } from '../subgraphs/shared/graphql/ask-graph.ts';
import { openJobs } from '../subgraphs/shared/messaging/jobs.ts';
import { createSealer } from '../subgraphs/shared/database/sealing.ts';
import { checkFailpoint } from '../subgraphs/shared/process/failpoint.ts';
import { Health } from '../subgraphs/shared/process/health.ts';
import { callEndpoint } from '../subgraphs/shared/process/endpoint.ts';
import {
  CONTEXT_HEADER,
  createContextReader,
  type ReadSignedContext,
} from '../subgraphs/shared/process/signed-context.ts';
import type { Subgraph, SubgraphName, SubgraphResources } from '../subgraphs/shared/process/subgraph.ts';
import * as accounts from '../subgraphs/accounts/main.ts';
import * as catalog from '../subgraphs/catalog/main.ts';
import * as orders from '../subgraphs/orders/main.ts';
import { FERNHILL_PATH } from '../subgraphs/simulator/fernhill/handle-fernhill.ts';
import { startSimulator } from '../subgraphs/simulator/start-simulator.ts';
import { ConfigError, readGatewayConfig, type Environment } from './config.ts';
import { loadSealingKeys } from './embedded-keys.ts';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { toInProcessSubgraph } from './in-process-subgraph.ts';
import { createLocalAccessTokenKeys } from './security/access-token-keys.ts';
import { generateSigningKey, type ContextSigningKey } from './security/context-token.ts';
import type { EndpointTarget } from './transports/http/endpoints.ts';
import { requireFreePort } from './transports/port.ts';
import { InProcessSubgraphClient } from './subgraph-clients/in-process-subgraph-client.ts';

/** The simulated vendor works fast, so that an order takes about five seconds and each step can be seen. */
const DEMO_PACE = {
  MICROSOFT_FOLLOW_MS: '500',
  MICROSOFT_LOOKUP_MS: '3000',
  MICROSOFT_EXPECTED_MS: '5000',
  ACTIVATION_EXPECTED_MS: '10000',
};

/** The second vendor of the samples, which the simulator plays as well. */
function demoVendorApis(simulatorUrl: string): string {
  const pace = { followMs: 500, lookUpMs: 3_000, expectedMs: 5_000 };
  const api = { url: `${simulatorUrl}${FERNHILL_PATH}`, token: 'simulator-secret', ...pace };
  return JSON.stringify({ 'Fernhill Software': api });
}

const CHAMPION = 'championcloud.onmicrosoft.com';
const HARBOR = 'harborit.onmicrosoft.com';
const EXISTING = { relationship: true, agreement: true } as const;

/** The tenants that the vendor knows from the beginning: those of the demo customers, with what they have accepted. */
const DEMO_TENANTS = [
  { ...EXISTING, domain: 'contosobakery.onmicrosoft.com', qualification: 'none', resellers: [CHAMPION] },
  { ...EXISTING, domain: 'lakesideschool.onmicrosoft.com', qualification: 'education', resellers: [CHAMPION] },
  { ...EXISTING, domain: 'brighthands.onmicrosoft.com', qualification: 'nonprofit', resellers: [HARBOR] },
] as const;

/** The whole graph in one process. */
export interface EmbeddedGraph {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the database, the vendor simulator, the three subgraphs and the gateway in this process. Throws a ConfigError
 * of the gateway or the subgraphs when the environment does not allow it.
 *
 * @param say reports slow steps to the person who started the process
 */
export async function startEmbedded(
  given: Environment,
  logger: Logger,
  say: (line: string) => void,
): Promise<EmbeddedGraph> {
  const config = readGatewayConfig(given, true);
  checkFailpoint(given);
  const dataDir = resolve(given['DATA_DIR'] || 'data');
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  await requireFreePort(config.port, config.host);
  try {
    const onNew = (): void => say(`Making the database in ${dataDir}, which takes a few seconds …`);
    const database = await openEmbeddedDatabase(dataDir, onNew);
    closers.push(() => database.close());
    const simulator = await startVendor(join(dataDir, 'vendor-simulator.jsonl'));
    closers.push(() => simulator.stop());
    const environment: Environment = {
      ...given,
      ...DEMO_PACE,
      DATA_DIR: dataDir,
      PUBLIC_URL: given['PUBLIC_URL'] || `http://localhost:${config.port}`,
      SEALING_KEYS: await loadSealingKeys(dataDir, given['SEALING_KEYS']),
      MICROSOFT_API_URL: simulator.url,
      VENDOR_APIS: given['VENDOR_APIS'] || demoVendorApis(simulator.url),
      TIERGRAPH_DEMO: '1',
    };
    const address = { kind: 'pglite', pglite: database.pglite } as const;
    const { gateway, subgraphs, bus } = await assembleGraph({ address, environment, config, logger, closers });
    // Events that the last process did not deliver wait until all of their consumers are started.
    const release = bus.hold();
    for (const subgraph of Object.values(subgraphs)) await subgraph.work();
    release();
    await subgraphs.accounts.seedDemo(accounts.DEMO_PASSWORD);
    await subgraphs.catalog.seed({ withOwnLayout: true });
    const { url } = await gateway.listen();
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A log that the vendor cannot continue has to be mended by the person who started the graph. */
async function startVendor(logPath: string): ReturnType<typeof startSimulator> {
  try {
    return await startSimulator({ logPath, tenants: DEMO_TENANTS });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      `DATA_DIR: ${reason} Restore it from a copy, or move ${dirname(logPath)} away to start anew.`,
    ]);
  }
}

/** What a graph in one process is assembled from. */
export interface GraphParts {
  readonly address: DatabaseAddress;
  readonly environment: Environment;
  readonly config: ReturnType<typeof readGatewayConfig>;
  readonly logger: Logger;
  /**
   * Collects the functions that close the parts, each as soon as its part is open; call them from the last to the
   * first.
   */
  readonly closers: (() => Promise<unknown>)[];
  /** Called with every statement that a subgraph sends to the database; for counting them. */
  readonly onStatement?: (subgraph: SubgraphName, sql: string) => void;
}

/** The three subgraphs and the gateway, which are not working or listening yet. */
export type AssembledGraph = Awaited<ReturnType<typeof assembleGraph>>;

/** Assembles the graph in this process. Throws a ConfigError when the environment does not allow it. */
export async function assembleGraph({ address, environment, config, logger, closers, onStatement }: GraphParts) {
  const jobs = await openJobs(address, logger, true);
  closers.push(() => jobs.stop());
  const bus = createInProcessBus();
  const signingKey = generateSigningKey();
  const gatewayKeys = createLocalJWKSet(signingKey.publicJwks);
  const sealer = createSealer(environment['SEALING_KEYS'] ?? '');
  const gatewayStarted = Promise.withResolvers<Gateway>();
  const clock = new Clock();
  const readerFor = (name: SubgraphName): ReadSignedContext =>
    createContextReader(name, { gatewayKeys, sealer, clock });
  const readContext = { accounts: readerFor('accounts'), catalog: readerFor('catalog'), orders: readerFor('orders') };
  const resourcesOf = (name: SubgraphName): SubgraphResources => ({
    database: address,
    clock,
    jobs,
    bus,
    logger: logger.child({ subgraph: name }),
    environment,
    readContext: readContext[name],
    askGraph: askThrough(gatewayStarted.promise),
    onStatement: onStatement && ((sql) => onStatement(name, sql)),
  });
  const subgraphs = {
    accounts: await accounts.createSubgraph(resourcesOf('accounts')),
    catalog: await catalog.createSubgraph(resourcesOf('catalog')),
    orders: await orders.createSubgraph(resourcesOf('orders')),
  };
  for (const subgraph of Object.values(subgraphs)) closers.push(() => subgraph.close());
  // Jobs have to stop before the subgraphs whose tables they work on; stopping twice does nothing.
  closers.push(() => jobs.stop());
  const health = new Health(logger);
  closers.push(() => health.close());
  for (const { name, checks } of Object.values(subgraphs)) health.add(checks, name);
  const gateway = await createEmbeddedGateway({ config, logger, signingKey, subgraphs, readContext, health });
  closers.push(() => gateway.close());
  gatewayStarted.resolve(gateway);
  return { gateway, subgraphs, jobs, bus, signingKey };
}

/** A subgraph's request to the whole graph, on behalf of the caller whose operation it is working on. */
function askThrough(gateway: Promise<Gateway>): AskGraph {
  return async ({ query, variables, contextToken }) => {
    const answer = await (await gateway).request({ query, variables, authorization: `Context ${contextToken}` });
    return { data: answer.data, errors: answer.errors?.map((error) => error.toJSON()) };
  };
}

interface GatewayParts extends Pick<GraphParts, 'config' | 'logger'> {
  readonly signingKey: ContextSigningKey;
  readonly subgraphs: Readonly<Record<SubgraphName, Subgraph>>;
  readonly readContext: Readonly<Record<SubgraphName, ReadSignedContext>>;
  readonly health: Health;
}

/** The paths that the subgraphs answer besides the graph, without a socket. */
function endpointsOf(
  subgraphs: GatewayParts['subgraphs'],
  readContext: Readonly<Record<SubgraphName, ReadSignedContext>>,
): NonNullable<GatewayOptions['endpoints']> {
  const found = Object.entries(subgraphs).flatMap(([name, { endpoints }]) =>
    Object.entries(endpoints).map(([path, endpoint]): [string, EndpointTarget] => {
      const ask: EndpointTarget['ask'] = async ({ url, headers, ...request }) => {
        const principal = await readContext[name as SubgraphName](headers[CONTEXT_HEADER]);
        const { pathname, searchParams: query } = new URL(url, 'http://gateway');
        const requestId = headers['x-request-id'];
        return await callEndpoint(endpoint, { ...request, path: pathname, query, principal, requestId });
      };
      return [path, { subgraph: name, ask }];
    }),
  );
  return new Map(found);
}

/** How often the gateway of the embedded form asks which sessions have ended. */
const ENDED_SESSIONS_POLL_MS = 1_000;

/** Asks accounts for what it publishes, without a socket. */
function readDocument(
  { documents }: Subgraph,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<object> {
  const { pathname, searchParams: query } = new URL(path, 'http://accounts');
  const read = documents[pathname];
  if (read === undefined) throw new Error(`Invariant: accounts publishes ${pathname}`);
  return read({ query, contextToken: headers[CONTEXT_HEADER] });
}

async function createEmbeddedGateway({
  config,
  logger,
  signingKey,
  subgraphs,
  readContext,
  health,
}: GatewayParts): Promise<Gateway> {
  const ask = (path: string, headers?: Readonly<Record<string, string>>) =>
    readDocument(subgraphs.accounts, path, headers);
  return createGateway({
    supergraphSdl: await readFile('schema/supergraph.graphql', 'utf8'),
    clients: new Map(
      Object.values(subgraphs).map(({ name, executor }) => [
        name,
        new InProcessSubgraphClient(toInProcessSubgraph(executor)),
      ]),
    ),
    config,
    logger,
    ownHealth: () => health.report(),
    // Gateway, subgraphs and database share one thread, so each event that is completed delays everything else.
    eventsAtOnce: 1,
    authentication: {
      kind: 'access-tokens',
      accessTokenKeys: createLocalAccessTokenKeys(async () => (await ask('/.well-known/jwks.json')) as JSONWebKeySet),
      endedSessions: {
        pollMs: ENDED_SESSIONS_POLL_MS,
        load: (after, headers) => ask(`/sessions/ended.json${after === undefined ? '' : `?after=${after}`}`, headers),
      },
      signingKey,
    },
    endpoints: endpointsOf(subgraphs, readContext),
    sandboxDirectory: fileURLToPath(new URL('./sandbox/page/', import.meta.url)),
    sandboxConfig: {
      demo: true,
      demoUsers: accounts.DEMO_ACCOUNTS.map((account) => ({
        login: account.login,
        label: account.name,
        role: accounts.describeDemoAccount(account),
        ...(account.identity ? { identity: account.identity } : {}),
      })),
      demoPassword: accounts.DEMO_PASSWORD,
    },
  });
}
