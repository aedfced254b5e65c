import { describe, expect, it } from 'vitest';
import { checkVendorAcceptance } from '../../../../subgraphs/accounts/rules/onboarding/vendor-acceptance.ts';

describe('a company that the vendor takes as a customer', () => {
  const faults = (name: string | undefined, email: string) =>
    checkVendorAcceptance({ name, contact: { email } }).map(({ path }) => path.join('.'));

  it.each(['3M', 'HP', 'Contoso Bakery', undefined])('may be called %s', (name) => {
    expect(faults(name, 'jo@contoso.onmicrosoft.com')).toEqual([]);
  });

  it.each([
    ['X', 'jo@example.com', ['name']],
    [' X ', 'jo@example.com', ['name']],
    ['Example', 'jo@microsoft.com', ['contact.email']],
    ['Example', 'jo@Mail.MICROSOFT.com', ['contact.email']],
    ['X', 'jo@microsoft.com', ['name', 'contact.email']],
    ['Example', 'jo@notmicrosoft.com', []],
  ])('is refused with the name %j and the address %s at %j', (name, email, paths) => {
    expect(faults(name, email)).toEqual(paths);
  });
});
