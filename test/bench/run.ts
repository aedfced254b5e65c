/** `npm run bench`: measures the gateway, alone and beside its peers, and prints tables with medians and spreads. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchGateways } from './gateways.ts';
import { startLoader } from './loader.ts';
import { benchHostile } from './hostile-documents.ts';
import { benchInputs, benchMicro } from './micro-rows.ts';
import { benchOthers } from './others.ts';
import { readOptions } from './options.ts';
import { benchOwnGraph } from './own-graph-rows.ts';
import { benchSoak } from './soak.ts';
import { benchStreams } from './streams.ts';

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function describeMachine(): string {
  const [cpu, ...others] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg().map((value) => value.toFixed(2));
  return `Node ${process.version}, ${others.length + 1} × ${cpu?.model.trim()}, ${memory} GB; load before: ${load.join(', ')}`;
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const options = readOptions(process.argv.slice(2));
const startedAt = new Date();
say(`${startedAt.toISOString()}  ${describeMachine()}`);
const folder = await mkdtemp(join(tmpdir(), 'tiergraph-bench-'));
try {
  await using loader = await startLoader();
  const comparing = (['heavy', 'small', 'added'] as const).some((part) => options.only.has(part));
  if (comparing) await benchGateways(loader, options, join(folder, 'supergraph.graphql'), say);
  if (options.only.has('micro')) {
    await benchMicro(options, say);
    await benchInputs(options, say);
  }
  if (options.only.has('hostile')) await benchHostile(options, say);
  if (options.only.has('own')) await benchOwnGraph(loader, options, join(folder, 'data'), say);
  if (options.only.has('others')) await benchOthers(options, folder, say);
  if (options.only.has('streams')) await benchStreams(options, folder, say);
  if (options.only.has('soak')) await benchSoak(options, folder, say);
} finally {
  await rm(folder, { recursive: true, force: true });
}
say(`\nTook ${Math.round((Date.now() - startedAt.getTime()) / 1000)} s; load after: ${loadavg()[0]?.toFixed(2)}`);
