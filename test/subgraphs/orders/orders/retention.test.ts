import { expect, it } from 'vitest';
import { INDEXES, RETENTIONS } from '../../../../subgraphs/orders/entities/retention.ts';
import { purge } from '../../../../subgraphs/shared/database/retention.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { insertOrder, openLog } from '../events/log-under-test.ts';

const NEVER = new AbortController().signal;

describeOnBothDatabases('what orders keeps', (kind) => {
  it('is deleted when it has had its time, and kept before that', async () => {
    const { database, tables } = await openLog(kind);
    const id = await insertOrder(database);
    const { sql } = database;
    await sql(
      `insert into orders.idempotency select 'acc_a', 'placeOrder', n::text, 'hash', $1, now() - n * interval '1 day'
       from generate_series(1, 60) n`,
      [id],
    );
    await sql(
      `insert into orders.cart (id, reseller_id, reseller_path, expires_at, created_at)
       select 'crt_' || n, 'acc_b', 'b', now() - n * interval '1 day', now() from generate_series(1, 60) n`,
    );
    await sql(`insert into orders.cart_line select 'lin_' || id, id, 'pln', 1 from orders.cart`);
    await sql(
      `insert into orders.placement (id, account_id, idempotency_key, state, created_at)
       select 'plc_' || n, 'acc_a', n::text, case n % 2 when 0 then 'PLACED' else 'OPEN' end, now() - n * interval '1 day'
       from generate_series(1, 60) n`,
    );
    await sql(`insert into orders.spent_estimate values ('old', $1, now() - interval '2 days'), ('new', $1, now())`, [
      id,
    ]);
    await sql(
      `insert into orders.attention (id, subject, kind, path, message, since, last_seen_at, resolved_at, resolution)
       values ('att_open', 'a', 'OVERDUE', 'b', 'Late.', now() - interval '1 year', now(), null, null),
         ('att_kept', 'b', 'OVERDUE', 'b', 'Late.', now(), now(), now() - interval '89 days', 'MOVED_ON'),
         ('att_old', 'c', 'OVERDUE', 'b', 'Late.', now(), now(), now() - interval '91 days', 'RETRIED')`,
    );
    expect(await purge(tables, RETENTIONS, NEVER)).toBe(31 + 31 + 16 + 1 + 1);
    const count = async (table: string) => {
      const [row] = await sql<{ count: number }>(`select count(*)::int as count from orders.${table}`);
      return [table, row?.count];
    };
    const tablesLeft = ['idempotency', 'cart', 'cart_line', 'placement', 'spent_estimate', 'attention', '"order"'];
    expect(Object.fromEntries(await Promise.all(tablesLeft.map(count)))).toEqual({
      idempotency: 29,
      cart: 29,
      cart_line: 29,
      placement: 29 + 15,
      spent_estimate: 1,
      attention: 2,
      '"order"': 1,
    });
    expect(await purge(tables, RETENTIONS, NEVER)).toBe(0);
  });

  it('is deleted a thousand rows at a time, and not at all once the work is to stop', async () => {
    const { database, tables } = await openLog(kind);
    const id = await insertOrder(database);
    await database.sql(
      `insert into orders.idempotency select 'acc_a', 'placeOrder', n::text, 'hash', $1, now() - interval '31 days'
       from generate_series(1, 2500) n`,
      [id],
    );
    expect(await purge(tables, RETENTIONS, AbortSignal.abort())).toBe(0);
    let transactions = 0;
    const counting = {
      write: (work: Parameters<typeof tables.write>[0]) => {
        transactions += 1;
        return tables.write(work);
      },
    } as Pick<typeof tables, 'write'>;
    expect(await purge(counting, RETENTIONS.slice(0, 1), NEVER)).toBe(2_500);
    expect(transactions).toBe(3);
  });

  it('is found by an index, however much is kept', async () => {
    const { database } = await openLog(kind);
    const id = await insertOrder(database);
    const { sql } = database;
    await sql(
      `insert into orders.idempotency select 'acc_a', 'placeOrder', n::text, 'hash', $1, now() - n * interval '1 second'
       from generate_series(1, 20000) n`,
      [id],
    );
    await sql(
      `insert into orders.cart (id, reseller_id, reseller_path, expires_at, created_at)
       select 'crt_' || n, 'acc_b', 'b', now() + n * interval '1 second', now() from generate_series(1, 20000) n`,
    );
    await sql(
      `insert into orders.placement (id, account_id, idempotency_key, state, created_at)
       select 'plc_' || n, 'acc_a', n::text, 'PLACED', now() - n * interval '1 second' from generate_series(1, 20000) n`,
    );
    await sql(
      `insert into orders.spent_estimate select n::text, $1, now() + n * interval '1 second'
       from generate_series(1, 20000) n`,
      [id],
    );
    await sql(
      `insert into orders.attention (id, subject, kind, path, message, since, last_seen_at, resolved_at, resolution)
       select 'att_' || n, n::text, 'OVERDUE', 'b', 'Late.', now(), now(), now() - n * interval '1 second', 'MOVED_ON'
       from generate_series(1, 20000) n`,
    );
    for (const { table, where } of RETENTIONS) {
      await sql(`analyze ${table}`);
      const plan = await sql<{ 'QUERY PLAN': string }>(`explain select ctid from ${table} where ${where} limit 1000`);
      expect(plan.map((row) => row['QUERY PLAN']).join('\n'), table).toMatch(/Index|Bitmap/);
    }
  });

  it('has every index, usable', async () => {
    const { database } = await openLog(kind);
    for (const { name } of INDEXES) {
      const [index] = await database.sql<{ valid: boolean }>(
        'select indisvalid as valid from pg_index where indexrelid = to_regclass($1)',
        [`orders.${name}`],
      );
      expect(index?.valid, name).toBe(true);
    }
  });
});
