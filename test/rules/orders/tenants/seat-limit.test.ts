import { describe, expect, it } from 'vitest';
import { checkOwnershipLimits, checkSeatLimits } from '../../../../subgraphs/orders/rules/tenants/seat-limit.ts';
import { line, PRODUCT } from '../checked-lines.ts';

describe('the seat limit of a tenant', () => {
  const seats = (quantities: readonly number[], held = 0) =>
    checkSeatLimits(
      quantities.map((quantity) => line({}, quantity)),
      new Map([['BASIC:0001', { seats: held, subscriptions: 0, ever: 0 }]]),
    ).map(({ path, availableQuantity }) => [path.join('.'), availableQuantity]);

  it.each([
    [[300], 0, []],
    [[301], 0, [['lines.0.quantity', 300]]],
    [[50], 250, []],
    [[51], 250, [['lines.0.quantity', 50]]],
    [[200, 200], 0, [['lines.1.quantity', 100]]],
    [[200, 100], 0, []],
    [[200, 200, 100], 0, [['lines.1.quantity', 100]]],
    [[1], 300, [['lines.0.quantity', 0]]],
    [[1], 400, [['lines.0.quantity', 0]]],
    [[-5, 300], 0, []],
  ])('refuses for orders of %j beside %d held seats %j', (quantities, held, expected) => {
    expect(seats(quantities, held)).toEqual(expected);
  });

  it('counts the seats of different products separately', () => {
    const other = { product: { ...PRODUCT, mpn: 'OTHER:0001' } };
    expect(checkSeatLimits([line({}, 300), line(other, 300)], new Map())).toEqual([]);
  });
});

describe('the ownership limit of a tenant', () => {
  const check = (lines: number, held: { readonly now: number; readonly ever: number }, counts: 'CURRENT' | 'EVER') =>
    checkOwnershipLimits(
      Array.from({ length: lines }, () => line({ offer: { ownership: { limit: 2, counts } } })),
      new Map([['BASIC:0001', { seats: 0, subscriptions: held.now, ever: held.ever }]]),
    );

  it.each([
    [1, { now: 1, ever: 1 }, 'CURRENT', []],
    [1, { now: 2, ever: 2 }, 'CURRENT', ['0 End one of its subscriptions first, or choose another product.']],
    [2, { now: 1, ever: 1 }, 'CURRENT', ['1 Order all seats in one line.']],
    [3, { now: 0, ever: 5 }, 'CURRENT', ['2 Order all seats in one line.']],
    [1, { now: 0, ever: 1 }, 'EVER', []],
    [1, { now: 0, ever: 2 }, 'EVER', ['0 Choose another product.']],
  ] as const)('of two refuses for %d lines beside %j, counted as %s: %j', (lines, held, counts, expected) => {
    const refused = check(lines, held, counts);
    expect(refused.map(({ path, remedies }) => `${path[1]} ${remedies[0]?.description}`)).toEqual(expected);
    expect(
      refused.every(({ code, availableQuantity }) => code === 'SEAT_LIMIT_EXCEEDED' && availableQuantity === 0),
    ).toBe(true);
  });

  it('says how many subscriptions are allowed', () => {
    const [refused] = check(1, { now: 2, ever: 2 }, 'EVER');
    expect(refused?.message).toBe(
      'A tenant may have at most 2 subscriptions to Basic in its whole life; no more can be ordered.',
    );
  });

  it('is none where the vendor names none', () => {
    expect(checkOwnershipLimits([line(), line(), line()], new Map())).toEqual([]);
  });
});
