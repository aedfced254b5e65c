import { describe, expect, it } from 'vitest';
import { administratorPermissions } from '../../../../subgraphs/accounts/rules/users/roles.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';

describe('the first administrator', () => {
  it('has every permission for the provider, and every one but MANAGE_CATALOG for a reseller', () => {
    expect(administratorPermissions('PROVIDER', false)).toEqual(PERMISSIONS);
    expect(new Set(administratorPermissions('RESELLER', false))).toEqual(
      new Set(PERMISSIONS.filter((name) => name !== 'MANAGE_CATALOG')),
    );
  });

  it('manages the own account of a customer, without what sellers do', () => {
    expect(administratorPermissions('CUSTOMER', false)).toContain('MANAGE_ACCOUNTS');
    for (const permission of ['MANAGE_PRICES', 'ACT_FOR_CUSTOMERS', 'MANAGE_CATALOG', 'MANAGE_BRANDING'] as const) {
      expect(administratorPermissions('CUSTOMER', false)).not.toContain(permission);
    }
  });

  it.each(['PROVIDER', 'RESELLER', 'CUSTOMER'] as const)('has only USE_SERVICES when limited, for a %s', (type) => {
    expect(administratorPermissions(type, true)).toEqual(['USE_SERVICES']);
  });
});
