import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, ended, estimated, place, placed, planId } from '../ordering.ts';

/** The limit of Business Basic: 300 seats per tenant. */
const LIMIT = 300;

describeOnBothDatabases('the seats of a product in a tenant', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const left = async (replaced: PlaceOrderInput, quantity: number) => {
    const { checks } = await estimated(graph(), await contosoOrder(graph(), replaced, quantity), champion());
    return checks.flatMap(({ error }) =>
      error === null ? [] : [[error.code, error.path[1], error.availableQuantity]],
    );
  };

  it('are one pool for simultaneous orders, which never exceed the limit', async () => {
    const input = await contosoOrder(graph(), { paymentMethod: 'CREDIT_CARD' }, 70);
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(graph(), input, champion())));
    const made = answers.flatMap(({ order }) => order ?? []);
    expect(made).toHaveLength(Math.floor(LIMIT / 70));
    const refused = answers.flatMap(({ userErrors }) => userErrors);
    expect(new Set(refused.map(({ code, path }) => `${code} ${path.join('.')}`))).toEqual(
      new Set(['SEAT_LIMIT_EXCEEDED lines.0.quantity']),
    );
    expect(refused.map(({ availableQuantity }) => availableQuantity)).toEqual(Array.from({ length: 4 }, () => 20));
  });

  it('are counted over plans and terms, both in open orders and in subscriptions', async () => {
    expect(await left({}, 21)).toEqual([['SEAT_LIMIT_EXCEEDED', '0', 20]]);
    const month = { planId: await planId(graph(), { term: 'P1M' }), quantity: 21 };
    expect(await left({ lines: [month] }, 0)).toEqual([['SEAT_LIMIT_EXCEEDED', '0', 20]]);
    const { id } = await placed(
      graph(),
      await contosoOrder(graph(), { lines: [{ ...month, quantity: 15 }] }),
      champion(),
    );
    expect(await left({}, 6)).toEqual([['SEAT_LIMIT_EXCEEDED', '0', 5]]);
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    expect(await left({}, 6)).toEqual([['SEAT_LIMIT_EXCEEDED', '0', 5]]);
    expect(await left({}, 5)).toEqual([]);
  });

  it('are added up over the lines of one order', async () => {
    const year = await planId(graph(), { billingCycle: 'ANNUAL' });
    const lines = [
      { planId: await planId(graph()), quantity: 4 },
      { planId: year, quantity: 4 },
    ];
    expect(await left({ lines }, 0)).toEqual([['SEAT_LIMIT_EXCEEDED', '1', 1]]);
  });

  it('are counted for each tenant separately', async () => {
    const elsewhere = {
      vendorParameters: { attestedBy: 'Cora Lindqvist', tenantMode: 'NEW', tenantDomain: 'secondbakery' },
    } as const;
    expect(await left(elsewhere, LIMIT)).toEqual([]);
  });
});
