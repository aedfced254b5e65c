import { expect, it } from 'vitest';
import { type PlaceOrderInput, type VendorParametersInput } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import {
  contosoOrder,
  ended,
  estimated,
  failures,
  MPN,
  newCustomer,
  newCustomerOrder,
  placed,
  planId,
} from '../ordering.ts';

describeOnBothDatabases('estimateOrder and its lines', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);
  const checked = async (replaced: PlaceOrderInput, quantity = 5) =>
    failures(await estimated(graph(), await order(replaced, quantity), champion()));
  const withParameters = (parameters: VendorParametersInput) => ({
    vendorParameters: { attestedBy: 'Cora', ...parameters },
  });

  it.each([
    ['another segment', { segment: 'NONPROFIT' }],
    ['another market', { market: 'GB' }],
  ])('refuses a plan of %s', async (_what, choice) => {
    const lines = [{ planId: await planId(graph(), choice), quantity: 5 }];
    expect(await checked({ lines })).toEqual(['PLANS PLAN_NOT_AVAILABLE lines.0.planId']);
  });

  it('refuses a plan in another currency than the billing currency of the customer', async () => {
    const input = await newCustomerOrder(graph(), 'euros', { newCustomer: newCustomer('euros', { currency: 'EUR' }) });
    expect(failures(await estimated(graph(), input, champion()))).toContain('PLANS CURRENCY_MISMATCH lines.0.planId');
  });

  it('shows each amount in its own currency, and no total of two currencies', async () => {
    const yen = { planId: await planId(graph(), { market: 'JP' }), quantity: 7 };
    const dollars = { planId: await planId(graph()), quantity: 1 };
    const inYen = await estimated(graph(), await order({ lines: [yen] }), champion());
    expect(failures(inYen)).toEqual(['PLANS PLAN_NOT_AVAILABLE lines.0.planId']);
    // 8,640 JPY and 8 % are 9,331.2 for a seat. The first of twelve instalments takes the remainder.
    expect(inYen.lines).toMatchObject([
      { unitPrice: { amount: '9331.2', currency: 'JPY' }, total: { amount: '65318', currency: 'JPY' } },
    ]);
    expect([inYen.total, inYen.dueNow]).toEqual([
      { amount: '65318', currency: 'JPY' },
      { amount: '5445', currency: 'JPY' },
    ]);
    const both = await estimated(graph(), await order({ lines: [yen, dollars] }), champion());
    expect([both.total, both.dueNow]).toEqual([null, null]);
    expect(both.lines[1]).toMatchObject({
      unitPrice: { amount: '62.208', currency: 'USD' },
      total: { amount: '62.21', currency: 'USD' },
    });
  });

  it('shows no amounts for a quantity that is not sold', async () => {
    const answer = await estimated(graph(), await order({}, -1), champion());
    expect(answer.lines).toMatchObject([{ total: null }]);
    expect([answer.total, answer.dueNow]).toEqual([null, null]);
  });

  it.each([
    ['in small letters', 'cfq7ttc0lh18:0001'],
    ['with a slash', 'CFQ7TTC0LH18/0001'],
    ['without the SKU, where only one fits', 'CFQ7TTC0LH18'],
  ])('finds a plan by its part number %s', async (_what, mpn) => {
    const lines = [{ mpn, term: 'P1Y', billingCycle: 'MONTHLY' as const, quantity: 1 }];
    expect(await checked({ lines })).toEqual([]);
  });

  it.each([
    [300, []],
    [301, ['SEATS SEAT_LIMIT_EXCEEDED lines.0.quantity']],
    [0, ['QUANTITIES QUANTITY_OUT_OF_RANGE lines.0.quantity']],
    [-1, ['QUANTITIES QUANTITY_OUT_OF_RANGE lines.0.quantity']],
  ])('finds for %d seats of Business Basic the failures %j', async (quantity, expected) => {
    expect(await checked({}, quantity)).toEqual(expected);
  });

  it('reports a missing prerequisite until it is in the same order or owned', async () => {
    const copilot = { planId: await planId(graph(), { mpn: MPN.copilot }), quantity: 1 };
    const standard = { planId: await planId(graph(), { mpn: MPN.standard }), quantity: 1 };
    expect(await checked({ lines: [copilot] })).toEqual(['PREREQUISITES PREREQUISITE_MISSING lines.0.planId']);
    expect(await checked({ lines: [copilot, standard] })).toEqual([]);
    const { id } = await placed(graph(), await order({ lines: [standard] }), champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    expect(await checked({ lines: [copilot] })).toEqual([]);
  });

  it.each([
    ['without a plan', { quantity: 1 }, 'PLANS REQUIRED lines.0.planId'],
    ['with an unknown MPN', { mpn: 'NOSUCH:0001', quantity: 1 }, 'PLANS PLAN_NOT_AVAILABLE lines.0.mpn'],
    ['with an MPN of several plans', { mpn: MPN.basic, quantity: 1 }, 'PLANS INVALID lines.0.mpn'],
  ])('reports a line %s together with all other obstacles', async (_what, line, expected) => {
    const lines = [line, { planId: await planId(graph()), quantity: 301 }];
    const answer = await estimated(
      graph(),
      await order({ lines, ...withParameters({ attestedBy: null }) }),
      champion(),
    );
    expect(failures(answer)).toEqual([
      expected,
      'SEATS SEAT_LIMIT_EXCEEDED lines.1.quantity',
      'ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy',
    ]);
    expect(answer.lines).toHaveLength(1);
    expect([answer.total, answer.dueNow]).toEqual([null, null]);
  });
});
