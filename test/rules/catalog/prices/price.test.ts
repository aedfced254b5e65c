import { array, assert, bigInt, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareAmounts,
  exactMinor,
  exactText,
  parsePercent,
  priceAlong,
  roundedTotal,
  shortDecimal,
  type PriceStep,
} from '../../../../subgraphs/catalog/rules/prices/price.ts';
import { formatMinor } from '../../../../subgraphs/shared/domain/money.ts';

const percentOf = (text: string): bigint => parsePercent(text) ?? 0n;
const RUNS = 100_000;
const minor = (numerator: bigint) => ({ numerator, denominator: 1n });
const adding = (millionths: bigint): PriceStep => ({ kind: 'add', millionths });

describe('a price along the tiers', () => {
  const along = (cost: string, currency: string, percents: readonly string[], quantity = 1): string => {
    const price = priceAlong(exactMinor(cost, currency), percents.map(percentOf).map(adding));
    return formatMinor(roundedTotal(price, quantity), currency);
  };

  it('is the cost for the provider', () => {
    expect(along('57.60', 'USD', [])).toBe('57.60');
  });

  it('adds the margin of each seller to exact values and is rounded once at the end', () => {
    expect(along('57.60', 'USD', ['8', '12.5', '-3'])).toBe('67.88');
    // Rounded at each tier this would be 1.03 → 1.06 → 1.09.
    expect(along('1.00', 'USD', ['2.5', '2.5', '2.5'])).toBe('1.08');
  });

  it.each([
    ['5.184', 'USD', '518.4'],
    ['57.6', 'USD', '5760'],
    ['8990.5', 'JPY', '8990.5'],
    ['0.6255', 'KWD', '625.5'],
    ['1.1234', 'CLF', '11234'],
  ])('begins with the exact cost, however many digits it has: %s %s', (cost, currency, minorText) => {
    expect(exactText(exactMinor(cost, currency))).toBe(minorText);
  });

  it('is rounded half up', () => {
    expect(along('0.50', 'USD', ['1'])).toBe('0.51');
    expect(along('0.01', 'USD', ['49.999999'])).toBe('0.01');
    expect(along('0.01', 'USD', ['50'])).toBe('0.02');
  });

  it('has no decimal places in JPY and three in BHD', () => {
    expect(along('5865', 'JPY', ['8', '12'])).toBe('7094');
    expect(along('1.005', 'BHD', ['0.5'])).toBe('1.010');
  });

  it('is rounded at the total of a line, not per seat', () => {
    expect(along('1.00', 'USD', ['2.5', '2.5', '2.5'], 1_000)).toBe('1076.89');
  });

  it('is free at a margin of -100 percent and exact at 0', () => {
    expect(along('57.60', 'USD', ['-100', '12'])).toBe('0.00');
    expect(along('57.60', 'USD', ['0', '0', '0'])).toBe('57.60');
  });

  const cost = bigInt({ min: 0n, max: 10n ** 12n });
  const percent = bigInt({ min: -100_000_000n, max: 1_000_000_000n });
  const tiers = array(percent, { maxLength: 5 });
  const quantity = integer({ min: 1, max: 1_000_000 });

  it('differs from the exact value by at most half a minor unit, for any number of tiers and seats', () => {
    assert(
      property(cost, tiers, quantity, (costMinor, percents, seats) => {
        const price = priceAlong(minor(costMinor), percents.map(adding));
        const difference = 2n * (roundedTotal(price, seats) * price.denominator - price.numerator * BigInt(seats));
        return -price.denominator < difference && difference <= price.denominator;
      }),
      { numRuns: RUNS },
    );
  });

  it('does not depend on the order of the margins, and never falls when a margin rises', () => {
    assert(
      property(cost, tiers, percent, (costMinor, percents, more) => {
        const price = priceAlong(minor(costMinor), percents.map(adding));
        const reversed = priceAlong(minor(costMinor), percents.toReversed().map(adding));
        const raised = priceAlong(minor(costMinor), [...percents, more > 0n ? more : -more / 2n].map(adding));
        return (
          roundedTotal(price, 1) === roundedTotal(reversed, 1) &&
          (more < 0n || roundedTotal(raised, 1) >= roundedTotal(price, 1))
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a price that is set on the way', () => {
  const cost = bigInt({ min: 0n, max: 10n ** 12n });
  const percent = bigInt({ min: -100_000_000n, max: 1_000_000_000n });
  const tiers = array(percent, { maxLength: 4 });

  it('forgets every tier above it, and is followed by those below as if it were the cost', () => {
    assert(
      property(cost, tiers, cost, tiers, (costMinor, above, set, below) => {
        const steps = [...above.map(adding), { kind: 'set', price: minor(set) } as const, ...below.map(adding)];
        const price = priceAlong(minor(costMinor), steps);
        return compareAmounts(price, priceAlong(minor(set), below.map(adding))) === 0;
      }),
      { numRuns: 10_000 },
    );
  });

  it('is compared with another exactly, whatever their denominators', () => {
    expect(compareAmounts({ numerator: 10n, denominator: 10n }, minor(1n))).toBe(0);
    expect(compareAmounts({ numerator: 9_999_999n, denominator: 10_000_000n }, minor(1n))).toBeLessThan(0);
    expect(compareAmounts(minor(1n), { numerator: 9_999_999n, denominator: 10_000_000n })).toBeGreaterThan(0);
  });
});

it.each([
  ['12.500000', '12.5'],
  ['10.000000', '10'],
  ['100', '100'],
  ['0.000000', '0'],
])('the decimal %s is %s without trailing zeros', (text, short) => {
  expect(shortDecimal(text)).toBe(short);
});

describe('a percentage', () => {
  it.each([
    ['12.5', 12_500_000n],
    ['-3', -3_000_000n],
    ['0.000001', 1n],
    ['8.000000', 8_000_000n],
  ])('is read exactly from %s', (text, millionths) => {
    expect(parsePercent(text)).toBe(millionths);
  });

  it.each(['', '1e3', '0.0000001', '١', '1,5', '--1'])('is not read from "%s"', (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });
});
