import { join } from 'node:path';
import { Client } from 'pg';
import { startSimulator } from '../../subgraphs/simulator/start-simulator.ts';
import { withBenchDatabase } from './bench-database.ts';
import type { BenchOptions } from './options.ts';
import { askAs, placeOrders, preparePlacing, signIn, type Ask, type Buyer } from './own-graph-rows.ts';
import { launch, processorTimeMs, type Listening } from './processes.ts';
import { EXCHANGE, TENANT, VENDOR } from './provisioning.ts';
import { show, spreadOf, table } from './statistics.ts';

/** The tenants of as many customers: orders for one of them wait for each other, so that its seats are counted. */
const DOMAINS = Array.from({ length: 64 }, (_, index) => `bench${index}.onmicrosoft.com`);

const PROCESS = { command: ['test/bench/provisioning-worker.ts'] };
/** Clients that order one thing after the other, at the same time. */
const CLIENTS = [1, 4, 8, 16];

/** Measures how many orders are placed in a second, on PostgreSQL; workers of other processes would fulfil them. */
export async function benchPlacing(options: BenchOptions, folder: string, say: (line: string) => void): Promise<void> {
  await withBenchDatabase(say, async ({ url }) => {
    const tenants = [...VENDOR.tenants, ...DOMAINS.map((domain) => ({ ...TENANT, domain }))];
    const simulator = await startSimulator({ logPath: join(folder, 'placing.jsonl'), ...VENDOR, tenants });
    try {
      const environment = { DATABASE_URL: url, MICROSOFT_API_URL: simulator.url, DATA_DIR: folder };
      await fill(environment, url);
      await using graph = await launch({ ...PROCESS, environment: { ...environment, BENCH_ONLY_PLACES: '1' } });
      say('\nOrders of one line, placed through the gateway; all subgraphs are in its process\n');
      say(table(HEAD, await measure(graph, options)));
    } finally {
      await simulator.stop();
    }
  });
}

const HEAD = ['clients at a time', 'orders a second', 'p50 ms', 'p99 ms', 'processor ms an order'];

/** Makes the sample accounts and prices, and gives the sellers more credit than is used here. */
async function fill(environment: Readonly<Record<string, string>>, databaseUrl: string): Promise<void> {
  await using filling = await launch({ ...PROCESS, environment: { ...environment, BENCH_FILL: '1' } });
  await placeOrders(askAs(filling.url, await signIn(filling.url, 'champion.admin')), 1);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('update orders.credit set limit_minor = limit_minor + 100000000000');
  await client.end();
}

async function makeBuyers(ask: Ask): Promise<readonly Buyer[]> {
  const buyers: Buyer[] = [];
  for (const [index, tenantDomain] of DOMAINS.entries()) {
    const { createCustomer } = await ask<{ createCustomer: { customer: { id: string } | null; userErrors: unknown } }>(
      `mutation ($input: CreateCustomerInput!) {
        createCustomer(input: $input) { customer { id } userErrors { code message path } }
      }`,
      {
        input: {
          name: `Bench ${index}`,
          segment: 'COMMERCIAL',
          address: { line1: '1 Main St', city: 'Springfield', region: 'IL', postalCode: '62701', country: 'US' },
          contact: { firstName: 'Rosa', lastName: 'Falk', email: `bench${index}@example.com`, phone: '+12175550100' },
          login: `bench-${index}`,
          externalId: null,
        },
      },
    );
    if (createCustomer.customer === null) throw new Error(JSON.stringify(createCustomer.userErrors));
    buyers.push({ id: createCustomer.customer.id, tenantDomain });
  }
  return buyers;
}

async function measure(graph: Listening, { rounds, roundMs }: BenchOptions): Promise<readonly (readonly string[])[]> {
  const ask = askAs(graph.url, await signIn(graph.url, 'champion.admin'));
  const place = await preparePlacing(ask, { product: EXCHANGE, quantity: 1, buyers: await makeBuyers(ask) });
  const run = async (clients: number, durationMs: number) => {
    const tookMs: number[] = [];
    const usedMs = (await processorTimeMs(graph.child)) ?? Number.NaN;
    const startedAtMs = performance.now();
    const order = async (): Promise<void> => {
      while (performance.now() - startedAtMs < durationMs) {
        const askedAtMs = performance.now();
        await place();
        tookMs.push(performance.now() - askedAtMs);
      }
    };
    await Promise.all(Array.from({ length: clients }, order));
    const sorted = tookMs.toSorted((one, other) => one - other);
    return {
      perSecond: (tookMs.length * 1_000) / (performance.now() - startedAtMs),
      p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
      p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
      processorMs: (((await processorTimeMs(graph.child)) ?? Number.NaN) - usedMs) / tookMs.length,
    };
  };
  await run(4, roundMs);
  const rows: string[][] = [];
  for (const clients of CLIENTS) {
    const results: Awaited<ReturnType<typeof run>>[] = [];
    for (let round = 0; round < rounds; round += 1) results.push(await run(clients, roundMs));
    const shown = (['perSecond', 'p50Ms', 'p99Ms', 'processorMs'] as const).map((figure) =>
      show(spreadOf(results.map((result) => result[figure]))),
    );
    rows.push([String(clients), ...shown]);
  }
  return rows;
}
