import { describe, expect, it } from 'vitest';
import {
  refundMinor,
  refundWindowEnd,
  type Purchase,
} from '../../../../subgraphs/orders/rules/subscriptions/refund.ts';

describe('the refund of seats', () => {
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
    ['on the third day of a month by the days that remain', july, 10, '2021-07-17T12:00:00Z', 9_430n],
    ['within 24 hours as the whole price', july, 10, '2021-07-16T09:59:00Z', 10_080n],
    ['for a year billed monthly from the first instalment only', {}, 10, '2026-11-28T12:00:00Z', 4_838n],
    ['for a prepaid year by its days', { billingCycle: 'ANNUAL' }, 10, '2026-11-28T12:00:00Z', 61_867n],
    ['for one seat from the exact price and not from the instalment', { quantity: 1 }, 1, '2026-11-28T12:00:00Z', 484n],
    ['for one seat within 24 hours as what was charged', { quantity: 1 }, 1, '2026-11-27T09:59:59Z', 523n],
    ['after 24 hours by the day', { quantity: 1 }, 1, '2026-11-27T10:00:00Z', 501n],
    ['in the second cycle from the second instalment', {}, 10, '2026-12-28T12:00:00Z', 4_850n],
    ['after the term as nothing', {}, 10, '2027-11-26T00:00:00Z', 0n],
  ] as const)('is calculated %s', (_what, replaced, seats, now, refund) => {
    expect(refundMinor(bought(replaced), seats, new Date(now))).toBe(refund);
  });

  it('is the whole price of a perpetual licence, on the first day and on the thirtieth', () => {
    const perpetual = bought({ unitMinor: '43800', quantity: 2, term: null, billingCycle: 'ONE_TIME' });
    expect(refundMinor(perpetual, 2, new Date('2026-11-26T11:00:00Z'))).toBe(87_600n);
    expect(refundMinor(perpetual, 2, new Date('2026-12-25T11:00:00Z'))).toBe(87_600n);
  });
});

describe('the refund window', () => {
  it.each([
    ['LICENCE', '2026-12-03T18:00:00.000Z'],
    ['SOFTWARE', '2026-12-04T00:00:00.000Z'],
    ['PERPETUAL', '2026-12-27T00:00:00.000Z'],
  ] as const)('ends for a %s plan bought on 26 November at 18:00 at %s', (kind, end) => {
    expect(refundWindowEnd(kind, new Date('2026-11-26T18:00:00Z')).toISOString()).toBe(end);
  });
});
