import { expect, it } from 'vitest';
import {
  UpdateAccountDocument,
  UpdateProfileDocument,
  type UpdateAccountInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';

type Changes = Omit<UpdateAccountInput, 'accountId'>;

async function update(accounts: DemoAccounts, name: string, changes: Changes) {
  const { data, errors } = await accounts.ask(
    UpdateAccountDocument,
    { input: { accountId: accounts.account(name).id, ...changes } },
    accounts.administrator('Champion Cloud'),
  );
  expect(errors).toEqual([]);
  return data.updateAccount;
}

describeOnBothDatabases('updateAccount', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('changes the given fields and leaves the others', async () => {
    const contact = { firstName: 'Ute', lastName: 'Conti', email: 'ute@contoso.example' };
    const address = { line1: '13 Oven Street', city: 'Boulder', region: 'CO', postalCode: '80301', country: 'US' };
    expect(await update(accounts(), 'Contoso Bakery', { externalId: 'ERP-2' })).toEqual({
      account: {
        name: 'Contoso Bakery',
        externalId: 'ERP-2',
        address: { line1: '12 Oven Street' },
        administrativeContact: { email: 'chiara.conti@contoso.example' },
      },
      userErrors: [],
    });
    expect(await update(accounts(), 'Contoso Bakery', { name: 'Contoso Breads', contact, address })).toEqual({
      account: {
        name: 'Contoso Breads',
        externalId: 'ERP-2',
        address: { line1: '13 Oven Street' },
        administrativeContact: { email: 'ute@contoso.example' },
      },
      userErrors: [],
    });
  });

  it('keeps a tax id, a language and further contacts, and refuses each at its own field', async () => {
    const as = accounts().administrator('Champion Cloud');
    const profile = async (input: Changes) => {
      const { id } = accounts().account('Lakeside School');
      const { data, errors } = await accounts().ask(UpdateProfileDocument, { input: { accountId: id, ...input } }, as);
      expect(errors).toEqual([]);
      return data.updateAccount;
    };
    const billing = { firstName: 'Lea', lastName: 'Holm', email: 'bills@lakeside.example', phone: '608 555 0100' };
    const technical = { firstName: 'Tom', lastName: 'Berg', email: 'it@lakeside.example' };
    const given = { taxId: '12-3456789', language: 'DE', billingContact: billing, technicalContact: technical };
    expect(await profile(given)).toMatchObject({
      account: {
        taxId: '12-3456789',
        language: 'de',
        billingContact: { email: 'bills@lakeside.example', phone: '+16085550100' },
        technicalContact: { email: 'it@lakeside.example' },
      },
      userErrors: [],
    });
    expect(await profile({ taxId: null })).toMatchObject({ account: { taxId: null, language: 'de' } });
    const { account, userErrors } = await profile({
      taxId: '1',
      language: 'x',
      billingContact: { ...billing, firstName: ' ', phone: '12' },
      technicalContact: { ...technical, lastName: '' },
    });
    expect(account).toBeNull();
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'REQUIRED billingContact.firstName',
      'ADDRESS_INVALID billingContact.phone',
      'REQUIRED technicalContact.lastName',
      'INVALID taxId',
      'INVALID language',
    ]);
  });

  it('removes the external id for null, and keeps the name for null', async () => {
    await update(accounts(), 'Lakeside School', { externalId: 'ERP-3' });
    expect(await update(accounts(), 'Lakeside School', { externalId: null, name: null })).toMatchObject({
      account: { name: 'Lakeside School', externalId: null },
    });
  });

  it('stores addresses and telephone numbers in the format of the country, and refuses invalid ones', async () => {
    const contact = { firstName: 'Lars', lastName: 'Eklund', email: 'lars@lakeside.example' };
    const address = {
      line1: '3 School Road',
      city: 'Madison',
      region: 'wisconsin',
      postalCode: '53703',
      country: 'US',
    };
    const kept = async (changes: Changes) => {
      const { userErrors } = await update(accounts(), 'Lakeside School', changes);
      expect(userErrors).toEqual([]);
      const [row] = await accounts().database.sql<{ address: object; contact: object }>(
        `select address, contact from accounts.account where name = 'Lakeside School'`,
      );
      return row;
    };
    expect(await kept({ address })).toMatchObject({ address: { region: 'WI' } });
    expect(await kept({ contact: { ...contact, phone: '608 555 0100' } })).toMatchObject({
      contact: { phone: '+16085550100' },
    });
    const before = await versionOf(accounts(), 'Lakeside School');
    const refused = await update(accounts(), 'Lakeside School', {
      address: { ...address, region: 'ZZ', postalCode: null },
      contact: { ...contact, email: 'lars@microsoft.com', phone: 'call me' },
      name: 'L',
    });
    expect(refused.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'ADDRESS_INVALID address.postalCode',
      'ADDRESS_INVALID address.region',
      'ADDRESS_INVALID contact.phone',
      'INVALID name',
      'INVALID contact.email',
    ]);
    expect(await versionOf(accounts(), 'Lakeside School')).toBe(before);
  });

  it('changes the currency of a customer until its first order, and of no other account', async () => {
    const codes = async (name: string, currency: string) =>
      (await update(accounts(), name, { currency })).userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);
    const currencyOf = async (name: string) =>
      (await accounts().database.sql('select currency from accounts.account where name = $1', [name]))[0];
    expect(await codes('Bright Hands', 'EUR')).toEqual([]);
    expect(await currencyOf('Bright Hands')).toEqual({ currency: 'EUR' });
    const { id: customerId } = accounts().account('Bright Hands');
    for (const [id, placedAt] of [
      ['one', '2026-11-20T10:00:00.000Z'],
      ['two', '2026-11-21T10:00:00.000Z'],
    ] as const) {
      await accounts().bus.publish({ id, subject: 'orders.order-placed', data: { customerId, placedAt } });
    }
    expect(await codes('Bright Hands', 'USD')).toEqual(['STATE_CONFLICT currency']);
    expect(await codes('Bright Hands', 'EUR')).toEqual([]);
    expect(await currencyOf('Bright Hands')).toEqual({ currency: 'EUR' });
    const [row] = await accounts().database.sql<{ first_ordered_at: Date }>(
      'select first_ordered_at from accounts.account where id = $1',
      [customerId],
    );
    expect(new Date(row?.first_ordered_at ?? 0).toISOString()).toBe('2026-11-20T10:00:00.000Z');
    expect(await codes('Harbor IT', 'EUR')).toEqual(['NOT_ALLOWED currency']);
  });

  it('loses none of ten changes at the same time', async () => {
    const before = await versionOf(accounts(), 'Harbor IT');
    const updates = await Promise.all(
      Array.from({ length: 10 }, (_, time) => update(accounts(), 'Harbor IT', { externalId: `ERP-${time}` })),
    );
    expect(updates.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await versionOf(accounts(), 'Harbor IT')).toBe(before + 10);
  });

  it('refuses a foreign account as it refuses a missing one', async () => {
    const viewer = accounts().administrator('Champion Cloud');
    const ids = ['Summit Resale', 'Meridian Distribution', 'Alpine Dental'].map((name) => accounts().account(name).id);
    const answers = [];
    for (const accountId of ['acc_01jd0000000000000000000000', ...ids]) {
      answers.push(await accounts().ask(UpdateAccountDocument, { input: { accountId, name: 'Taken Over' } }, viewer));
    }
    expect(answers[0]?.data.updateAccount).toMatchObject({
      account: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['accountId'] }],
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const names = await accounts().database.sql('select 1 from accounts.account where name = $1', ['Taken Over']);
    expect(names).toEqual([]);
  });

  it('refuses malformed texts with their path, and any change of a cancelled account', async () => {
    const codes = async (name: string, changes: Changes) =>
      (await update(accounts(), name, changes)).userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(await codes('Bright Hands', { name: '  ' })).toEqual(['REQUIRED name']);
    await accounts().database.sql(`update accounts.account set status = 'CANCELLED' where name = 'City of Fairview'`);
    expect(await codes('City of Fairview', { name: 'X' })).toEqual(['STATE_CONFLICT accountId']);
  });

  it('refuses a caller without MANAGE_ACCOUNTS and an anonymous caller', async () => {
    const input = { accountId: accounts().account('Harbor IT').id, name: 'X' };
    const forbidden = await accounts().ask(
      UpdateAccountDocument,
      { input },
      accounts().administrator('Champion Cloud', []),
    );
    expect(forbidden).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const anonymous = await accounts().ask(UpdateAccountDocument, { input }, ANONYMOUS);
    expect(anonymous).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

async function versionOf(accounts: DemoAccounts, name: string): Promise<number> {
  const [row] = await accounts.database.sql<{ version: number }>(
    'select version from accounts.account where name = $1',
    [name],
  );
  return row?.version ?? 0;
}
