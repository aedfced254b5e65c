import { describe, expect, it } from 'vitest';
import type { ProductPromotion } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-types.ts';
import { toVendorPromotions } from '../../../../subgraphs/orders/connectors/microsoft/read-promotions.ts';

const policy = (value: string, type = 'PercentDiscount') => ({ type, value });
const product = (changed: Partial<ProductPromotion['products'][number]> = {}) => ({
  productId: 'BASIC',
  skuId: '0001',
  termDuration: 'P1Y',
  billingCycle: 'Monthly',
  policies: [policy('0.15')],
  ...changed,
});
const listed = (changed: Partial<ProductPromotion> = {}): ProductPromotion => ({
  id: 'one',
  name: 'One',
  description: undefined,
  startDate: '2026-09-23T00:00:00+00:00',
  endDate: '2026-10-14T23:59:59+00:00',
  minSeats: undefined,
  maxSeats: undefined,
  products: [product()],
  ...changed,
});
const percentages = (value: string): readonly string[] =>
  toVendorPromotions([listed({ products: [product({ policies: [policy(value)] })] })]).flatMap(({ products }) =>
    products.map(({ percentOff }) => percentOff),
  );

describe('the promotions of Microsoft', () => {
  it('are read with their period, seats and products', () => {
    expect(toVendorPromotions([listed({ minSeats: 10, description: 'Ten or more' })])).toEqual([
      {
        key: 'one',
        name: 'One',
        description: 'Ten or more',
        segment: 'COMMERCIAL',
        from: '2026-09-23T00:00:00.000Z',
        to: '2026-10-15T00:00:00.000Z',
        minQuantity: 10,
        maxQuantity: null,
        products: [{ mpn: 'BASIC:0001', term: 'P1Y', billingCycle: 'MONTHLY', percentOff: '15' }],
      },
    ]);
  });

  it.each([
    ['0.05', '5'],
    ['0.5', '50'],
    ['0.125', '12.5'],
    ['0.33333333', '33.333333'],
    ['0.00000001', '0.000001'],
    ['1', '100'],
    ['1.00', '100'],
  ])('take %s off as %s percent, exactly', (value, percent) => {
    expect(percentages(value)).toEqual([percent]);
  });

  it.each(['0', '0.00', '1.01', '2', '-0.1', '15%', '', '0.123456789'])('leave out the discount "%s"', (value) => {
    expect(percentages(value)).toEqual([]);
  });

  it('leave out what takes no percentage off, and what they say twice', () => {
    const products = [
      product(),
      product({ policies: [policy('0.2')] }),
      product({ billingCycle: 'Annual', policies: [policy('5', 'FlatDiscount')] }),
      product({ termDuration: 'P9Y' }),
      product({ billingCycle: 'Weekly' }),
      product({ termDuration: 'P1M', policies: [policy('0.1'), policy('0.2')] }),
    ];
    const [read] = toVendorPromotions([listed({ products }), listed({ name: 'Again' })]);
    expect(read?.products).toHaveLength(1);
    expect(read?.name).toBe('One');
    expect(toVendorPromotions([listed({ startDate: 'soon' }), listed({ endDate: '2026-09-23T00:00:00Z' })])).toEqual(
      [],
    );
  });
});
