import { describe, expect, it } from 'vitest';
import { readPriceListHeader } from '../../../../subgraphs/catalog/rules/sheets/price-list-header.ts';

const COLUMNS =
  'ProductId,SkuId,SkuTitle,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate,ERP';

describe('the header of a price list', () => {
  it('warns once when the sheet has no segments', () => {
    const without = readPriceListHeader(COLUMNS.split(','), ',');
    expect(without).toMatchObject({
      separator: ',',
      warnings: ['The sheet has no column Segment: all of its plans are taken as commercial.'],
    });
    expect(readPriceListHeader([...COLUMNS.split(','), 'Segment'], ';')).toMatchObject({
      separator: ';',
      warnings: [],
    });
  });

  it('says what it lacks', () => {
    expect(readPriceListHeader(['ProductId'], ',')).toMatch(/^The sheet lacks the columns SkuId, .*, ERP Price\.$/);
  });
});
