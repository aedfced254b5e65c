import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundMinor, refundWindowEnd, type Purchase } from '../../../subgraphs/orders/rules/subscriptions/refund.ts';
import { planKind } from '../../../subgraphs/orders/rules/subscriptions/plan-kind.ts';
import {
  addMonths,
  chargeCycle,
  termEnd,
  toDay,
} from '../../../subgraphs/orders/rules/subscriptions/subscription-term.ts';
import { dueNowMinor, lineTotalMinor, shareOf, tierOf } from '../../../subgraphs/orders/rules/billing/tier-price.ts';
import { formatMinor } from '../../../subgraphs/shared/domain/money.ts';

const RUNS = { numRuns: 100_000 };

/** An exact price: digits and how many of them stand behind the point of the minor unit. */
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
  it('is the exact price times the quantity, rounded once, half up', () => {
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

  it('differs from the sum of rounded seats, which would round once for each of them', () => {
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
  ])('of %s minor units for %d seats is %d', (unit, count, total) => {
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
    { term: 'P1Y', cycle: 'MONTHLY', count: 12n },
    { term: 'P3Y', cycle: 'MONTHLY', count: 36n },
    { term: 'P3Y', cycle: 'ANNUAL', count: 3n },
    { term: 'P3Y', cycle: 'TRIENNIAL', count: 1n },
    { term: 'P1M', cycle: 'MONTHLY', count: 1n },
    { term: 'P1Y', cycle: 'ANNUAL', count: 1n },
    { term: null, cycle: 'ONE_TIME', count: 1n },
  );

  it('sum to the total, with the rounding rest in the first', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), plan, (total, { term, cycle, count }) => {
        const first = dueNowMinor(total, term, cycle);
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
  ])('of %d for a year, monthly, begin with %d', (total, first) => {
    expect(dueNowMinor(total, 'P1Y', 'MONTHLY')).toBe(first);
  });
});

