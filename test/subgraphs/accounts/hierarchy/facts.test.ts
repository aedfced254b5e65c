import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { UpdateAccountDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { DEMO_ACCOUNTS } from '../../../../subgraphs/accounts/seed/demo-accounts.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';
import { createCustomer, customerInput } from '../onboarding/new-account.ts';

interface AccountFact {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

const accountFacts = (accounts: DemoAccounts): readonly AccountFact[] =>
  accounts.facts.filter(({ subject }) => subject === 'accounts.account-changed').map(({ data }) => data as AccountFact);

/** Waits for the fact about this name, so that all earlier facts have arrived as well. */
function factNamed(accounts: DemoAccounts, name: string): Promise<AccountFact> {
  return eventually(() => {
    const found = accountFacts(accounts).find((fact) => fact.name === name);
    if (found === undefined) throw new Error(`No fact of ${name} reached the bus`);
    return found;
  });
}

const rename = (accounts: DemoAccounts, account: string, name: string) =>
  accounts.ask(
    UpdateAccountDocument,
    { input: { accountId: accounts.account(account).id, name } },
    accounts.administrator('Champion Cloud'),
  );

describeOnBothDatabases('the facts that accounts publishes', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('include every account of the demo hierarchy, and the terms of its resellers', async () => {
    await eventually(() => {
      expect(new Set(accountFacts(accounts()).map(({ name }) => name))).toEqual(
        new Set(DEMO_ACCOUNTS.map(({ name }) => name)),
      );
      const terms = accounts().facts.filter(({ subject }) => subject === 'accounts.terms-approved');
      expect(terms.map(({ data }) => data)).toContainEqual({
        accountId: accounts().account('Champion Cloud').id,
        sellerId: accounts().account('Meridian Distribution').id,
        creditLimitMinor: '5000000',
        currency: 'USD',
        decidedAt: expect.stringMatching(/^20\d\d-/),
      });
    });
  });

  it('say that every customer of the demo has accepted the vendor agreement', async () => {
    await eventually(() => {
      const accepted = accounts().facts.filter(({ subject }) => subject === 'accounts.vendor-agreement-accepted');
      expect(accepted).toHaveLength(5);
      expect(accepted.map(({ data }) => data)).toContainEqual({
        customerId: accounts().account('Contoso Bakery').id,
        vendor: 'microsoft',
        version: '2026-10',
        firstName: 'Chiara',
        lastName: 'Conti',
        email: 'chiara.conti@contoso.example',
        phone: '+13035550106',
        acceptedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
      });
    });
  });

  it('hold what other subgraphs keep of a new account', async () => {
    const input = customerInput('falk.told', { name: 'Told Optics', language: 'de-at' });
    const { data } = await createCustomer(accounts(), input, accounts().administrator('Champion Cloud'));
    const { id, path } = accounts().account('Champion Cloud');
    const customerId = data?.createCustomer.account?.id;
    expect(await factNamed(accounts(), 'Told Optics')).toEqual({
      id: customerId,
      type: 'CUSTOMER',
      path: `${path}.${customerId?.slice(4)}`,
      status: 'ACTIVE',
      segment: 'COMMERCIAL',
      currency: 'EUR',
      country: input.address.country,
      parentId: id,
      name: 'Told Optics',
      language: 'de-AT',
      tenantDomain: null,
      version: 1,
      movedIn: 0,
    });
  });

  it('name the mail sender of a seller, and nothing personal of a customer', async () => {
    const champion = await factNamed(accounts(), 'Champion Cloud');
    expect(champion).toMatchObject({
      contact: { firstName: 'Cora', lastName: 'Lindqvist', email: 'cora.lindqvist@champion.example' },
      branding: {},
    });
    expect(JSON.stringify(await factNamed(accounts(), 'Contoso Bakery'))).not.toMatch(/contact|branding|Chiara|@/);
  });

  it('have a higher version with every change, and a unique id', async () => {
    await rename(accounts(), 'Harbor IT', 'Harbor Two');
    await rename(accounts(), 'Harbor IT', 'Harbor Three');
    const [second, third] = [await factNamed(accounts(), 'Harbor Two'), await factNamed(accounts(), 'Harbor Three')];
    expect(third.version).toBe(second.version + 1);
    const ids = accounts().facts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are not published after a refusal', async () => {
    const { administrator } = accounts();
    const refusals = [
      customerInput('contoso.admin', { name: 'Never Told' }),
      customerInput('x', { name: 'Never Told' }),
      customerInput('falk.never', { name: 'Never Told', parentId: accounts().account('Summit Resale').id }),
    ];
    for (const input of refusals) {
      const { data } = await createCustomer(accounts(), input, administrator('Champion Cloud'));
      expect(data?.createCustomer.userErrors).toHaveLength(1);
    }
    await createCustomer(
      accounts(),
      customerInput('falk.last', { name: 'Told Last' }),
      administrator('Champion Cloud'),
    );
    await factNamed(accounts(), 'Told Last');
    expect(accountFacts(accounts()).map(({ name }) => name)).not.toContain('Never Told');
    const waiting = await accounts().database.sql(`select 1 from jobs.job where data::text like '%Never Told%'`);
    expect(waiting).toEqual([]);
  });
});

describeOnBothDatabases('the facts that accounts takes from orders', (kind) => {
  const accounts = useDemoAccounts(kind);
  const tell = (subject: string, data: object) =>
    accounts().bus.publish({ id: randomUUID(), subject: `orders.${subject}`, data });
  const asked = async (name: string, fields: string) =>
    (
      await accounts().ask(
        `query ($id: ID!) { account(id: $id) { ${fields} } }`,
        { id: accounts().account(name).id },
        accounts().administrator('Meridian Distribution'),
      )
    ).data;

  it('set the tenant of a customer, once or twice, and no later fact replaces it', async () => {
    const customerId = accounts().account('Alpine Dental').id;
    const assigned = (tenantDomain: string) => tell('tenant-assigned', { customerId, tenantDomain });
    await assigned('alpine.onmicrosoft.com');
    await assigned('alpine.onmicrosoft.com');
    await assigned('other.onmicrosoft.com');
    expect(await asked('Alpine Dental', '... on Customer { tenantDomain }')).toEqual({
      account: { tenantDomain: 'alpine.onmicrosoft.com' },
    });
  });

  it('never set the tenant of another customer, nor a second tenant for one that has a tenant', async () => {
    const { database, logged } = accounts();
    const tenants = () =>
      database.sql(
        'select name, tenant_domain, version from accounts.account where tenant_domain is not null order by 1',
      );
    const before = await tenants();
    const from = logged.length;
    const bright = accounts().account('Bright Hands').id;
    for (const tenantDomain of ['contosobakery.onmicrosoft.com', 'ContosoBakery.OnMicrosoft.com']) {
      await tell('tenant-assigned', { customerId: bright, tenantDomain });
    }
    const contoso = accounts().account('Contoso Bakery').id;
    await tell('tenant-assigned', { customerId: contoso, tenantDomain: 'other.onmicrosoft.com' });
    await tell('tenant-assigned', { customerId: contoso, tenantDomain: 'CONTOSOBAKERY.onmicrosoft.com' });
    expect(await tenants()).toEqual(before);
    const ignored = logged.slice(from).filter((line) => line.includes('tenant ignored'));
    expect(ignored.map((line) => JSON.parse(line) as object)).toMatchObject([
      { customerId: bright, msg: 'tenant ignored: another customer has it' },
      { customerId: bright, msg: 'tenant ignored: another customer has it' },
      { customerId: contoso, msg: 'tenant ignored: the customer has another' },
    ]);
  });

  it('give a tenant to only one of ten customers that claim it at the same time', async () => {
    const { administrator } = accounts();
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        createCustomer(accounts(), customerInput(`falk.tenant${index}`), administrator('Champion Cloud')),
      ),
    );
    const tenantDomain = 'contended.onmicrosoft.com';
    await Promise.all(
      made.map(({ data }) => tell('tenant-assigned', { customerId: data?.createCustomer.account?.id, tenantDomain })),
    );
    expect(
      await accounts().database.sql('select 1 from accounts.account where tenant_domain = $1', [tenantDomain]),
    ).toHaveLength(1);
  });

  it('are passed on to other subgraphs with a higher version', async () => {
    const { id } = accounts().account('City of Fairview');
    await tell('tenant-assigned', { customerId: id, tenantDomain: 'fairview.onmicrosoft.com' });
    const fact = await eventually(() => {
      const found = accountFacts(accounts()).find((one) => one.id === id && one.version === 2);
      if (found === undefined) throw new Error('The tenant was not told');
      return found;
    });
    expect(fact).toMatchObject({ name: 'City of Fairview', tenantDomain: 'fairview.onmicrosoft.com' });
  });

  it('are ignored when they are dated in the future, since they would win over all earlier decisions', async () => {
    const { id } = accounts().account('Newleaf Partners');
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const profile = { resellerId: id, locationMpnId: '5555555', indirectResellerDomain: 'ahead.onmicrosoft.com' };
    await expect(tell('partner-confirmed', { ...profile, confirmedAt: ahead })).rejects.toThrow('accounts');
    const kept = await accounts().database.sql(
      `select 1 from accounts.account where indirect_reseller_domain = 'ahead.onmicrosoft.com'`,
    );
    expect(kept).toEqual([]);
  });

  it('set the vendor identity of a reseller, and an older fact replaces no newer one', async () => {
    const resellerId = accounts().account('Harbor IT').id;
    const confirmed = (locationMpnId: string, confirmedAt: string) =>
      tell('partner-confirmed', {
        resellerId,
        locationMpnId,
        indirectResellerDomain: `p${locationMpnId}.onmicrosoft.com`,
        confirmedAt,
      });
    const profile = '... on Reseller { partnerProfile { locationMpnId indirectResellerDomain verifiedAt } }';
    expect(await asked('Harbor IT', profile)).toEqual({ account: { partnerProfile: null } });
    await confirmed('3333333', '2026-11-19T10:00:00.000Z');
    await confirmed('4444444', '2026-11-20T10:00:00.000Z');
    await confirmed('1111111', '2026-11-18T10:00:00.000Z');
    expect(await asked('Harbor IT', profile)).toEqual({
      account: {
        partnerProfile: {
          locationMpnId: '4444444',
          indirectResellerDomain: 'p4444444.onmicrosoft.com',
          verifiedAt: '2026-11-20T10:00:00.000Z',
        },
      },
    });
  });

  it('report an incomplete copy, and accounts publishes an existing account again', async () => {
    const { id } = accounts().account('Harbor IT');
    await factNamed(accounts(), 'Harbor IT');
    const told = () => accountFacts(accounts()).filter((fact) => fact.id === id);
    const before = told();
    await tell('account-wanted', { accountId: 'acc_01jd0000000000000000000000' });
    await tell('account-wanted', { accountId: id });
    await eventually(() => expect(told()).toHaveLength(before.length + 1));
    expect(told().at(-1)).toEqual(before.at(-1));
  });

  it('report an abandoned placement, and its new customer is removed with its login', async () => {
    const { administrator, account, database } = accounts();
    const input = customerInput('falk.abandoned', { idempotencyKey: 'placement-1' });
    const { data } = await createCustomer(accounts(), input, administrator('Champion Cloud'));
    const fact = { accountId: account('Champion Cloud').id, placementId: 'placement-1' };
    await tell('placement-abandoned', fact);
    await tell('placement-abandoned', fact);
    const id = data?.createCustomer.account?.id;
    expect(await database.sql('select 1 from accounts.account where id = $1', [id])).toEqual([]);
    const again = await createCustomer(accounts(), customerInput('falk.abandoned'), administrator('Champion Cloud'));
    expect(again.data?.createCustomer.userErrors).toEqual([]);
  });

  it('remove nothing that another placement or another account created', async () => {
    const { administrator, account } = accounts();
    const input = customerInput('falk.kept', { name: 'Kept Optics', idempotencyKey: 'placement-2' });
    const { data } = await createCustomer(accounts(), input, administrator('Champion Cloud'));
    const kept = data?.createCustomer.account;
    await tell('placement-abandoned', { accountId: account('Champion Cloud').id, placementId: 'placement-3' });
    await tell('placement-abandoned', { accountId: account('Summit Resale').id, placementId: 'placement-2' });
    const again = await createCustomer(accounts(), input, administrator('Champion Cloud'));
    expect(again.data?.createCustomer.account?.id).toBe(kept?.id);
  });
});
