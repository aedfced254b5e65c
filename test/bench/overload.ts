import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { DIST } from './from-dist.ts';
import type { OpenLoadJob, Sent } from './open-load.ts';
import type { BenchOptions } from './options.ts';
import { askAs, placeOrders, signIn } from './own-graph-rows.ts';
import { launch, type Listening } from './processes.ts';
import { table } from './statistics.ts';

const HOME = new URL('../', DIST);
const TIMES_THE_CAPACITY = 3;
/** How many clients ask one thing after the other while the capacity is measured. */
const CLIENTS = 16;
const AWAY_MS = 10_000;
/** The part of the capacity that clients use when the database goes away. */
const USUAL_LOAD = 0.7;
const BUCKET_MS = 500;
/** For a build that admits everything. */
const UNLIMITED = '100000';

const PLAN = { segment: 'COMMERCIAL', market: 'US', currency: 'USD', term: 'P1Y', billingCycle: 'MONTHLY' };

/** Measures what is still answered in time when three times as much is asked as can be done, and after an outage. */
export async function benchOverload(options: BenchOptions, folder: string, say: (line: string) => void): Promise<void> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) {
    say('Overload is measured on PostgreSQL only: TEST_DATABASE_URL is not set');
    return;
  }
  const seconds = Math.max(4, Math.round((options.roundMs * options.rounds) / 2_000));
  const rows: string[][] = [];
  const outages: string[][] = [];
  for (const [title, environment] of [
    ['without admission', { MAX_OPERATIONS: UNLIMITED }],
    ['with admission', {}],
  ] as const) {
    await using place = await startPlace(server, `${folder}/${title.replaceAll(' ', '-')}`, environment);
    const { peak, row } = await measureOverload(place, seconds);
    rows.push([title, ...row]);
    outages.push([title, ...(await measureOutage(place, peak))]);
  }
  say(
    `\nThe marketplace in one process on PostgreSQL; a twentieth of the requests are mutations. Good is an answer with data within a second; ${TIMES_THE_CAPACITY} times the capacity comes for ${seconds} s, whether or not others were answered\n`,
  );
  say(table(OVERLOAD_HEAD, rows));
  say(
    `\nThe database is away for ${AWAY_MS / 1_000} s while clients come at ${USUAL_LOAD * 100} % of the capacity; each comes back until it is answered\n`,
  );
  say(table(OUTAGE_HEAD, outages));
}

const OVERLOAD_HEAD = [
  'one process',
  'capacity, good a second',
  'good a second at three times that',
  'of the capacity',
  'p99 ms of the good',
  'mutations answered in time',
  'refused p50, p99 ms',
  'late or given up',
];
const OUTAGE_HEAD = [
  'one process',
  'good a second before',
  'first good after, s',
  'as many a second as before after, s',
  'everybody answered after, s',
];

interface Place extends AsyncDisposable {
  readonly proxy: TcpProxy;
  readonly load: (job: Pick<OpenLoadJob, 'durationMs' | 'clients' | 'comesBack'>) => Promise<readonly Sent[]>;
}

