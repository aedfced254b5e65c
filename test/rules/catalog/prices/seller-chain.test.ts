import { describe, expect, it } from 'vitest';
import { isDirectChild, salesTo, salesToChildOf } from '../../../../subgraphs/catalog/rules/prices/seller-chain.ts';

describe('the chain of sellers', () => {
  it('has the accounts above an account, from the provider down', () => {
    expect(salesTo('p.r.c')).toEqual([
      { sellerId: 'acc_p', buyerId: 'acc_r' },
      { sellerId: 'acc_r', buyerId: 'acc_c' },
    ]);
    expect(salesTo('p')).toEqual([]);
    expect(salesToChildOf('p.r').at(-1)).toEqual({ sellerId: 'acc_r', buyerId: undefined });
  });

  it('has an account as a direct child only one step below', () => {
    expect(isDirectChild('p.r.c', 'p.r')).toBe(true);
    for (const path of ['p.r', 'p.r.s.c', 'p.rr.c', 'p', 'p.x']) expect(isDirectChild(path, 'p.r')).toBe(false);
  });
});
