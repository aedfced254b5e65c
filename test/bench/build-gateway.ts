import type { Logger } from 'pino';
import type { Gateway } from '../../gateway/gateway.ts';
import type { SubgraphClient } from '../../gateway/subgraph-clients/subgraph-client.ts';
import { fromDist } from './from-dist.ts';
import type * as GatewayModule from '../../gateway/gateway.ts';
import type * as SupergraphModule from '../../gateway/supergraph/supergraph.ts';
import type * as AccessTokenKeysModule from '../../gateway/security/access-token-keys.ts';
import type * as ContextTokenModule from '../../gateway/security/context-token.ts';

const { createGateway } = await fromDist<typeof GatewayModule>('gateway.js');
const { loadSupergraph } = await fromDist<typeof SupergraphModule>('supergraph/supergraph.js');
const { createLocalAccessTokenKeys } = await fromDist<typeof AccessTokenKeysModule>('security/access-token-keys.js');
const { generateSigningKey } = await fromDist<typeof ContextTokenModule>('security/context-token.js');

interface Parts {
  readonly supergraphSdl: string;
  readonly createClient: (url: string) => SubgraphClient;
  readonly logger: Logger;
}

/** Builds our gateway as it is in production, for a foreign supergraph whose own addresses count. */
export async function buildGateway({ supergraphSdl, createClient, logger }: Parts): Promise<Gateway> {
  const { subgraphs } = await loadSupergraph(supergraphSdl);
  return await createGateway({
    supergraphSdl,
    clients: new Map(subgraphs.map(({ name, url }) => [name, createClient(url)])),
    config: {
      host: '127.0.0.1',
      port: 0,
      allowedOrigins: [],
      development: false,
      requestTimeoutMs: 30_000,
      logLevel: 'warn',
      // Clients that name an address of their own are callers of their own, whose requests are not shared.
      trustedProxies: 1,
    },
    logger,
    authentication: {
      kind: 'access-tokens',
      accessTokenKeys: createLocalAccessTokenKeys(() => ({ keys: [] })),
      endedSessions: {
        pollMs: 1_500,
        load: () => Promise.resolve({ asOf: 0, keepSeconds: 0, sessionIds: [] }),
      },
      signingKey: generateSigningKey(),
    },
  });
}
