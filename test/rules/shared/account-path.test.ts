import { describe, expect, it } from 'vitest';
import {
  accountIdsOf,
  isWithin,
  pathBelow,
  sellerIdOf,
  sellerPathOf,
} from '../../../subgraphs/shared/domain/account-path.ts';

describe('the path of an account', () => {
  it('holds the accounts from the provider down to it', () => {
    expect(accountIdsOf('p.r.c')).toEqual(['acc_p', 'acc_r', 'acc_c']);
  });

  it('leads to the account that sells to it; the provider has none', () => {
    expect([sellerIdOf('p.r.c'), sellerIdOf('p')]).toEqual(['acc_r', undefined]);
    expect([sellerPathOf('p.r.c'), sellerPathOf('p')]).toEqual(['p.r', undefined]);
  });

  it('is within its own and those above, and within no other', () => {
    for (const root of ['p', 'p.r', 'p.r.c']) expect(isWithin('p.r.c', root)).toBe(true);
    for (const root of ['p.r.c.d', 'p.rr', 'r', 'p.r.cc']) expect(isWithin('p.r.c', root)).toBe(false);
  });

  it('is found for an account below the viewer from its ancestors', () => {
    const viewer = { accountId: 'acc_r', path: 'p.r' };
    expect(pathBelow(viewer, 'acc_c', ['acc_r', 'acc_s'])).toBe('p.r.s.c');
    expect(pathBelow(viewer, 'acc_c', ['acc_r'])).toBe('p.r.c');
    expect(pathBelow(viewer, 'acc_r', [])).toBe('p.r');
  });
});
