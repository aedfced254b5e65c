import { describe, expect, it } from 'vitest';
import {
  addMonths,
  chargeCycle,
  termEnd,
  toDay,
} from '../../../../subgraphs/orders/rules/subscriptions/subscription-term.ts';

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
  ])(
    'comes for a start on %s and a length of %s on %s, the day before the renewal on %s',
    (start, term, end, renewal) => {
      expect(termEnd(start, term)).toBe(end);
      expect(addMonths(start, { P1M: 1, P1Y: 12, P3Y: 36 }[term] ?? 0)).toBe(renewal);
    },
  );

  it('is null without a term', () => {
    expect(termEnd('2026-11-20', null)).toBeNull();
  });
});

describe('the charge cycles of a term', () => {
  it('begin on the day of the first one, or on the last day of a shorter month', () => {
    const year = { term: 'P1Y', billingCycle: 'MONTHLY' } as const;
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
  ] as const)(
    'have for %s billed %s the number %d, and the first one has %d days',
    (term, billingCycle, count, days) => {
      expect(chargeCycle('2026-11-26', { term, billingCycle }, '2026-11-28')).toEqual({
        startsOn: '2026-11-26',
        count,
        days,
      });
    },
  );

  it('do not exist before and after the term', () => {
    const month = { term: 'P1M', billingCycle: 'MONTHLY' } as const;
    expect(chargeCycle('2026-11-26', month, '2026-11-25')).toBeUndefined();
    expect(chargeCycle('2026-11-26', month, '2026-12-26')).toBeUndefined();
    expect(chargeCycle('2026-11-26', { term: null, billingCycle: 'ONE_TIME' }, '2026-11-26')).toBeUndefined();
  });
});
