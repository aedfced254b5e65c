import { describe, expect, it } from 'vitest';
import {
  isSameOffer,
  limitsOf,
  offeredSale,
  ownershipLimitOf,
  type Offer,
} from '../../../../subgraphs/catalog/rules/products/offering.ts';

const OFFER: Offer = {
  minQuantity: 2,
  maxQuantity: 300,
  ownershipLimit: null,
  ownershipLimitType: null,
  allowedCountries: [],
  prerequisites: [],
  conversions: [],
};
const ON_SALE = { kind: 'on-sale', minQuantity: 1 } as const;
const LICENCE = { sheet: 'LICENCE', market: 'US' } as const;
const SOFTWARE = { ...LICENCE, sheet: 'SOFTWARE' } as const;

describe('a plan that is on sale', () => {
  it('is not offered without a row in the offer matrix, when it is a licence and there is a matrix', () => {
    const none = { hasMatrix: true, offer: undefined };
    expect(offeredSale(LICENCE, none, ON_SALE)).toEqual({ kind: 'not-offered' });
    expect(offeredSale(SOFTWARE, none, ON_SALE)).toBe(ON_SALE);
    expect(offeredSale(LICENCE, { hasMatrix: false, offer: undefined }, ON_SALE)).toBe(ON_SALE);
  });

  it.each([
    [[], ON_SALE],
    [['DE', 'US'], ON_SALE],
    [['DE', 'GB'], { kind: 'not-here', countries: ['DE', 'GB'] }],
  ])('whose row allows %j is %j in the United States', (allowedCountries, sale) => {
    const offering = { hasMatrix: true, offer: { ...OFFER, allowedCountries } };
    expect(offeredSale(LICENCE, offering, ON_SALE)).toEqual(sale);
    expect(offeredSale(SOFTWARE, offering, ON_SALE)).toEqual(sale);
  });
});

describe('a plan that is not on sale', () => {
  it('stays so, whatever the offer matrix says', () => {
    for (const offer of [undefined, OFFER, { ...OFFER, allowedCountries: ['DE'] }]) {
      expect(offeredSale(LICENCE, { hasMatrix: true, offer }, { kind: 'ended' })).toEqual({ kind: 'ended' });
    }
  });
});

describe('the limits of a product', () => {
  it('are those of its row, and none without one', () => {
    expect(limitsOf({ hasMatrix: true, offer: OFFER })).toMatchObject({ minQuantity: 2, maxQuantity: 300 });
    expect(limitsOf({ hasMatrix: true, offer: undefined })).toEqual({ minQuantity: 1, maxQuantity: 10_000_000 });
  });

  it.each([
    [null, 'ConcurrentCount', undefined],
    [2, null, { limit: 2, counts: 'CURRENT' }],
    [2, 'ConcurrentCount', { limit: 2, counts: 'CURRENT' }],
    [1, 'LifetimeCount', { limit: 1, counts: 'EVER' }],
    [1, 'LifeTime', { limit: 1, counts: 'EVER' }],
    [1, 'Somehow', { limit: 1, counts: 'CURRENT' }],
  ])('of %j subscriptions, %j, are counted as %j', (ownershipLimit, ownershipLimitType, expected) => {
    expect(ownershipLimitOf({ ...OFFER, ownershipLimit, ownershipLimitType })).toEqual(expected);
  });
});

describe('two rows of an offer matrix', () => {
  it('are the same only when every column is', () => {
    expect(isSameOffer(OFFER, { ...OFFER })).toBe(true);
    const others: Partial<Offer>[] = [
      { minQuantity: 1 },
      { maxQuantity: 301 },
      { ownershipLimit: 1 },
      { ownershipLimitType: 'LifetimeCount' },
      { allowedCountries: ['US'] },
      { prerequisites: ['A:1'] },
      { conversions: ['A:1'] },
    ];
    expect(others.map((other) => isSameOffer(OFFER, { ...OFFER, ...other }))).toEqual(others.map(() => false));
  });
});
