import { describe, expect, it } from 'vitest';
import { readMappedHeader } from '../../../../../subgraphs/catalog/rules/sheets/mapped/mapped-header.ts';
import { readMapping } from '../../../../../subgraphs/catalog/rules/sheets/mapped/price-list-mapping.ts';
import { readPriceListRow } from '../../../../../subgraphs/catalog/rules/sheets/price-list-row.ts';

const FIELDS = {
  product: { column: 'Code' },
  name: { column: 'Name' },
  category: { column: 'Range' },
  term: { column: 'Term', values: { Yearly: 'P1Y', '3 years': 'P3Y', ever: 'ONE_TIME' } },
  billing: { column: 'Paid', values: { yearly: 'ANNUAL', once: 'ONE_TIME' } },
  market: { value: 'JP' },
  currency: { column: 'Money' },
  price: { column: 'Price' },
  from: { value: '2026-11-01' },
};
const ROW = { Code: 'DESK', Name: 'Desk', Range: 'Tools', Term: 'yearly', Paid: 'Yearly', Money: 'JPY', Price: '1200' };

function read(row: Partial<typeof ROW>, fields: object = {}, mapping: object = {}) {
  const reading = readMapping({ vendor: 'Example', fields: { ...FIELDS, ...fields }, ...mapping });
  if (!('mapping' in reading)) throw new Error(reading.faults.join(' '));
  const header = readMappedHeader(Object.keys(ROW), ',', reading.mapping);
  if (typeof header === 'string') throw new Error(header);
  return readPriceListRow(header, Object.values({ ...ROW, ...row }));
}
const costOf = (row: Partial<typeof ROW>, fields: object = {}, mapping: object = {}) => {
  const reading = read(row, fields, mapping);
  if (reading.outcome === 'row') return reading.row.period.unitCost;
  return reading.outcome === 'rejected' ? `${reading.fault.column ?? ''}: ${reading.fault.message}` : reading.outcome;
};

describe('a row of a mapped sheet', () => {
  it('is read as one of the standard layout', () => {
    expect(read({})).toMatchObject({
      outcome: 'row',
      row: {
        kind: 'LICENCE',
        planKind: 'LICENCE',
        plan: {
          mpn: 'DESK',
          segment: 'COMMERCIAL',
          term: 'P1Y',
          billingCycle: 'ANNUAL',
          market: 'JP',
          currency: 'JPY',
        },
        period: { unitCost: '1200', retail: null, validTo: null, minQuantity: 1 },
        product: { name: 'Desk', description: null, category: 'Tools', parameters: [] },
      },
    });
  });

  it('may be a purchase for ever', () => {
    const once = read({ Term: 'Ever', Paid: 'once' });
    expect(once).toMatchObject({ row: { plan: { term: null, billingCycle: 'ONE_TIME' }, planKind: 'PERPETUAL' } });
  });

  it('has the SKU in its part number where the mapping names one', () => {
    expect(read({}, { sku: { value: '7' } })).toMatchObject({ row: { plan: { mpn: 'DESK:7' } } });
  });

  it.each<[string, object, Partial<typeof ROW>]>([
    ['14400', { column: 'Price', per: 'month' }, {}],
    ['43200', { column: 'Price', per: 'month' }, { Term: '3 years' }],
    ['3600', { column: 'Price', per: 'year' }, { Term: '3 years' }],
    ['1200', { column: 'Price', in: 'minor' }, {}],
    ['12', { column: 'Price', in: 'minor' }, { Money: 'USD' }],
    ['1.2', { column: 'Price', in: 'minor' }, { Money: 'KWD' }],
    ['1.505064', { column: 'Price', per: 'month', in: 'minor' }, { Money: 'USD', Price: '12.5422' }],
  ])('costs %s by the unit %j', (cost, price, row) => {
    expect(costOf(row, { price })).toBe(cost);
  });

  it.each<[string, object, Partial<typeof ROW>]>([
    [
      'Price: A price for each month needs a term that is whole in it.',
      { per: 'month' },
      { Term: 'ever', Paid: 'once' },
    ],
    [
      'Price: A price may have at most 6 digits after the point in major units.',
      { in: 'minor' },
      { Money: 'USD', Price: '0.00001' },
    ],
    ['Price: A price cannot be above 1000000000000', { per: 'month' }, { Price: '900000000000' }],
    ['Price: A price cannot be negative', { per: 'month' }, { Price: '-1' }],
  ])('is rejected: %s', (message, unit, row) => {
    expect(costOf(row, { price: { column: 'Price', ...unit } })).toContain(message);
  });

  it('has its decimals behind the mark that the mapping names', () => {
    expect(costOf({ Price: '12,50' }, {}, { decimalMark: 'comma' })).toBe('12.5');
    expect(costOf({ Price: '12,50' })).toContain('with a point');
  });

  it.each<[Partial<typeof ROW>, string | null]>([
    [{ Code: '' }, 'Code'],
    [{ Term: 'weekly' }, 'Term'],
    [{ Paid: 'never' }, 'Paid'],
    [{ Money: 'BTC' }, 'Money'],
    [{ Name: '=1+1' }, 'Name'],
    [{ Range: '=1+1' }, 'Range'],
    [{ Range: 'x'.repeat(201) }, null],
  ])('with %j is rejected at the column as the vendor names it', (row, column) => {
    expect(read(row)).toMatchObject({ outcome: 'rejected', fault: { column } });
  });
});
