import type { JWK } from 'jose';
import { parseArgs } from 'node:util';
import { ConfigError, EnvironmentReader, type Environment } from './environment.ts';
import type { DocumentLimits } from './operation/documents/document-limits.ts';
import type { SubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import { readSubgraphPolicy } from './subgraph-settings.ts';

export { ConfigError, type Environment } from './environment.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** The configuration that both forms of the gateway need. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The origins of other sites whose pages may call the gateway; the gateway's own origin always may. */
  readonly allowedOrigins: readonly string[];
  /** Whether everybody gets introspection and suggestions in error messages. */
  readonly development: boolean;
  readonly requestTimeoutMs: number;
  readonly logLevel: LogLevel;
  /** The number of proxies in front of the gateway whose `x-forwarded-for` is trusted; 0 by default. */
  readonly trustedProxies?: number;
  /** The lower-case names of client headers that are passed on to subgraphs; none by default. */
  readonly forwardHeaders?: readonly string[];
  /** Megabytes of the heap that the plans of one graph may take; documents get a quarter more. */
  readonly planCacheMb?: number;
  /** How many queries and mutations are executed at once; signed-in callers' mutations have as many places more. */
  readonly maxOperations?: number;
  readonly documentLimits?: Partial<DocumentLimits>;
  readonly streamLimits?: Partial<StreamLimits>;
}

/** The limits at which the gateway ends an open stream. */
export interface StreamLimits {
  /** Bytes that may wait to be sent on one connection. */
  readonly maxBufferedBytes: number;
  /** How long a connection may take no data while some is waiting. */
  readonly stallMs: number;
  /** How often a socket is pinged. */
  readonly pingIntervalMs: number;
  /** How often a quiet multipart subscription sends a sign of life. */
  readonly heartbeatMs: number;
  readonly connectionInitTimeoutMs: number;
  /** How long a stream for several operations may be reserved without being opened. */
  readonly reservationMs: number;
  readonly maxOperationsPerSocket: number;
  /** How long a gateway that was told to end still serves, so that a balancer can send everything elsewhere. */
  readonly graceMs: number;
  /** How long closing waits for running requests. */
  readonly drainMs: number;
  /** How long subscriptions may stay on a graph that was replaced. */
  readonly reloadDrainMs: number;
}

/** Room for some hundred large operations, or thousands of the usual size. */
export const DEFAULT_PLAN_CACHE_MB = 64;

/** A gateway mostly waits for its subgraphs, which refuse by themselves what is too much for them. */
export const DEFAULT_MAX_OPERATIONS = 1_000;
/**
 * With its subgraphs in the same process it works for one operation after the other. More at once are not more in a
 * second, but each takes longer: where sixty are done in a second, twenty take a third of one.
 */
const EMBEDDED_MAX_OPERATIONS = 20;

/** The limits where a configuration does not set others. */
export const defaultStreamLimits: StreamLimits = {
  maxBufferedBytes: 1_048_576,
  stallMs: 10_000,
  pingIntervalMs: 12_000,
  heartbeatMs: 5_000,
  connectionInitTimeoutMs: 3_000,
  reservationMs: 10_000,
  maxOperationsPerSocket: 100,
  graceMs: 0,
  drainMs: 10_000,
  reloadDrainMs: 60_000,
};

/** Long enough for a balancer that asks every second whether a process is ready. */
const SHUTDOWN_GRACE_MS = 2_000;

/** How the distributed gateway authenticates callers. */
export type AuthenticationConfig =
  | {
      readonly kind: 'access-tokens';
      /** The private Ed25519 key that signs context tokens; every gateway process needs the same one. */
      readonly signingKey: JWK;
      /** The addresses that publish the keys of the access tokens. */
      readonly issuerUrls: readonly string[];
    }
  /** Everybody is anonymous, and subgraphs learn nothing about the caller. */
  | { readonly kind: 'none' };

/** The configuration of the distributed form: a process of its own, with subgraphs behind HTTP. */
export interface DistributedConfig extends GatewayConfig {
  readonly supergraphFile: string;
  readonly authentication: AuthenticationConfig;
  /** The default addresses of Tiergraph's own subgraphs; none when a foreign graph is served. */
  readonly subgraphUrls: ReadonlyMap<string, readonly string[]>;
  readonly subgraphPolicy: SubgraphPolicy;
  /** The paths that Tiergraph's own subgraphs answer besides the graph; none when a foreign graph is served. */
  readonly endpoints: ReadonlyMap<string, string>;
}

/** The paths that the platform's subgraphs answer besides the graph, each with the subgraph's name; with a slash at the end, all below. */
const OWN_ENDPOINTS: ReadonlyMap<string, string> = new Map([
  ['/files/', 'catalog'],
  ['/invitation', 'accounts'],
  ['/oauth/token', 'accounts'],
  ['/reset-password', 'accounts'],
  ['/sign-in', 'accounts'],
  ['/sign-in/callback', 'accounts'],
]);

