import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { PriceListRow } from '../../../../subgraphs/catalog/rules/sheets/price-list-row.ts';
import { readOfferMatrix, readPriceList } from './reading.ts';

const folder = new URL('cases/', import.meta.url);
const bytesOf = (file: string): Promise<Buffer> => readFile(new URL(file, folder));

/** What most rows of the case files are. */
const BASIC: PriceListRow = {
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
    validFrom: new Date('2024-05-01T00:00:00Z'),
    validTo: null,
    endOfSale: null,
    minQuantity: 1,
    maxQuantity: null,
  },
  change: 'KEEP',
  product: {
    name: 'Microsoft 365 Business Basic',
    description: 'Best for businesses',
    category: 'Licence-based (NCE)',
    parameters: [],
  },
};

interface Difference extends Partial<Omit<PriceListRow, 'plan' | 'period' | 'product'>> {
  readonly plan?: Partial<PriceListRow['plan']>;
  readonly period?: Partial<PriceListRow['period']>;
  readonly product?: Partial<PriceListRow['product']>;
}

/** A row that differs from the basic one. */
const row = ({ plan, period, product, ...rest }: Difference = {}) => ({
  outcome: 'row',
  row: {
    ...BASIC,
    ...rest,
    plan: { ...BASIC.plan, ...plan },
    period: { ...BASIC.period, ...period },
    product: { ...BASIC.product, ...product },
  },
});
const priced = (mpn: string, unitCost: string, retail: string | null, plan: Difference['plan'] = {}) =>
  row({ plan: { mpn: `${mpn}:0001`, ...plan }, period: { unitCost, retail } });
const rejected = (column: string, message: string) => ({
  outcome: 'rejected',
  fault: { column, message: expect.stringContaining(message) as string },
});
const GOVERNMENT = { outcome: 'skipped', reason: expect.stringContaining('governments') as string };
const perpetual = (mpn: string, title: string, unitCost: string, retail: string) =>
  row({
    kind: 'SOFTWARE',
    planKind: 'PERPETUAL',
    plan: { mpn, term: null, billingCycle: 'ONE_TIME' },
    period: { unitCost, retail, validFrom: new Date('2026-11-01T00:00:00Z') },
    product: { name: title, description: title, category: 'Software' },
  });

