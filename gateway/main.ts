import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import {
  ConfigError,
  readCommandLine,
  readDistributedConfig,
  type AuthenticationConfig,
  type CommandLine,
  type DistributedConfig,
} from './config.ts';
import { isWebSocketUrl } from './environment.ts';
import { createGateway, type Authentication, type GatewayOptions } from './gateway.ts';
import { createRemoteAccessTokenKeys } from './security/access-token-keys.ts';
import { importSigningKey } from './security/context-token.ts';
import { createRemoteEndedSessions } from './security/ended-sessions.ts';
import { createRemoteTime } from './security/platform-clock.ts';
import type { GraphSource } from './served-graph.ts';
import { HttpSubgraphClient, type HttpSubgraphOptions } from './subgraph-clients/http-subgraph-client.ts';
import { createEndpointClient } from './subgraph-clients/endpoint-client.ts';
import { ResilientSubgraphClient } from './subgraph-clients/resilient-subgraph-client.ts';
import type { AddressChange } from './subgraph-clients/subgraph-address.ts';
import type { SubgraphClient } from './subgraph-clients/subgraph-client.ts';
import { SplitSubgraphClient } from './subgraph-clients/split-subgraph-client.ts';
import { WebSocketSubscriptions } from './subgraph-clients/websocket-subscriptions.ts';
import { findSubgraphs, type AddressSettings, type SubgraphSettings } from './subgraph-settings.ts';
import { SupergraphReloader } from './supergraph/supergraph-reloader.ts';
import { SupergraphError } from './supergraph/supergraph.ts';

/** Polling the file's state works on every file system, including mounted and linked ones. */
const WATCH_INTERVAL_MS = 500;
const CONNECT_TIMEOUT_AMONG_OTHERS_MS = 1_000;

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new SupergraphError(`must be a readable file, got "${file}"`);
  }
}

/** The operator can mend a fault of the supergraph, like a fault of the environment. */
function asConfigError(error: unknown, { supergraph }: CommandLine): unknown {
  if (!(error instanceof SupergraphError)) return error;
  const given = supergraph === undefined ? 'SUPERGRAPH' : '--supergraph';
  const { message } = error;
  const must = message.startsWith('must be') ? message : `must be a supergraph: ${message}`;
  return new ConfigError([`${given} ${must}`]);
}

function createAuthentication(config: AuthenticationConfig): Authentication {
  if (config.kind === 'none') return config;
  return {
    kind: 'access-tokens',
    accessTokenKeys: createRemoteAccessTokenKeys(config.issuerUrls),
    endedSessions: createRemoteEndedSessions(config.issuerUrls),
    readTime: createRemoteTime(config.issuerUrls),
    signingKey: importSigningKey(config.signingKey),
  };
}

/** The client of a subgraph under its traffic policy. It logs when one of the subgraph's addresses changes its state. */
function connect(subgraph: string, { addresses, policy }: SubgraphSettings, logger: Logger): SubgraphClient {
  const tell: Readonly<Record<AddressChange, (fields: object) => void>> = {
    failing: (fields) => logger.warn(fields, 'a subgraph failed too often: its circuit is open'),
    answering: (fields) => logger.info(fields, 'a subgraph answers again: its circuit is closed'),
    away: (fields) => logger.info(fields, 'an address of a subgraph is away or going away: others are used'),
    back: (fields) => logger.info(fields, 'an address of a subgraph is back'),
  };
  const options = {
    timeoutMs: policy.timeoutMs,
    connections: policy.maxConcurrency,
    // With others to ask, it is not worth waiting long for one that does not even answer a connection.
    ...(addresses.length > 1 ? { connectTimeoutMs: CONNECT_TIMEOUT_AMONG_OTHERS_MS } : {}),
  };
  const places = addresses.map((place) => ({
    url: place.url,
    connect: (onDraining: () => void) => connectPlainly(place, { ...options, onDraining }),
  }));
  return new ResilientSubgraphClient(places, policy, undefined, (change, address) =>
    tell[change]({ subgraph, address }),
  );
}

function connectPlainly({ url, subscriptionsUrl }: AddressSettings, options: HttpSubgraphOptions): SubgraphClient {
  const http = new HttpSubgraphClient(url, options);
  if (subscriptionsUrl === undefined) return http;
  const subscriptions = isWebSocketUrl(subscriptionsUrl)
    ? new WebSocketSubscriptions(subscriptionsUrl, options)
    : new HttpSubgraphClient(subscriptionsUrl, options);
  return new SplitSubgraphClient(http, subscriptions);
}

function graphSource(supergraphSdl: string, config: DistributedConfig, logger: Logger): GraphSource {
  const places = { environment: process.env, ownUrls: config.subgraphUrls, policy: config.subgraphPolicy };
  return {
    supergraphSdl,
    clients: (members) =>
      new Map([...findSubgraphs(members, places)].map(([name, settings]) => [name, connect(name, settings, logger)])),
  };
}

function findEndpoints({ endpoints, subgraphUrls }: DistributedConfig): NonNullable<GatewayOptions['endpoints']> {
  return new Map(
    [...endpoints].map(([path, subgraph]) => [
      path,
      { subgraph, ask: createEndpointClient(subgraphUrls.get(subgraph) ?? []) },
    ]),
  );
}

async function start(config: DistributedConfig): Promise<void> {
  const logger = pino({ level: config.logLevel });
  const read = (): Promise<string> => readSupergraph(config.supergraphFile);
  const served = await read();
  const gateway = await createGateway({
    ...graphSource(served, config, logger),
    authentication: createAuthentication(config.authentication),
    endpoints: findEndpoints(config),
    config,
    logger,
    sandboxDirectory: fileURLToPath(new URL('./sandbox/page/', import.meta.url)),
  });
  const stop = (): void => {
    unwatchFile(config.supergraphFile);
    gateway.close().catch((error: unknown) => {
      logger.error({ err: error }, 'closing failed');
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { url } = await gateway.listen();
  const serve = (text: string): Promise<void> => gateway.replaceGraph(graphSource(text, config, logger));
  const reloader = new SupergraphReloader({ served, read, serve, logger });
  watchFile(config.supergraphFile, { interval: WATCH_INTERVAL_MS }, () => void reloader.reload(false));
  process.on('SIGHUP', () => void reloader.reload(true));
  // The file may have changed while the first graph was prepared, before the file was watched.
  void reloader.reload(false);
  process.stdout.write(`Tiergraph is ready at ${url}\n`);
}

async function main(): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(2));
  const config = readDistributedConfig(process.env, commandLine);
  try {
    await start(config);
  } catch (error) {
    throw asConfigError(error, commandLine);
  }
}

try {
  await main();
} catch (error) {
  // The operator can mend a fault of the environment: the message says how, and a stack trace would not help.
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
