import { expect, it } from 'vitest';
import { OwnBalanceDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { findOrder, showOrder } from './reading-order.ts';
import { useOrdersToRead, first } from './orders-to-read.ts';

describeOnBothDatabases('the amounts of an order and its account', (kind) => {
  const { graph, contoso, harbor, as, champion } = useOrdersToRead(kind);

  it('are for each account on the way what it pays itself, and hidden from others', async () => {
    const totals = async (id: string, names: readonly string[]) => {
      const found = [];
      for (const name of names) found.push((await findOrder(graph(), id, as(name)))?.total?.amount);
      return found;
    };
    const way = ['Meridian Distribution', 'Champion Cloud', 'Contoso Bakery', 'Harbor IT', 'Summit Resale'];
    expect(await totals(first(contoso).id, way)).toEqual(['288.00', '311.04', '348.36', undefined, undefined]);
    // Harbor buys from Champion, which adds 12 %, and adds 12 % itself.
    const customerTotal = await graph().database.sql<{ tiers: readonly { unitMinor: string }[] }>(
      'select tiers from orders.order_line where order_id = $1',
      [first(harbor).id],
    );
    expect(customerTotal[0]?.tiers.map(({ unitMinor }) => unitMinor)).toEqual([
      '5760',
      '6220.8',
      '6967.296',
      '7803.37152',
    ]);
    const below = ['Meridian Distribution', 'Champion Cloud', 'Harbor IT', 'Contoso Bakery', 'Summit Resale'];
    expect(await totals(first(harbor).id, below)).toEqual(['288.00', '311.04', '348.36', undefined, undefined]);
  });

  it('are hidden without VIEW_FINANCIALS, also those of lines and refunds', async () => {
    const { total, lines } = await showOrder(graph(), first(contoso).id, as('Champion Cloud', ['PLACE_ORDERS']));
    expect(total).toBeNull();
    expect(lines[0]?.subscription?.refundWindows).toEqual([{ quantity: 5, refundPerSeat: null }]);
  });

  it('include what an account owes and what is left of its credit', async () => {
    const balanceOf = async (principal: ContextClaims) =>
      (await graph().ask(OwnBalanceDocument, {}, principal)).data.viewer.account;
    expect(await balanceOf(champion())).toEqual({
      balance: { balance: { amount: '0.00' }, creditLimit: { amount: '50000.00' }, available: { amount: '50000.00' } },
      paymentMethod: 'TERMS',
    });
    expect(await balanceOf(as('Contoso Bakery'))).toEqual({
      balance: { balance: { amount: '0.00' }, creditLimit: null, available: null },
      paymentMethod: 'CREDIT_CARD',
    });
    expect(await balanceOf(as('Champion Cloud', ['PLACE_ORDERS']))).toMatchObject({ balance: null });
  });
});
