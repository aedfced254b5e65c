import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import type { GatewayConfig } from '../../../gateway/config.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../../gateway/gateway.ts';
import { createLocalAccessTokenKeys } from '../../../gateway/security/access-token-keys.ts';
import { generateSigningKey, type ContextSigningKey } from '../../../gateway/security/context-token.ts';
import type { SubgraphClient } from '../../../gateway/subgraph-clients/subgraph-client.ts';
import { createSmallGraph, type SmallGraph } from './small-graph.ts';
import { createTokenIssuer, type TokenIssuer } from './token-issuer.ts';

/** A listening gateway over the small graph, stopped when its test ends. */
export interface RunningGateway {
  readonly gateway: Gateway;
  readonly graph: SmallGraph;
  readonly issuer: TokenIssuer;
  readonly signingKey: ContextSigningKey;
  /** Address without a path and without the last slash. */
  readonly url: string;
  readonly port: number;
  /** What was logged, a parsed line each. */
  readonly logged: Record<string, unknown>[];
}

/** Production, on any free port. */
export const testConfig: GatewayConfig = {
  host: '127.0.0.1',
  port: 0,
  allowedOrigins: ['https://portal.example'],
  development: false,
  requestTimeoutMs: 10_000,
  logLevel: 'info',
};

interface StartOptions {
  readonly config?: Partial<GatewayConfig>;
  /** Parts in place of the usual ones, or made from those. */
  readonly parts?: Partial<GatewayOptions> | ((usual: GatewayOptions, graph: SmallGraph) => Partial<GatewayOptions>);
}

export async function startGateway({ config = {}, parts = {} }: StartOptions = {}): Promise<RunningGateway> {
  const graph = createSmallGraph();
  const issuer = await createTokenIssuer();
  const signingKey = generateSigningKey();
  const logged: Record<string, unknown>[] = [];
  const merged = { ...testConfig, ...config };
  const write = (line: string): void => void logged.push(JSON.parse(line) as Record<string, unknown>);
  const usual: GatewayOptions = {
    supergraphSdl: graph.supergraphSdl,
    clients: new Map<string, SubgraphClient>([
      ['accounts', graph.accounts],
      ['orders', graph.orders],
    ]),
    config: { ...merged, streamLimits: { drainMs: 2_000, ...merged.streamLimits } },
    logger: pino({ level: merged.logLevel }, { write }),
    authentication: {
      kind: 'access-tokens',
      accessTokenKeys: createLocalAccessTokenKeys(() => issuer.jwks),
      endedSessions: issuer.endedSessions,
      signingKey,
    },
  };
  const gateway = await createGateway({ ...usual, ...(typeof parts === 'function' ? parts(usual, graph) : parts) });
  onTestFinished(async () => await gateway.close());
  const { port } = await gateway.listen();
  return { gateway, graph, issuer, signingKey, url: `http://127.0.0.1:${port}`, port, logged };
}
