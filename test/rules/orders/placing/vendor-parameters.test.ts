import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isTenantDomain,
  mergeVendorParameters,
  toTenantDomain,
} from '../../../../subgraphs/orders/rules/placing/vendor-parameters.ts';

describe('the domain of a tenant', () => {
  it.each([
    ['Contoso', 'contoso.onmicrosoft.com'],
    [' Contoso.OnMicrosoft.com ', 'contoso.onmicrosoft.com'],
    ['contoso.example', 'contoso.example'],
  ])('is derived from the name %j as %s', (name, domain) => {
    expect(toTenantDomain(name)).toBe(domain);
  });

  it.each([
    ['contoso.onmicrosoft.com', true],
    ['c0nt0s0.onmicrosoft.com', true],
    [`${'a'.repeat(27)}.onmicrosoft.com`, true],
    [`${'a'.repeat(28)}.onmicrosoft.com`, false],
    ['con-toso.onmicrosoft.com', false],
    ['con_toso.onmicrosoft.com', false],
    ['a.b.onmicrosoft.com', false],
    ['.onmicrosoft.com', false],
    ['contoso.example', false],
    ['contoso.onmicrosoft.com.evil.example', false],
    ['contóso.onmicrosoft.com', false],
    ['contoso\n.onmicrosoft.com', false],
  ])('may be %j: %s', (domain, possible) => {
    expect(isTenantDomain(domain)).toBe(possible);
  });

  it('is always valid for a name of letters and digits', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9]{1,27}$/);
    fc.assert(fc.property(name, (text) => isTenantDomain(toTenantDomain(text))));
  });
});

describe('vendor parameters', () => {
  it('replace the known ones where they are given, and keep the others', () => {
    const known = { locationMpnId: '1234567', tenantDomain: 'a.onmicrosoft.com' };
    expect(mergeVendorParameters(known, { tenantDomain: 'b.onmicrosoft.com', locationMpnId: undefined })).toEqual({
      locationMpnId: '1234567',
      tenantDomain: 'b.onmicrosoft.com',
    });
  });
});
