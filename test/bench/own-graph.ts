/**
 * The marketplace as one process, on PGlite in `DATA_DIR` or on the PostgreSQL database at `DATABASE_URL`:
 * `node test/bench/own-graph.ts`, from a folder that holds `schema/`.
 */
import { join } from 'node:path';
import { pino } from 'pino';
import { fromDist } from './from-dist.ts';
import { reportReady } from './processes.ts';
import type * as EmbeddedModule from '../../gateway/embedded.ts';
import type * as ConfigModule from '../../gateway/config.ts';
import type * as AccountsMainModule from '../../subgraphs/accounts/main.ts';
import type * as StartSimulatorModule from '../../subgraphs/simulator/start-simulator.ts';

const { assembleGraph, startEmbedded } = await fromDist<typeof EmbeddedModule>('embedded.js');
const { readGatewayConfig } = await fromDist<typeof ConfigModule>('config.js');
const { DEMO_PASSWORD } = await fromDist<typeof AccountsMainModule>('../subgraphs/accounts/main.js');
const { startSimulator } = await fromDist<typeof StartSimulatorModule>('../subgraphs/simulator/start-simulator.js');

const TENANT = {
  domain: 'contosobakery.onmicrosoft.com',
  qualification: 'none',
  relationship: true,
  agreement: true,
} as const;

const logger = pino({ level: 'warn' }, pino.destination(2));
const environment = { ...process.env, PORT: '0' };

async function startOnPostgresql(databaseUrl: string): Promise<{ url: string; close: () => Promise<void> }> {
  const dataDir = process.env['DATA_DIR'] ?? 'data';
  const closers: (() => Promise<unknown>)[] = [];
  const simulator = await startSimulator({ logPath: join(dataDir, 'vendor.jsonl'), tenants: [TENANT] });
  closers.push(() => simulator.stop());
  const { gateway, subgraphs } = await assembleGraph({
    address: { kind: 'postgresql', url: databaseUrl },
    environment: {
      ...environment,
      DATA_DIR: dataDir,
      SEALING_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
      MICROSOFT_API_URL: simulator.url,
      MICROSOFT_FOLLOW_MS: '500',
      MICROSOFT_LOOKUP_MS: '3000',
      MICROSOFT_EXPECTED_MS: '5000',
      TIERGRAPH_DEMO: '1',
    },
    config: readGatewayConfig(environment, true),
    logger,
    closers,
  });
  for (const subgraph of Object.values(subgraphs)) await subgraph.work();
  await subgraphs.accounts.seedDemo(DEMO_PASSWORD);
  await subgraphs.catalog.seed();
  const { url } = await gateway.listen();
  return {
    url,
    async close() {
      for (const closer of closers.toReversed()) await closer();
    },
  };
}

const databaseUrl = process.env['DATABASE_URL'];
const graph = databaseUrl ? await startOnPostgresql(databaseUrl) : await startEmbedded(environment, logger, () => {});
const { url } = graph;
reportReady(`${url}graphql`, () => void graph.close());
