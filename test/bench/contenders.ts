import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { DIST } from './from-dist.ts';
import { freePort, launch, type Listening } from './processes.ts';

const PEERS = new URL('peers/', import.meta.url);
const HIVE = 'test/bench/peers/node_modules/@graphql-hive/gateway/dist/bin.js';

/** A gateway in the race, or one way to ask it. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  readonly process: Listening;
  /** Every connection is a caller of its own. */
  readonly ownAddresses: boolean;
}

/** Installs the peers from their lock file, once. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  if (existsSync(new URL('node_modules/.package-lock.json', PEERS))) return;
  say('Installing the peers into test/bench/peers (once, about a minute) …');
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: PEERS, stdio: 'ignore' });
  const [code] = (await once(npm, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm ci in test/bench/peers ended with ${code}`);
}

function hiveArguments(supergraph: string, port: number): string[] {
  return [HIVE, 'supergraph', supergraph, '--port', String(port), '--host', '127.0.0.1', '--fork', '1'];
}

/**
 * Our gateway as in production, which signs for each subgraph who asks; clients that name an address of their own are
 * callers of their own, whose requests are not shared. The peers write no line per operation, so ours does not either.
 * `BENCH_NODE_OPTIONS` are options for its Node, such as `--cpu-prof`.
 */
async function startOurs(supergraph: string): Promise<Listening> {
  const extraOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((option) => option !== '');
  const { privateKey } = generateKeyPairSync('ed25519');
  return await launch({
    command: [new URL('gateway/main.js', DIST).pathname, '--supergraph', supergraph],
    environment: {
      PORT: '0',
      LOG_LEVEL: 'warn',
      TRUSTED_PROXIES: '1',
      GATEWAY_SIGNING_KEY: JSON.stringify(privateKey.export({ format: 'jwk' })),
    },
    says: /^Tiergraph is ready at (\S+)$/m,
    nodeOptions: ['--enable-source-maps', ...extraOptions],
  });
}

/** Starts all gateways before the same supergraph, ours first. */
export async function startContenders(supergraph: string, closing: AsyncDisposableStack): Promise<Contender[]> {
  const start = async (...parts: Parameters<typeof launch>): Promise<Listening> => closing.use(await launch(...parts));
  const ours = closing.use(await startOurs(supergraph));
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const apollo = await start({
    command: ['test/bench/peers/apollo.mjs', supergraph, String(ports[0])],
    port: ports[0],
  });
  const hive = await start({ command: hiveArguments(supergraph, ports[1]), port: ports[1] });
  const hiveRust = await start({
    command: [...hiveArguments(supergraph, ports[2]), '--hive-router-runtime'],
    port: ports[2],
  });
  const contender = (name: string, { url }: Listening, process: Listening, ownAddresses = false): Contender => {
    return { name, url, process, ownAddresses };
  };
  return [
    contender('Tiergraph', ours, ours),
    contender('Tiergraph, 50 callers', ours, ours, true),
    contender('Apollo Gateway', apollo, apollo),
    contender('Hive, JS planner', hive, hive),
    contender('Hive, Rust planner', hiveRust, hiveRust),
  ];
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

async function countRequests(subgraphUrl: string): Promise<number> {
  return Number(await (await fetch(subgraphUrl)).text());
}
