import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { outboxDrained, useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, newCustomerOrder, placed, refusals, tableCounts } from '../ordering.ts';

describeOnBothDatabases('the idempotency key of placeOrder', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);

  it('returns the first order to a repeated call, and refuses another input with the same key', async () => {
    const input = await order({ idempotencyKey: 'repeat-1' });
    const first = await placed(graph(), input, champion());
    expect((await placed(graph(), input, champion())).id).toBe(first.id);
    const other = await order({ idempotencyKey: 'repeat-1' }, 6);
    expect(await refusals(graph(), other, champion())).toEqual(['IDEMPOTENCY_CONFLICT idempotencyKey']);
  });

  it('makes one order of fifty equal simultaneous calls', async () => {
    const input = await order({ idempotencyKey: 'fifty' });
    const before = await tableCounts(graph());
    const orders = await Promise.all(Array.from({ length: 50 }, () => placed(graph(), input, champion())));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    const after = await tableCounts(graph());
    expect((after['orders."order"'] ?? 0) - (before['orders."order"'] ?? 0)).toBe(1);
    expect((after['orders.idempotency'] ?? 0) - (before['orders.idempotency'] ?? 0)).toBe(1);
  });

  it('makes one customer and one order of ten equal simultaneous calls with a new customer', async () => {
    const input = await newCustomerOrder(graph(), 'tenatonce', { idempotencyKey: 'ten-new' });
    const orders = await Promise.all(Array.from({ length: 10 }, () => placed(graph(), input, champion())));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(new Set(orders.map(({ customer }) => customer.id)).size).toBe(1);
    await outboxDrained(graph().database);
    const customers = await graph().database.sql<{ id: string }>(
      `select a.id from accounts.account a join accounts."user" u on u.account_id = a.id where u.login_key = 'tenatonce'`,
    );
    expect(customers.map(({ id }) => id)).toEqual([orders[0]?.customer.id]);
  });

  it('belongs to the account that sent it', async () => {
    const input = await order({ idempotencyKey: 'shared-key' });
    const ofReseller = await placed(graph(), input, champion());
    const ofCustomer = await placed(graph(), input, graph().administrator('Contoso Bakery'));
    expect(ofCustomer.id).not.toBe(ofReseller.id);
  });

  it('can be used again after a refusal', async () => {
    const refused = await order({ idempotencyKey: 'after-refusal', vendorParameters: {} });
    expect(await refusals(graph(), refused, champion())).toEqual(['ATTESTATION_MISSING vendorParameters.attestedBy']);
    await placed(graph(), await order({ idempotencyKey: 'after-refusal' }), champion());
  });
});
