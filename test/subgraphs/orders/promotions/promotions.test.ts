import { expect, it } from 'vitest';
import {
  CreateCartDocument,
  EstimateWithPromotionsDocument,
  OrderWithPromotionsDocument,
  SetPromotedLineDocument,
  SetVendorParametersDocument,
  type PlaceOrderInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { contosoOrder, ended, MPN, newCustomerOrder, place, placed, planId } from '../ordering.ts';
import {
  expectRemedies,
  linesAtVendor,
  PROMOTION,
  promotionId,
  said,
  useGraphWithPromotions,
} from './promoted-orders.ts';

describeOnBothDatabases('orders with promotions', (kind) => {
  const graph = useGraphWithPromotions(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const promotedLine = async (quantity = 5, key: string = PROMOTION.basic, choice = {}) => ({
    planId: await planId(graph(), choice),
    quantity,
    promotionId: await promotionId(graph(), key),
  });
  const estimateAs = async (name: string, replaced: PlaceOrderInput) => {
    const input = await contosoOrder(graph(), replaced);
    const as = graph().administrator(name);
    const { data, errors } = await graph().askSubgraph('orders', EstimateWithPromotionsDocument, { input }, as);
    expect(errors).toEqual([]);
    return data.estimateOrder.estimate;
  };
  const failuresOf = async (line: Awaited<ReturnType<typeof promotedLine>>) => {
    const estimate = await estimateAs('Champion Cloud', { lines: [line] });
    const errors = estimate?.checks.flatMap(({ error }) => error ?? []) ?? [];
    expectRemedies(errors);
    return said(errors);
  };

  it('cost each tier what its seller makes of the lowered cost, exactly, before the order and after it', async () => {
    // 57.60 less 15 % is 48.96 for the provider; and 8 % is 52.8768; and 12 % is 59.222016.
    const lines = [await promotedLine()];
    const prices = await Promise.all(
      ['Meridian Distribution', 'Champion Cloud', 'Contoso Bakery'].map(async (name) => {
        const [line] = (await estimateAs(name, { lines }))?.lines ?? [];
        return [line?.unitPrice?.amount, line?.regularUnitPrice?.amount, line?.total?.amount];
      }),
    );
    expect(prices).toEqual([
      ['48.96', '57.60', '244.80'],
      ['52.8768', '62.208', '264.38'],
      ['59.222016', '69.67296', '296.11'],
    ]);
  });

  it('round once, in the currency of the market', async () => {
    const line = {
      planId: await planId(graph(), { market: 'JP' }),
      quantity: 7,
      promotionId: await promotionId(graph(), PROMOTION.basic, 'JP'),
    };
    // 8,640 JPY less 15 % and 8 % more are 7,931.52 for a seat, and 55,520.64 for seven.
    const estimate = await estimateAs('Champion Cloud', { lines: [line] });
    expect(estimate?.lines).toMatchObject([{ unitPrice: { amount: '7931.52' }, total: { amount: '55521' } }]);
  });

  it('are bought with the promotion at the vendor, and keep it', async () => {
    const line = await promotedLine(6);
    const order = await placed(graph(), await contosoOrder(graph(), { lines: [line] }), champion());
    expect(order.total?.amount).toBe('317.26');
    expect(await ended(graph(), order.id)).toMatchObject({ status: 'COMPLETED' });
    const bought = linesAtVendor(graph()).filter(({ friendlyName }) => friendlyName === order.lines[0]?.id);
    expect(bought).toMatchObject([{ promotionId: PROMOTION.basic, quantity: 6 }]);
    const { data } = await graph().ask(OrderWithPromotionsDocument, { id: order.id }, champion());
    expect(data.order?.lines).toMatchObject([
      {
        promotion: { id: line.promotionId, name: 'Business Basic for less', percentOff: '15' },
        unitPrice: { amount: '52.8768' },
      },
    ]);
  });

  it('can stand beside the same plan without one', async () => {
    const line = await promotedLine(2);
    const { promotionId: _promotion, ...regular } = line;
    const estimate = await estimateAs('Champion Cloud', { lines: [line, regular] });
    expect(estimate?.lines.map((each) => [each.promotion?.id ?? null, each.unitPrice?.amount])).toEqual([
      [line.promotionId, '52.8768'],
      [null, '62.208'],
    ]);
  });

  it('pay the prices of their estimate, whose token is for the same promotions only', async () => {
    const line = await promotedLine(3);
    const estimate = await estimateAs('Champion Cloud', { lines: [line] });
    const { promotionId: _promotion, ...regular } = line;
    const withToken = (lines: PlaceOrderInput['lines']) =>
      contosoOrder(graph(), { lines, estimateToken: estimate?.token });
    const other = await place(graph(), await withToken([regular]), champion());
    expect(said(other.userErrors)).toEqual(['PRICE_CHANGED estimateToken']);
    const order = await placed(graph(), await withToken([line]), champion());
    expect(order.total?.amount).toBe('158.63');
  });

  it('are refused for fewer or more seats than the promotion is for', async () => {
    const choice = { mpn: MPN.copilot, billingCycle: 'ANNUAL' };
    expect(await failuresOf(await promotedLine(9, PROMOTION.seats, choice))).toContain(
      'QUANTITY_OUT_OF_RANGE lines.0.quantity',
    );
    expect(await failuresOf(await promotedLine(101, PROMOTION.seats, choice))).toContain(
      'QUANTITY_OUT_OF_RANGE lines.0.quantity',
    );
    expect(await failuresOf(await promotedLine(10, PROMOTION.seats, choice))).not.toContain(
      'QUANTITY_OUT_OF_RANGE lines.0.quantity',
    );
  });

  it('are refused with a promotion of another plan or market, one that is over, and one that does not exist', async () => {
    const line = await promotedLine();
    const monthly = { ...line, planId: await planId(graph(), { term: 'P1M' }) };
    expect(await failuresOf(monthly)).toEqual(['PLAN_NOT_AVAILABLE lines.0.promotionId']);
    const german = { ...line, promotionId: await promotionId(graph(), PROMOTION.germany, 'DE') };
    expect(await failuresOf(german)).toEqual(['PLAN_NOT_AVAILABLE lines.0.promotionId']);
    expect(await failuresOf({ ...line, promotionId: newId('pro') })).toEqual(['NOT_FOUND lines.0.promotionId']);
    const set = (to: string) =>
      graph().database.sql(`update catalog.promotion set valid_to = ${to} where id = $1`, [line.promotionId]);
    await set(`now() - interval '1 second'`);
    const order = await place(graph(), await contosoOrder(graph(), { lines: [line] }), champion());
    await set(`'9999-01-01'`);
    expect(said(order.userErrors)).toEqual(['EXPIRED lines.0.promotionId']);
    expect(await failuresOf(line)).toEqual([]);
  });

  it('are refused in the words of the vendor when it does not give the promotion to the customer', async () => {
    const exchange = await promotedLine(1, PROMOTION.first, { mpn: MPN.exchange });
    const order = await placed(graph(), await contosoOrder(graph(), { lines: [exchange] }), champion());
    await ended(graph(), order.id);
    const again = await place(graph(), await contosoOrder(graph(), { lines: [exchange] }), champion());
    expect(said(again.userErrors)).toEqual(['NOT_ELIGIBLE lines.0.promotionId']);
    expect(again.userErrors).toMatchObject([
      { vendorCode: 'OfferPurchasedPreviously', vendorMessage: 'The customer has bought this product before.' },
    ]);
  });

  it('of a new tenant are asked about once the tenant is there', async () => {
    const lines = [await promotedLine(4)];
    const input = await newCustomerOrder(graph(), 'promoted', { lines });
    const estimate = await estimateAs('Champion Cloud', { customerId: undefined, ...input });
    expect(estimate?.checks.filter(({ code }) => code.startsWith('PROMOTION'))).toMatchObject([
      { code: 'PROMOTIONS', status: 'PASSED' },
      { code: 'PROMOTION', status: 'SKIPPED' },
    ]);
    const order = await placed(graph(), input, champion());
    expect(await ended(graph(), order.id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('come from a cart, which shows the price with the promotion and without it', async () => {
    const { planId: plan, promotionId: promotion } = await promotedLine();
    const customerId = graph().account('Contoso Bakery').id;
    const made = await graph().askSubgraph('orders', CreateCartDocument, { input: { customerId } }, champion());
    const cartId = made.data.answer.cart?.id ?? '';
    const set = async (changed: object) => {
      const input = { cartId, planId: plan, quantity: 5, ...changed };
      const { data, errors } = await graph().askSubgraph('orders', SetPromotedLineDocument, { input }, champion());
      expect(errors).toEqual([]);
      return data.setCartLine;
    };
    expect(await set({ promotionId: promotion })).toMatchObject({
      cart: {
        total: { amount: '264.38' },
        lines: [
          {
            promotion: { id: promotion },
            unitPrice: { amount: '52.8768' },
            regularUnitPrice: { amount: '62.208' },
          },
        ],
      },
    });
    // What is left out stays.
    expect(await set({ quantity: 6 })).toMatchObject({
      cart: { lines: [{ quantity: 6, promotion: { id: promotion } }] },
    });
    expect(said((await set({ quantity: 301 })).userErrors)).toEqual(['QUANTITY_OUT_OF_RANGE quantity']);
    const german = await promotionId(graph(), PROMOTION.germany, 'DE');
    expect(said((await set({ promotionId: german })).userErrors)).toEqual(['PLAN_NOT_AVAILABLE promotionId']);
    expect(await set({ promotionId: null })).toMatchObject({
      cart: { lines: [{ promotion: null, unitPrice: { amount: '62.208' }, regularUnitPrice: { amount: '62.208' } }] },
    });
    await set({ promotionId: promotion });
    const parameters = { attestedBy: 'Cora Lindqvist' };
    await graph().askSubgraph('orders', SetVendorParametersDocument, { input: { cartId, parameters } }, champion());
    const order = await placed(graph(), { cartId }, champion());
    expect(order.total?.amount).toBe('264.38');
  });
});
