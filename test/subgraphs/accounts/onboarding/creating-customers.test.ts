import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { customerInput, customer } from './new-account.ts';

describeOnBothDatabases('createCustomer', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('creates an active customer with its first administrator, by default below the caller', async () => {
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

  it('creates a customer below any account of the subtree, and in its own currency when one is given', async () => {
    const { account } = accounts();
    const made = await customer(
      accounts(),
      customerInput('falk.below', { parentId: account('Harbor IT').id, currency: 'CHF', externalId: null }),
    );
    expect(made.account).toMatchObject({ parent: { name: 'Harbor IT' }, currency: 'CHF', externalId: null });
  });

  it('shows a new customer at once to accounts above it, and to none beside it', async () => {
    const { account: made } = await customer(accounts(), customerInput('falk.seen'));
    const ask = async (viewer: string) =>
      (
        await accounts().ask(
          'query ($id: ID!) { account(id: $id) { name } }',
          { id: made?.id },
          accounts().administrator(viewer),
        )
      ).data;
    expect(await ask('Meridian Distribution')).toEqual({ account: { name: 'Falk Optics' } });
    expect(await ask('Summit Resale')).toEqual({ account: null });
    expect(await ask('Harbor IT')).toEqual({ account: null });
  });

  it('gives a limited administrator only USE_SERVICES', async () => {
    const made = await customer(accounts(), customerInput('falk.limited', { limited: true }));
    expect(made.account).toMatchObject({
      users: { nodes: [{ login: 'falk.limited', permissions: ['USE_SERVICES'] }] },
    });
  });

  it('lets one contact serve many customers', async () => {
    for (const login of ['falk.first', 'falk.second']) {
      expect((await customer(accounts(), customerInput(login))).userErrors).toEqual([]);
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

  it('stores the address and the telephone number in the format of the country', async () => {
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
});
