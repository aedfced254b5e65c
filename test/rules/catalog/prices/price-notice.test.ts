import { describe, expect, it } from 'vitest';
import {
  addRises,
  dayOf,
  isHigher,
  mayRise,
  MOST_DESCRIBED,
  NO_RISES,
  noticeDueAt,
  type PriceRise,
} from '../../../../subgraphs/catalog/rules/prices/price-notice.ts';

const NEXT = new Date('2026-12-01T00:00:00Z');

describe('noticeDueAt', () => {
  it('is thirty days before the day on which the first price rises, by UTC', () => {
    const due = (first: string) => noticeDueAt(new Date(first)).toISOString();
    expect(due('2026-12-31T00:00:00Z')).toBe('2026-12-01T00:00:00.000Z');
    expect(due('2026-12-31T23:59:59.999Z')).toBe('2026-12-01T00:00:00.000Z');
    expect(due('2027-01-01T00:00:00+02:00')).toBe('2026-12-01T00:00:00.000Z');
    expect(due('2024-03-01T00:00:00Z')).toBe('2024-01-31T00:00:00.000Z');
  });

  it('counts days by UTC, also before 1970', () => {
    expect(dayOf(new Date('1969-12-31T01:00:00Z')).toISOString()).toBe('1969-12-31T00:00:00.000Z');
  });
});

describe('mayRise', () => {
  const period = { validFrom: new Date('2026-01-01T00:00:00Z'), validTo: NEXT, minQuantity: 1, retail: null };
  const next = { ...period, validFrom: NEXT, validTo: null };
  const rises = (
    before: { readonly unitCost: string; readonly retail?: string | null },
    after: { readonly unitCost: string; readonly retail?: string | null },
  ) =>
    mayRise(
      [
        { ...period, ...before },
        { ...next, ...after },
      ],
      NEXT,
      'USD',
    );

  it('is so when the cost rises, or the retail price', () => {
    expect(rises({ unitCost: '10' }, { unitCost: '10.000001' })).toBe(true);
    expect(rises({ unitCost: '10', retail: '12' }, { unitCost: '9', retail: '12.5' })).toBe(true);
  });

  it('is not so when both fall or stay, however they are written', () => {
    expect(rises({ unitCost: '10.0', retail: '12' }, { unitCost: '10.00', retail: '12' })).toBe(false);
    expect(rises({ unitCost: '10', retail: '12' }, { unitCost: '9', retail: '11' })).toBe(false);
    expect(rises({ unitCost: '10' }, { unitCost: '9', retail: '11' })).toBe(false);
  });

  it('is not so where there was no price, or is none any more', () => {
    expect(mayRise([{ ...next, unitCost: '10' }], NEXT, 'USD')).toBe(false);
    expect(mayRise([{ ...period, unitCost: '10' }], NEXT, 'USD')).toBe(false);
  });
});

describe('isHigher', () => {
  it('compares exactly, and nothing with what is not there', () => {
    expect(isHigher('0.1', '0.10000000000000000001', 'USD')).toBe(true);
    expect(isHigher('9', '10', 'JPY')).toBe(true);
    expect([isHigher('10', '9', 'JPY'), isHigher(null, '9', 'JPY'), isHigher('9', undefined, 'JPY')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('addRises', () => {
  const rise = (number: number, after: string, effectiveAt = NEXT): PriceRise => ({
    planId: `pln_${String(number).padStart(3, '0')}`,
    effectiveAt,
    before: '100',
    after,
  });

  it('counts plans, and describes each by its largest rise', () => {
    const later = new Date('2027-02-01T00:00:00Z');
    const { plans, since, largest } = addRises(NO_RISES, [
      rise(1, '101'),
      rise(1, '150', later),
      rise(2, '120', later),
    ]);
    expect({ plans, since }).toEqual({ plans: 2, since: NEXT });
    expect(largest).toEqual([rise(1, '150', later), rise(2, '120', later)]);
  });

  it('keeps those that rise most of all pages, and the first moment, whatever the order of the pages', () => {
    const rises = Array.from({ length: 40 }, (_, index) => rise(index, String(101 + index)));
    const pages = [0, 10, 20, 30].map((start) => rises.slice(start, start + 10));
    const summary = pages.reduce(addRises, NO_RISES);
    expect(summary).toEqual(pages.toReversed().reduce(addRises, NO_RISES));
    expect(summary.plans).toBe(40);
    expect(summary.largest).toHaveLength(MOST_DESCRIBED);
    expect([summary.largest[0]?.after, summary.largest.at(-1)?.after]).toEqual(['140', '116']);
    const earlier = new Date('2026-11-30T00:00:00Z');
    expect(addRises(summary, [rise(99, '100.01', earlier)])).toMatchObject({ plans: 41, since: earlier });
  });

  it('puts what was free first, and is empty for nothing', () => {
    const free = { ...rise(7, '1'), before: '0' };
    expect(addRises(NO_RISES, [rise(1, '190'), free]).largest[0]).toEqual(free);
    expect(addRises(NO_RISES, [])).toEqual(NO_RISES);
  });
});
