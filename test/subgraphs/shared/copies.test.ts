import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSubgraph as createAccounts } from '../../../subgraphs/accounts/main.ts';
import { createSubgraph as createCatalog } from '../../../subgraphs/catalog/main.ts';
import { createSubgraph as createOrders } from '../../../subgraphs/orders/main.ts';
import { createInProcessBus, type Bus } from '../../../subgraphs/shared/messaging/bus.ts';
import { createNatsBus } from '../../../subgraphs/shared/messaging/nats-bus.ts';
import type { Subgraph } from '../../../subgraphs/shared/process/subgraph.ts';
import { FASTEST_KIND } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { describeWithNatsServer, startNatsServer, type NatsServer } from '../../support/nats-server.ts';
import { startSubgraph, type SubgraphStart, type SubgraphUnderTest } from '../../support/subgraph-under-test.ts';

/** What is promised from the return of the broker until what was lost with it is made up. */
const MADE_UP_WITHIN_MS = 30_000;
const DATA = { DATA_DIR: tmpdir(), MICROSOFT_API_URL: 'http://127.0.0.1:9' };
const ACCOUNTS = { name: 'accounts', createSubgraph: createAccounts, environment: { TIERGRAPH_DEMO: '1' } } as const;
const ORDERS = { name: 'orders', createSubgraph: createOrders, environment: DATA } as const;
const CATALOG = { name: 'catalog', createSubgraph: createCatalog, environment: DATA } as const;

type Started = Pick<SubgraphUnderTest<Subgraph>, 'database' | 'jobs' | 'facts' | 'close'>;

async function start<S extends Subgraph>(bus: Bus, of: SubgraphStart<S>, facts: readonly string[] = []) {
  const started = await startSubgraph(FASTEST_KIND, { ...of, bus, facts });
  onTestFinished(() => started.close());
  return started;
}

/** The copies of a table, as one row each. */
const rowsOf = ({ database }: Started, table: string) =>
  database.sql<{ id: string; version: number; status: string; path: string; currency: string }>(
    `select id, version, status, path::text as path, currency from ${table} order by id`,
  );

async function expectCopies(accounts: Started, copies: readonly (readonly [Started, string])[]): Promise<void> {
  await eventually(async () => {
    const owned = await rowsOf(accounts, 'accounts.account');
    expect(owned.length).toBeGreaterThan(5);
    for (const [follower, table] of copies) expect(await rowsOf(follower, table)).toEqual(owned);
  });
}

/** Changes accounts whose facts are lost on their way. */
const changeUnheard = ({ database }: Started, where: string) =>
  database.sql(`update accounts.account set status = 'ADMIN_HOLD', version = version + 1 where ${where}`);

