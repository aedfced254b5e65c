/** Our gateway before the benchmark's subgraphs: `node test/bench/our-gateway.ts <supergraph file>`. */
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { fromDist } from './from-dist.ts';
import { buildGateway } from './build-gateway.ts';
import { reportReady } from './processes.ts';
import type * as HttpSubgraphClientModule from '../../gateway/subgraph-clients/http-subgraph-client.ts';

const { HttpSubgraphClient } = await fromDist<typeof HttpSubgraphClientModule>(
  'subgraph-clients/http-subgraph-client.js',
);

const gateway = await buildGateway({
  supergraphSdl: await readFile(process.argv[2] ?? 'supergraph.graphql', 'utf8'),
  createClient: (url) => new HttpSubgraphClient(url, {}),
  // The peers write no line per operation either; `LOG_LEVEL=info` shows what ours costs.
  logger: pino({ level: process.env['LOG_LEVEL'] ?? 'warn' }),
});
const { url } = await gateway.listen();
reportReady(`${url}graphql`, () => void gateway.close());
