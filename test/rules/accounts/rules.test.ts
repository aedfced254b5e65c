import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextAccountStatus,
  type AccountEvent,
  type AccountStatus,
} from '../../../subgraphs/accounts/rules/hierarchy/account-status.ts';
import { checkAccountTexts } from '../../../subgraphs/accounts/rules/hierarchy/account-texts.ts';
import { mayHaveChild } from '../../../subgraphs/accounts/rules/hierarchy/account-types.ts';
import { isLogin, loginKey } from '../../../subgraphs/accounts/rules/users/login.ts';
import { administratorPermissions } from '../../../subgraphs/accounts/rules/users/roles.ts';
import { checkVendorAcceptance } from '../../../subgraphs/accounts/rules/onboarding/vendor-acceptance.ts';
import { PERMISSIONS } from '../../../subgraphs/shared/domain/permission.ts';

describe('a login', () => {
  it.each(['a.b.c', 'A1234', 'jo@example.com', '0_-.@', `a${'b'.repeat(254)}`])('may be %j', (login) => {
    expect(isLogin(login)).toBe(true);
  });

  it.each([
    '',
    'abcd',
    '.abcd',
    '@abcd',
    'ab cd',
    'abcdé',
    'abcde\n',
    'a\u0000bcd',
    `a${'b'.repeat(255)}`,
    'ａｂｃｄｅ',
  ])('may not be %j', (login) => {
    expect(isLogin(login)).toBe(false);
  });

  it('compares without case', () => {
    expect(loginKey('Jo@Example.COM')).toBe(loginKey('jo@example.com'));
  });
});

describe('the status of an account', () => {
  const STATUSES: readonly AccountStatus[] = ['PENDING', 'ACTIVE', 'CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED'];
  const EVENTS: readonly AccountEvent[] = ['activate', 'hold-credit', 'hold-administratively', 'release', 'cancel'];
  /** One row per status, one column per event; a dash is what is not possible. */
  const TABLE = `
    PENDING     ACTIVE -           -          -      CANCELLED
    ACTIVE      -      CREDIT_HOLD ADMIN_HOLD -      CANCELLED
    CREDIT_HOLD -      -           ADMIN_HOLD ACTIVE CANCELLED
    ADMIN_HOLD  -      CREDIT_HOLD -          ACTIVE CANCELLED
    CANCELLED   -      -           -          -      -
  `;
  const rows = new Map(
    TABLE.trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .map(([status = '', ...next]) => [status, next]),
  );
  const pairs = STATUSES.flatMap((status) =>
    EVENTS.map((event, column) => ({ status, event, next: rows.get(status)?.[column] ?? 'missing' })),
  );

  it.each(pairs)('$status after $event is $next', ({ status, event, next }) => {
    expect(nextAccountStatus(status, event) ?? '-').toBe(next);
  });
});

describe('the hierarchy', () => {
  it.each([
    ['PROVIDER', ['RESELLER', 'CUSTOMER']],
    ['RESELLER', ['RESELLER', 'CUSTOMER']],
    ['CUSTOMER', []],
  ] as const)('has below a %s only %j', (parent, children) => {
    const types = ['PROVIDER', 'RESELLER', 'CUSTOMER'] as const;
    expect(types.filter((type) => mayHaveChild(parent, type))).toEqual(children);
  });
});

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

describe('the texts of an account', () => {
  it('are refused when empty, whatever blanks they hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\s*$/)), (name) => {
        const codes = checkAccountTexts({ name }).map(({ code }) => code);
        const expected = name.trim() === '' ? ['REQUIRED'] : [];
        expect(codes).toEqual(expected);
      }),
    );
  });

  it('may be left out, and optional ones may be empty', () => {
    expect(checkAccountTexts({})).toEqual([]);
    expect(checkAccountTexts({ externalId: '', address: { line2: '', region: '' }, contact: { phone: '' } })).toEqual(
      [],
    );
  });
});

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
  ])('named %j with %s is refused at %j', (name, email, paths) => {
    expect(faults(name, email)).toEqual(paths);
  });
});
