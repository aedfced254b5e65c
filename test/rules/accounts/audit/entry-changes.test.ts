import { describe, expect, it } from 'vitest';
import { shownChanges } from '../../../../subgraphs/accounts/rules/audit/entry-changes.ts';
import { accountBefore, accountChanges } from '../../../../subgraphs/accounts/rules/audit/shown-changes.ts';

const EVERYBODY = { seesMaker: false, seesAmounts: false };

describe('the changes of an entry', () => {
  it('are shown without what was noted above, and without amounts to those who are on no side of the deal', () => {
    const told = [
      { field: 'status', before: 'ACTIVE', after: 'ADMIN_HOLD' },
      { field: 'reason', before: null, after: 'fraud', shownTo: 'MAKERS' },
      { field: 'creditLimit', before: null, after: '5.00 USD', shownTo: 'PARTIES' },
    ] as const;
    const fields = (reader: typeof EVERYBODY) => shownChanges(told, reader).map(({ field }) => field);
    expect(fields(EVERYBODY)).toEqual(['status']);
    expect(fields({ seesMaker: true, seesAmounts: false })).toEqual(['status', 'reason']);
    expect(fields({ seesMaker: false, seesAmounts: true })).toEqual(['status', 'creditLimit']);
  });

  it('of a contact who is replaced belong to two persons, and are shown as one', () => {
    const account = {
      name: 'Contoso',
      status: 'ACTIVE',
      language: 'en',
      currency: 'USD',
      requiresSecondFactor: false,
      priceChangeMails: true,
      contact: { firstName: 'Ada', lastName: 'Falk', email: 'ada@falk.example' },
    };
    const before = accountBefore(account);
    const contact = { firstName: 'Bo', lastName: 'Falk', email: 'bo@falk.example' };
    const { changes, persons } = accountChanges(before, { ...account, contact });
    expect(changes).toEqual([]);
    expect(persons.map(({ email }) => email)).toEqual(['ada@falk.example', 'bo@falk.example']);
    const told = persons.flatMap((person) => person.changes);
    expect(shownChanges(told, EVERYBODY)).toEqual([
      { field: 'contact.firstName', before: 'Ada', after: 'Bo' },
      { field: 'contact.email', before: 'ada@falk.example', after: 'bo@falk.example' },
    ]);
  });
});
