import type { JWK } from 'jose';
import type { DocumentLimits } from './operation/document-limits.ts';
import { importSigningKey } from './security/context-token.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** What every form of the gateway needs to know. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Origins of other sites whose pages may call; the gateway's own origin always may. */
  readonly allowedOrigins: readonly string[];
  /** Introspection and suggestions for everybody. */
  readonly development: boolean;
  readonly requestTimeoutMs: number;
  readonly logLevel: LogLevel;
  /** Proxies in front of the gateway whose `x-forwarded-for` counts; none unless given. */
  readonly trustedProxies?: number;
  readonly documentLimits?: Partial<DocumentLimits>;
  readonly streamLimits?: Partial<StreamLimits>;
}

/** When an open stream is ended for its reader's sake or ours. */
export interface StreamLimits {
  /** Bytes waiting to be sent on one connection. */
  readonly maxBufferedBytes: number;
  /** How long a connection may take nothing while something waits. */
  readonly stallMs: number;
  readonly pingIntervalMs: number;
  readonly connectionInitTimeoutMs: number;
  readonly maxOperationsPerSocket: number;
  /** How long closing waits for running requests. */
  readonly drainMs: number;
}

/** The limits that hold unless a configuration says otherwise. */
export const defaultStreamLimits: StreamLimits = {
  maxBufferedBytes: 1_048_576,
  stallMs: 10_000,
  pingIntervalMs: 12_000,
  connectionInitTimeoutMs: 3_000,
  maxOperationsPerSocket: 100,
  drainMs: 10_000,
};

/** The gateway as a process of its own, with subgraphs behind HTTP. */
export interface DistributedConfig extends GatewayConfig {
  readonly supergraphFile: string;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Private Ed25519 key that signs context tokens; the same in every gateway process. */
  readonly signingKey: JWK;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment asks for what cannot be; the message has one line per fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

const logLevels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads variables and collects every fault, so that one start shows them all. */
class EnvironmentReader {
  readonly faults: string[] = [];
  readonly #environment: Environment;
  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(name: string, fallback: string): string {
    return this.#environment[name] || fallback;
  }

  wholeNumber(name: string, fallback: number, [min, max]: readonly [number, number]): number {
    const given = this.#environment[name];
    if (!given) return fallback;
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.faults.push(`${name} must be a number between ${min} and ${max}, got "${given}"`);
    return fallback;
  }

  choice<Choice extends string>(name: string, fallback: Choice, choices: readonly Choice[]): Choice {
    const given = this.#environment[name];
    if (!given) return fallback;
    const chosen = choices.find((choice) => choice === given);
    if (chosen === undefined) this.faults.push(`${name} must be one of ${choices.join(', ')}, got "${given}"`);
    return chosen ?? fallback;
  }

  url(name: string, fallback: string): string {
    const given = this.text(name, fallback);
    const url = URL.parse(given);
    if (url === null || !/^https?:$/.test(url.protocol))
      this.faults.push(`${name} must be an http(s) URL, got "${given}"`);
    return given;
  }

  origins(name: string): readonly string[] {
    const given = this.text(name, '')
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== '');
    for (const origin of given) {
      if (URL.parse(origin)?.origin === origin) continue;
      this.faults.push(`${name} must list origins such as https://portal.example, got "${origin}"`);
    }
    return given;
  }

  /** The value is a secret, so the fault does not repeat it. */
  signingKey(name: string): JWK | undefined {
    try {
      const jwk = JSON.parse(this.text(name, '')) as JWK;
      importSigningKey(jwk);
      return jwk;
    } catch {
      this.faults.push(`${name} must be a private Ed25519 key as JSON Web Key`);
      return undefined;
    }
  }
}

function readCommon(reader: EnvironmentReader, development: boolean): GatewayConfig {
  const mode = reader.choice('NODE_ENV', development ? 'development' : 'production', [
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
    logLevel: reader.choice('LOG_LEVEL', 'info', logLevels),
  };
}

/**
 * Reads what every form of the gateway needs: PORT, HOST, ALLOWED_ORIGINS, TRUSTED_PROXIES, LOG_LEVEL,
 * REQUEST_TIMEOUT_MS, NODE_ENV. Throws a `ConfigError` that lists all faults.
 *
 * @param development whether an environment without NODE_ENV counts as development, as in the embedded mode
 */
export function readGatewayConfig(environment: Environment, development = false): GatewayConfig {
  const reader = new EnvironmentReader(environment);
  const config = readCommon(reader, development);
  if (reader.faults.length > 0) throw new ConfigError(reader.faults);
  return config;
}

/** Reads the distributed gateway's whole configuration. Throws a `ConfigError` that lists all faults. */
export function readDistributedConfig(environment: Environment): DistributedConfig {
  const reader = new EnvironmentReader(environment);
  const common = readCommon(reader, false);
  const subgraphUrls = new Map([
    ['accounts', reader.url('ACCOUNTS_URL', 'http://127.0.0.1:4001')],
    ['catalog', reader.url('CATALOG_URL', 'http://127.0.0.1:4002')],
    ['orders', reader.url('ORDERS_URL', 'http://127.0.0.1:4003')],
  ]);
  const supergraphFile = reader.text('SUPERGRAPH', 'schema/supergraph.graphql');
  const signingKey = reader.signingKey('GATEWAY_SIGNING_KEY');
  if (signingKey === undefined || reader.faults.length > 0) throw new ConfigError(reader.faults);
  return { ...common, supergraphFile, subgraphUrls, signingKey };
}
