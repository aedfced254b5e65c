import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { ConfigError, readDistributedConfig, type DistributedConfig } from './config.ts';
import { createGateway } from './gateway.ts';
import { createRemoteAccessTokenKeys } from './security/access-token-keys.ts';
import { importSigningKey } from './security/context-token.ts';
import { HttpSubgraphClient } from './subgraph-clients/http-subgraph-client.ts';
import { SupergraphError } from './supergraph/supergraph.ts';

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new ConfigError([`SUPERGRAPH must be a readable file, got "${file}"`]);
  }
}

/** Faults of the environment that only show when it is used. */
function asConfigError(error: unknown): unknown {
  return error instanceof SupergraphError
    ? new ConfigError([`SUPERGRAPH must be a supergraph: ${error.message}`])
    : error;
}

async function start(config: DistributedConfig): Promise<void> {
  const logger = pino({ level: config.logLevel });
  const gateway = await createGateway({
    supergraphSdl: await readSupergraph(config.supergraphFile),
    clients: new Map(
      [...config.subgraphUrls].map(([name, url]) => {
        return [name, new HttpSubgraphClient(new URL('/graphql', url).href, { timeoutMs: config.requestTimeoutMs })];
      }),
    ),
    config,
    logger,
    accessTokenKeys: createRemoteAccessTokenKeys(config.subgraphUrls.get('accounts') ?? ''),
    signingKey: importSigningKey(config.signingKey),
    sandboxDirectory: fileURLToPath(new URL('./sandbox/page/', import.meta.url)),
  });
  const stop = (): void => {
    gateway.close().catch((error: unknown) => {
      logger.error({ err: error }, 'closing failed');
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { url } = await gateway.listen();
  process.stdout.write(`Tiergraph is ready at ${url}\n`);
}

try {
  await start(readDistributedConfig(process.env));
} catch (thrown) {
  const error = asConfigError(thrown);
  // A fault of the environment is for the operator to mend: the lines say how, and a stack trace would not.
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