/** What the rows of each price list are read as, in their order. */
const PRICE_LISTS: Readonly<Record<string, readonly object[]>> = {
  '01-nce-real-dates.csv': [
    row(),
    row({ plan: { term: 'P1M', billingCycle: 'MONTHLY' }, period: { unitCost: '5.76', retail: '7.2' } }),
  ],
  '02-doc-dates-us.csv': [
    row({ period: { unitCost: '48', retail: '60', validFrom: new Date('2023-02-01T00:00:00Z') } }),
  ],
  '03-api-dates-am-pm.csv': [row({ period: { validFrom: new Date('2018-03-01T00:00:00Z') } })],
  '04-trial-none.csv': [
    row({
      planKind: 'TRIAL',
      plan: { mpn: 'CFQ7TTC0LH18:0002', term: 'P1M', billingCycle: 'ONE_TIME' },
      period: { unitCost: '0', retail: '0' },
      product: { name: 'Microsoft 365 Business Basic Trial' },
    }),
  ],
  '05-zero-price-sku.csv': [
    row({
      plan: { mpn: 'CFQ7TTC0LH0R:0001' },
      period: { unitCost: '0', retail: '0' },
      product: { name: 'Teams Phone Resource Account' },
    }),
    row({
      plan: { mpn: 'CFQ7TTC0LHZ0:0001', billingCycle: 'ONE_TIME' },
      period: { unitCost: '0', retail: '0' },
      product: { name: 'Business Apps (free)' },
    }),
  ],
  '06-government-segment.csv': [
    GOVERNMENT,
    GOVERNMENT,
    GOVERNMENT,
    row({ plan: { segment: 'NONPROFIT' } }),
    row({ plan: { segment: 'EDUCATION' } }),
    row({ plan: { segment: 'NONPROFIT' } }),
  ],
  '07-overlap-effective-dates.csv': [
    row({
      plan: { mpn: 'CFQ7TTC0HD7P:0001' },
      period: {
        unitCost: '40',
        retail: '50',
        validFrom: new Date('2026-10-01T00:00:00Z'),
        validTo: new Date('2026-11-25T06:57:30.068Z'),
      },
    }),
    row({
      plan: { mpn: 'CFQ7TTC0HD7P:0001' },
      period: { unitCost: '44', retail: '55', validFrom: new Date('2026-11-01T00:00:00Z') },
    }),
  ],
  '09-placeholder-1753.csv': [row({ period: { validFrom: new Date('1753-01-01T00:00:00Z') } })],
  '10-thousands-and-money-formats.csv': [
    priced('A1', '1234.5', '1500'),
    rejected('UnitPrice', 'the value is "$57.60"'),
    priced('A3', '57.6', '72'),
    priced('A4', '5.184', '6.4815'),
    priced('A5', '57.6', '72'),
    priced('A6', '0.5', '1'),
    rejected('UnitPrice', 'the value is "5.76E+1"'),
    priced('A8', '57.6', null),
    rejected('ERP Price', 'the value is "N/A"'),
    rejected('UnitPrice', 'at most 6 digits after the point; the value is "57.59999999999999"'),
  ],
  '11-jpy-kwd-etc.csv': [
    priced('J1', '8990', '11240', { market: 'JP', currency: 'JPY' }),
    priced('J2', '8990', '11240', { market: 'JP', currency: 'JPY' }),
    priced('J3', '8990.5', '11240', { market: 'JP', currency: 'JPY' }),
    priced('K1', '17.625', '22.031', { market: 'KW', currency: 'KWD' }),
    priced('K2', '17.6255', '22', { market: 'KW', currency: 'KWD' }),
    priced('H1', '21000', '26000', { market: 'HU', currency: 'HUF' }),
    priced('C1', '1.1234', '2', { market: 'CL', currency: 'CLF' }),
    rejected('Currency', 'ZZZ is not the ISO 4217 code of a currency'),
    rejected('Market', 'The value is "ZZ"'),
    rejected('Market', 'Great Britain is GB'),
    priced('L1', '1', '2'),
  ],
  '12-utf16le.csv': [row()],
  '13-semicolon-decimal-comma.csv': [row()],
  '14-tabs.tsv': [row()],
  '15-zipped.csv.gz': [row()],
  '16-zipped.zip': [row()],
  '19-change-indicator-delete.csv': [
    row({ change: 'DELETE', plan: { mpn: 'CFQ7TTC0DELE:0001' } }),
    row({
      change: 'DELETE',
      plan: { mpn: 'CFQ7TTC0DEL2:0001' },
      period: { validTo: new Date('2026-11-01T00:00:00Z') },
    }),
    row({ plan: { mpn: 'CFQ7TTC0ADDD:0001' } }),
    row({ plan: { mpn: 'CFQ7TTC0UPDT:0001' } }),
  ],
  '24-erp-column-variants.csv': [row()],
  '25-no-segment-column.csv': [row()],
  '26-excel-lost-zeros.csv': [row()],
  '27-embedded-newline-and-quotes.csv': [
    row({ product: { description: 'Line one\nLine two with "quotes", and commas' } }),
  ],
  '28-future-end-date.csv': [
    row({
      plan: { mpn: 'CFQ7TTC0FUTU:0001' },
      period: { validTo: new Date('2027-04-01T00:00:00Z') },
      product: { name: 'Sold until March' },
    }),
  ],
  '29-future-start.csv': [
    row({
      plan: { mpn: 'CFQ7TTC0STRT:0001' },
      period: { validFrom: new Date('2026-12-01T00:00:00Z') },
      product: { name: 'Announced product' },
    }),
  ],
  '30-same-sku-two-segments.csv': [
    priced('CFQ7TTC0SEGM', '57.6', '72'),
    priced('CFQ7TTC0SEGM', '20', '24', { segment: 'EDUCATION' }),
    priced('CFQ7TTC0SEGM', '25', '30', { segment: 'NONPROFIT' }),
  ],
  '31-duplicate-rows-same-key-different-price.csv': [
    priced('CFQ7TTC0DUPE', '57.6', '72'),
    priced('CFQ7TTC0DUPE', '60', '72'),
  ],
  '32-duplicate-identical.csv': [priced('CFQ7TTC0DUPI', '57.6', '72'), priced('CFQ7TTC0DUPI', '57.6', '72')],
  '34-total-footer.csv': [row(), { outcome: 'ignored' }],
  '35-p1y-quarterly-and-p2y-p5y.csv': [
    rejected('BillingPlan', 'it is "Quarterly"'),
    rejected('TermDuration', 'it is "P2Y"'),
    rejected('TermDuration', 'it is "P5Y"'),
    rejected('BillingPlan', 'the term "P1Y" cannot be billed "Triennial"'),
    row({ plan: { term: 'P3Y', billingCycle: 'TRIENNIAL' } }),
    rejected('TermDuration', 'it is "P12M"'),
    rejected('TermDuration', 'it is "P7D"'),
  ],
  '36-de-all-european-currencies.csv': ['EUR', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK'].map((currency, index) =>
    priced('CFQ7TTC0EURO', String(50 + index), '72', { market: 'DE', currency }),
  ),
  '50-software-sheet-us.csv': [
    perpetual('DG7GMGF0D5SL:7', 'Rights Management Services (RMS) 2022 CAL - 1 Device', '39.1', '46'),
    perpetual('DG7GMGF0D5VX:0007', 'Windows Server 2022 - 1 User CAL', '39.95', '47'),
    perpetual('DG7GMGF0D5RK:0004', 'Windows Server 2022 Standard - 16 Core', '999.6', '1176'),
  ],
};

