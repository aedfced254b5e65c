import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  countOf,
  FACET_FIELDS,
  facetsOf,
  type OfferFilter,
  type OfferGroup,
  type WayToBuy,
} from '../../../../subgraphs/catalog/rules/products/facets.ts';

const way = fc.record<WayToBuy>({
  segment: fc.constantFrom('COMMERCIAL', 'EDUCATION', 'NONPROFIT'),
  market: fc.constantFrom('US', 'DE', 'JP'),
  currency: fc.constantFrom('USD', 'EUR'),
  term: fc.constantFrom('P1M', 'P1Y', null),
  billingCycle: fc.constantFrom('MONTHLY', 'ANNUAL', 'ONE_TIME'),
});
const group = fc.record<OfferGroup>({
  vendorId: fc.constantFrom('ven_1', 'ven_2'),
  vendorName: fc.constant('Some vendor'),
  category: fc.constantFrom('Licences', 'Software'),
  ways: fc.array(way, { maxLength: 5 }),
  count: fc.integer({ min: 1, max: 9 }),
});
const maybe = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const filter = fc.record<OfferFilter>({
  VENDOR: maybe('ven_1', 'ven_2'),
  CATEGORY: maybe('Licences', 'Software'),
  SEGMENT: maybe('COMMERCIAL', 'EDUCATION', 'GOVERNMENT'),
  MARKET: maybe('US', 'DE', 'FR'),
  TERM: maybe('P1M', 'P1Y'),
  BILLING_CYCLE: maybe('MONTHLY', 'ONE_TIME'),
  currency: maybe('USD', 'EUR'),
  buyer: maybe('EDUCATION' as const, 'GOVERNMENT' as const),
});

it('counts for each value what the list has when the filter takes it', () => {
  fc.assert(
    fc.property(fc.array(group, { maxLength: 12 }), filter, (groups, given) => {
      for (const { field, values } of facetsOf(groups, given)) {
        for (const { value, count } of values) expect(count).toBe(countOf(groups, { ...given, [field]: value }));
      }
    }),
  );
});

it('leaves out no value that would find something, and has all facets in their order', () => {
  fc.assert(
    fc.property(fc.array(group, { maxLength: 12 }), filter, (groups, given) => {
      const facets = facetsOf(groups, given);
      expect(facets.map(({ field }) => field)).toEqual(FACET_FIELDS);
      const markets = facets.find(({ field }) => field === 'MARKET')?.values.map(({ value }) => value) ?? [];
      const found = ['US', 'DE', 'JP', 'FR'].filter((MARKET) => countOf(groups, { ...given, MARKET }) > 0);
      expect(new Set(markets)).toEqual(new Set(found));
    }),
  );
});

it('needs one way that meets all filters, and tells values in words', () => {
  const ways: readonly WayToBuy[] = [
    { segment: 'COMMERCIAL', market: 'DE', currency: 'EUR', term: 'P1Y', billingCycle: 'MONTHLY' },
    { segment: 'EDUCATION', market: 'US', currency: 'USD', term: null, billingCycle: 'ONE_TIME' },
  ];
  const groups = [{ vendorId: 'ven_1', vendorName: 'Example', category: 'Licences', ways, count: 4 } as const];
  expect(countOf(groups, { SEGMENT: 'EDUCATION', MARKET: 'DE' })).toBe(0);
  expect(facetsOf(groups, { SEGMENT: 'EDUCATION' })).toEqual([
    { field: 'VENDOR', values: [{ value: 'ven_1', label: 'Example', count: 4 }] },
    { field: 'CATEGORY', values: [{ value: 'Licences', label: 'Licences', count: 4 }] },
    {
      field: 'SEGMENT',
      values: [
        { value: 'COMMERCIAL', label: 'Commercial', count: 4 },
        { value: 'EDUCATION', label: 'Education', count: 4 },
        { value: 'GOVERNMENT', label: 'Government', count: 4 },
      ],
    },
    { field: 'MARKET', values: [{ value: 'US', label: 'United States', count: 4 }] },
    { field: 'TERM', values: [] },
    { field: 'BILLING_CYCLE', values: [{ value: 'ONE_TIME', label: 'One payment', count: 4 }] },
  ]);
});
