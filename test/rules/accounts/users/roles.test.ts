import { describe, expect, it } from 'vitest';
import { administratorPermissions } from '../../../../subgraphs/accounts/rules/users/roles.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';

describe('the first administrator', () => {
  it('may do everything for the provider, everything but the catalogue for a reseller', () => {
    expect(administratorPermissions('PROVIDER', false)).toEqual(PERMISSIONS);
    expect(new Set(administratorPermissions('RESELLER', false))).toEqual(
      new Set(PERMISSIONS.filter((name) => name !== 'MANAGE_CATALOG')),
    );
  });

  it('may not make accounts or set prices for a customer', () => {
    for (const permission of ['MANAGE_ACCOUNTS', 'MANAGE_PRICES', 'ACT_FOR_CUSTOMERS', 'MANAGE_CATALOG'] as const) {
      expect(administratorPermissions('CUSTOMER', false)).not.toContain(permission);
    }
  });

  it.each(['PROVIDER', 'RESELLER', 'CUSTOMER'] as const)(
    'of a %s may neither order nor see money when limited',
    (type) => {
      expect(administratorPermissions(type, true)).toEqual(['USE_SERVICES', 'VIEW_CREDENTIALS']);
    },
  );
});
