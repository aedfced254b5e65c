import { describe, expect, it } from 'vitest';
import {
  isDirectChild,
  pathBelow,
  salesTo,
  salesToChildOf,
  sellerOf,
} from '../../../../subgraphs/catalog/rules/prices/seller-chain.ts';

describe('The sellers on the way to an account', () => {
  it('are the accounts above it, from the provider down', () => {
    expect(salesTo('p.r.c')).toEqual([
      { sellerId: 'acc_p', buyerId: 'acc_r' },
      { sellerId: 'acc_r', buyerId: 'acc_c' },
    ]);
    expect(salesTo('p')).toEqual([]);
    expect(salesToChildOf('p.r').at(-1)).toEqual({ sellerId: 'acc_r', buyerId: undefined });
    expect([sellerOf('p.r.c'), sellerOf('p')]).toEqual(['acc_r', undefined]);
  });

  it('make an account one step below a direct child, and no other', () => {
    expect(isDirectChild('p.r.c', 'p.r')).toBe(true);
    for (const path of ['p.r', 'p.r.s.c', 'p.rr.c', 'p', 'p.x']) expect(isDirectChild(path, 'p.r')).toBe(false);
  });

  it('are found for an account below the viewer from its ancestors', () => {
    const viewer = { accountId: 'acc_r', path: 'p.r' };
    expect(pathBelow(viewer, ['acc_r', 'acc_s'], 'acc_c')).toBe('p.r.s.c');
    expect(pathBelow(viewer, ['acc_r'], 'acc_c')).toBe('p.r.c');
    expect(pathBelow(viewer, [], 'acc_r')).toBe('p.r');
  });
});
