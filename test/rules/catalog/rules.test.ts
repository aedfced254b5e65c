import { array, assert, bigInt, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  indexMargins,
  nearestMargin,
  type MarginRule,
} from '../../../subgraphs/catalog/rules/prices/nearest-margin.ts';
import { changedPlan, currentValues, newPlan } from '../../../subgraphs/catalog/rules/prices/plan-change.ts';
import { parsePercent, priceAlong, roundedTotal } from '../../../subgraphs/catalog/rules/prices/price.ts';
import { mayRetire, retirementFault } from '../../../subgraphs/catalog/rules/sheets/retirement-limit.ts';
import {
  isDirectChild,
  pathBelow,
  salesTo,
  salesToChildOf,
  sellerOf,
} from '../../../subgraphs/catalog/rules/prices/seller-chain.ts';
import { formatMinor, parseMinor } from '../../../subgraphs/shared/domain/money.ts';

const percentOf = (text: string): bigint => parsePercent(text) ?? 0n;
const RUNS = 100_000;

describe('A price along the tiers', () => {
  const along = (cost: string, currency: string, percents: readonly string[], quantity = 1): string => {
    const price = priceAlong(parseMinor(cost, currency) ?? -1n, percents.map(percentOf));
    return formatMinor(roundedTotal(price, quantity), currency);
  };

  it('is the cost for the provider', () => {
    expect(along('57.60', 'USD', [])).toBe('57.60');
  });

  it('has the margin of each seller on exact values and one rounding at the end', () => {
    expect(along('57.60', 'USD', ['8', '12.5', '-3'])).toBe('67.88');
    // Rounded at each tier this would be 1.03 → 1.06 → 1.09.
    expect(along('1.00', 'USD', ['2.5', '2.5', '2.5'])).toBe('1.08');
  });

  it('is rounded half up', () => {
    expect(along('0.50', 'USD', ['1'])).toBe('0.51');
    expect(along('0.01', 'USD', ['49.999999'])).toBe('0.01');
    expect(along('0.01', 'USD', ['50'])).toBe('0.02');
  });

  it('has no digits after the point in JPY and three in BHD', () => {
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

  it('differs from the exact value by at most half a minor unit, however many tiers and seats', () => {
    assert(
      property(cost, tiers, quantity, (costMinor, percents, seats) => {
        const price = priceAlong(costMinor, percents);
        const difference = 2n * (roundedTotal(price, seats) * price.denominator - price.numerator * BigInt(seats));
        return -price.denominator < difference && difference <= price.denominator;
      }),
      { numRuns: RUNS },
    );
  });

  it('does not depend on the order of the margins, and never falls when a margin rises', () => {
    assert(
      property(cost, tiers, percent, (costMinor, percents, more) => {
        const price = priceAlong(costMinor, percents);
        const reversed = priceAlong(costMinor, percents.toReversed());
        const raised = priceAlong(costMinor, [...percents, more > 0n ? more : -more / 2n]);
        return (
          roundedTotal(price, 1) === roundedTotal(reversed, 1) &&
          (more < 0n || roundedTotal(raised, 1) >= roundedTotal(price, 1))
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe('A percentage', () => {
  it.each([
    ['12.5', 12_500_000n],
    ['-3', -3_000_000n],
    ['0.000001', 1n],
    ['8.000000', 8_000_000n],
  ])('%s is read exactly', (text, millionths) => {
    expect(parsePercent(text)).toBe(millionths);
  });

  it.each(['', '1e3', '0.0000001', '١', '1,5', '--1'])('"%s" is none', (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });
});

describe('The nearest margin', () => {
  const plan = { id: 'pln_1', productId: 'prd_1' };
  const sale = { sellerId: 'acc_r', buyerId: 'acc_c' };
  const ids = [
    { planId: 'pln_1', productId: null, accountId: 'acc_c' },
    { planId: 'pln_1', productId: null, accountId: null },
    { planId: null, productId: 'prd_1', accountId: 'acc_c' },
    { planId: null, productId: 'prd_1', accountId: null },
    { planId: null, productId: null, accountId: 'acc_c' },
    { planId: null, productId: null, accountId: null },
  ];
  const rules: MarginRule[] = ids.map((rule, index) => ({
    sellerId: 'acc_r',
    ...rule,
    percentMillionths: BigInt(index),
  }));

  it('is of plan and account, plan, product and account, product, account, all children, then the default', () => {
    for (let first = 0; first <= rules.length; first += 1) {
      expect(nearestMargin(indexMargins(rules.slice(first)), sale, plan, 6n)).toBe(BigInt(first));
    }
  });

  it('meets no rule of another seller, account, product or plan', () => {
    const others = rules.flatMap((rule) => [
      { ...rule, sellerId: 'acc_other' },
      ...(rule.accountId === null ? [] : [{ ...rule, accountId: 'acc_other' }]),
      ...(rule.productId === null ? [] : [{ ...rule, productId: 'prd_other' }]),
      ...(rule.planId === null ? [] : [{ ...rule, planId: 'pln_other' }]),
    ]);
    expect(nearestMargin(indexMargins(others), sale, plan, 6n)).toBe(6n);
  });

  it('of a sale to any child is of the rules that name no account', () => {
    expect(nearestMargin(indexMargins(rules), { ...sale, buyerId: undefined }, plan, 6n)).toBe(1n);
  });
});

describe('The sellers on the way to an account', () => {
  it('are the accounts above it, from the provider down', () => {
    expect(salesTo('p.r.c')).toEqual([
      { sellerId: 'acc_p', buyerId: 'acc_r' },
      { sellerId: 'acc_r', buyerId: 'acc_c' },
    ]);
    expect(salesTo('p')).toEqual([]);
    expect(salesToChildOf('p.r').at(-1)).toEqual({ sellerId: 'acc_r', buyerId: undefined });
    expect([sellerOf('p.r.c'), sellerOf('p')]).toEqual(['acc_r', undefined]);
  });

  it('make an account one step below a direct child, and no other', () => {
    expect(isDirectChild('p.r.c', 'p.r')).toBe(true);
    for (const path of ['p.r', 'p.r.s.c', 'p.rr.c', 'p', 'p.x']) expect(isDirectChild(path, 'p.r')).toBe(false);
  });

  it('are found for an account below the viewer from its ancestors', () => {
    const viewer = { accountId: 'acc_r', path: 'p.r' };
    expect(pathBelow(viewer, ['acc_r', 'acc_s'], 'acc_c')).toBe('p.r.s.c');
    expect(pathBelow(viewer, ['acc_r'], 'acc_c')).toBe('p.r.c');
    expect(pathBelow(viewer, [], 'acc_r')).toBe('p.r');
  });
});

describe('What a row makes of a known plan', () => {
  const now = new Date('2026-06-15Z');
  const row = { costMinor: 100n, retailMinor: 120n, validFrom: new Date('2026-01-01Z'), validTo: null };
  const known = newPlan(row);

  it('is nothing when all values are the same', () => {
    expect(changedPlan(known, row, now)).toBeUndefined();
  });

  it.each([
    { costMinor: 101n },
    { retailMinor: 121n },
    { validFrom: new Date('2026-02-01Z') },
    { validTo: new Date('2027-01-01Z') },
  ])('is a change for %o', (change) => {
    expect(changedPlan(known, { ...row, ...change }, now)).toMatchObject(change);
  });

  it('is an announced price when it begins later, which becomes the price on its day', () => {
    const later = { ...row, costMinor: 200n, validFrom: new Date('2026-07-01Z') };
    const announced = changedPlan(known, later, now);
    expect(announced).toMatchObject({ costMinor: 100n, nextCostMinor: 200n });
    expect(announced === undefined || changedPlan(announced, later, now)).toBeUndefined();
    const onItsDay = announced && currentValues(announced, later.validFrom);
    expect(onItsDay).toMatchObject({ costMinor: 200n, validFrom: later.validFrom, nextCostMinor: null });
    expect(announced && changedPlan(announced, later, later.validFrom)).toBeUndefined();
  });

  it('is nothing when the same price is announced again', () => {
    expect(changedPlan(known, { ...row, validFrom: new Date('2026-07-01Z') }, now)).toBeUndefined();
  });

  it('is a plan on sale again when it was retired', () => {
    expect(changedPlan({ ...known, validTo: new Date('2026-05-01Z') }, row, now)).toMatchObject({ validTo: null });
  });
});

describe('What a sheet may retire', () => {
  const scope = (onSale: number, absent: number, market = 'US') => ({
    market,
    segment: 'COMMERCIAL',
    kind: 'Software',
    onSale,
    absent,
  });

  it.each([
    [0, 1],
    [1, 1],
    [3, 1],
    [20, 1],
    [39, 1],
    [40, 2],
    [128, 6],
    [150_000, 7_500],
  ])('of %d plans are %d', (onSale, allowed) => {
    expect(mayRetire(onSale)).toBe(allowed);
    expect(retirementFault([scope(onSale, allowed)])).toBeUndefined();
    expect(retirementFault([scope(onSale, allowed + 1)])).toContain(`would retire ${allowed + 1} of ${onSale} plans`);
  });

  it('counts for each scope alone, and the worst are named first', () => {
    const markets = ['US', 'DE', 'GB', 'JP', 'FR'].map((market, index) => scope(100, 6 + index, market));
    expect(retirementFault([...markets, scope(1_000_000, 0, 'IT')])).toContain(
      'would retire 10 of 100 plans (Software, FR, COMMERCIAL), 9 of 100 plans (Software, JP, COMMERCIAL), ' +
        '8 of 100 plans (Software, GB, COMMERCIAL) and more in 2 others;',
    );
  });
});
