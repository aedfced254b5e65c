import { describe, expect, it } from 'vitest';
import {
  indexMargins,
  nearestMargin,
  type MarginRule,
} from '../../../../subgraphs/catalog/rules/prices/nearest-margin.ts';

describe('the nearest margin', () => {
  const plan = { id: 'pln_1', productId: 'prd_1' } as const;
  const sale = { sellerId: 'acc_r', buyerId: 'acc_c' } as const;
  const ids = [
    { planId: 'pln_1', productId: null, accountId: 'acc_c' },
    { planId: 'pln_1', productId: null, accountId: null },
    { planId: null, productId: 'prd_1', accountId: 'acc_c' },
    { planId: null, productId: 'prd_1', accountId: null },
    { planId: null, productId: null, accountId: 'acc_c' },
    { planId: null, productId: null, accountId: null },
  ] as const;
  const rules: MarginRule[] = ids.map((rule, index) => ({
    sellerId: 'acc_r',
    ...rule,
    percentMillionths: BigInt(index),
  }));

  it('is that of plan and account, then plan, product and account, product, account, all children, the default', () => {
    for (let first = 0; first <= rules.length; first += 1) {
      expect(nearestMargin(indexMargins(rules.slice(first)), sale, plan, 6n)).toBe(BigInt(first));
    }
  });

  it('ignores rules of another seller, account, product or plan', () => {
    const others = rules.flatMap((rule) => [
      { ...rule, sellerId: 'acc_other' as const },
      ...(rule.accountId === null ? [] : [{ ...rule, accountId: 'acc_other' as const }]),
      ...(rule.productId === null ? [] : [{ ...rule, productId: 'prd_other' as const }]),
      ...(rule.planId === null ? [] : [{ ...rule, planId: 'pln_other' as const }]),
    ]);
    expect(nearestMargin(indexMargins(others), sale, plan, 6n)).toBe(6n);
  });

  it('comes for a sale to any child from the rules that name no account', () => {
    expect(nearestMargin(indexMargins(rules), { ...sale, buyerId: undefined }, plan, 6n)).toBe(1n);
  });
});
