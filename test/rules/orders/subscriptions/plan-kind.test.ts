import { describe, expect, it } from 'vitest';
import { planKind } from '../../../../subgraphs/orders/rules/subscriptions/plan-kind.ts';

describe('the kind of a plan', () => {
  it.each([
    [{ term: null, category: 'Software' }, 'PERPETUAL'],
    [{ term: 'P1Y', category: 'Software' }, 'SOFTWARE'],
    [{ term: 'P1Y', category: 'Licence-based (NCE)' }, 'LICENCE'],
  ])('is determined for %j as %s', (plan, kind) => {
    expect(planKind(plan)).toBe(kind);
  });
});
