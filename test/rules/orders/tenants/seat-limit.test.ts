import { describe, expect, it } from 'vitest';
import { checkSeatLimits } from '../../../../subgraphs/orders/rules/tenants/seat-limit.ts';
import { line, PRODUCT } from '../checked-lines.ts';

describe('the seat limit of a tenant', () => {
  const seats = (quantities: readonly number[], held = 0) =>
    checkSeatLimits(
      quantities.map((quantity) => line({}, quantity)),
      new Map([['BASIC:0001', held]]),
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
