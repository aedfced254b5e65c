import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideHalfUp,
  exactMoney,
  formatMinor,
  fractionDigits,
  instalments,
  parseMinor,
} from '../../../subgraphs/shared/domain/money.ts';

const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KRW', 'BHD', 'KWD', 'CHF', 'CLF', 'UYW');
const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const RUNS = { numRuns: 100_000 };

describe('an amount', () => {
  it.each([
    [0n, 'USD', '0.00'],
    [5n, 'USD', '0.05'],
    [-5n, 'USD', '-0.05'],
    [123_456n, 'EUR', '1234.56'],
    [1234n, 'JPY', '1234'],
    [-1n, 'JPY', '-1'],
    [1234n, 'BHD', '1.234'],
    [1n, 'BHD', '0.001'],
    [12_345n, 'CLF', '1.2345'],
    [1n, 'UYW', '0.0001'],
  ])('is written for %d minor units of %s as %s', (minor, code, text) => {
    expect(formatMinor(minor, code)).toBe(text);
    expect(parseMinor(text, code)).toBe(minor);
  });

  it.each([
    ['1.234', 'USD'],
    ['1.5', 'JPY'],
    ['1.2345', 'BHD'],
    ['1,50', 'USD'],
    ['1e3', 'USD'],
    ['+1', 'USD'],
    ['.5', 'USD'],
    ['5.', 'USD'],
    [' 1', 'USD'],
    ['', 'USD'],
    ['--1', 'USD'],
    ['NaN', 'USD'],
    ['1234567890123456', 'USD'],
    ['1\n', 'USD'],
  ])('is not read from %j in %s', (text, code) => {
    expect(parseMinor(text, code)).toBeUndefined();
  });

  it('may be written with fewer digits, or with zeros that change nothing', () => {
    expect(parseMinor('12', 'USD')).toBe(1200n);
    expect(parseMinor('12.5', 'USD')).toBe(1250n);
    expect(parseMinor('12.500000', 'USD')).toBe(1250n);
    expect(parseMinor('12.000', 'JPY')).toBe(12n);
  });

  it('is read back as it was written, in every currency', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => parseMinor(formatMinor(minor, code), code) === minor),
      RUNS,
    );
  });

  it('is written with exactly the digits of its currency', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        const [, fraction = ''] = formatMinor(minor, code).split('.');
        return fraction.length === fractionDigits(code);
      }),
      RUNS,
    );
  });
});

describe('an exact amount', () => {
  it.each([
    ['6220.8', 'USD', '62.208'],
    ['6220', 'USD', '62.20'],
    ['7315.6608', 'USD', '73.156608'],
    ['6967.296', 'USD', '69.67296'],
    ['0.5', 'USD', '0.005'],
    ['5', 'USD', '0.05'],
    ['0', 'USD', '0.00'],
    ['9331.2', 'JPY', '9331.2'],
    ['9331', 'JPY', '9331'],
    ['1234.50', 'KWD', '1.2345'],
    ['1', 'CLF', '0.0001'],
    ['-6220.8', 'USD', '-62.208'],
    ['-0', 'USD', '0.00'],
  ])('is shown for %s minor units of %s as %s', (minor, code, text) => {
    expect(exactMoney(minor, code)).toEqual({ amount: text, currency: code });
  });

  it.each(['', '1,5', '1e3', '.5', '5.', 'NaN'])('is not read from %j', (text) => {
    expect(() => exactMoney(text, 'USD')).toThrow('Invariant');
  });

  it('is the amount for whole minor units, and is read back as it was', () => {
    fc.assert(
      fc.property(
        amount,
        currency,
        (minor, code) => exactMoney(String(minor), code).amount === formatMinor(minor, code),
      ),
      RUNS,
    );
  });
});

describe('a division', () => {
  const divisor = fc.bigInt({ min: 1n, max: 10n ** 6n });

  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
    [1n, 2n, 1n],
    [7n, 1n, 7n],
  ])('divides %d by %d and rounds to %d', (dividend, by, rounded) => {
    expect(divideHalfUp(dividend, by)).toBe(rounded);
  });

  it('differs from the exact value by at most half a unit, and rounds halves away from zero', () => {
    fc.assert(
      fc.property(amount, divisor, (dividend, by) => {
        const twiceRest = 2n * (divideHalfUp(dividend, by) * by - dividend);
        return dividend >= 0n ? twiceRest > -by && twiceRest <= by : twiceRest < by && twiceRest >= -by;
      }),
      RUNS,
    );
  });

  it('rounds a refund like the charge', () => {
    fc.assert(
      fc.property(amount, divisor, (dividend, by) => divideHalfUp(-dividend, by) === -divideHalfUp(dividend, by)),
      RUNS,
    );
  });
});

describe('instalments', () => {
  it('split 100.00 in three into 33.34, 33.33 and 33.33', () => {
    expect(instalments(10_000n, 3)).toEqual({ first: 3334n, each: 3333n });
  });

  it('split 10 yen in three into 4, 3 and 3', () => {
    expect(instalments(10n, 3)).toEqual({ first: 4n, each: 3n });
  });

  it('add up to the total, and the first one is larger by less than one unit per instalment', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 36 }), (total, count) => {
        const { first, each } = instalments(total, count);
        const rest = first - each;
        const sums = first + each * BigInt(count - 1) === total;
        return sums && (total >= 0n ? rest >= 0n && rest < BigInt(count) : rest <= 0n && rest > -BigInt(count));
      }),
      RUNS,
    );
  });
});
