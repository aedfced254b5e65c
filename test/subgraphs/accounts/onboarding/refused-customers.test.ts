import { expect, it } from 'vitest';
import { CreateCustomerDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { createCustomer, customerInput, customerObstacles, champion, customer, countAccounts } from './new-account.ts';

describeOnBothDatabases('createCustomer', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('refuses a login that is taken by any account, in any letter case, and changes nothing', async () => {
    const before = await countAccounts(accounts());
    for (const login of ['contoso.admin', 'CONTOSO.Admin', 'summit.admin']) {
      expect(await customer(accounts(), customerInput(login))).toMatchObject({
        account: null,
        userErrors: [{ code: 'LOGIN_TAKEN', path: ['login'] }],
      });
    }
    expect(await countAccounts(accounts())).toBe(before);
  });

  it('gives a login to only one of ten simultaneous calls', async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, () => customer(accounts(), customerInput('falk.contended'))),
    );
    expect(made.filter(({ account }) => account !== null)).toHaveLength(1);
    expect(made.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array<string>(9).fill('LOGIN_TAKEN'),
    );
  });

  it('names every malformed text with its path', async () => {
    const input = customerInput('x', { name: ' ' });
    const made = await customer(accounts(), {
      ...input,
      address: { ...input.address, line1: '', line2: '' },
      contact: { ...input.contact, firstName: '\t' },
    });
    expect(made.account).toBeNull();
    expect(made.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`).sort()).toEqual([
      'INVALID login',
      'REQUIRED address.line1',
      'REQUIRED contact.firstName',
      'REQUIRED name',
    ]);
  });

  it('refuses a text that is too long or cannot be stored before any other check', async () => {
    const input = customerInput('falk.long');
    for (const [replaced, argument] of [
      [{ externalId: 'e'.repeat(201) }, 'input.externalId'],
      [{ address: { ...input.address, city: '😀'.repeat(201) } }, 'input.address.city'],
      [{ name: 'a\0b' }, 'input.name'],
      [{ contact: { ...input.contact, lastName: '\ud83d' } }, 'input.contact.lastName'],
    ] as const) {
      const { data, errors } = await createCustomer(accounts(), { ...input, ...replaced }, champion(accounts()));
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ path: ['createCustomer'], extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
  });

  it('refuses a malformed e-mail address, country, currency or segment before any other check', async () => {
    const input = customerInput('falk.scalars');
    for (const replaced of [
      { contact: { ...input.contact, email: 'no address' } },
      { address: { ...input.address, country: 'Germany' } },
      { currency: 'euro' },
      { currency: 'ZZZ' },
      { address: { ...input.address, country: 'UK' } },
      { address: { ...input.address, country: 'ZZ' } },
      { segment: 'MILITARY' },
    ]) {
      // As a text, since the types allow no such segment.
      const text = CreateCustomerDocument.toString();
      const wrong = { input: { ...input, ...replaced } };
      const { data, errors } = await accounts().ask(text, wrong, champion(accounts()));
      expect(data).toBeNull();
      expect(errors).toHaveLength(1);
    }
  });

  it('names every obstacle at once, the same as createCustomerObstacles', async () => {
    const input = customerInput('contoso.admin', {
      name: 'X',
      parentId: accounts().account('Contoso Bakery').id,
      address: { line1: ' ', city: 'Denver', country: 'US', postalCode: '8020', region: 'ZZ' },
      contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@mail.Microsoft.com', phone: 'call me' },
    });
    const before = await countAccounts(accounts());
    const { account, userErrors } = await customer(accounts(), input);
    expect(account).toBeNull();
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'REQUIRED address.line1',
      'ADDRESS_INVALID address.postalCode',
      'ADDRESS_INVALID address.region',
      'ADDRESS_INVALID contact.phone',
      'INVALID name',
      'INVALID contact.email',
      'LOGIN_TAKEN login',
      'NOT_ALLOWED parentId',
    ]);
    const obstacles = await customerObstacles(accounts(), input, champion(accounts()));
    expect(obstacles).toMatchObject(userErrors);
    for (const { remedies } of obstacles) expect(remedies?.[0]?.description).toMatch(/\S/);
    expect(await customerObstacles(accounts(), customerInput('falk.nobody'), champion(accounts()))).toEqual([]);
    expect(await countAccounts(accounts())).toBe(before);
  });

  it('tells obstacles in advance only to callers who may create customers, and reveals no foreign accounts', async () => {
    const limited = accounts().administrator('Champion Cloud', ['PLACE_ORDERS']);
    const input = customerInput('falk.asked');
    await expect(customerObstacles(accounts(), input, limited)).rejects.toThrow('"permission":"MANAGE_ACCOUNTS"');
    await expect(customerObstacles(accounts(), input, ANONYMOUS)).rejects.toThrow('UNAUTHENTICATED');
    const asked = (parentId: string) =>
      customerObstacles(accounts(), customerInput('falk.asked', { parentId }), champion(accounts()));
    const missing = await asked('acc_01jd0000000000000000000000');
    expect(missing).toMatchObject([{ code: 'NOT_FOUND', path: ['parentId'] }]);
    expect(await asked(accounts().account('Summit Resale').id)).toEqual(missing);
  });

  it('refuses a foreign parent exactly like a missing one', async () => {
    const parents = ['Summit Resale', 'Meridian Distribution', 'Alpine Dental'].map(
      (name) => accounts().account(name).id,
    );
    for (const parentId of ['acc_01jd0000000000000000000000', ...parents]) {
      expect(await customer(accounts(), customerInput('falk.foreign', { parentId }))).toEqual({
        account: null,
        userErrors: [
          {
            code: 'NOT_FOUND',
            path: ['parentId'],
            retryable: false,
            message: 'There is no account with this id that you may see.',
          },
        ],
      });
    }
  });

  it('refuses a customer as the parent', async () => {
    const { id } = accounts().account('Contoso Bakery');
    expect(await customer(accounts(), customerInput('falk.child', { parentId: id }))).toMatchObject({
      account: null,
      userErrors: [{ code: 'NOT_ALLOWED', path: ['parentId'] }],
    });
  });

  it('refuses a caller without MANAGE_ACCOUNTS and an anonymous caller', async () => {
    const input = customerInput('falk.forbidden');
    const limited = accounts().administrator('Champion Cloud', ['MANAGE_USERS', 'PLACE_ORDERS']);
    const forbidden = await createCustomer(accounts(), input, limited);
    expect(forbidden).toMatchObject({
      data: null,
      errors: [{ path: ['createCustomer'], extensions: { code: 'FORBIDDEN', permission: 'MANAGE_ACCOUNTS' } }],
    });
    const anonymous = await createCustomer(accounts(), input, ANONYMOUS);
    expect(anonymous).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describeOnBothDatabases('an account that is not active', (kind) => {
  const accounts = useDemoAccounts(kind);
  const setStatus = (name: string, status: string) =>
    accounts().database.sql('update accounts.account set status = $1 where name = $2', [status, name]);

  it.each(['CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED'])(
    'refuses new accounts below when an account above it has the status %s',
    async (status) => {
      const { account, administrator } = accounts();
      await setStatus('Champion Cloud', status);
      const parentId = account('Harbor IT').id;
      expect(
        await customer(accounts(), customerInput('falk.held', { parentId }), administrator('Meridian Distribution')),
      ).toMatchObject({
        account: null,
        userErrors: [{ code: 'ACCOUNT_ON_HOLD', path: ['parentId'], retryable: true }],
      });
      await setStatus('Champion Cloud', 'ACTIVE');
    },
  );

  it.each(['PENDING', 'CANCELLED'])('refuses new accounts below when it has the status %s itself', async (status) => {
    await setStatus('Champion Cloud', status);
    expect(await customer(accounts(), customerInput('falk.inactive'))).toMatchObject({
      account: null,
      userErrors: [{ code: 'ACCOUNT_NOT_ACTIVE', path: ['parentId'] }],
    });
    await setStatus('Champion Cloud', 'ACTIVE');
  });

  it('does not affect accounts beside it', async () => {
    await setStatus('Summit Resale', 'ADMIN_HOLD');
    expect((await customer(accounts(), customerInput('falk.beside'))).userErrors).toEqual([]);
  });
});
