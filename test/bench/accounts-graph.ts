/**
 * The whole graph in one process on the database at `DATABASE_URL`: `node test/bench/accounts-graph.ts`, from a folder that
 * holds `schema/`. It answers each message with how many statements it has sent so far, and how long the thread of
 * its event loop has worked, in milliseconds.
 */
import { pino } from 'pino';
import { fromDist } from './from-dist.ts';
import { reportReady } from './processes.ts';
import type * as EmbeddedModule from '../../gateway/embedded.ts';
import type * as ConfigModule from '../../gateway/config.ts';

const { assembleGraph } = await fromDist<typeof EmbeddedModule>('embedded.js');
const { readGatewayConfig } = await fromDist<typeof ConfigModule>('config.js');

const closers: (() => Promise<unknown>)[] = [];
const environment = {
  ...process.env,
  PORT: '0',
  SEALING_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
  MICROSOFT_API_URL: 'http://127.0.0.1:9',
  TIERGRAPH_DEMO: '1',
};
let statements = 0;
const { gateway, subgraphs } = await assembleGraph({
  address: { kind: 'postgresql', url: process.env['DATABASE_URL'] ?? '' },
  environment,
  config: readGatewayConfig(environment, true),
  logger: pino({ level: 'warn' }, pino.destination(2)),
  closers,
  onStatement: () => (statements += 1),
});
for (const subgraph of Object.values(subgraphs)) await subgraph.work();
const { url } = await gateway.listen();
process.on('message', () => {
  // The thread of the event loop alone, without those that hash passwords.
  const { user, system } = process.threadCpuUsage();
  process.send?.({ statements, loopMs: (user + system) / 1_000 });
});
reportReady(`${url}graphql`, () => {
  void (async () => {
    for (const closer of closers.toReversed()) await closer();
  })();
});
