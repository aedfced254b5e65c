import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';
import {
  createCustomer,
  createReseller,
  customerInput,
  customerObstacles,
  resellerInput,
  type Created,
} from './new-account.ts';

const champion = (accounts: DemoAccounts) => accounts.administrator('Champion Cloud');

async function customer(accounts: DemoAccounts, input: object, principal = champion(accounts)): Promise<Created> {
  const { data, errors } = await createCustomer(accounts, input, principal);
  expect(errors).toEqual([]);
  if (data === null) throw new Error('The mutation answered nothing');
  return data.createCustomer;
}

async function reseller(accounts: DemoAccounts, input: object, principal = champion(accounts)): Promise<Created> {
  const { data, errors } = await createReseller(accounts, input, principal);
  expect(errors).toEqual([]);
  if (data === null) throw new Error('The mutation answered nothing');
  return data.createReseller;
}

async function countAccounts(accounts: DemoAccounts): Promise<string> {
  const [row] = await accounts.database.sql<{ counts: string }>(
    'select (select count(*) from accounts.account) || $1 || (select count(*) from accounts."user") as counts',
    ['/'],
  );
  return row?.counts ?? '';
}

describeOnBothDatabases('createCustomer', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('makes an active customer with its first administrator, below the caller by default', async () => {
    const made = await customer(accounts(), customerInput('falk.optics', { externalId: 'ERP-1' }));
    expect(made).toEqual({
      account: {
        id: expect.stringMatching(/^acc_/),
        name: 'Falk Optics',
        type: 'CUSTOMER',
        status: 'ACTIVE',
        currency: 'EUR',
        externalId: 'ERP-1',
        segment: 'COMMERCIAL',
        createdAt: expect.any(String),
        parent: { name: 'Champion Cloud' },
        users: { nodes: [{ login: 'falk.optics', permissions: expect.arrayContaining(['PLACE_ORDERS']) }] },
      },
      userErrors: [],
    });
  });

  it('makes it below any account of the subtree, in its own currency when one is given', async () => {
    const { account } = accounts();
    const made = await customer(
      accounts(),
      customerInput('falk.below', { parentId: account('Harbor IT').id, currency: 'CHF', externalId: null }),
    );
    expect(made.account).toMatchObject({ parent: { name: 'Harbor IT' }, currency: 'CHF', externalId: null });
  });

  it('is seen at once by those above and by nobody beside', async () => {
    const { account: made } = await customer(accounts(), customerInput('falk.seen'));
    const ask = async (viewer: string) =>
      (
        await accounts().query(
          'query ($id: ID!) { account(id: $id) { name } }',
          { id: made?.id },
          accounts().administrator(viewer),
        )
      ).data;
    expect(await ask('Meridian Distribution')).toEqual({ account: { name: 'Falk Optics' } });
    expect(await ask('Summit Resale')).toEqual({ account: null });
    expect(await ask('Harbor IT')).toEqual({ account: null });
  });

  it('gives a limited administrator the use of services only', async () => {
    const made = await customer(accounts(), customerInput('falk.limited', { limited: true }));
    expect(made.account).toMatchObject({
      users: { nodes: [{ login: 'falk.limited', permissions: ['USE_SERVICES', 'VIEW_CREDENTIALS'] }] },
    });
  });

  it('refuses a login that is taken, by anybody and in any case, and changes nothing', async () => {
    const before = await countAccounts(accounts());
    for (const login of ['contoso.admin', 'CONTOSO.Admin', 'summit.admin']) {
      expect(await customer(accounts(), customerInput(login))).toMatchObject({
        account: null,
        userErrors: [{ code: 'LOGIN_TAKEN', path: ['login'] }],
      });
    }
    expect(await countAccounts(accounts())).toBe(before);
  });

  it('gives a login to one of ten who ask for it at the same time', async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, () => customer(accounts(), customerInput('falk.contended'))),
    );
    expect(made.filter(({ account }) => account !== null)).toHaveLength(1);
    expect(made.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array<string>(9).fill('LOGIN_TAKEN'),
    );
  });

  it('lets one contact serve many customers', async () => {
    for (const login of ['falk.first', 'falk.second']) {
      expect((await customer(accounts(), customerInput(login))).userErrors).toEqual([]);
    }
  });

  it('names every malformed text with its place', async () => {
    const input = customerInput('x', { name: ' ' }) as Record<string, object>;
    const made = await customer(accounts(), {
      ...input,
      address: { ...input['address'], line1: '', line2: '' },
      contact: { ...input['contact'], firstName: '\t' },
    });
    expect(made.account).toBeNull();
    expect(made.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`).sort()).toEqual([
      'INVALID login',
      'REQUIRED address.line1',
      'REQUIRED contact.firstName',
      'REQUIRED name',
    ]);
  });

  it('refuses a text that is too long, or that no database keeps, before anything else', async () => {
    const input = customerInput('falk.long') as Record<string, object>;
    for (const [replaced, argument] of [
      [{ externalId: 'e'.repeat(201) }, 'input.externalId'],
      [{ address: { ...input['address'], city: '😀'.repeat(201) } }, 'input.address.city'],
      [{ name: 'a\0b' }, 'input.name'],
      [{ contact: { ...input['contact'], lastName: '\ud83d' } }, 'input.contact.lastName'],
    ] as const) {
      const { data, errors } = await createCustomer(accounts(), { ...input, ...replaced }, champion(accounts()));
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ path: ['createCustomer'], extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
  });

  it('refuses a malformed e-mail address, country, currency and segment before anything else', async () => {
    const input = customerInput('falk.scalars') as Record<string, object>;
    for (const replaced of [
      { contact: { ...input['contact'], email: 'no address' } },
      { address: { ...input['address'], country: 'Germany' } },
      { currency: 'euro' },
      { currency: 'ZZZ' },
      { address: { ...input['address'], country: 'UK' } },
      { address: { ...input['address'], country: 'ZZ' } },
      { segment: 'MILITARY' },
    ]) {
      const { data, errors } = await createCustomer(accounts(), { ...input, ...replaced }, champion(accounts()));
      expect(data).toBeNull();
      expect(errors).toHaveLength(1);
    }
  });

  it.each([
    ['DE', '53111', null, 'EUR'],
    ['HR', '10000', null, 'EUR'],
    ['BG', '1000', null, 'EUR'],
    ['US', '98101', 'WA', 'USD'],
    ['GB', 'SW1A 1AA', null, 'GBP'],
    ['JP', '100-0001', 'Tokyo', 'JPY'],
    ['KW', '13001', null, 'KWD'],
  ])('bills a customer in %s in the currency of its market unless another is given', async (...market) => {
    const [country, postalCode, region, currency] = market;
    const address = { line1: '1 Road', city: 'Town', country, postalCode, region };
    const login = `falk.market.${country}`;
    expect((await customer(accounts(), customerInput(login, { address }))).account).toMatchObject({ currency });
    const given = customerInput(`${login}.given`, { address, currency: 'CHF' });
    expect((await customer(accounts(), given)).account).toMatchObject({ currency: 'CHF' });
  });

  it('keeps address and telephone number as the country writes them', async () => {
    const made = await customer(
      accounts(),
      customerInput('falk.written', {
        address: { line1: '1 Road', city: 'Ottawa', country: 'CA', postalCode: 'k1a0b1', region: 'ontario' },
        contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '(613) 555-0100' },
      }),
    );
    const [row] = await accounts().database.sql('select address, contact from accounts.account where id = $1', [
      made.account?.id,
    ]);
    expect(row).toMatchObject({
      address: { postalCode: 'K1A 0B1', region: 'ON', country: 'CA' },
      contact: { phone: '+16135550100' },
    });
  });

  it('names everything that refuses a customer at once, as the question before it does', async () => {
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

  it('asks for what would refuse it only of those who may create it, and tells nothing of foreign accounts', async () => {
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

  it('refuses a foreign parent as it refuses a missing one', async () => {
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

  it('refuses a customer as parent', async () => {
    const { id } = accounts().account('Contoso Bakery');
    expect(await customer(accounts(), customerInput('falk.child', { parentId: id }))).toMatchObject({
      account: null,
      userErrors: [{ code: 'NOT_ALLOWED', path: ['parentId'] }],
    });
  });

  it('needs MANAGE_ACCOUNTS, of somebody who is signed in', async () => {
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
    '%s of an account above refuses new accounts below',
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

  it.each(['PENDING', 'CANCELLED'])('%s itself refuses new accounts below', async (status) => {
    await setStatus('Champion Cloud', status);
    expect(await customer(accounts(), customerInput('falk.inactive'))).toMatchObject({
      account: null,
      userErrors: [{ code: 'ACCOUNT_NOT_ACTIVE', path: ['parentId'] }],
    });
    await setStatus('Champion Cloud', 'ACTIVE');
  });

  it('holds nothing beside it', async () => {
    await setStatus('Summit Resale', 'ADMIN_HOLD');
    expect((await customer(accounts(), customerInput('falk.beside'))).userErrors).toEqual([]);
  });
});

describeOnBothDatabases('the idempotency key of createCustomer', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('answers the customer of the first call again, and makes no second one', async () => {
    const input = customerInput('falk.once', { idempotencyKey: 'key-1' });
    const first = await customer(accounts(), input);
    const before = await countAccounts(accounts());
    expect(await customer(accounts(), input)).toEqual(first);
    expect(await countAccounts(accounts())).toBe(before);
  });

  it('answers the same customer to twenty calls at the same time', async () => {
    const input = customerInput('falk.parallel', { idempotencyKey: 'key-2' });
    const made = await Promise.all(Array.from({ length: 20 }, () => customer(accounts(), input)));
    expect(made.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(new Set(made.map(({ account }) => account?.id)).size).toBe(1);
  });

  it('is refused with another input, also at the same time, and changes nothing', async () => {
    const first = customerInput('falk.body', { idempotencyKey: 'key-5' });
    const made = await customer(accounts(), first);
    const before = await countAccounts(accounts());
    const others = [
      customerInput('falk.body2', { idempotencyKey: 'key-5' }),
      customerInput('falk.body', { idempotencyKey: 'key-5', name: 'Other Optics' }),
      customerInput('falk.body', { idempotencyKey: 'key-5', currency: 'EUR' }),
      customerInput('x', { idempotencyKey: 'key-5' }),
    ];
    for (const other of others) {
      const refused = { code: 'IDEMPOTENCY_CONFLICT', path: ['idempotencyKey'] };
      expect(await customer(accounts(), other)).toMatchObject({ account: null, userErrors: [refused] });
      expect(await customerObstacles(accounts(), other, champion(accounts()))).toMatchObject([refused]);
    }
    expect(await customerObstacles(accounts(), first, champion(accounts()))).toEqual([]);
    expect(await customer(accounts(), { ...first, externalId: null })).toEqual(made);
    expect(await countAccounts(accounts())).toBe(before);
    const racing = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        customer(accounts(), customerInput(`falk.race${index}`, { idempotencyKey: 'key-6' })),
      ),
    );
    expect(racing.filter(({ account }) => account !== null)).toHaveLength(1);
    expect(racing.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      Array<string>(9).fill('IDEMPOTENCY_CONFLICT'),
    );
  });

  it('answers the customer as it is now when it was changed meanwhile', async () => {
    const input = customerInput('falk.renamed', { idempotencyKey: 'key-7' });
    const { account: made } = await customer(accounts(), input);
    await accounts().query(
      'mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { userErrors { code } } }',
      { input: { accountId: made?.id, name: 'Falk Renamed' } },
      champion(accounts()),
    );
    expect((await customer(accounts(), input)).account).toMatchObject({ id: made?.id, name: 'Falk Renamed' });
  });

  it('belongs to the account that sent it', async () => {
    const key = { idempotencyKey: 'key-3' };
    const mine = await customer(accounts(), customerInput('falk.mine', key));
    const theirs = await customer(
      accounts(),
      customerInput('falk.theirs', key),
      accounts().administrator('Summit Resale'),
    );
    expect(theirs.userErrors).toEqual([]);
    expect(theirs.account?.id).not.toBe(mine.account?.id);
  });

  it('can be used again after a refusal', async () => {
    const key = { idempotencyKey: 'key-4' };
    expect((await customer(accounts(), customerInput('contoso.admin', key))).account).toBeNull();
    expect((await customer(accounts(), customerInput('falk.again', key))).userErrors).toEqual([]);
  });
});

describeOnBothDatabases('createReseller', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('makes an active reseller with its representative, at any depth', async () => {
    const { account } = accounts();
    const made = await reseller(accounts(), resellerInput('falk.resale', { parentId: account('Harbor IT').id }));
    expect(made).toMatchObject({
      account: {
        name: 'Falk Resale',
        type: 'RESELLER',
        status: 'ACTIVE',
        currency: 'USD',
        parent: { name: 'Harbor IT' },
        users: { nodes: [{ login: 'falk.resale', permissions: expect.arrayContaining(['MANAGE_ACCOUNTS']) }] },
      },
      userErrors: [],
    });
    const nested = await reseller(accounts(), resellerInput('falk.nested', { parentId: made.account?.id }));
    expect(nested.account).toMatchObject({ parent: { name: 'Falk Resale' } });
  });

  it('gives the representative no right to the catalogue, which is the provider\u2019s', async () => {
    const { account } = accounts();
    const made = await reseller(accounts(), resellerInput('falk.rights', { parentId: account('Champion Cloud').id }));
    expect(JSON.stringify(made.account)).not.toContain('MANAGE_CATALOG');
  });

  it('refuses a taken login, a foreign parent and a customer as parent', async () => {
    const { account } = accounts();
    const codes = async (login: string, parent: string) =>
      (await reseller(accounts(), resellerInput(login, { parentId: account(parent).id }))).userErrors.map(
        ({ code }) => code,
      );
    expect(await codes('SUMMIT.admin', 'Champion Cloud')).toEqual(['LOGIN_TAKEN']);
    expect(await codes('falk.foreign', 'Summit Resale')).toEqual(['NOT_FOUND']);
    expect(await codes('falk.child', 'Lakeside School')).toEqual(['NOT_ALLOWED']);
  });

  it('needs MANAGE_ACCOUNTS, of somebody who is signed in', async () => {
    const input = resellerInput('falk.forbidden', { parentId: accounts().account('Champion Cloud').id });
    const forbidden = await createReseller(accounts(), input, accounts().administrator('Champion Cloud', []));
    expect(forbidden.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'MANAGE_ACCOUNTS' } }]);
    const anonymous = await createReseller(accounts(), input, ANONYMOUS);
    expect(anonymous.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
