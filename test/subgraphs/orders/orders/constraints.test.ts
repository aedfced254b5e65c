import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { insertOrder, openLog } from '../events/log-under-test.ts';

describeOnBothDatabases('the tables of orders', (kind) => {
  it('refuse statuses and kinds that the rules do not know', async () => {
    const { database } = await openLog(kind);
    const id = await insertOrder(database);
    for (const [column, constraint] of [
      ['status', 'order_status'],
      ['type', 'order_type'],
      ['payment_method', 'order_payment_method'],
    ]) {
      const change = database.sql(`update orders."order" set ${column} = 'ODD' where id = $1`, [id]);
      await expect(change, column).rejects.toThrow(constraint);
    }
  });

  it('refuse a purchase without a customer, or that nobody pays for; an activation has neither', async () => {
    const { database } = await openLog(kind);
    const id = await insertOrder(database);
    for (const column of ['payment_method', 'customer_profile']) {
      const change = database.sql(`update orders."order" set ${column} = null where id = $1`, [id]);
      await expect(change, column).rejects.toThrow('order_purchase');
    }
    await database.sql(
      `update orders."order" set type = 'ACTIVATION', payment_method = null, customer_profile = null where id = $1`,
      [id],
    );
  });

  it('refuse rows of an order that does not exist', async () => {
    const { database } = await openLog(kind);
    const rows = {
      idempotency_order: `insert into orders.idempotency values ('acc_a', 'placeOrder', 'key', 'hash', 'ord_none', now())`,
      ledger_entry_order: `insert into orders.ledger_entry (account_id, order_id, kind, amount_minor, currency, occurred_at)
        values ('acc_a', 'ord_none', 'CHARGED', 1, 'USD', now())`,
      spent_estimate_order: `insert into orders.spent_estimate values ('est', 'ord_none', now())`,
    };
    for (const [constraint, insert] of Object.entries(rows)) {
      await expect(database.sql(insert)).rejects.toThrow(constraint);
    }
  });
});
