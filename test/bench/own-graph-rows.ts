import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { DIST } from './from-dist.ts';
import type { Loader, Measured } from './loader.ts';
import type { BenchOptions } from './options.ts';
import { launch, type Listening } from './processes.ts';
import { show, spreadOf, table } from './statistics.ts';

const CONNECTIONS = 10;
const PASSWORD = 'Tiergraph-demo-1';
const HOME = new URL('../', DIST);

interface Question {
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Ask = <Data>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<Data>;

async function readOperation(name: string): Promise<string> {
  return await readFile(new URL(`schema/operations/${name}.graphql`, HOME), 'utf8');
}

/** Asks as whom a token names, or as nobody; throws for errors. */
export function askAs(url: string, token?: string): Ask {
  return async <Data>(query: string, variables: Readonly<Record<string, unknown>>) => {
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors).slice(0, 500));
    return data;
  };
}

/** The access token of a user of the demo. */
export async function signIn(url: string, login: string): Promise<string> {
  interface SignedIn {
    readonly signIn: { readonly session: { readonly accessToken: string } | null };
  }
  const variables = { input: { login, password: PASSWORD } };
  const { signIn: answer } = await askAs(url)<SignedIn>(await readOperation('sign-in'), variables);
  if (answer.session === null) throw new Error(`${login} cannot sign in`);
  return answer.session.accessToken;
}

interface FoundBuyers {
  readonly accounts: { readonly nodes: readonly Buyer[] };
}

interface FoundPlans {
  readonly products: { readonly nodes: readonly { readonly plans: readonly { readonly id: string }[] }[] };
}

const PLAN = { segment: 'COMMERCIAL', market: 'US', currency: 'USD', term: 'P1Y', billingCycle: 'MONTHLY' };

/** A customer that has its tenant. */
export interface Buyer {
  readonly id: string;
  readonly tenantDomain: string;
}

/** A way to place one order after the other, for customers in turn. */
export async function preparePlacing(
  ask: Ask,
  {
    product,
    quantity,
    buyers,
  }: { readonly product: string; readonly quantity: number; readonly buyers: readonly Buyer[] },
): Promise<() => Promise<void>> {
  const { products } = await ask<FoundPlans>(await readOperation('find-plan'), { search: product, plan: PLAN });
  const plan = products.nodes.flatMap(({ plans }) => plans)[0];
  if (!plan) throw new Error(`The demo has no ${product}`);
  const place = await readOperation('place-order-existing-customer');
  let count = 0;
  return async () => {
    const buyer = buyers[(count += 1) % buyers.length];
    const placed = await ask<{ placeOrder: { order: object | null; userErrors: unknown } }>(place, {
      input: {
        customerId: buyer?.id,
        lines: [{ planId: plan.id, quantity }],
        vendorParameters: {
          locationMpnId: '1234567',
          indirectResellerDomain: 'championcloud.onmicrosoft.com',
          tenantMode: 'EXISTING',
          tenantDomain: buyer?.tenantDomain,
          attestedBy: 'Bench',
        },
        idempotencyKey: randomUUID(),
      },
    });
    if (placed.placeOrder.order === null) throw new Error(JSON.stringify(placed.placeOrder.userErrors));
  };
}

/** The demo's bakery. */
async function findBakery(ask: Ask): Promise<Buyer> {
  const { accounts } = await ask<FoundBuyers>(await readOperation('find-customers'), { search: 'contoso bakery' });
  const [customer] = accounts.nodes;
  if (!customer) throw new Error('The demo has no bakery');
  return customer;
}

