/**
 * A worker that fulfils orders, from the build that `BENCH_DIST` names: `node test/bench/provisioning-worker.ts`, with
 * `DATABASE_URL`, `MICROSOFT_API_URL` and `DATA_DIR` in the environment. It answers each message with the time that its
 * processor has worked, in milliseconds. With `BENCH_FILL` it fills the database instead of working, and answers with the
 * address of its gateway.
 */
import { pino } from 'pino';
import { fromDist } from './from-dist.ts';
import { reportReady } from './processes.ts';
import type * as EmbeddedModule from '../../gateway/embedded.ts';
import type * as ConfigModule from '../../gateway/config.ts';
import type * as AccountsMainModule from '../../subgraphs/accounts/main.ts';

const { assembleGraph } = await fromDist<typeof EmbeddedModule>('embedded.js');
const { readGatewayConfig } = await fromDist<typeof ConfigModule>('config.js');
const { DEMO_PASSWORD } = await fromDist<typeof AccountsMainModule>('../subgraphs/accounts/main.js');

const closers: (() => Promise<unknown>)[] = [];
const environment = {
  ...process.env,
  PORT: '0',
  SEALING_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
  MICROSOFT_FOLLOW_MS: '1000',
  TIERGRAPH_DEMO: '1',
};
const { gateway, subgraphs } = await assembleGraph({
  address: { kind: 'postgresql', url: process.env['DATABASE_URL'] ?? '' },
  environment,
  config: readGatewayConfig(environment, true),
  logger: pino({ level: 'warn' }, pino.destination(2)),
  closers,
});
if (process.env['BENCH_ONLY_PLACES'] === undefined) {
  for (const subgraph of [subgraphs.accounts, subgraphs.catalog, subgraphs.orders]) await subgraph.work();
}
if (process.env['BENCH_FILL'] !== undefined) {
  await subgraphs.accounts.seedDemo(DEMO_PASSWORD);
  await subgraphs.catalog.seed();
}
const { url } = await gateway.listen();
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ processorMs: (user + system) / 1_000 });
});
reportReady(`${url}graphql`, () => {
  void (async () => {
    for (const closer of closers.toReversed()) await closer();
  })();
});
