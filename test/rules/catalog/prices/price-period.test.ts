import { array, assert, date, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  periodAt,
  planSale,
  rangesAt,
  stretchesOf,
  type PricePeriod,
} from '../../../../subgraphs/catalog/rules/prices/price-period.ts';

const at = (moment: string): Date => new Date(moment);

interface Named extends PricePeriod {
  readonly name: string;
}

function period(name: string, from: string, to?: string, more: Partial<PricePeriod> = {}): Named {
  return { name, validFrom: at(from), validTo: to === undefined ? null : at(to), minQuantity: 1, ...more };
}

describe('the price at a moment', () => {
  const overlapping = [period('A', '2021-10-01Z', '2021-11-03T06:57:30.068Z'), period('B', '2021-11-01Z')];

  it.each([
    ['2021-09-30T23:59:59.999Z', undefined],
    ['2021-10-01Z', 'A'],
    ['2021-11-02Z', 'A'],
    ['2021-11-03T06:57:30.067Z', 'A'],
    ['2021-11-03T06:57:30.068Z', 'B'],
    ['2021-11-04Z', 'B'],
    ['2999-01-01Z', 'B'],
  ])('is, where periods overlap, that of the one that ends first, until it ends: %s', (moment, name) => {
    expect(periodAt(overlapping, at(moment))?.name).toBe(name);
  });

  it('is that of the latest of two open periods', () => {
    const periods = [period('December', '2026-12-01Z'), period('November', '2026-11-01Z')];
    expect(periodAt(periods, at('2026-11-30T23:59:59.999Z'))?.name).toBe('November');
    expect(periodAt(periods, at('2026-12-01Z'))?.name).toBe('December');
  });

  it('is that of the range of the quantity', () => {
    const periods = [
      period('few', '2026-01-01Z', undefined, { maxQuantity: 9 }),
      period('many', '2026-01-01Z', undefined, { minQuantity: 10 }),
    ];
    expect(periodAt(periods, at('2026-11-01Z'), 9)?.name).toBe('few');
    expect(periodAt(periods, at('2026-11-01Z'), 10)?.name).toBe('many');
    expect(rangesAt(periods, at('2026-11-01Z')).map(({ name }) => name)).toEqual(['few', 'many']);
  });
});

describe('the sale of a plan', () => {
  it('goes on until an end years ahead, exclusive', () => {
    const periods = [period('A', '2024-01-01Z', '2027-03-31Z')];
    expect(planSale(periods, at('2026-11-26Z'))).toEqual({ kind: 'on-sale', minQuantity: 1 });
    expect(planSale(periods, at('2027-03-30T23:59:59.999Z')).kind).toBe('on-sale');
    expect(planSale(periods, at('2027-03-31Z'))).toEqual({ kind: 'ended' });
  });

  it('begins with its first price, inclusive', () => {
    const periods = [period('A', '2026-12-01Z')];
    expect(planSale(periods, at('2026-11-30T23:59:59.999Z'))).toEqual({ kind: 'not-yet', from: at('2026-12-01Z') });
    expect(planSale(periods, at('2026-12-01Z')).kind).toBe('on-sale');
  });

  it('ends with the end of sale, although the plan still has a price', () => {
    const periods = [period('A', '2024-01-01Z', undefined, { endOfSale: at('2026-11-01Z') })];
    expect(planSale(periods, at('2026-10-31T23:59:59.999Z')).kind).toBe('on-sale');
    expect(planSale(periods, at('2026-11-01Z'))).toEqual({ kind: 'ended' });
    expect(periodAt(periods, at('2026-11-01Z'))?.name).toBe('A');
  });

  it('has ended for a plan without a price', () => {
    expect(planSale([], at('2026-11-01Z'))).toEqual({ kind: 'ended' });
  });
});

describe('the stretches of a plan', () => {
  const moments = date({ min: at('2026-01-01Z'), max: at('2026-01-20Z'), noInvalidDate: true });
  const periods = array(
    record({
      validFrom: moments,
      days: option(integer({ min: 1, max: 9 })),
      minQuantity: integer({ min: 1, max: 2 }),
    }),
    { maxLength: 6 },
  );

  it('follow each other without overlaps, and say at every moment what the periods say', () => {
    assert(
      property(periods, moments, (rows, moment) => {
        const given = rows.map(({ validFrom, days, minQuantity }, index) => ({
          index,
          validFrom,
          validTo: days === null ? null : new Date(validFrom.getTime() + days * 86_400_000),
          minQuantity,
          maxQuantity: minQuantity === 1 ? 1 : null,
        }));
        const stretches = stretchesOf(given);
        return [1, 2].every((quantity) => {
          const covering = stretches.filter(
            ({ validFrom, validTo, minQuantity }) =>
              minQuantity === quantity && validFrom <= moment && (validTo === null || moment < validTo),
          );
          return covering.length <= 1 && covering[0]?.index === periodAt(given, moment, quantity)?.index;
        });
      }),
      { numRuns: 20_000 },
    );
  });
});
