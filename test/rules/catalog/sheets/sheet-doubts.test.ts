import { describe, expect, it } from 'vitest';
import { doubtsOf, type SheetCounts } from '../../../../subgraphs/catalog/rules/sheets/sheet-doubts.ts';

const GOOD: SheetCounts = {
  rowsRead: 1_000,
  rowsRejected: 0,
  striking: 0,
  scopes: [],
  month: '2026-11',
  latestMonth: undefined,
};
const scope = (onSale: number, retired: number) => ({ sheet: 'LICENCE', market: 'US', onSale, retired });

describe('the doubts about a sheet', () => {
  it.each<[string, Partial<SheetCounts>]>([
    ['a tenth of its rows is rejected', { rowsRejected: 100 }],
    ['all of nineteen rows are rejected', { rowsRead: 19, rowsRejected: 19 }],
    ['it retires one of three plans', { scopes: [scope(3, 1)] }],
    ['it retires five of a hundred', { scopes: [scope(100, 5)] }],
    ['it is of the same month again', { latestMonth: '2026-11' }],
  ])('are none when %s', (_case, counts) => {
    expect(doubtsOf({ ...GOOD, ...counts })).toEqual([]);
  });

  it.each<[string, Partial<SheetCounts>, RegExp]>([
    ['more than a tenth is rejected', { rowsRejected: 101 }, /^101 of 1000 rows are rejected\.$/],
    [
      'more than one of a few plans is retired',
      { scopes: [scope(3, 2)] },
      /would retire, 2 of 3 plans \(licence, US\)\./,
    ],
    ['more than five of a hundred are retired', { scopes: [scope(100, 6)] }, /6 of 100 plans/],
    ['a cost doubles', { striking: 1 }, /^The cost of 1 plan doubles or halves, or more\.$/],
    ['a later month was imported before', { latestMonth: '2026-12' }, /of 2026-11, but that of 2026-12/],
  ])('say that %s', (_case, counts, sentence) => {
    expect(doubtsOf({ ...GOOD, ...counts })).toEqual([expect.stringMatching(sentence)]);
  });

  it('name the three worst markets, and how many more there are', () => {
    const scopes = [20, 10, 30, 40, 50].map((retired, index) => ({ ...scope(100, retired), market: `M${index}` }));
    expect(doubtsOf({ ...GOOD, scopes })).toEqual([
      'The sheet lacks, and would retire, 50 of 100 plans (licence, M4), 40 of 100 plans (licence, M3), ' +
        '30 of 100 plans (licence, M2) and more in 2 other markets.',
    ]);
  });
});
