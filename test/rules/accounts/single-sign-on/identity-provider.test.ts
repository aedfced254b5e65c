import { describe, expect, test } from 'vitest';
import { readIdentityProviders } from '../../../../subgraphs/accounts/rules/single-sign-on/identity-provider.ts';

const ONE = { id: 'entra', name: 'Entra', issuer: 'https://id.example/v2.0', clientId: 'tiergraph', clientSecret: 's' };

function faultsOf(...entries: readonly unknown[]): readonly string[] {
  return readIdentityProviders(JSON.stringify(entries)).faults;
}

describe('the configured identity providers', () => {
  test('are read, with domains in lower case', () => {
    const { providers, faults } = readIdentityProviders(
      JSON.stringify([{ ...ONE, emailDomains: ['Contoso.Example'], emailsAreVerified: true }]),
    );
    expect(faults).toEqual([]);
    expect(providers).toEqual([{ ...ONE, emailDomains: ['contoso.example'], emailsAreVerified: true }]);
    expect(readIdentityProviders('[]')).toEqual({ providers: [], faults: [] });
  });

  test('are refused with every fault at once, each with its place', () => {
    expect(faultsOf({ ...ONE, id: 'En tra', name: '', issuer: 'http://id.example', clientID: 'x' }, 'text')).toEqual([
      '[0] has the unknown key "clientID".',
      '[0].id must be 1 to 32 lower-case letters, digits or hyphens.',
      '[0].name is missing.',
      '[0].issuer must begin with https:, or with http: on this machine alone.',
      '[1] must be an object.',
    ]);
  });

  test.each([
    ['without TLS', { issuer: 'http://id.example' }, '[0].issuer must begin'],
    ['trusted for every address', { emailsAreVerified: true }, '[0].emailsAreVerified needs emailDomains.'],
    ['with something that is no domain', { emailDomains: ['*'] }, '[0].emailDomains must be a list of domains.'],
    ['with an empty list of domains', { emailDomains: [] }, '[0].emailDomains must be a list of domains.'],
  ])('are not taken %s', (_, change, fault) => {
    expect(faultsOf({ ...ONE, ...change }).join()).toContain(fault);
  });

  test('may be on this machine without TLS', () => {
    expect(
      faultsOf({ ...ONE, issuer: 'http://127.0.0.1:8080' }, { ...ONE, id: 'b', issuer: 'http://localhost' }),
    ).toEqual([]);
  });

  test('have different ids, and are a list', () => {
    expect(faultsOf(ONE, ONE)).toEqual(['names two providers "entra".']);
    expect(readIdentityProviders('{}').faults).toEqual(['must be a JSON list of providers.']);
    expect(readIdentityProviders('entra').faults).toEqual(['must be a JSON list of providers.']);
  });
});
