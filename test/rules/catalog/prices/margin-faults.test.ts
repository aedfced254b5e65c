import { describe, expect, it } from 'vitest';
import {
  currencyFaults,
  marginFaults,
  targetOf,
  type MarginChange,
} from '../../../../subgraphs/catalog/rules/prices/margin-faults.ts';

const RULE: MarginChange = {
  sellerId: 'acc_r',
  accountId: undefined,
  vendorId: undefined,
  category: undefined,
  productId: undefined,
  planId: undefined,
  percent: undefined,
  percentOffRetail: undefined,
  fixedPrice: undefined,
  from: undefined,
  to: undefined,
};
const usd = (amount: string) => ({ amount, currency: 'USD' });
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const faultsOf = (change: Partial<MarginChange>) =>
  marginFaults({ ...RULE, ...change }).map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a margin rule', () => {
  it.each<[Partial<MarginChange>]>([
    [{}],
    [{ percent: '-100' }],
    [{ percent: '1000' }],
    [{ percentOffRetail: '0' }],
    [{ percentOffRetail: '100.000000' }],
    [{ planId: 'pln_1', fixedPrice: usd('0') }],
    [{ from: day('2026-01-01'), to: day('2026-01-02'), percent: '1' }],
    [{ from: day('2026-01-01') }],
    [{ to: day('2026-01-01') }],
    [{ vendorId: 'ven_1', category: 'Software', productId: 'prd_1', percent: '1' }],
  ])('may be %o', (change) => {
    expect(faultsOf(change)).toEqual([]);
  });

  it.each<[Partial<MarginChange>, readonly string[]]>([
    [{ percent: '1', percentOffRetail: '2' }, ['INVALID percentOffRetail']],
    [
      { percent: '1', percentOffRetail: '2', planId: 'pln_1', fixedPrice: usd('1') },
      ['INVALID percentOffRetail', 'INVALID fixedPrice'],
    ],
    [{ percentOffRetail: '2', planId: 'pln_1', fixedPrice: usd('1') }, ['INVALID fixedPrice']],
    [{ percent: '-100.000001' }, ['OUT_OF_RANGE percent']],
    [{ percent: '1000.000001' }, ['OUT_OF_RANGE percent']],
    [{ percentOffRetail: '-0.000001' }, ['OUT_OF_RANGE percentOffRetail']],
    [{ percentOffRetail: '100.000001' }, ['OUT_OF_RANGE percentOffRetail']],
    [{ fixedPrice: usd('1') }, ['REQUIRED planId']],
    [{ fixedPrice: usd('-1'), productId: 'prd_1' }, ['OUT_OF_RANGE fixedPrice.amount', 'REQUIRED planId']],
    [{ from: day('2026-01-02'), to: day('2026-01-02') }, ['INVALID to']],
    [{ from: day('2026-01-02'), to: day('2026-01-01') }, ['INVALID to']],
    [{ vendorId: 'ven_1', category: 'Software' }, ['INVALID category']],
    [
      { percent: '2000', percentOffRetail: '101', from: day('2026-01-02'), to: day('2026-01-01') },
      ['INVALID percentOffRetail', 'OUT_OF_RANGE percent', 'OUT_OF_RANGE percentOffRetail', 'INVALID to'],
    ],
  ])('may not be %o, and all that is wrong is told at once: %o', (change, faults) => {
    expect(faultsOf(change)).toEqual(faults);
    expect(marginFaults({ ...RULE, ...change }).every(({ remedies }) => remedies.length > 0)).toBe(true);
  });

  it('has a fixed price in the currency of its plan', () => {
    expect(currencyFaults({ fixedPrice: usd('1') }, { currency: 'USD' })).toEqual([]);
    expect(currencyFaults({ fixedPrice: undefined }, { currency: 'EUR' })).toEqual([]);
    expect(currencyFaults({ fixedPrice: usd('1') }, { currency: 'EUR' })).toMatchObject([
      { code: 'CURRENCY_MISMATCH', path: ['fixedPrice', 'currency'], remedies: [{ description: /EUR/ }] },
    ]);
  });

  it('is for the nearest of what it names', () => {
    const named = { vendorId: 'ven_1', category: 'Software', productId: 'prd_1', planId: 'pln_1' } as const;
    const nothing = { vendorId: null, category: null, productId: null, planId: null };
    expect(targetOf(named)).toEqual({ ...nothing, level: 'plan', planId: 'pln_1' });
    expect(targetOf({ ...named, planId: undefined })).toEqual({ ...nothing, level: 'product', productId: 'prd_1' });
    expect(targetOf({ ...RULE, category: 'Software' })).toEqual({
      ...nothing,
      level: 'category',
      category: 'Software',
    });
    expect(targetOf({ ...RULE, vendorId: 'ven_1' })).toEqual({ ...nothing, level: 'vendor', vendorId: 'ven_1' });
    expect(targetOf(RULE)).toEqual({ ...nothing, level: 'everything' });
  });
});
