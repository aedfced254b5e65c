import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { DIST, distAt } from './from-dist.ts';
import { freePort } from '../support/free-port.ts';
import { launch, type Listening } from './processes.ts';

const PEERS = new URL('peers/', import.meta.url);
const HIVE = 'test/bench/peers/node_modules/@graphql-hive/gateway/dist/bin.js';
const HIVE_CONFIG = 'test/bench/peers/hive.config.mjs';
const PEER_NAMES = ['Apollo Gateway', 'Hive, JS planner', 'Hive, Rust planner'] as const;
type PeerName = (typeof PEER_NAMES)[number];

/** A gateway in the race. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  readonly process: Listening;
}

/**
 * The race is run twice. Among `equals` nothing tells who asks, and gateways may send equal requests in flight once;
 * ours and Hive's do by default. With `callers` every connection is a caller of its own, and every gateway tells
 * the subgraphs who that is, as one has to where answers depend on it: then there is nothing to share.
 */
export const CROWDS = ['equals', 'callers'] as const;
export type Crowd = (typeof CROWDS)[number];

/** Installs the peers from their lock file, once. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  if (existsSync(new URL('node_modules/.package-lock.json', PEERS))) return;
  say('Installing the peers into test/bench/peers (once, about a minute) …');
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: PEERS, stdio: 'ignore' });
  const [code] = (await once(npm, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm ci in test/bench/peers ended with ${code}`);
}

/** What our start scripts tell Node of its memory; the peers' Node is told the same. */
export const NODE_OPTIONS = ['--max-semi-space-size=64', '--no-allocation-site-pretenuring'];

/**
 * Our gateway as in production, which signs for each subgraph who asks; clients that name an address of their own are
 * callers of their own. The peers write no line per operation, so ours does not either.
 */
async function startOurs(supergraph: string, dist: URL, extraOptions: readonly string[]): Promise<Listening> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return await launch({
    command: [new URL('gateway/main.js', dist).pathname, '--supergraph', supergraph],
    environment: {
      PORT: '0',
      LOG_LEVEL: 'warn',
      TRUSTED_PROXIES: '1',
      GATEWAY_SIGNING_KEY: JSON.stringify(privateKey.export({ format: 'jwk' })),
    },
    says: /^Tiergraph is ready at (\S+)$/m,
    nodeOptions: ['--enable-source-maps', ...NODE_OPTIONS, ...extraOptions],
  });
}

/** Peers keep their defaults among equals; with callers they pass on the header that names one. */
async function startPeer(name: PeerName, supergraph: string, crowd: Crowd): Promise<Listening> {
  const port = await freePort();
  const environment = { TELL_CALLER: crowd === 'callers' ? '1' : '' };
  const place = ['--port', String(port), '--host', '127.0.0.1', '--fork', '1', '-c', HIVE_CONFIG];
  const commands: Record<PeerName, string[]> = {
    'Apollo Gateway': ['test/bench/peers/apollo.mjs', supergraph, String(port)],
    'Hive, JS planner': [HIVE, 'supergraph', supergraph, ...place],
    'Hive, Rust planner': [HIVE, 'supergraph', supergraph, ...place, '--hive-router-runtime'],
  };
  return await launch({ command: commands[name], environment, port, nodeOptions: NODE_OPTIONS });
}

/** Who runs: ours beside the peers, or beside another build of ours. */
export interface Line {
  readonly supergraph: string;
  readonly crowd: Crowd;
  /** The folder of another build, to compare before and after a change. */
  readonly against: string | undefined;
}

/**
 * Starts all gateways before the same supergraph, ours first. `BENCH_NODE_OPTIONS` are options for the Node of ours,
 * such as `--cpu-prof`; the other build goes without.
 */
export async function startContenders(line: Line, closing: AsyncDisposableStack): Promise<Contender[]> {
  const { supergraph, crowd, against } = line;
  const contenders: Contender[] = [];
  const add = async (name: string, start: Promise<Listening>): Promise<void> => {
    const process = closing.use(await start);
    contenders.push({ name, url: process.url, process });
  };
  const extraOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((option) => option !== '');
  await add('Tiergraph', startOurs(supergraph, DIST, extraOptions));
  if (against !== undefined) await add('the other build', startOurs(supergraph, distAt(against), []));
  else for (const name of PEER_NAMES) await add(name, startPeer(name, supergraph, crowd));
  return contenders;
}

/** Asks once and gives the parsed answer. */
export async function ask(url: string, query: string): Promise<{ readonly data: unknown; readonly bytes: number }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return { data: JSON.parse(text), bytes: Buffer.byteLength(text) };
}

/** What a query's one execution is: the size of the answer and the requests that the subgraphs saw for it. */
export interface CheckedAnswer {
  readonly bytes: number;
  readonly fetches: ReadonlyMap<string, number>;
}

/** Throws unless all gateways answer a query with the same data, whatever the order of keys, and no error. */
export async function checkSameAnswer(
  contenders: readonly Contender[],
  query: string,
  subgraphUrl: string,
): Promise<CheckedAnswer> {
  const fetches = new Map<string, number>();
  let first: { readonly data: unknown; readonly bytes: number } | undefined;
  for (const { name, url } of contenders) {
    await ask(url, query);
    const before = await countRequests(subgraphUrl);
    const answer = await ask(url, query);
    fetches.set(name, (await countRequests(subgraphUrl)) - before);
    if ((answer.data as { errors?: unknown }).errors !== undefined) {
      throw new Error(`${name} answers with errors: ${JSON.stringify(answer.data).slice(0, 300)}`);
    }
    first ??= answer;
    if (!isDeepStrictEqual(first.data, answer.data)) throw new Error(`${name} answers something else than Tiergraph`);
  }
  return { bytes: first?.bytes ?? 0, fetches };
}

/** How many requests the subgraphs have seen so far. */
export async function countRequests(subgraphUrl: string): Promise<number> {
  return Number(await (await fetch(subgraphUrl)).text());
}