describe('a share of a price', () => {
  it('is everything for all parts and nothing for none, and grows with the parts', () => {
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

describe('a tier', () => {
  const tiers = [
    { accountId: 'acc_a', unitMinor: '10' },
    { accountId: 'acc_b', unitMinor: '11.2' },
  ];

  it('is found by its account', () => {
    expect(tierOf(tiers, 'acc_b')?.unitMinor).toBe('11.2');
  });

  it('is missing for an account that is not on the way', () => {
    expect(tierOf(tiers, 'acc_c')).toBeUndefined();
  });
});

describe('the last day of a term', () => {
  it.each([
    ['2021-01-31', 'P1M', '2021-02-27', '2021-02-28'],
    ['2021-02-28', 'P1M', '2021-03-27', '2021-03-28'],
    ['2021-05-31', 'P1M', '2021-06-29', '2021-06-30'],
    ['2021-06-30', 'P1M', '2021-07-29', '2021-07-30'],
    ['2021-07-31', 'P1M', '2021-08-30', '2021-08-31'],
    ['2021-01-31', 'P1Y', '2022-01-30', '2022-01-31'],
    ['2026-11-20', 'P1M', '2026-12-19', '2026-12-20'],
    ['2026-11-20', 'P3Y', '2029-11-19', '2029-11-20'],
    ['2026-03-01', 'P1M', '2026-03-31', '2026-04-01'],
    ['2026-01-29', 'P1M', '2026-02-27', '2026-02-28'],
    ['2028-01-29', 'P1M', '2028-02-28', '2028-02-29'],
    ['2028-01-31', 'P1M', '2028-02-28', '2028-02-29'],
    ['2026-08-31', 'P1M', '2026-09-29', '2026-09-30'],
    ['2026-12-31', 'P1M', '2027-01-30', '2027-01-31'],
    ['2027-03-01', 'P1Y', '2028-02-29', '2028-03-01'],
    ['2028-02-29', 'P1Y', '2029-02-27', '2029-02-28'],
    ['2028-02-29', 'P3Y', '2031-02-27', '2031-02-28'],
    ['2026-01-01', 'P1Y', '2026-12-31', '2027-01-01'],
  ])('that begins on %s for %s is %s, the day before it renews on %s', (start, term, end, renewal) => {
    expect(termEnd(start, term)).toBe(end);
    expect(addMonths(start, { P1M: 1, P1Y: 12, P3Y: 36 }[term] ?? 0)).toBe(renewal);
  });

  it('is none for what has no term', () => {
    expect(termEnd('2026-11-20', null)).toBeNull();
  });
});

describe('the charge cycles of a term', () => {
  it('are anchored on its first day, each cut to its month', () => {
    const year = { term: 'P1Y', billingCycle: 'MONTHLY' };
    const starts = new Set<string | undefined>();
    for (let day = '2021-01-31'; day < '2022-01-31'; day = toDay(new Date(Date.parse(day) + 86_400_000)))
      starts.add(chargeCycle('2021-01-31', year, day)?.startsOn);
    expect([...starts]).toEqual([
      '2021-01-31',
      '2021-02-28',
      '2021-03-31',
      '2021-04-30',
      '2021-05-31',
      '2021-06-30',
      '2021-07-31',
      '2021-08-31',
      '2021-09-30',
      '2021-10-31',
      '2021-11-30',
      '2021-12-31',
    ]);
  });

  it.each([
    ['P1Y', 'ANNUAL', 1, 365],
    ['P3Y', 'ANNUAL', 3, 365],
    ['P3Y', 'TRIENNIAL', 1, 1_096],
    ['P1M', 'MONTHLY', 1, 30],
  ])('of %s billed %s are %d, the first of %d days', (term, billingCycle, count, days) => {
    expect(chargeCycle('2026-11-26', { term, billingCycle }, '2026-11-28')).toEqual({
      startsOn: '2026-11-26',
      count,
      days,
    });
  });

  it('are none before and after it', () => {
    const month = { term: 'P1M', billingCycle: 'MONTHLY' };
    expect(chargeCycle('2026-11-26', month, '2026-11-25')).toBeUndefined();
    expect(chargeCycle('2026-11-26', month, '2026-12-26')).toBeUndefined();
    expect(chargeCycle('2026-11-26', { term: null, billingCycle: 'ONE_TIME' }, '2026-11-26')).toBeUndefined();
  });
});

describe('what is given back', () => {
  const bought = (replaced: Partial<Purchase>): Purchase => ({
    unitMinor: '6220.8',
    quantity: 10,
    term: 'P1Y',
    billingCycle: 'MONTHLY',
    startsOn: '2026-11-26',
    purchasedAt: new Date('2026-11-26T10:00:00Z'),
    ...replaced,
  });
  const july = {
    unitMinor: '1008',
    term: 'P1M',
    startsOn: '2021-07-15',
    purchasedAt: new Date('2021-07-15T10:00:00Z'),
  };

  it.each([
    ['on the third day of a month, by the days from then on', july, 10, '2021-07-17T12:00:00Z', 9_430n],
    ['within 24 hours of it, whole', july, 10, '2021-07-16T09:59:00Z', 10_080n],
    ['of a year billed monthly, of the first instalment only', {}, 10, '2026-11-28T12:00:00Z', 4_838n],
    ['of a prepaid year, by its days', { billingCycle: 'ANNUAL' }, 10, '2026-11-28T12:00:00Z', 61_867n],
    ['of one seat, of the exact price and not of the instalment', { quantity: 1 }, 1, '2026-11-28T12:00:00Z', 484n],
    ['of one seat within 24 hours, what was charged', { quantity: 1 }, 1, '2026-11-27T09:59:59Z', 523n],
    ['after 24 hours, by the day', { quantity: 1 }, 1, '2026-11-27T10:00:00Z', 501n],
    ['in the second cycle, of the second', {}, 10, '2026-12-28T12:00:00Z', 4_850n],
    ['after the term, nothing', {}, 10, '2027-11-26T00:00:00Z', 0n],
  ])('%s', (_what, replaced, seats, now, refund) => {
    expect(refundMinor(bought(replaced), seats, new Date(now))).toBe(refund);
  });

  it('for a perpetual licence is all of it, on the first day and on the thirtieth', () => {
    const perpetual = bought({ unitMinor: '43800', quantity: 2, term: null, billingCycle: 'ONE_TIME' });
    expect(refundMinor(perpetual, 2, new Date('2026-11-26T11:00:00Z'))).toBe(87_600n);
    expect(refundMinor(perpetual, 2, new Date('2026-12-25T11:00:00Z'))).toBe(87_600n);
  });
});

describe('the time in which a purchase can be given back', () => {
  it.each([
    ['LICENCE', '2026-12-03T18:00:00.000Z'],
    ['SOFTWARE', '2026-12-04T00:00:00.000Z'],
    ['PERPETUAL', '2026-12-27T00:00:00.000Z'],
  ] as const)('of a plan of the kind %s bought on 26 November at 18:00 is over at %s', (kind, end) => {
    expect(refundWindowEnd(kind, new Date('2026-11-26T18:00:00Z')).toISOString()).toBe(end);
  });

  it.each([
    [{ term: null, category: 'Software' }, 'PERPETUAL'],
    [{ term: 'P1Y', category: 'Software' }, 'SOFTWARE'],
    [{ term: 'P1Y', category: 'Licence-based (NCE)' }, 'LICENCE'],
  ])('goes by the kind of the plan %j: %s', (plan, kind) => {
    expect(planKind(plan)).toBe(kind);
  });
});
