import { describe, expect, it } from 'vitest';
import { mayHaveChild } from '../../../../subgraphs/accounts/rules/hierarchy/account-types.ts';

describe('the types of accounts', () => {
  it.each([
    ['PROVIDER', ['RESELLER', 'CUSTOMER']],
    ['RESELLER', ['RESELLER', 'CUSTOMER']],
    ['CUSTOMER', []],
  ] as const)('allow below a %s only %j', (parent, children) => {
    const types = ['PROVIDER', 'RESELLER', 'CUSTOMER'] as const;
    expect(types.filter((type) => mayHaveChild(parent, type))).toEqual(children);
  });
});
