import { describe, expect, it } from 'vitest';
import { sheetMonth } from '../../../../subgraphs/catalog/rules/sheets/sheet-month.ts';

const NOW = new Date('2026-11-27T17:00:00Z');

describe('the month in the name of a sheet', () => {
  it.each([
    ['price-list-2026-11.csv', '2026-11'],
    ['price_list_202612.csv.gz', '2026-12'],
    ['PriceList_US_20270101.zip', '2027-01'],
    ['2026_10_31 sheet.csv', '2026-10'],
    ['sheet 03-2026.csv', '2026-03'],
    ['import/2025-01/Nov_NCE_LicenseBasedPL_GA_US.csv', '2026-11'],
    ['https://example.com/2025-02/price-list-2026-11.csv?until=2025-01', '2026-11'],
    ['Dec_NCE_LicenseBasedPL_GA_US.csv', '2026-12'],
    ['Jan_NCE_LicenseBasedPL_GA_US.csv', '2027-01'],
    ['Jun_NCE_LicenseBasedPL_GA_US.csv', '2026-06'],
    ['May_NCE_LicenseBasedPL_GA_US.csv', '2026-05'],
    ['Feb2026_Software.csv', '2026-02'],
    ['PriceListSeptember2025.csv', '2025-09'],
    ['2025 Sept software.csv', '2025-09'],
    ['NCE_LicenseBased_MarketUS.csv', undefined],
    ['Decisions and Junctions.csv', undefined],
    ['price-list.csv', undefined],
    ['sheet-2026-13.csv', undefined],
    ['12026-11.csv', undefined],
    ['', undefined],
  ])('%j is %s', (name, month) => {
    expect(sheetMonth(name, NOW)).toEqual({ month, isPreview: false });
  });

  it.each([
    ['NCE_Preview_LicenseBasedPL_US.csv', undefined],
    ['Dec_NCE_Preview_US.csv', '2026-12'],
    ['price-list-2026-12-preview.zip', '2026-12'],
  ])('%j is a preview', (name, month) => {
    expect(sheetMonth(name, NOW)).toEqual({ month, isPreview: true });
  });

  it('without a year is the nearest to the day, the earlier of two equally near', () => {
    const monthOn = (day: string, name: string) => sheetMonth(name, new Date(day)).month;
    expect(monthOn('2027-01-01T00:00:00Z', 'Dec.csv')).toBe('2026-12');
    expect(monthOn('2027-01-01T00:00:00Z', 'Feb.csv')).toBe('2027-02');
    expect(monthOn('2027-01-01T00:00:00Z', 'Jul.csv')).toBe('2026-07');
  });
});
