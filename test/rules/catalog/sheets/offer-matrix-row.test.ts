import { describe, expect, it } from 'vitest';
import {
  OFFER_MATRIX_COLUMNS,
  readOfferMatrixRow,
  type OfferMatrixColumn,
} from '../../../../subgraphs/catalog/rules/sheets/offer-matrix-row.ts';
import { readHeader } from '../../../../subgraphs/catalog/rules/sheets/sheet-header.ts';

const GOOD: Readonly<Record<OfferMatrixColumn, string>> = {
  ProductId: 'CFQ7TTC0LH18',
  SkuId: '1',
  MinLicenses: '',
  MaxLicenses: '300',
  AssetOwnershipLimit: '',
  AssetOwnershipLimitType: '',
  ProductSkuPreRequisites: '',
  ProductSkuConversion: '',
  AllowedCountries: '',
};
const header = readHeader<OfferMatrixColumn>(Object.keys(GOOD), OFFER_MATRIX_COLUMNS);
if (typeof header === 'string') throw new Error(header);
const reading = (row: Partial<typeof GOOD>) => readOfferMatrixRow(header, Object.values({ ...GOOD, ...row }));

describe('a row of an offer matrix', () => {
  it('that leaves out what is not limited has no limits', () => {
    expect(reading({ MaxLicenses: '', AssetOwnershipLimit: '0' })).toEqual({
      outcome: 'row',
      row: {
        mpn: 'CFQ7TTC0LH18:0001',
        minQuantity: 1,
        maxQuantity: 10_000_000,
        ownershipLimit: null,
        ownershipLimitType: null,
        allowedCountries: [],
        prerequisites: [],
        conversions: [],
      },
    });
  });

  it.each([
    ['AD;AE;AF', ['AD', 'AE', 'AF']],
    ['us, de,US ;gb', ['DE', 'GB', 'US']],
    [' ; ', []],
  ])('may be sold in %j', (text, allowedCountries) => {
    expect(reading({ AllowedCountries: text })).toMatchObject({ row: { allowedCountries } });
  });

  it.each<[Partial<typeof GOOD>, string]>([
    [{ AllowedCountries: 'US;UK' }, 'Great Britain is GB. The value is "UK".'],
    [{ AllowedCountries: 'US|DE' }, 'The value is "US|DE".'],
    [{ MaxLicenses: 'Unlimited' }, 'must be a whole number, or empty where there is no maximum; it is "Unlimited".'],
    [{ MaxLicenses: '0' }, 'must be a whole number from 1'],
    [{ MaxLicenses: '2147483648' }, 'must be a whole number from 1 to 2147483647'],
    [{ MinLicenses: '-1' }, 'must be a whole number from 0'],
    [{ AssetOwnershipLimit: 'two' }, 'must be a whole number from 0'],
    [{ AssetOwnershipLimitType: '=1+1' }, 'The value must be one word, such as "ConcurrentCount"; it is "=1+1".'],
    [{ ProductSkuConversion: 'CFQ7TTC0LF8Q' }, 'A SKU must look like "CFQ7TTC0LH18/0001"'],
    [{ ProductId: '' }, 'An id must have 1 to 40 letters'],
  ])('with %j is rejected at that column', (bad, message) => {
    expect(reading(bad)).toEqual({
      outcome: 'rejected',
      fault: { column: Object.keys(bad)[0], message: expect.stringContaining(message) as string },
      mpn: bad.ProductId === '' ? undefined : 'CFQ7TTC0LH18:0001',
    });
  });

  it('that is too short is rejected, and a footer ignored', () => {
    expect(readOfferMatrixRow(header, ['A', '1'])).toMatchObject({ fault: { column: null } });
    expect(readOfferMatrixRow(header, ['Rows: 28'])).toEqual({ outcome: 'ignored' });
  });
});
