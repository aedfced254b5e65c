/** `npm run bench`: measures the gateway, alone and beside its peers, and prints tables with medians and spreads. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchAccounts } from './accounts.ts';
import { benchCatalog } from './catalog.ts';
import { benchCopies } from './copies.ts';
import { benchEventLog } from './event-log.ts';
import { benchEventPages } from './event-pages.ts';
import { benchGateways } from './gateways.ts';
import { startLoader } from './loader.ts';
import { benchHostile } from './hostile-documents.ts';
import { benchInputs, benchMicro } from './micro-rows.ts';
import { benchOthers } from './others.ts';
import { PARTS, readOptions } from './options.ts';
import { benchPlacing } from './placing.ts';
import { benchProvisioning } from './provisioning.ts';
import { benchOwnGraph } from './own-graph-rows.ts';
import { benchOverload } from './overload.ts';
import { Report } from './report.ts';
import { benchScale } from './scale.ts';
import { benchSoak } from './soak.ts';
import { benchStreams } from './streams.ts';

function describeMachine(): string {
  const [cpu, ...others] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg().map((value) => value.toFixed(2));
  return `Node ${process.version}, ${others.length + 1} × ${cpu?.model.trim()}, ${memory} GB; load before: ${load.join(', ')}`;
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const options = readOptions(process.argv.slice(2));
const { only } = options;
if (options.list) {
  process.stdout.write(`${PARTS.join('\n')}\n`);
  process.exit();
}
const startedAt = new Date();
const report = new Report(options.write, `${startedAt.toISOString().slice(0, 16)}Z, ${describeMachine()}`);
const { say } = report;
const folder = await mkdtemp(join(tmpdir(), 'tiergraph-bench-'));
try {
  await using loader = await startLoader();
  if ((['heavy', 'small', 'added'] as const).some((part) => only.has(part))) {
    const race = async (): Promise<void> =>
      await benchGateways(loader, options, join(folder, 'supergraph.graphql'), report);
    await report.part('Beside the peers', 'peers', race);
  }
  if (only.has('micro')) {
    await report.part('Single steps', 'steps', async () => {
      await benchMicro(options, say);
      await benchInputs(options, say);
    });
  }
  if (only.has('hostile')) {
    await report.part('Hostile documents', 'hostile', async () => await benchHostile(options, say));
  }
  if (only.has('own')) {
    const own = async (): Promise<void> => await benchOwnGraph(loader, options, join(folder, 'data'), say);
    await report.part('The marketplace', 'marketplace', own);
  }
  if (only.has('others')) {
    await report.part('What others meet with', 'others', async () => await benchOthers(options, folder, say));
  }
  if (only.has('streams')) {
    await report.part('Subscribers', 'subscribers', async () => await benchStreams(options, folder, say));
  }
  if (only.has('events')) {
    await report.part('The event log', 'event-log', async () => {
      await benchEventLog(options, say);
      await benchEventPages(options, say);
    });
  }
  if (only.has('overload')) {
    await report.part('Overload', 'overload', async () => await benchOverload(options, folder, say));
  }
  if (only.has('scale')) {
    await report.part('Lists of large databases', 'scale', async () => await benchScale(options, report));
  }
  if (only.has('placing')) {
    await report.part('Placing', 'placing', async () => await benchPlacing(options, folder, say));
  }
  if (only.has('provisioning')) {
    const fulfil = async (): Promise<void> => await benchProvisioning(options, folder, say);
    await report.part('Provisioning', 'provisioning', fulfil);
  }
  if (only.has('copies')) {
    await report.part('Copies', 'copies', async () => await benchCopies(say));
  }
  if (only.has('accounts')) {
    await report.part('A large tree of accounts', 'accounts', async () => await benchAccounts(options, folder, say));
  }
  if (only.has('catalog')) {
    await report.part('A large catalogue', 'catalog', async () => await benchCatalog(options, folder, say));
  }
  if (only.has('soak')) {
    await report.part('Memory over time', 'memory', async () => await benchSoak(options, folder, report));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
say(`\nTook ${Math.round((Date.now() - startedAt.getTime()) / 1000)} s; load after: ${loadavg()[0]?.toFixed(2)}`);
