import { describe, expect, it } from 'vitest';
import { marginPrice, stepOf, type MarginPrice } from '../../../../subgraphs/catalog/rules/prices/margin-step.ts';
import { exactMinor, exactText, priceAlong } from '../../../../subgraphs/catalog/rules/prices/price.ts';

const NOTHING = { percent: null, percentOffRetail: null, fixedPrice: null };

describe('the way in which a rule makes a price', () => {
  it.each<[object, MarginPrice]>([
    [{ percent: '12.500000' }, { kind: 'percent', millionths: 12_500_000n }],
    [{ percent: '0.000000' }, { kind: 'percent', millionths: 0n }],
    [{ percentOffRetail: '5.000000' }, { kind: 'off-retail', millionths: 5_000_000n }],
    [{ percentOffRetail: '0' }, { kind: 'off-retail', millionths: 0n }],
    [{ fixedPrice: '0.000000' }, { kind: 'fixed', amount: '0.000000' }],
  ])('is read from what is stored: %o', (texts, price) => {
    expect(marginPrice({ ...NOTHING, ...texts })).toEqual(price);
  });

  it('is a fault where nothing is stored', () => {
    expect(() => marginPrice(NOTHING)).toThrow('Invariant');
  });

  const along = (
    cost: string,
    currency: string,
    [retail, ...prices]: readonly [string | undefined, ...MarginPrice[]],
  ) => {
    const exact = retail === undefined ? undefined : exactMinor(retail, currency);
    return exactText(
      priceAlong(
        exactMinor(cost, currency),
        prices.map((price) => stepOf(price, currency, exact)),
      ),
    );
  };
  const plus = (percent: string): MarginPrice => marginPrice({ ...NOTHING, percent });
  const below = (percentOffRetail: string): MarginPrice => marginPrice({ ...NOTHING, percentOffRetail });
  const fixed = (fixedPrice: string): MarginPrice => marginPrice({ ...NOTHING, fixedPrice });

  it.each([
    ['USD', '57.6', '72', '6840'],
    ['JPY', '5760', '7201', '6840.95'],
    ['KWD', '17.28', '21.605', '20524.75'],
    ['CLF', '1.1', '1.23455', '11728.225'],
  ])('is exact below the retail price in %s', (currency, cost, retail, minorText) => {
    expect(along(cost, currency, [retail, plus('8'), below('5')])).toBe(minorText);
  });

  it.each([
    ['USD', '10', '1000'],
    ['JPY', '1000', '1000'],
    ['KWD', '1.234', '1234'],
    ['CLF', '0.0001', '1'],
    ['USD', '0.000001', '0.0001'],
  ])('is exactly a fixed price in %s', (currency, price, minorText) => {
    expect(along('57.60', currency, [undefined, plus('8'), fixed(price)])).toBe(minorText);
  });

  it('goes on from a price that a tier above has set', () => {
    expect(along('57.60', 'USD', ['72', plus('8'), below('10'), plus('10')])).toBe('7128');
    expect(along('57.60', 'USD', ['72', fixed('50'), plus('10'), plus('-10')])).toBe('4950');
    expect(along('57.60', 'USD', ['72', plus('8'), fixed('50'), below('100')])).toBe('0');
  });

  it('needs a retail price to be below it', () => {
    expect(() => along('57.60', 'USD', [undefined, below('10')])).toThrow('Invariant');
  });
});
