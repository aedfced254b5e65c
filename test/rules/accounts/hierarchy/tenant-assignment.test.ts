import { describe, expect, it } from 'vitest';
import { decideTenant } from '../../../../subgraphs/accounts/rules/hierarchy/tenant-assignment.ts';

describe('a tenant that is assigned to a customer', () => {
  it.each([
    [undefined, 'ASSIGN'],
    ['falk.onmicrosoft.com', 'KNOWN'],
    ['FALK.onmicrosoft.com', 'KNOWN'],
    ['brandt.onmicrosoft.com', 'HAS_ANOTHER'],
  ] as const)('is decided by the tenant %s that it has: %s', (current, expected) => {
    expect(decideTenant(current, 'falk.onmicrosoft.com')).toBe(expected);
  });
});
