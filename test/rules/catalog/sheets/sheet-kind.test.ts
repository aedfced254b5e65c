import { describe, expect, it } from 'vitest';
import { recogniseSheet } from '../../../../subgraphs/catalog/rules/sheets/sheet-kind.ts';

describe('the layout of a sheet', () => {
  it.each([
    ['ProductId,SkuId,TermDuration,BillingPlan,UnitPrice,ERP Price', 'PRICE_LIST'],
    ['product id,sku_id,term duration,unit-price,erp', 'PRICE_LIST'],
    ['ProductId,SkuId,MinLicenses,MaxLicenses,ProductSkuPreRequisites', 'OFFER_MATRIX'],
    ['<!doctype html>', 'PRICE_LIST'],
    ['', 'PRICE_LIST'],
  ])('of %j is %s', (header, layout) => {
    expect(recogniseSheet(header.split(','))).toEqual({ layout });
  });

  it.each([
    ['ProductId,SkuId,TermDuration,Market,UnitPrice,Tags', 'a price sheet of Azure reservations'],
    ['ProductId,SkuId,TermDuration,UnitPrice,Meter Ids,MeterType', 'a price sheet of Azure consumption'],
    ['A/C/D/U,Offer ID,License Agreement Type,List Price,ERP Price', 'a legacy licence-based price list'],
  ])('of %j is refused, with its name', (header, name) => {
    expect(recogniseSheet(header.split(','))).toEqual({ fault: expect.stringContaining(`This is ${name}`) as string });
  });
});
