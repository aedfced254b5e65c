import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { ENTITIES } from '../../../../subgraphs/orders/entities/entities.ts';
import { FILLINGS } from '../../../../subgraphs/orders/entities/retention.ts';
import { ORDER_COUNTS } from '../../../../subgraphs/orders/loaders/order-loaders.ts';
import { M009OrderLists } from '../../../../subgraphs/orders/migrations/m009-order-lists.ts';
import { MIGRATIONS } from '../../../../subgraphs/orders/migrations/migrations.ts';
import { openDatabase, type DatabaseOptions } from '../../../../subgraphs/shared/database/database.ts';
import { foldCounts, keepCounts } from '../../../../subgraphs/shared/database/kept-counts.ts';
import type { UnitOfWork, Writer } from '../../../../subgraphs/shared/database/transaction.ts';
import { newId, type Id } from '../../../../subgraphs/shared/domain/ids.ts';
import {
  describeOnBothDatabases,
  openTestDatabase,
  type DatabaseKind,
  type TestDatabase,
} from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';

/** Accounts of four levels that share some of those above them. */
const PATHS = ['p.r.s.c', 'p.r.s.d', 'p.r.e', 'p.q.f', 'p.q.g', 'p.r.s'];
const STATUSES = ['SUBMITTED', 'PROVISIONING', 'COMPLETED', 'FAILED'];
const TYPES = ['SALES', 'RENEWAL'];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

async function openOrders(kind: DatabaseKind, options: Partial<DatabaseOptions> = {}, existing?: TestDatabase) {
  const database = existing ?? (await openTestDatabase(kind));
  if (existing === undefined) onTestFinished(() => database.close());
  const orm = await openDatabase(database.address, {
    schema: 'orders',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    fillings: FILLINGS,
    ...options,
  });
  if (kind === 'postgresql' || existing === undefined) onTestFinished(() => orm.close());
  return { database, tables: orm.fresh };
}

async function insertOrder(tx: Writer, number: number): Promise<Id<'ord'>> {
  const id = newId('ord');
  const values = [
    id,
    id,
    at(TYPES, number),
    at(STATUSES, number),
    at(PATHS, number),
    number % 3 === 0 ? null : `PO-${number % 5}`,
  ];
  await tx.execute(
    `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_from, currency,
       payment_method, purchase_order_number, vendor_parameters, customer_profile, created_at)
     values (?, ?, ?, ?, 'acc_x', 'acc_y', ?::ltree, 'acc_y', 'USD', 'TERMS', ?, '{}', '{}', now())`,
    values,
  );
  return id;
}

/** Places an order, lets it go on, and sometimes moves it, deletes it or takes everything back. */
async function liveOneOrder({ write }: UnitOfWork, number: number): Promise<void> {
  const change = (sql: string, ...values: readonly unknown[]): Promise<unknown> =>
    write((tx) => tx.execute(sql, values));
  const id = await write((tx) => insertOrder(tx, number));
  await change('update orders."order" set event_sequence = event_sequence + 1 where id = ?', id);
  await change('update orders."order" set status = ? where id = ?', at(STATUSES, number + 1), id);
  await write(async (tx) => {
    await tx.execute(`update orders."order" set status = 'CREDIT_HOLD' where id = ?`, [id]);
    await tx.execute(`update orders."order" set status = 'CANCELLED', type = 'CHANGE' where id = ?`, [id]);
    if (number % 4 === 0) throw new Error('taken back');
  }).catch((error: unknown) => expect(String(error)).toContain('taken back'));
  if (number % 5 === 0)
    await change('update orders."order" set path = ?::ltree where id = ?', at(PATHS, number + 2), id);
  if (number % 7 === 0) await change('delete from orders."order" where id = ?', id);
}

/** What the lists have that the orders have not, and what they lack. */
function misplaced({ sql }: TestDatabase): Promise<readonly object[]> {
  const listed = `select account_id, own, created_at, order_id, type, status, purchase_order_number from orders.order_below`;
  const expected = `select 'acc_' || label, place = cardinality(labels), created_at, id, type, status, purchase_order_number
    from (select *, string_to_array(path::text, '.') as labels from orders."order") as placed,
      unnest(labels) with ordinality as level (label, place)`;
  return sql(`(${listed} except ${expected}) union all (${expected} except ${listed})`);
}

const wrongCounts = ({ sql }: TestDatabase): Promise<readonly object[]> =>
  sql('select * from orders.wrong_order_counts()');