/** Buys for the demo's bakery and waits until the vendor has delivered. */
export async function placeOrders(ask: Ask, count: number): Promise<void> {
  const buyers = [await findBakery(ask)];
  const place = await preparePlacing(ask, { product: 'Business Basic', quantity: 5, buyers });
  for (let order = 0; order < count; order += 1) await place();
  const statuses = 'query { orders(first: 50) { nodes { status } } }';
  for (let waited = 0; waited < 120; waited += 1) {
    const { orders } = await ask<{ orders: { nodes: { status: string }[] } }>(statuses, {});
    if (orders.nodes.every(({ status }) => status === 'COMPLETED')) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The orders are not through within a minute');
}

async function listQuestions(): Promise<readonly Question[]> {
  return [
    { title: 'account tree', query: await readOperation('account-tree'), variables: { children: 10, users: 3 } },
    {
      title: 'products, plans, prices',
      query: await readOperation('find-plan'),
      variables: { search: 'Business', plan: PLAN },
    },
    { title: 'orders page', query: await readOperation('orders-with-timeline'), variables: { first: 10 } },
  ];
}

async function measureGraph(
  graph: Listening,
  loader: Loader,
  options: BenchOptions,
): Promise<readonly (readonly string[])[]> {
  const token = await signIn(graph.url, 'champion.admin');
  const ask = askAs(graph.url, token);
  await placeOrders(ask, options.rounds > 2 ? 10 : 3);
  const questions = await listQuestions();
  const rows: string[][] = [];
  for (const { title, query, variables } of questions) {
    const bytes = JSON.stringify(await ask<object>(query, variables)).length;
    const job = { url: graph.url, query, variables, headers: { authorization: `Bearer ${token}` }, ownAddresses: true };
    const measure = async (connections: number, durationMs: number): Promise<Measured> =>
      await loader.measure({ ...job, connections, durationMs }, graph);
    await measure(CONNECTIONS, options.warmUpMs / 2);
    const alone: Measured[] = [];
    const rounds: Measured[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      alone.push(await measure(1, options.roundMs / 4));
      rounds.push(await measure(CONNECTIONS, options.roundMs / 2));
    }
    rows.push([
      `${title} (${Math.round(bytes / 100) / 10} kB)`,
      show(spreadOf(rounds.map(({ perSecond }) => perSecond))),
      show(spreadOf(rounds.map(({ p50Ms }) => p50Ms))),
      show(spreadOf(rounds.map(({ p99Ms }) => p99Ms))),
      show(spreadOf(alone.map(({ p50Ms }) => p50Ms))),
      show(spreadOf(rounds.map(({ processorMs }) => processorMs ?? Number.NaN))),
    ]);
  }
  return rows;
}

const HEAD = ['operation (size)', 'requests/s', 'p50 ms', 'p99 ms', 'p50 ms, one connection', 'CPU ms each'];

/** The marketplace in one process, signed in as a reseller with orders. */
export async function benchOwnGraph(
  loader: Loader,
  options: BenchOptions,
  dataDir: string,
  say: (text: string) => void,
): Promise<void> {
  const command = [new URL('own-graph.ts', import.meta.url).pathname];
  await mkdir(dataDir, { recursive: true });
  {
    const environment = { DATA_DIR: `${dataDir}/pglite`, DATABASE_URL: '', TRUSTED_PROXIES: '1' };
    await using graph = await launch({ command, directory: HOME, environment });
    say(
      `\nThe marketplace in one process on PGlite, ${CONNECTIONS} connections of one reseller from addresses of their own\n`,
    );
    say(table(HEAD, await measureGraph(graph, loader, options)));
  }
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) {
    say('\nThe marketplace on PostgreSQL: not measured, TEST_DATABASE_URL is not set');
    return;
  }
  const database = `tiergraph_bench_${process.pid}`;
  const onServer = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await onServer(`create database ${database}`);
  try {
    await mkdir(`${dataDir}/postgresql`, { recursive: true });
    const url = new URL(server);
    url.pathname = `/${database}`;
    const environment = { DATA_DIR: `${dataDir}/postgresql`, DATABASE_URL: url.href, TRUSTED_PROXIES: '1' };
    await using graph = await launch({ command, directory: HOME, environment });
    say(`\nThe same on PostgreSQL, subgraphs and gateway in one process\n`);
    say(table(HEAD, await measureGraph(graph, loader, options)));
  } finally {
    await onServer(`drop database if exists ${database} with (force)`);
  }
}