async function startPlace(server: string, dataDir: string, given: Readonly<Record<string, string>>): Promise<Place> {
  await using resources = new AsyncDisposableStack();
  const database = `tiergraph_overload_${process.pid}`;
  await onServer(server, `create database ${database}`);
  resources.defer(() => onServer(server, `drop database if exists ${database} with (force)`));
  const url = new URL(server);
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  resources.defer(() => proxy.close());
  url.host = `127.0.0.1:${proxy.port}`;
  url.pathname = `/${database}`;
  await mkdir(dataDir, { recursive: true });
  const environment = {
    DATA_DIR: dataDir,
    DATABASE_URL: url.href,
    TRUSTED_PROXIES: '1',
    LOG_LEVEL: 'silent',
    ...given,
  };
  const command = [new URL('own-graph.ts', import.meta.url).pathname];
  const graph = resources.use(await launch({ command, directory: HOME, environment }));
  const loader = resources.use(await launch({ command: ['test/bench/open-load.ts'] }));
  const questions = await readQuestions(graph);
  const owned = resources.move();
  return {
    proxy,
    async load(job) {
      loader.child.send({ ...questions, ...job });
      return ((await once(loader.child, 'message')) as [readonly Sent[]])[0];
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function readQuestions({ url }: Listening): Promise<Omit<OpenLoadJob, 'durationMs' | 'clients' | 'comesBack'>> {
  const token = await signIn(url, 'champion.admin');
  await placeOrders(askAs(url, token), 3);
  const read = async (name: string, variables: object): Promise<string> => {
    const query = await readFile(new URL(`schema/operations/${name}.graphql`, HOME), 'utf8');
    return JSON.stringify({ query: query.replaceAll(/^#.*\n/gm, ''), variables });
  };
  return {
    url,
    headers: { authorization: `Bearer ${token}` },
    queries: [
      await read('account-tree', { children: 10, users: 3 }),
      await read('find-plan', { search: 'Business', plan: PLAN }),
      await read('orders-with-timeline', { first: 3 }),
    ],
    mutation: await read('create-cart', { input: {} }),
  };
}

async function measureOverload({ load }: Place, seconds: number) {
  const inTurn = { clients: { inTurn: CLIENTS }, comesBack: false };
  await load({ ...inTurn, durationMs: 3_000 });
  const capacityMs = (seconds * 1_000) / 2;
  const peak = (goodOf(await load({ ...inTurn, durationMs: capacityMs })).length * 1_000) / capacityMs;
  const sent = await load({
    clients: { perSecond: peak * TIMES_THE_CAPACITY },
    comesBack: false,
    durationMs: seconds * 1_000,
  });
  await sleep(2_000);
  const good = goodOf(sent);
  const mutations = sent.filter(({ kind }) => kind === 'mutation');
  const refused = sent.filter(({ outcome }) => outcome === 'refused');
  const percent = (part: number, whole: number): string => `${Math.round((part * 100) / whole)} %`;
  const row = [
    peak.toFixed(0),
    (good.length / seconds).toFixed(0),
    percent(good.length / seconds, peak),
    at(good, 0.99),
    percent(goodOf(mutations).length, mutations.length),
    refused.length === 0 ? '–' : `${at(refused, 0.5)}, ${at(refused, 0.99)}`,
    percent(sent.length - good.length - refused.length, sent.length),
  ];
  return { peak, row };
}

async function measureOutage({ load, proxy }: Place, peak: number): Promise<readonly string[]> {
  const perSecond = peak * USUAL_LOAD;
  const beforeMs = 5_000;
  const durationMs = beforeMs + AWAY_MS + 20_000;
  const loading = load({ clients: { perSecond }, comesBack: true, durationMs });
  await sleep(beforeMs);
  await proxy.cut();
  await sleep(AWAY_MS);
  await proxy.mend();
  const sent = await loading;
  const mendedAtMs = beforeMs + AWAY_MS;
  const answered = (one: Sent): number => one.atMs + one.tookMs;
  const good = goodOf(sent);
  const before = good.filter((one) => answered(one) < beforeMs).length / (beforeMs / 1_000);
  const after = good.filter((one) => answered(one) >= mendedAtMs);
  const bucketOf = (one: Sent): number => Math.floor((answered(one) - mendedAtMs) / BUCKET_MS);
  const counts = Map.groupBy(after, bucketOf);
  let bucket = 0;
  while (bucket < 200 && (counts.get(bucket)?.length ?? 0) < (before * BUCKET_MS) / 1_000) bucket += 1;
  const backlog = sent.filter((one) => one.outcome !== 'good' && answered(one) > mendedAtMs);
  const inSeconds = (ms: number): string => (ms / 1_000).toFixed(1);
  return [
    before.toFixed(0),
    inSeconds(Math.min(...after.map(answered)) - mendedAtMs),
    bucket === 200 ? 'never' : inSeconds((bucket + 1) * BUCKET_MS),
    inSeconds(Math.max(0, ...backlog.map(answered)) - mendedAtMs),
  ];
}

function goodOf(sent: readonly Sent[]): readonly Sent[] {
  return sent.filter(({ outcome }) => outcome === 'good');
}

function at(sent: readonly Sent[], share: number): string {
  const sorted = sent.map(({ tookMs }) => tookMs).toSorted((one, other) => one - other);
  return (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(0);
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