describe('copies of accounts', () => {
  async function startAll() {
    const bus = createInProcessBus();
    const orders = await start(bus, ORDERS);
    const catalog = await start(bus, CATALOG);
    const changed = ['accounts.account-changed', 'accounts.account-removed', 'accounts.terms-approved'];
    const accounts = await start(bus, ACCOUNTS, changed);
    await accounts.subgraph.seedDemo('Tiergraph-demo-1');
    const copies = [
      [orders, 'orders.account'],
      [catalog, 'catalog.account'],
    ] as const;
    await expectCopies(accounts, copies);
    const compare = () => accounts.jobs.add('accounts.compare', {});
    return { bus, accounts, orders, catalog, copies, compare };
  }

  it('are compared, and only what is older or missing is told again', async () => {
    const { accounts, orders, copies, compare } = await startAll();
    await changeUnheard(accounts, `name = 'Contoso Bakery'`);
    await orders.database.sql(`delete from orders.account where name = 'Harbor IT'`);
    const nightly = await accounts.database.sql(
      `select 1 from jobs.job where name = 'accounts.compare' and singleton_key = 'nightly'`,
    );
    expect(nightly).toHaveLength(1);
    const before = accounts.facts.length;
    await compare();
    await expectCopies(accounts, copies);
    const again = accounts.facts.slice(before).map(({ data }) => (data as { readonly name: string }).name);
    expect(new Set(again)).toEqual(new Set(['Contoso Bakery', 'Harbor IT']));
  });

  it('are told nothing when they do not differ', async () => {
    const { accounts, orders, compare } = await startAll();
    // What the start of a follower asks for may come up to ten seconds later.
    await eventually(async () => {
      const left = await accounts.database.sql(
        `select 1 from jobs.job where name like '%.compare' and state < 'completed'`,
      );
      expect(left).toEqual([]);
    });
    const before = accounts.facts.length;
    await compare();
    await changeUnheard(accounts, `name = 'Harbor IT'`);
    await compare();
    await eventually(async () => {
      const [copy] = await orders.database.sql(`select 1 from orders.account where name = 'Harbor IT' and version = 2`);
      expect(copy).toBeDefined();
      // Orders can have written the fact before the next consumer is told of it.
      expect(accounts.facts.length).toBeGreaterThan(before);
    });
    expect(new Set(accounts.facts.slice(before).map(({ data }) => (data as { readonly name: string }).name))).toEqual(
      new Set(['Harbor IT']),
    );
  });

  it('of accounts that were removed are removed', async () => {
    const { accounts, copies, compare } = await startAll();
    await accounts.database.sql(`delete from accounts.account where name = 'Alpine Dental'`);
    await compare();
    await expectCopies(accounts, copies);
  });

  it('have the credit limits and identities that were lost, too', async () => {
    const { orders, compare } = await startAll();
    const limits = () =>
      orders.database.sql(`select account_id, limit_minor::text, currency from orders.credit order by 1`);
    const partners = () =>
      orders.database.sql(`select account_id, location_mpn_id from orders.partner_profile order by 1`);
    const [known, named] = await eventually(async () => {
      const found = [await limits(), await partners()] as const;
      expect(found[0].length).toBeGreaterThan(1);
      expect(found[1]).toHaveLength(found[0].length);
      return found;
    });
    await orders.database.sql('delete from orders.credit');
    await orders.database.sql('delete from orders.partner_profile');
    await compare();
    await eventually(async () => {
      expect(await limits()).toEqual(known);
      expect(await partners()).toEqual(named);
    });
  });

  it('that accounts has of orders have the tenant and the first order that were lost', async () => {
    const { accounts, orders } = await startAll();
    const [customer] = await accounts.database.sql<{ id: string; parent_id: string; path: string }>(
      `select id, parent_id, path::text as path from accounts.account where name = 'Alpine Dental'`,
    );
    await orders.database.sql(
      `insert into orders.tenant values ('alpine.onmicrosoft.com', $1, null, '2026-11-02T10:00:00Z'),
         ('second.onmicrosoft.com', $1, null, '2026-11-03T10:00:00Z')`,
      [customer?.id],
    );
    for (const [number, day] of [
      ['SO1', '2026-11-04'],
      ['SO2', '2026-11-03'],
    ]) {
      await orders.database.sql(
        `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_from, currency,
           payment_method, vendor_parameters, customer_profile, created_at)
         values ($1, $1, 'SALES', 'COMPLETED', $2, $3, $4::ltree, 'WEB', 'USD', 'TERMS', '{}', '{}', $5::timestamptz)`,
        [number, customer?.id, customer?.parent_id, customer?.path, `${day}T10:00:00Z`],
      );
    }
    await orders.jobs.add('orders.compare', {});
    await eventually(async () => {
      const [kept] = await accounts.database.sql<{ tenant_domain: string; first_ordered_at: Date }>(
        'select tenant_domain, first_ordered_at from accounts.account where id = $1',
        [customer?.id],
      );
      expect(kept).toEqual({
        tenant_domain: 'alpine.onmicrosoft.com',
        first_ordered_at: new Date('2026-11-03T10:00:00Z'),
      });
    });
  });
});

describeWithNatsServer('copies, when the broker loses facts that it had taken,', () => {
  const keys = `test:${randomBytes(32).toString('base64')}`;

  async function openBus({ url }: NatsServer): Promise<Bus> {
    const bus = await createNatsBus({
      url,
      prefix: '',
      sealingKeys: keys,
      streams: ['accounts', 'catalog', 'orders'],
      logger: pino({ level: 'silent' }),
    });
    let isOpen = true;
    const close = async (): Promise<void> => {
      if (isOpen) await bus.close();
      isOpen = false;
    };
    onTestFinished(close);
    return { ...bus, close };
  }

  it('are made up by processes that went on', async () => {
    const server = await startNatsServer();
    const accounts = await start(await openBus(server), ACCOUNTS);
    const orders = await start(await openBus(server), ORDERS);
    const catalog = await start(await openBus(server), CATALOG);
    const copies = [
      [orders, 'orders.account'],
      [catalog, 'catalog.account'],
    ] as const;
    await accounts.subgraph.seedDemo('Tiergraph-demo-1');
    await expectCopies(accounts, copies);
    await server.kill();
    await changeUnheard(accounts, `type = 'RESELLER'`);
    await server.wipe();
    await server.start();
    const returnedAt = Date.now();
    await expectCopies(accounts, copies);
    expect(Date.now() - returnedAt).toBeLessThan(MADE_UP_WITHIN_MS);
  }, 90_000);

  it('are made up by a follower that was stopped when they were told', async () => {
    const server = await startNatsServer();
    const accountsBus = await openBus(server);
    const accounts = await start(accountsBus, ACCOUNTS);
    await accounts.subgraph.seedDemo('Tiergraph-demo-1');
    await eventually(async () => {
      const told = await accounts.database.sql(
        `select 1 from jobs.job where name = 'accounts.publish' and state < 'completed'`,
      );
      expect(told).toEqual([]);
    });
    await server.kill();
    await server.wipe();
    await server.start();
    // Nobody else follows: what the broker had is gone.
    await eventually(() =>
      accountsBus.publish({ id: randomUUID(), subject: 'accounts.account-removed', data: { id: 'acc_none' } }),
    );
    const orders = await start(await openBus(server), ORDERS);
    await expectCopies(accounts, [[orders, 'orders.account']]);
  }, 90_000);
});
