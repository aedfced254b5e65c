import { describe, expect, it } from 'vitest';
import { administratorPermissions } from '../../../../subgraphs/accounts/rules/users/roles.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';

describe('the first administrator', () => {
  it.each(['PROVIDER', 'RESELLER'] as const)('has every permission for a %s', (type) => {
    expect(administratorPermissions(type, false)).toEqual(PERMISSIONS);
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