describeOnBothDatabases('the lists of orders by account, and their counts', (kind) => {
  it('agree with the orders at every moment while many are placed, change and are folded', async () => {
    const { database, tables } = await openOrders(kind);
    const over = new AbortController();
    const whileOthersWrite = async (work: () => Promise<unknown>): Promise<void> => {
      while (!over.signal.aborted) await work();
    };
    // PGlite does one thing after the other, so that more of them show nothing more.
    const [writers, each] = kind === 'pglite' ? [2, 10] : [8, 15];
    const writing = Array.from({ length: writers }, async (_, writer) => {
      for (let number = 0; number < each; number += 1) await liveOneOrder(tables, writer * each + number);
    });
    const others = [
      whileOthersWrite(() => foldCounts(tables, ORDER_COUNTS)),
      whileOthersWrite(() => foldCounts(tables, ORDER_COUNTS)),
      whileOthersWrite(async () => expect(await wrongCounts(database)).toEqual([])),
    ];
    await Promise.all(writing).finally(() => over.abort());
    await Promise.all(others);
    expect([await wrongCounts(database), await misplaced(database)]).toEqual([[], []]);
    await foldCounts(tables, ORDER_COUNTS);
    expect(await database.sql('select 1 from orders.order_count_change')).toEqual([]);
    expect(await wrongCounts(database)).toEqual([]);
    const [{ count } = { count: 0 }] = await database.sql<{ count: number }>(
      `select sum(count)::int as count from orders.order_count where account_id = 'acc_p'`,
    );
    // Each seventh was deleted, from the first.
    expect(count).toBe(writers * each - Math.ceil((writers * each) / 7));
  });

  it('are folded by every process that is open', async () => {
    const { database, tables } = await openOrders(kind);
    const keeper = keepCounts({ tables, counts: [ORDER_COUNTS], logger: pino({ level: 'silent' }), everyMs: 20 });
    onTestFinished(() => keeper.close());
    await tables.write((tx) => insertOrder(tx, 0));
    await eventually(async () => expect(await database.sql('select 1 from orders.order_count_change')).toEqual([]));
    expect(await wrongCounts(database)).toEqual([]);
  });

  it('notice a count that is wrong', async () => {
    const { database, tables } = await openOrders(kind);
    await tables.write((tx) => insertOrder(tx, 0));
    await foldCounts(tables, ORDER_COUNTS);
    await database.sql(`update orders.order_count set count = 2 where account_id = 'acc_r'`);
    expect(await wrongCounts(database)).toMatchObject([{ account_id: 'acc_r', status: 'SUBMITTED' }]);
  });

  it('have the orders from before they were kept, although orders are placed and change while they are filled in', async () => {
    const { database } = await openOrders(kind, {
      migrations: MIGRATIONS.slice(0, MIGRATIONS.indexOf(M009OrderLists)),
      fillings: [],
    });
    const { tables } = await openOrders(
      kind,
      { migrations: MIGRATIONS.slice(0, MIGRATIONS.indexOf(M009OrderLists)), fillings: [] },
      database,
    );
    await tables.write(async (tx) => {
      for (let number = 0; number < 60; number += 1) await insertOrder(tx, number);
    });
    await openOrders(kind, { fillings: [] }, database);
    expect(await database.sql('select 1 from orders.order_below')).toEqual([]);
    const fillPage = () => tables.write((tx) => tx.execute('select orders.fill_order_below(7) as filled'));
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let number = 0; number < 5; number += 1) await liveOneOrder(tables, writer * 5 + number);
    });
    const change = tables.write((tx) => tx.execute(`update orders."order" set status = 'FAILED' where type = 'SALES'`));
    await Promise.all([fillPage(), ...writers, fillPage(), change, fillPage()]);
    expect(await misplaced(database)).not.toEqual([]);
    await openOrders(kind, {}, database);
    expect([await misplaced(database), await wrongCounts(database)]).toEqual([[], []]);
    expect(await fillPage()).toEqual([{ filled: 0 }]);
  });

  it('cost an open transaction nothing that another one waits for', async () => {
    if (kind === 'pglite') return;
    const { database, tables } = await openOrders(kind);
    const [begun, ending] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const open = tables.write(async (tx) => {
      await insertOrder(tx, 0);
      begun.resolve();
      await ending.promise;
    });
    await begun.promise;
    await tables.write((tx) => insertOrder(tx, 0));
    await foldCounts(tables, ORDER_COUNTS);
    const counted = `select count::int from orders.order_count where account_id = 'acc_p'`;
    expect(await database.sql(counted)).toEqual([{ count: 1 }]);
    ending.resolve();
    await open;
    expect(await wrongCounts(database)).toEqual([]);
  });
});
