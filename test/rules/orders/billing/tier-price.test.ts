import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueNowMinor, lineTotalMinor, shareOf, tierOf } from '../../../../subgraphs/orders/rules/billing/tier-price.ts';
import { formatMinor } from '../../../../subgraphs/shared/domain/money.ts';

const RUNS = { numRuns: 100_000 };

/** An exact price: its digits, and how many of them are decimal places of the minor unit. */
const price = fc
  .record({ digits: fc.bigInt({ min: 0n, max: 10n ** 14n }), places: fc.integer({ min: 0, max: 16 }) })
  .map(({ digits, places }) => {
    const text = digits.toString().padStart(places + 1, '0');
    const whole = text.slice(0, text.length - places);
    return { digits, scale: 10n ** BigInt(places), text: places === 0 ? whole : `${whole}.${text.slice(-places)}` };
  });
const quantity = fc.integer({ min: 1, max: 10_000_000 });
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

describe('the total of a line', () => {
  it('is the exact price times the quantity, rounded once and half up', () => {
    fc.assert(
      fc.property(price, quantity, ({ digits, scale, text }, count) => {
        const exact = digits * BigInt(count);
        const total = lineTotalMinor(text, count);
        // |total − exact| ≤ ½, and at exactly ½ the total is the larger neighbour.
        const error = 2n * (total * scale - exact);
        expect(magnitude(error) <= scale && error !== -scale).toBe(true);
      }),
      RUNS,
    );
  });

  it('differs from the sum of seats that are rounded one by one', () => {
    expect(lineTotalMinor('0.4', 10)).toBe(4n);
    expect(lineTotalMinor('0.4', 1) * 10n).toBe(0n);
  });

  it.each([
    ['0.5', 1, 1n],
    ['0.49999', 1, 0n],
    ['1.5', 1, 2n],
    ['2.5', 1, 3n],
    ['6967.296', 1, 6967n],
    ['6967.296', 25, 174_182n],
  ])('is calculated for %s minor units and %d seats as %d', (unit, count, total) => {
    expect(lineTotalMinor(unit, count)).toBe(total);
  });

  it.each([
    ['USD', '1045.092', 3, '31.35'],
    ['JPY', '10450.92', 3, '31353'],
    ['BHD', '1045.092', 3, '3.135'],
  ])('is rounded to the smallest unit of %s', (currency, unit, count, text) => {
    expect(formatMinor(lineTotalMinor(unit, count), currency)).toBe(text);
  });
});

describe('the instalments of a line', () => {
  const plan = fc.constantFrom(
    { term: 'P1Y', billingCycle: 'MONTHLY' as const, count: 12n },
    { term: 'P3Y', billingCycle: 'MONTHLY' as const, count: 36n },
    { term: 'P3Y', billingCycle: 'ANNUAL' as const, count: 3n },
    { term: 'P3Y', billingCycle: 'TRIENNIAL' as const, count: 1n },
    { term: 'P1M', billingCycle: 'MONTHLY' as const, count: 1n },
    { term: 'P1Y', billingCycle: 'ANNUAL' as const, count: 1n },
    { term: null, billingCycle: 'ONE_TIME' as const, count: 1n },
  );

  it('add up to the total, and the first one takes the remainder', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), plan, (total, { count, ...rhythm }) => {
        const first = dueNowMinor(total, rhythm);
        const each = total / count;
        expect(first + each * (count - 1n)).toBe(total);
        expect(first >= each && first - each < count).toBe(true);
      }),
      RUNS,
    );
  });

  it.each([
    [864_000n, 72_000n],
    [864_005n, 72_005n],
    [11n, 11n],
  ])('begin for a total of %d, a year and monthly billing with %d', (total, first) => {
    expect(dueNowMinor(total, { term: 'P1Y', billingCycle: 'MONTHLY' })).toBe(first);
  });
});

describe('a share of a price', () => {
  it('is the whole price for all parts, zero for no part, and never falls as parts are added', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 1_096 }), fc.nat(), ({ text }, whole, chosen) => {
        const parts = chosen % (whole + 1);
        expect(shareOf(text, whole, whole)).toBe(lineTotalMinor(text, 1));
        expect(shareOf(text, 0, whole)).toBe(0n);
        const share = shareOf(text, parts, whole);
        expect(share >= 0n && share <= lineTotalMinor(text, 1)).toBe(true);
        expect(shareOf(text, Math.min(parts + 1, whole), whole) >= share).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('the tier of an account', () => {
  const tiers = [
    { accountId: 'acc_a', unitMinor: '10' },
    { accountId: 'acc_b', unitMinor: '11.2' },
  ] as const;

  it('is found by the id of the account', () => {
    expect(tierOf(tiers, 'acc_b')?.unitMinor).toBe('11.2');
  });

  it('is missing for an account that is not on the way', () => {
    expect(tierOf(tiers, 'acc_c')).toBeUndefined();
  });
});
