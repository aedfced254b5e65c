import { describe, expect, it } from 'vitest';
import {
  checkNewAccount,
  checkParent,
  currencyOf,
  type NewCustomer,
  type NewReseller,
  type ParentAccount,
} from '../../../../subgraphs/accounts/rules/onboarding/new-account.ts';
import type { SignedInPrincipal } from '../../../../subgraphs/shared/domain/principal.ts';
import type { Refusal } from '../../../../subgraphs/shared/domain/refusal.ts';

const RESELLER: NewReseller = {
  type: 'RESELLER',
  pending: false,
  parentId: 'acc_01jd0000000000000000000001',
  name: 'X',
  address: { line1: '1 Lindenweg', city: 'Bonn', postalCode: '53111', country: 'DE' },
  contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '0228 123456' },
  login: 'falk.admin',
  externalId: undefined,
  currency: undefined,
};
const CUSTOMER: NewCustomer = {
  ...RESELLER,
  type: 'CUSTOMER',
  segment: 'COMMERCIAL',
  limited: false,
  idempotencyKey: undefined,
};
const PARENT: ParentAccount = { name: 'Harbor', type: 'RESELLER', status: 'ACTIVE', path: 'a.b', currency: 'USD' };
const VIEWER: SignedInPrincipal = {
  kind: 'user',
  subject: 'usr_01jd0000000000000000000001',
  sessionId: 'ses_01jd0000000000000000000001',
  accountId: 'acc_01jd0000000000000000000001',
  accountType: 'RESELLER',
  path: 'a.b',
  permissions: new Set(['MANAGE_ACCOUNTS']),
  actingFrom: undefined,
  clientAddress: '192.0.2.1',
  tokenExpiresAt: 0,
};
const faults = (errors: readonly Refusal[]): readonly string[] =>
  errors.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a new account', () => {
  it('is checked by the rules of the vendor only when it is a customer', () => {
    expect(faults(checkNewAccount(RESELLER).errors)).toEqual([]);
    expect(faults(checkNewAccount(CUSTOMER).errors)).toEqual(['INVALID name']);
  });

  it('is in the form in which it is stored', () => {
    expect(checkNewAccount(RESELLER).value.contact.phone).toBe('+49228123456');
  });

  it('is billed in the currency given; else a customer in that of its market, a reseller in that of its seller', () => {
    expect(currencyOf(CUSTOMER, PARENT)).toBe('EUR');
    expect(currencyOf(RESELLER, PARENT)).toBe('USD');
    expect(currencyOf({ ...CUSTOMER, currency: 'CHF' }, PARENT)).toBe('CHF');
  });

  it.each([
    ['an active reseller', PARENT, []],
    ['nothing', null, ['NOT_FOUND parentId']],
    ['an account out of sight', { ...PARENT, path: 'a.c' }, ['NOT_FOUND parentId']],
    ['a customer', { ...PARENT, type: 'CUSTOMER' }, ['NOT_ALLOWED parentId']],
    ['a pending reseller', { ...PARENT, status: 'PENDING' }, ['ACCOUNT_NOT_ACTIVE parentId']],
    ['a cancelled reseller', { ...PARENT, status: 'CANCELLED' }, ['ACCOUNT_NOT_ACTIVE parentId']],
  ] as const)('below %s is decided', (_, parent, expected) => {
    expect(faults(checkParent(VIEWER, parent, { type: 'CUSTOMER', activates: false }))).toEqual(expected);
  });

  it('below a reseller that is activated by the same order may be, below a cancelled one never', () => {
    const child = { type: 'CUSTOMER', activates: true } as const;
    expect(checkParent(VIEWER, { ...PARENT, status: 'PENDING' }, child)).toEqual([]);
    expect(faults(checkParent(VIEWER, { ...PARENT, status: 'CANCELLED' }, child))).toEqual([
      'ACCOUNT_NOT_ACTIVE parentId',
    ]);
  });
});
