import { Client } from 'pg';
import { ENTITIES } from '../../subgraphs/orders/entities/entities.ts';
import { MIGRATIONS } from '../../subgraphs/orders/migrations/migrations.ts';
import { openDatabase } from '../../subgraphs/shared/database/database.ts';
import { makeMarket } from '../support/market/market.ts';
import { withBenchDatabase } from './bench-database.ts';
import type { BenchOptions } from './options.ts';
import { drawLines } from './pictures.ts';
import type { Report } from './report.ts';
import { measureAccounts } from './scale-accounts.ts';
import { DEEP, FIRST, measureLists, READINGS, type Cost, type Costs, type What } from './scale-costs.ts';
import { listsOf } from './scale-lists.ts';
import { measureWrites } from './scale-writes.ts';
import { table } from './statistics.ts';

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
/** Beyond this many orders there is no room for their events, which no list reads. */
const MOST_WITH_EVENTS = 1_000_000;

/** Measures what every list costs the database, for viewers that see much, little and old, as the database grows. */
export async function benchScale({ orders }: BenchOptions, report: Report): Promise<void> {
  const { say } = report;
  const measured: { readonly size: number; readonly costs: Costs }[] = [];
  const writes: (readonly string[])[] = [];
  for (const size of SIZES.filter((one) => one <= orders)) {
    await withBenchDatabase(say, async ({ url }) => {
      const { costs, made, written } = await measureSize(url, size);
      say(`\n${made}`);
      measured.push({ size, costs });
      writes.push(written);
    });
    await withBenchDatabase(say, async ({ url }) => {
      const ofAccounts = await measureAccounts(url, size / 5);
      const last = measured.at(-1);
      if (last !== undefined)
        for (const what of READINGS) for (const one of ofAccounts[what]) last.costs[what].set(...one);
    });
  }
  if (measured.length === 0) return;
  const sizes = measured.map(({ size }) => size.toLocaleString('en'));
  for (const [what, title] of [
    ['page', `The first page of ${FIRST}`],
    ['deep page', `A page of ${DEEP} in the middle of the list`],
    ['total', 'The total'],
  ] as const) {
    say(`\n${title}: milliseconds in the database (8 kB pages looked at), for the viewer for whom it took longest\n`);
    const titles = [...(measured[0]?.costs[what].keys() ?? [])];
    const rows = titles.map((list) => [list, ...measured.map(({ costs }) => shown(costs[what].get(list)))]);
    say(table([what, ...sizes], rows));
  }
  say('\nWhat the lists and counts add to one change of an order, in milliseconds in the database\n');
  say(table(['orders', 'adding it', 'of that for the lists', 'changing its status', 'of that for the lists'], writes));
  await draw(report, measured);
}

async function measureSize(url: string, size: number) {
  const database = await openDatabase(
    { kind: 'postgresql', url },
    { schema: 'orders', entities: ENTITIES, migrations: MIGRATIONS },
  );
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const startMs = performance.now();
    const sql = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows;
    const viewers = await makeMarket(sql, { orders: size, accounts: size / 5, withEvents: size <= MOST_WITH_EVENTS });
    const seconds = Math.round((performance.now() - startMs) / 1_000);
    const [{ lists, all } = { lists: '', all: '' }] = await sql<{ lists: string; all: string }>(
      `select pg_size_pretty(sum(pg_total_relation_size(oid)) filter (where relname like '%below')) as lists,
         pg_size_pretty(pg_database_size(current_database())) as all from pg_class where relname like '%below' group by ()`,
    );
    const made = `${size.toLocaleString('en')} orders of ${(size / 5).toLocaleString('en')} accounts, made in ${seconds} s: ${all}, of which the lists take ${lists}`;
    const costs = await measureLists(database.fresh.read, { ...viewers }, (viewer) => listsOf(viewer, viewers));
    return { costs, made, written: [size.toLocaleString('en'), ...(await measureWrites(client))] };
  } finally {
    await client.end();
    await database.close();
  }
}

function shown(cost: Cost | undefined): string {
  return cost === undefined ? '–' : `${cost.ms.toFixed(2)} (${cost.buffers}) ${cost.viewer}`;
}

async function draw(
  report: Report,
  measured: readonly { readonly size: number; readonly costs: Costs }[],
): Promise<void> {
  const slowest = (kinds: readonly What[]) =>
    measured.map(({ size, costs }) => {
      const lists = kinds.flatMap((what) => [...costs[what]].filter(([title]) => !title.startsWith('accounts')));
      const times = lists.map(([, { ms }]) => ms);
      return [Math.log10(size), Math.max(...times)] as const;
    });
  const lines = [
    { label: 'slowest page', points: slowest(['page', 'deep page']) },
    { label: 'slowest total', points: slowest(['total']) },
  ];
  const ticks = measured.map(({ size }) => [Math.log10(size), `${size.toLocaleString('en')} orders`] as const);
  const note = 'and of subscriptions: every filter, for every kind of viewer; a page has up to 100 rows';
  const picture = drawLines('The slowest list of orders, in ms of the database', note, lines, {
    from: Math.log10(SIZES[0] ?? 1),
    ticks,
  });
  await report.draw('scale', picture);
}
