import { describe, expect, it } from 'vitest';
import {
  decideChanges,
  type AccountChanges,
  type ChangeableAccount,
} from '../../../../subgraphs/accounts/rules/hierarchy/account-changes.ts';
import type { Outcome } from '../../../../subgraphs/shared/domain/refusal.ts';

const ADDRESS = { line1: '1 Lindenweg', city: 'Bonn', postalCode: '53111', country: 'DE' };
const CONTACT = { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example' };
const CUSTOMER: ChangeableAccount = { type: 'CUSTOMER', status: 'ACTIVE', address: ADDRESS, currency: 'EUR' };
const NOTHING: AccountChanges = {
  name: undefined,
  address: undefined,
  contact: undefined,
  externalId: undefined,
  currency: undefined,
  requiresSecondFactor: undefined,
};

const decide = (changes: Partial<AccountChanges>, account: Partial<ChangeableAccount> = {}) =>
  decideChanges({ ...CUSTOMER, ...account }, { ...NOTHING, ...changes });
const faults = (outcome: Outcome<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.errors.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('the changes of an account', () => {
  it('leave what is not given, and keep an external id that is to be removed', () => {
    expect(decide({})).toEqual({ ok: true, value: NOTHING });
    expect(decide({ externalId: null })).toEqual({ ok: true, value: { ...NOTHING, externalId: null } });
  });

  it('are in the form in which they are stored', () => {
    const address = { ...ADDRESS, postalCode: ' 1012js ', country: 'NL' };
    expect(decide({ address, contact: { ...CONTACT, phone: '020 123 4567' } })).toMatchObject({
      value: { address: { postalCode: '1012 JS' }, contact: { phone: '+31201234567' } },
    });
  });

  it('read a telephone number as one of the address that stays, and need its country code without an address', () => {
    const contact = { ...CONTACT, phone: '0228 123456' };
    expect(decide({ contact })).toMatchObject({ value: { contact: { phone: '+49228123456' } } });
    expect(faults(decide({ contact }, { address: null }))).toEqual(['ADDRESS_INVALID contact.phone']);
  });

  it('do not leave a tax id that the country of the new address does not have', () => {
    const address = { ...ADDRESS, postalCode: '1012 JS', country: 'NL' };
    expect(faults(decide({ address }, { taxId: 'DE136695976' }))).toEqual(['INVALID taxId']);
    expect(faults(decide({ address, taxId: 'NL4495445B01' }, { taxId: 'DE136695976' }))).toEqual([]);
    expect(decide({ address, taxId: null }, { taxId: 'DE136695976' })).toMatchObject({ value: { taxId: null } });
    expect(faults(decide({ taxId: 'NL4495445B01' }))).toEqual(['INVALID taxId']);
  });

  it('are refused with every reason at once, one for each place', () => {
    const address = { ...ADDRESS, city: ' ', postalCode: '1' };
    const contact = { ...CONTACT, email: 'rosa@microsoft.com', phone: '1' };
    expect(faults(decide({ name: 'X', address, contact }))).toEqual([
      'REQUIRED address.city',
      'ADDRESS_INVALID address.postalCode',
      'ADDRESS_INVALID contact.phone',
      'INVALID name',
      'INVALID contact.email',
    ]);
  });

  it('are refused for a cancelled account, whatever they are', () => {
    expect(faults(decide({}, { status: 'CANCELLED' }))).toEqual(['STATE_CONFLICT accountId']);
  });

  it.each([
    ['a customer that has not ordered', {}, []],
    ['a customer that has ordered', { firstOrderedAt: new Date('2026-11-20T09:00:00Z') }, ['STATE_CONFLICT currency']],
    ['a reseller', { type: 'RESELLER' }, ['NOT_ALLOWED currency']],
  ] as const)('to another currency are decided for %s', (_, account, expected) => {
    expect(faults(decide({ currency: 'USD' }, account))).toEqual(expected);
    expect(faults(decide({ currency: 'EUR' }, account))).toEqual([]);
  });
});