/** What the command line says. */
export interface CommandLine {
  readonly supergraph?: string;
}

const logLevels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function readCommon(reader: EnvironmentReader, isEmbedded: boolean): GatewayConfig {
  const mode = reader.choice('NODE_ENV', isEmbedded ? 'development' : 'production', [
    'development',
    'test',
    'production',
  ]);
  return {
    host: reader.text('HOST', '127.0.0.1'),
    port: reader.wholeNumber('PORT', 4000, [0, 65_535]),
    allowedOrigins: reader.origins('ALLOWED_ORIGINS'),
    development: mode === 'development',
    requestTimeoutMs: reader.wholeNumber('REQUEST_TIMEOUT_MS', 30_000, [1, 600_000]),
    trustedProxies: reader.wholeNumber('TRUSTED_PROXIES', 0, [0, 10]),
    maxOperations: reader.wholeNumber(
      'MAX_OPERATIONS',
      isEmbedded ? EMBEDDED_MAX_OPERATIONS : DEFAULT_MAX_OPERATIONS,
      [1, 100_000],
    ),
    planCacheMb: reader.wholeNumber('PLAN_CACHE_MB', DEFAULT_PLAN_CACHE_MB, [1, 4_096]),
    logLevel: reader.choice('LOG_LEVEL', 'info', logLevels),
  };
}

/**
 * Reads what both forms of the gateway need: PORT, HOST, ALLOWED_ORIGINS, TRUSTED_PROXIES, LOG_LEVEL,
 * REQUEST_TIMEOUT_MS, MAX_OPERATIONS, PLAN_CACHE_MB, NODE_ENV. Throws a `ConfigError` that lists all faults.
 *
 * @param isEmbedded whether the subgraphs are in the same process; an environment without NODE_ENV is then development
 */
export function readGatewayConfig(environment: Environment, isEmbedded = false): GatewayConfig {
  const reader = new EnvironmentReader(environment);
  const config = readCommon(reader, isEmbedded);
  reader.finish();
  return config;
}

/** Reads the command line: `--supergraph <file>`. Throws a `ConfigError` for anything else. */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    return parseArgs({ args: [...args], options: { supergraph: { type: 'string' } } }).values;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ConfigError([line]);
  }
}

/**
 * Reads the whole configuration of the distributed gateway. Throws a `ConfigError` that lists all faults.
 *
 * A supergraph named on the command line is a foreign one. It is served without authentication, unless there is a
 * signing key or AUTHENTICATION says otherwise. So Tiergraph's own graph never opens by accident.
 */
export function readDistributedConfig(environment: Environment, commandLine: CommandLine = {}): DistributedConfig {
  const reader = new EnvironmentReader(environment);
  const isForeign = commandLine.supergraph !== undefined && reader.text('GATEWAY_SIGNING_KEY', '') === '';
  const mode = reader.choice('AUTHENTICATION', isForeign ? 'none' : 'required', ['required', 'none']);
  const subgraphUrls = mode === 'none' ? new Map<string, readonly string[]>() : readOwnUrls(reader);
  const config = {
    ...readCommon(reader, false),
    forwardHeaders: reader.forwardedHeaders('FORWARD_HEADERS'),
    streamLimits: {
      graceMs: reader.wholeNumber('SHUTDOWN_GRACE_MS', SHUTDOWN_GRACE_MS, [0, 60_000]),
      reloadDrainMs: reader.wholeNumber('RELOAD_DRAIN_MS', defaultStreamLimits.reloadDrainMs, [0, 3_600_000]),
    },
    supergraphFile: commandLine.supergraph ?? reader.text('SUPERGRAPH', 'schema/supergraph.graphql'),
    subgraphUrls,
    subgraphPolicy: readSubgraphPolicy(reader),
    endpoints: mode === 'none' ? new Map<string, string>() : OWN_ENDPOINTS,
  };
  const authentication = mode === 'none' ? ({ kind: 'none' } as const) : readAuthentication(reader, subgraphUrls);
  if (authentication === undefined || reader.faults.length > 0) throw new ConfigError(reader.faults);
  return { ...config, authentication };
}

function readOwnUrls(reader: EnvironmentReader): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ['accounts', reader.urls('ACCOUNTS_URL', 'http://127.0.0.1:4001')],
    ['catalog', reader.urls('CATALOG_URL', 'http://127.0.0.1:4002')],
    ['orders', reader.urls('ORDERS_URL', 'http://127.0.0.1:4003')],
  ]);
}

function readAuthentication(
  reader: EnvironmentReader,
  urls: ReadonlyMap<string, readonly string[]>,
): AuthenticationConfig | undefined {
  const signingKey = reader.signingKey('GATEWAY_SIGNING_KEY');
  return signingKey && { kind: 'access-tokens', signingKey, issuerUrls: urls.get('accounts') ?? [] };
}
