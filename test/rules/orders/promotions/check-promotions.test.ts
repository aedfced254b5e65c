import { describe, expect, it } from 'vitest';
import {
  checkPromotions,
  type ChosenPromotion,
  type KnownPromotion,
} from '../../../../subgraphs/orders/rules/promotions/check-promotions.ts';
import { codes, line } from '../checked-lines.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const KNOWN: KnownPromotion = {
  name: 'Fall',
  market: 'US',
  from: '2026-01-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
};

const refusalsOf = (promotion: ChosenPromotion | undefined, quantity = 5) =>
  checkPromotions([line(), { ...line({}, quantity), promotion }], NOW);
const elsewhere = (changed: Partial<KnownPromotion>): ChosenPromotion => ({
  kind: 'not-offered',
  promotion: { ...KNOWN, ...changed },
});

describe('the check of promotions', () => {
  it('accepts lines without one, and with one that is offered for their plan', () => {
    expect(refusalsOf(undefined)).toEqual([]);
    expect(refusalsOf({ kind: 'offered', minQuantity: null, maxQuantity: null }, 1_000)).toEqual([]);
  });

  it.each<[string, ChosenPromotion, string, RegExp]>([
    ['that does not exist', { kind: 'unknown' }, 'NOT_FOUND', /no promotion with this id/],
    ['of another market', elsewhere({ market: 'DE' }), 'PLAN_NOT_AVAILABLE', /customers in DE; .* sold in US/],
    ['that is over', elsewhere({ to: NOW.toISOString() }), 'EXPIRED', /ended at 2026-11-27T10:00/],
    [
      'that has not begun',
      elsewhere({ from: '2026-12-01T00:00:00.000Z' }),
      'PLAN_NOT_AVAILABLE',
      /begins at 2026-12-01/,
    ],
    ['of another plan, or withdrawn', elsewhere({}), 'PLAN_NOT_AVAILABLE', /not offered for this plan of Basic/],
  ])('refuses one %s, and says so with a remedy', (_what, promotion, code, message) => {
    const refused = refusalsOf(promotion);
    expect(codes(refused)).toEqual([`${code} lines.1.promotionId`]);
    expect(refused[0]?.message).toMatch(message);
    expect(refused[0]?.remedies[0]?.description).toMatch(/promotionId/);
  });

  it.each([
    [9, 10, ['QUANTITY_OUT_OF_RANGE lines.1.quantity'], 10],
    [10, 10, [], undefined],
    [100, 10, [], undefined],
    [101, 10, ['QUANTITY_OUT_OF_RANGE lines.1.quantity'], 100],
    [1, null, [], undefined],
  ])(
    'takes %i seats for a promotion from %s to 100 seats as it should',
    (quantity, minQuantity, expected, available) => {
      const refused = refusalsOf({ kind: 'offered', minQuantity, maxQuantity: 100 }, quantity);
      expect(codes(refused)).toEqual(expected);
      expect(refused[0]?.availableQuantity).toBe(available);
    },
  );
});
