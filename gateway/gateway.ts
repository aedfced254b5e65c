import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayConfig } from './config.ts';
import type { AccessTokenKeys } from './security/access-token-keys.ts';
import type { ContextSigningKey } from './security/context-token.ts';
import type { Principal } from './security/principal.ts';
import type { SubgraphClient } from './subgraph-clients/subgraph-client.ts';

/** The parts one gateway is made of. */
export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** A client for every subgraph of the supergraph, by its name. The gateway closes them when it closes. */
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly config: GatewayConfig;
  readonly logger: Logger;
  readonly accessTokenKeys: AccessTokenKeys;
  readonly signingKey: ContextSigningKey;
  /** Folder with the built sandbox page; without one there is no page. */
  readonly sandboxDirectory?: string;
}

/** A question put to the graph from within the process, through the same pipeline as any client's. */
export interface GatewayRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** As the HTTP header: `Bearer <access token>` or `Context <context token>`. */
  readonly authorization?: string;
}

export interface Gateway {
  /** Opens the port. Rejects with a `ConfigError` when it is taken. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Answers a query or a mutation; refusals are errors in the result. */
  request(request: GatewayRequest): Promise<ExecutionResult>;
  /** Ends the open streams of the principals that match, with 4403: after a logout or a change of role. */
  endStreams(matches: (principal: Principal) => boolean): void;
  /** Takes no new work, ends streams with 1001, waits a bounded time for running requests, closes the clients. */
  close(): Promise<void>;
}

/** Builds a gateway that does not listen yet. Throws when the supergraph cannot be served. */
export declare function createGateway(options: GatewayOptions): Promise<Gateway>;
