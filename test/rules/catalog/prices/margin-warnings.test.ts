import { describe, expect, it } from 'vitest';
import { warningsOf, type SoldSeat } from '../../../../subgraphs/catalog/rules/prices/margin-warnings.ts';

const minor = (numerator: bigint, denominator = 1n) => ({ numerator, denominator });
const seat = (name: string, price: bigint, retail: bigint | undefined = 120n): SoldSeat => ({
  name,
  cost: minor(100n),
  price: minor(price),
  retail: retail === undefined ? undefined : minor(retail),
});

describe('the warnings of a rule', () => {
  it('are none between cost and retail price, both included, and none above where no retail price is named', () => {
    expect(warningsOf([seat('A', 100n), seat('B', 120n)])).toEqual([]);
    expect(warningsOf([{ ...seat('A', 500n), retail: undefined }])).toEqual([]);
  });

  it('name a plan above its retail price, and one below its cost, by a fraction of a minor unit', () => {
    const above = { ...seat('A', 0n), price: minor(1_200_001n, 10_000n) };
    const below = { ...seat('B', 0n), price: minor(999_999n, 10_000n) };
    expect(warningsOf([above, below])).toEqual([
      "1 plan is sold above the vendor's retail price: A.",
      '1 plan is sold below what the seller pays: B.',
    ]);
  });

  it('count all plans, each once however many prices it has, and name three', () => {
    const seats = ['A', 'B', 'B', 'C', 'D', 'E'].map((name) => seat(name, 121n));
    expect(warningsOf(seats)).toEqual(["5 plans are sold above the vendor's retail price: A; B; C, and 2 more."]);
  });

  it('say when not all plans were looked at', () => {
    expect(warningsOf([], 2_000)).toEqual(['The rule is for many plans: the first 2,000 were looked at.']);
  });
});
