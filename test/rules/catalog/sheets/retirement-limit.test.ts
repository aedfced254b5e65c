import { describe, expect, it } from 'vitest';
import { retirementLimit, retirementFault } from '../../../../subgraphs/catalog/rules/sheets/retirement-limit.ts';

describe('the limit of what a sheet may retire', () => {
  const scope = (onSale: number, absent: number, market = 'US') => ({
    market,
    segment: 'COMMERCIAL',
    category: 'Software',
    onSale,
    absent,
  });

  it.each([
    [0, 1],
    [1, 1],
    [3, 1],
    [20, 1],
    [39, 1],
    [40, 2],
    [128, 6],
    [150_000, 7_500],
  ])('allows for %d plans on sale to retire %d', (onSale, allowed) => {
    expect(retirementLimit(onSale)).toBe(allowed);
    expect(retirementFault([scope(onSale, allowed)])).toBeUndefined();
    expect(retirementFault([scope(onSale, allowed + 1)])).toContain(`would retire ${allowed + 1} of ${onSale} plans`);
  });

  it('counts for each scope alone, and its message names the worst scopes first', () => {
    const markets = ['US', 'DE', 'GB', 'JP', 'FR'].map((market, index) => scope(100, 6 + index, market));
    expect(retirementFault([...markets, scope(1_000_000, 0, 'IT')])).toContain(
      'would retire 10 of 100 plans (Software, FR, COMMERCIAL), 9 of 100 plans (Software, JP, COMMERCIAL), ' +
        '8 of 100 plans (Software, GB, COMMERCIAL) and more in 2 other groups.',
    );
  });
});
