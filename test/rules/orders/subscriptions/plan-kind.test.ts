import { describe, expect, it } from 'vitest';
import { planKind } from '../../../../subgraphs/orders/rules/subscriptions/plan-kind.ts';

describe('the time in which a purchase can be given back', () => {
  it.each([
    [{ term: null, category: 'Software' }, 'PERPETUAL'],
    [{ term: 'P1Y', category: 'Software' }, 'SOFTWARE'],
    [{ term: 'P1Y', category: 'Licence-based (NCE)' }, 'LICENCE'],
  ])('goes by the kind of the plan %j: %s', (plan, kind) => {
    expect(planKind(plan)).toBe(kind);
  });
});