/** Why a file is refused as a whole. */
const REFUSED: Readonly<Record<string, string>> = {
  '17-windows1252.csv': 'save the sheet as "CSV UTF-8"',
  '21-azure-reservations.csv': 'This is a price sheet of Azure reservations.',
  '22-azure-consumption.csv': 'This is a price sheet of Azure consumption.',
  '23-legacy-license-based.csv': 'This is a legacy licence-based price list',
};

const OFFER_MATRIX = '40-offer-matrix-doc.csv';

describe('a sheet as vendors and spreadsheets write them', () => {
  it.each(Object.entries(PRICE_LISTS))('%s is read', async (file, expected) => {
    const { readings, warnings } = await readPriceList(await bytesOf(file));
    expect(readings.map(({ reading }) => reading)).toEqual(
      expected.map((reading) => expect.objectContaining(reading) as object),
    );
    const isWithoutSegment = file.startsWith('25-');
    expect(warnings).toEqual(isWithoutSegment ? [expect.stringContaining('taken as commercial')] : []);
  });

  it.each(Object.entries(REFUSED))('%s is refused as a whole', async (file, reason) => {
    await expect(readPriceList(await bytesOf(file))).rejects.toThrow(reason);
  });

  it(`${OFFER_MATRIX} is read`, async () => {
    const basic = {
      mpn: 'CFQ7TTC0LH18:0001',
      minQuantity: 1,
      maxQuantity: 300,
      ownershipLimit: 2,
      ownershipLimitType: 'ConcurrentCount',
      allowedCountries: ['AD', 'AE', 'AF'],
      prerequisites: [],
      conversions: ['CFQ7TTC0LDPB:0001', 'CFQ7TTC0LF8Q:0001'],
    };
    const noSku = (value: string) =>
      rejected(
        'ProductSkuPreRequisites',
        `must look like "CFQ7TTC0LH18/0001", and a comma must stand between two of them; the value is "${value}"`,
      );
    const readings = await readOfferMatrix(await bytesOf(OFFER_MATRIX));
    expect(readings.every((reading) => reading.outcome !== 'rejected' || reading.mpn === basic.mpn)).toBe(true);
    expect(readings).toMatchObject([
      { outcome: 'row', row: basic },
      { outcome: 'row', row: basic },
      { outcome: 'row', row: basic },
      rejected('MaxLicenses', 'from 1 to 2147483647; it is "2147483648"'),
      { outcome: 'row', row: { ...basic, maxQuantity: 10_000 } },
      rejected('MaxLicenses', 'or empty where there is no maximum; it is "Unlimited"'),
      { outcome: 'row', row: { ...basic, maxQuantity: 10_000_000 } },
      noSku('CFQ7TTC0LF8Q:0001'),
      noSku('CFQ7TTC0LF8Q/0001|CFQ7TTC0LF8R/0001'),
      noSku('CFQ7TTC0LF8Q'),
      rejected('MaxLicenses', 'The maximum of 3 is below the minimum of 5.'),
    ]);
  });

  it('is one of the above for every file in the folder', async () => {
    const tested = [...Object.keys(PRICE_LISTS), ...Object.keys(REFUSED), OFFER_MATRIX];
    expect((await readdir(folder)).sort()).toEqual(tested.sort());
  });
});
