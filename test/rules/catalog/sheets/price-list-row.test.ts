import { describe, expect, it } from 'vitest';
import {
  readPriceListHeader,
  type PriceListColumn,
} from '../../../../subgraphs/catalog/rules/sheets/price-list-header.ts';
import { readPriceListRow, type PriceListReading } from '../../../../subgraphs/catalog/rules/sheets/price-list-row.ts';

const GOOD: Readonly<Record<PriceListColumn, string>> = {
  ChangeIndicator: 'Unchanged',
  ProductId: 'CFQ7TTC0LH18',
  SkuId: '0001',
  SkuTitle: 'Mail',
  SkuDescription: '',
  TermDuration: 'P1Y',
  BillingPlan: 'Annual',
  Market: 'US',
  Currency: 'USD',
  UnitPrice: '57.60',
  PricingTierRangeMin: '',
  PricingTierRangeMax: '',
  EffectiveStartDate: '2026-11-01T00:00:00Z',
  EffectiveEndDate: '9999-12-31T00:00:00Z',
  EndofSaleDate: '',
  Tags: 'License',
  'ERP Price': '72.00',
  Segment: 'Commercial',
};
const header = readPriceListHeader(Object.keys(GOOD), ',');
if (typeof header === 'string') throw new Error(header);

const reading = (row: Partial<typeof GOOD>): PriceListReading =>
  readPriceListRow(header, Object.values({ ...GOOD, ...row }));
const rowOf = (row: Partial<typeof GOOD>) => {
  const read = reading(row);
  if (read.outcome !== 'row') throw new Error(JSON.stringify(read));
  return read.row;
};

describe('a row of a price list', () => {
  it('has its plan, period and product', () => {
    expect(rowOf({})).toEqual({
      kind: 'LICENCE',
      plan: {
        mpn: 'CFQ7TTC0LH18:0001',
        segment: 'COMMERCIAL',
        term: 'P1Y',
        billingCycle: 'ANNUAL',
        market: 'US',
        currency: 'USD',
      },
      planKind: 'LICENCE',
      period: {
        unitCost: '57.6',
        retail: '72',
        validFrom: new Date('2026-11-01T00:00:00Z'),
        validTo: null,
        endOfSale: null,
        minQuantity: 1,
        maxQuantity: null,
      },
      change: 'KEEP',
      product: { name: 'Mail', description: null, category: 'Licence-based (NCE)', parameters: [] },
    });
  });

  it.each([
    ['', '', 1, null],
    ['0', '0', 1, null],
    ['1', '', 1, null],
    ['1', '299', 1, 299],
    ['300', '', 300, null],
    ['1,000', '9,999', 1_000, 9_999],
    ['5', '5', 5, 5],
  ])('with the tier %j to %j holds from %d to %j', (min, max, minQuantity, maxQuantity) => {
    const { period } = rowOf({ PricingTierRangeMin: min, PricingTierRangeMax: max });
    expect(period).toMatchObject({ minQuantity, maxQuantity });
  });

  it.each([
    ['Add', 'KEEP'],
    ['UPDATE', 'KEEP'],
    ['unchanged', 'KEEP'],
    ['CHG', 'KEEP'],
    ['UNC', 'KEEP'],
    ['', 'KEEP'],
    ['Delete', 'DELETE'],
    ['DEL', 'DELETE'],
  ])('with the change indicator %j is to %s', (indicator, change) => {
    expect(rowOf({ ChangeIndicator: indicator }).change).toBe(change);
  });

  it.each([
    ['Education', 'EDUCATION'],
    ['ACADEMIC', 'EDUCATION'],
    ['Charity', 'NONPROFIT'],
    ['nonprofit', 'NONPROFIT'],
  ])('for %j is of the segment %s', (segment, expected) => {
    expect(rowOf({ Segment: segment }).plan.segment).toBe(expected);
  });

  it('of a government is skipped, whatever else it has', () => {
    for (const segment of ['Government', 'government community cloud', 'GCC', 'GCC High']) {
      expect(reading({ Segment: segment, UnitPrice: 'x', Market: 'ZZ' })).toMatchObject({ outcome: 'skipped' });
    }
    expect(reading({ Segment: 'Governess' })).toMatchObject({ outcome: 'rejected' });
  });

  it('has its end of sale, its market and currency in capitals, and further fields only when they are empty', () => {
    expect(rowOf({ EndofSaleDate: '12/31/2026 0:00' }).period.endOfSale).toEqual(new Date('2026-12-31T00:00:00Z'));
    expect(rowOf({ Market: 'us', Currency: 'usd' }).plan).toMatchObject({ market: 'US', currency: 'USD' });
    expect(readPriceListRow(header, [...Object.values(GOOD), ''])).toMatchObject({ outcome: 'row' });
    expect(readPriceListRow(header, [...Object.values(GOOD), 'x'])).toMatchObject({ outcome: 'rejected' });
  });

  it('below the sheet is ignored when it is empty or a total', () => {
    expect(readPriceListRow(header, ['Rows: 1204'])).toEqual({ outcome: 'ignored' });
    expect(
      readPriceListRow(
        header,
        Object.keys(GOOD).map(() => ''),
      ),
    ).toEqual({ outcome: 'ignored' });
  });

  const plan = rowOf({}).plan;
  const { market, segment } = plan;
  it.each<[Partial<typeof GOOD>, object]>([
    [{ Market: 'UK' }, { kind: 'LICENCE', scope: undefined, plan: undefined }],
    [{ Segment: '' }, { kind: 'LICENCE', scope: undefined, plan: undefined }],
    [
      { Currency: 'ZZZ', Tags: 'Software' },
      { kind: 'SOFTWARE', scope: { market, segment }, plan: undefined },
    ],
    [{ SkuId: '=1' }, { scope: { market, segment }, plan: undefined }],
    [{ UnitPrice: '-1' }, { plan }],
    [{ 'ERP Price': 'N/A' }, { plan }],
    [{ EffectiveStartDate: '' }, { plan }],
    [{ EffectiveEndDate: '2026-10-31' }, { plan }],
    [{ EndofSaleDate: 'soon' }, { plan }],
    [{ PricingTierRangeMin: 'few' }, { plan }],
    [{ PricingTierRangeMax: '2147483648' }, { plan }],
    [{ ChangeIndicator: 'Maybe' }, { plan }],
    [{ SkuTitle: '' }, { plan }],
    [{ SkuTitle: '=HYPERLINK("https://example.com")' }, { plan }],
    [{ SkuTitle: 'x'.repeat(301) }, { plan }],
    [{ SkuDescription: '@SUM(1)' }, { plan }],
    [{ SkuDescription: 'a\0b' }, { plan }],
    [{ SkuDescription: 'x'.repeat(5_001) }, { plan }],
  ])('with %j is rejected at that column, with what of it was readable', (bad, readable) => {
    const read = reading(bad);
    expect(read).toMatchObject({ outcome: 'rejected', ...readable });
    expect(read).toMatchObject({ fault: { column: Object.keys(bad)[0] } });
  });

  it('ends its price after it begins, and its tier above where it begins', () => {
    expect(reading({ EffectiveEndDate: '2026-11-01T00:00:00Z' })).toMatchObject({
      fault: { column: 'EffectiveEndDate', message: 'The end of the sale must be after its start.' },
    });
    expect(reading({ PricingTierRangeMin: '10', PricingTierRangeMax: '9' })).toMatchObject({
      fault: { column: 'PricingTierRangeMax', message: 'The maximum of 9 is below the minimum of 10.' },
    });
  });
});
