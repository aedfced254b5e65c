import { describe, expect, it } from 'vitest';
import { decideTenant } from '../../../../subgraphs/accounts/rules/hierarchy/tenant-assignment.ts';

const [MONDAY, TUESDAY, WEDNESDAY] = [new Date('2026-11-23'), new Date('2026-11-24'), new Date('2026-11-25')];

describe('a tenant that is assigned to a customer on a Tuesday', () => {
  it.each([
    [undefined, undefined, 'ASSIGN'],
    ['falk.onmicrosoft.com', MONDAY, 'KNOWN'],
    ['FALK.onmicrosoft.com', MONDAY, 'KNOWN'],
    ['FALK.onmicrosoft.com', undefined, 'KNOWN'],
    ['brandt.onmicrosoft.com', MONDAY, 'HAS_ANOTHER'],
    ['brandt.onmicrosoft.com', TUESDAY, 'HAS_ANOTHER'],
    ['brandt.onmicrosoft.com', undefined, 'HAS_ANOTHER'],
    ['brandt.onmicrosoft.com', WEDNESDAY, 'ASSIGN'],
  ] as const)('is decided by the tenant %s of %s that it has: %s', (domain, assignedAt, expected) => {
    const current = domain === undefined ? undefined : { domain, assignedAt };
    expect(decideTenant(current, { domain: 'falk.onmicrosoft.com', assignedAt: TUESDAY })).toBe(expected);
  });
});
