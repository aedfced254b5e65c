import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { outboxDrained, useGraph } from '../../../support/graph-under-test.ts';
import {
  contosoOrder,
  creditOf,
  ended,
  estimated,
  failures,
  MPN,
  newCustomerOrder,
  placed,
  planId,
} from '../ordering.ts';

describeOnBothDatabases('placeOrder', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);

  it('returns for a plan id the order with its number and the total that the viewer pays', async () => {
    const { number, status, customer, total, lines } = await placed(graph(), await order(), champion());
    expect(number).toMatch(/^SO\d{6}$/);
    expect({ status, customer, total, lines: lines.map(({ quantity }) => quantity) }).toEqual({
      status: 'SUBMITTED',
      customer: { id: graph().account('Contoso Bakery').id },
      total: { amount: '311.04', currency: 'USD' },
      lines: [5],
    });
  });

  it('selects for an MPN the plan of the given term and billing cycle', async () => {
    const lines = [{ mpn: MPN.basic, term: 'P1M', billingCycle: 'MONTHLY' as const, quantity: 10 }];
    const { total } = await placed(graph(), await order({ lines }), champion());
    expect(total).toEqual({ amount: '62.21', currency: 'USD' });
  });

  it('reserves the amount that the reseller pays', async () => {
    const before = await creditOf(graph(), 'Champion Cloud');
    const { id } = await placed(graph(), await order(), graph().administrator('Contoso Bakery'));
    const ledger = await graph().database.sql<{ kind: string; amount: number }>(
      'select kind, amount_minor::int as amount from orders.ledger_entry where order_id = $1',
      [id],
    );
    expect(ledger[0]).toEqual({ kind: 'RESERVED', amount: 31_104 });
    const after = await creditOf(graph(), 'Champion Cloud');
    expect(after.balance + after.reserved - before.balance - before.reserved).toBe(31_104);
  });

  it('records who placed the order and from which account', async () => {
    const meridian = graph().account('Meridian Distribution');
    const acting = graph().administrator('Champion Cloud', undefined, { act: meridian.id });
    const { id } = await placed(graph(), await order({ purchaseOrderNumber: 'PO-4711' }), acting);
    const [row] = await graph().database.sql<object>(
      'select placed_by, placed_from, acted_from, reseller_id, purchase_order_number from orders."order" where id = $1',
      [id],
    );
    const reseller = graph().account('Champion Cloud');
    expect(row).toEqual({
      placed_by: reseller.userId,
      placed_from: reseller.id,
      acted_from: meridian.id,
      reseller_id: reseller.id,
      purchase_order_number: 'PO-4711',
    });
  });

  it('charges no credit when paid by card', async () => {
    const { id } = await placed(graph(), await order({ paymentMethod: 'CREDIT_CARD' }), champion());
    const rows = await graph().database.sql(
      `select amount_minor::int as amount, status from orders.card_payment where order_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ amount: 31_104, status: 'AUTHORISED' }]);
    expect(await graph().database.sql('select 1 from orders.ledger_entry where order_id = $1', [id])).toEqual([]);
  });

  it('succeeds without a deadlock while other orders into the same tenant end', { timeout: 120_000 }, async () => {
    const ids: string[] = [];
    const lines = [{ planId: await planId(graph(), { mpn: MPN.exchange }), quantity: 1 }];
    for (let wave = 0; wave < 25; wave += 1) {
      const input = await order({ lines });
      const made = await Promise.all(Array.from({ length: 2 }, () => placed(graph(), input, champion())));
      ids.push(...made.map(({ id }) => id));
    }
    const states = await Promise.all(ids.map(async (id) => (await ended(graph(), id)).status));
    expect(new Set(states)).toEqual(new Set(['COMPLETED']));
    expect(graph().logged.filter((line) => line.includes('deadlock'))).toEqual([]);
  });

  it('remembers the reseller and the tenant for the next order', async () => {
    const harbor = graph().administrator('Harbor IT');
    const first = await newCustomerOrder(graph(), 'remembered', {
      vendorParameters: {
        attestedBy: 'Hugo Brandt',
        locationMpnId: '3456789',
        indirectResellerDomain: 'harborit.onmicrosoft.com',
        tenantMode: 'NEW',
        tenantDomain: 'remembered',
      },
    });
    const { id, customer } = await placed(graph(), first, harbor);
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    await outboxDrained(graph().database);
    const next = {
      customerId: customer.id,
      lines: [{ planId: await planId(graph()), quantity: 1 }],
      vendorParameters: { attestedBy: 'Hugo Brandt' },
    };
    expect(failures(await estimated(graph(), next, harbor))).toEqual([]);
    const { id: nextId } = await placed(graph(), next, harbor);
    const [row] = await graph().database.sql<{ vendor_parameters: object }>(
      'select vendor_parameters from orders."order" where id = $1',
      [nextId],
    );
    expect(row?.vendor_parameters).toMatchObject({
      locationMpnId: '3456789',
      indirectResellerDomain: 'harborit.onmicrosoft.com',
      tenantMode: 'EXISTING',
      tenantDomain: 'remembered.onmicrosoft.com',
    });
  });

  it('returns no amounts to a caller without VIEW_FINANCIALS', async () => {
    const { total, lines } = await placed(
      graph(),
      await order(),
      graph().administrator('Champion Cloud', ['PLACE_ORDERS']),
    );
    expect([total, lines[0]?.total]).toEqual([null, null]);
  });
});
