import { describe, expect, it } from 'vitest';
import { call, clientOf, customerOf, hour, line, useVendor } from './vendor-under-test.ts';

const BASIC = 'PROMOTION0001:0001:2001';
const SEATS = 'PROMOTION0002:0001:2002';
const FIRST = 'PROMOTION0003:0001:2003';

const basicItem = {
  catalogItemId: 'CFQ7TTC0LH18:0001:any',
  quantity: 5,
  termDuration: 'P1Y',
  billingCycle: 'monthly',
  promotionId: BASIC,
} as const;

describe('promotions at the vendor', () => {
  const vendor = useVendor();
  const started = async (options: Parameters<typeof vendor.start>[0] = {}) => {
    const simulator = await vendor.start(options);
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    return { simulator, client, customerId };
  };
  const reasons = async (
    { client, customerId }: Awaited<ReturnType<typeof started>>,
    item: Parameters<typeof client.checkPromotions>[1][number],
  ) => (await client.checkPromotions(customerId, [item], call())).map((each) => each.reasons.map(({ code }) => code));

  it('are listed by country, with their period, discount and seats', async () => {
    const { client } = await started();
    const [here, there] = await Promise.all([client.listPromotions('US', call()), client.listPromotions('DE', call())]);
    expect(here.map(({ id }) => id)).not.toContain('PROMOTION0004:0001:2004');
    expect(there.map(({ id }) => id)).toContain('PROMOTION0004:0001:2004');
    expect(here.find(({ id }) => id === SEATS)).toMatchObject({
      minSeats: 10,
      maxSeats: 100,
      startDate: '2026-01-01T00:00:00+00:00',
      products: [
        {
          productId: 'CFQ7TTC0MM8R',
          skuId: '0001',
          termDuration: 'P1Y',
          billingCycle: 'Annual',
          policies: [{ type: 'PercentDiscount', value: '0.2' }],
        },
      ],
    });
  });

  it('are listed only within their period', async () => {
    const promotion = {
      id: 'P',
      name: 'P',
      description: 'P',
      startDate: '2026-11-02T12:00:00Z',
      endDate: '2026-11-02T14:00:00Z',
      products: [],
    };
    const { simulator, client } = await started({ promotions: [promotion] });
    const listed = async () => (await client.listPromotions('US', call())).length;
    const counts = [await listed()];
    for (const _ of [1, 2]) {
      simulator.advance(2 * hour);
      counts.push(await listed());
    }
    expect(counts).toEqual([0, 1, 0]);
  });

  it('are answered with every reason why a customer cannot have one', async () => {
    const world = await started();
    expect(await world.client.checkPromotions(world.customerId, [basicItem], call())).toEqual([
      { isEligible: true, reasons: [] },
    ]);
    expect(await reasons(world, { ...basicItem, promotionId: 'unknown' })).toEqual([['InvalidPromotion']]);
    expect(await reasons(world, { ...basicItem, catalogItemId: 'OTHER:0001:any' })).toEqual([['InvalidCatalogItemId']]);
    expect(await reasons(world, { ...basicItem, termDuration: 'P1M', quantity: 301 })).toEqual([['Term', 'SeatCount']]);
  });

  it('are for a first purchase only, where they say so, and are kept with what is bought', async () => {
    const world = await started();
    const { simulator, client, customerId } = world;
    const item = { ...basicItem, catalogItemId: 'CFQ7TTC0LH16:0001:any', promotionId: FIRST };
    expect(await reasons(world, item)).toEqual([[]]);
    const bought = line({ catalogItemId: item.catalogItemId, promotionId: FIRST });
    const cart = await client.createCart(customerId, [bought], call());
    await client.checkoutCart(customerId, cart.cartId, call());
    simulator.advance(hour);
    expect(vendor.effects('order.created')).toMatchObject([
      { effect: { order: { lines: [{ item: { promotionId: FIRST } }] } } },
    ]);
    expect(await reasons(world, item)).toEqual([['OfferPurchasedPreviously']]);
  });

  it('are refused in a cart of a customer that cannot have them', async () => {
    const { client, customerId } = await started();
    const wrong = line({ catalogItemId: 'OTHER:0001:any', promotionId: BASIC });
    await expect(client.createCart(customerId, [wrong], call())).rejects.toMatchObject({
      failure: { kind: 'rejected', httpStatus: 400 },
    });
  });
});
