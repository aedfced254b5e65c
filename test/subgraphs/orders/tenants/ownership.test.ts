import { expect, it } from 'vitest';
import {
  CreateCartDocument,
  SetCartCustomerDocument,
  SetCartLineDocument,
  SetVendorParametersDocument,
  type CartAnswerFragment,
  type CreateCartInput,
  type PlaceOrderInput,
  type VendorParametersInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { Operation } from '../../../support/operation.ts';
import { outboxDrained, useGraph } from '../../../support/graph-under-test.ts';
import {
  AGREEMENT,
  contosoOrder,
  ended,
  estimated,
  failures,
  newCustomer,
  newCustomerOrder,
  place,
  placed,
  planId,
  refusals,
} from '../ordering.ts';

const CONTOSO = 'contosobakery.onmicrosoft.com';
const SUMMIT = { locationMpnId: '2345678', indirectResellerDomain: 'summitresale.onmicrosoft.com' };
const CHAMPION = { locationMpnId: '1234567', indirectResellerDomain: 'championcloud.onmicrosoft.com' };

describeOnBothDatabases('the ownership of what an order names', (kind) => {
  const graph = useGraph(kind);
  const as = (name: string) => graph().administrator(name);
  const seats = async (quantity = 1) => [{ planId: await planId(graph()), quantity }];
  const inTenant = (tenantDomain: string) => ({
    vendorParameters: { attestedBy: 'Somebody', tenantMode: 'EXISTING' as const, tenantDomain },
  });
  const foreignOrder = async (name: string, more: PlaceOrderInput) => ({
    customerId: graph().account(name).id,
    lines: await seats(),
    ...more,
  });
  const messageOf = async (input: PlaceOrderInput, viewer: string) => {
    const { checks } = await estimated(graph(), input, as(viewer));
    return checks.find(({ error }) => error?.code === 'TENANT_IN_USE')?.error?.message;
  };
  const tenants = () =>
    graph().database.sql<{ name: string; tenant_domain: string | null }>(
      'select name, tenant_domain from accounts.account where tenant_domain is not null order by name',
    );

  it('keeps licences out of the tenant of another customer, and overwrites nothing', async () => {
    const before = await tenants();
    for (const spelling of [CONTOSO, 'ContosoBakery', 'CONTOSOBAKERY.onmicrosoft.com']) {
      const input = await foreignOrder('Alpine Dental', inTenant(spelling));
      expect(await refusals(graph(), input, as('Alpine Dental'))).toContain(
        'TENANT_IN_USE vendorParameters.tenantDomain',
      );
      expect(await refusals(graph(), input, as('Summit Resale'))).toContain(
        'TENANT_IN_USE vendorParameters.tenantDomain',
      );
    }
    await outboxDrained(graph().database);
    expect(await tenants()).toEqual(before);
  });

  it('names the owner of a tenant to callers who may see it, and tells others only that it is taken', async () => {
    const taken = `${CONTOSO} belongs to another customer.`;
    const alpine = await foreignOrder('Alpine Dental', inTenant(CONTOSO));
    expect(await messageOf(alpine, 'Summit Resale')).toBe(taken);
    expect(await messageOf(alpine, 'Alpine Dental')).toBe(taken);
    expect(await messageOf(alpine, 'Meridian Distribution')).toBe(`${CONTOSO} is the tenant of Contoso Bakery.`);
    const lakeside = await foreignOrder('Lakeside School', inTenant(CONTOSO));
    expect(await messageOf(lakeside, 'Champion Cloud')).toBe(`${CONTOSO} is the tenant of Contoso Bakery.`);
    expect(await messageOf(lakeside, 'Lakeside School')).toBe(taken);
  });

  it('gives a tenant to one of two simultaneous claims, and releases it when the order is refused', async () => {
    const claim = (name: string) => newCustomerOrder(graph(), name, inNewTenant('contested'));
    const answers = await Promise.all(
      ['contester1', 'contester2'].map(async (name) => place(graph(), await claim(name), as('Champion Cloud'))),
    );
    const [won] = answers.flatMap(({ order }) => order ?? []);
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(refused).toEqual(['TENANT_IN_USE']);
    expect((await ended(graph(), won?.id ?? '')).status).toBe('COMPLETED');
    expect(await refusals(graph(), await claim('contester3'), as('Champion Cloud'))).toContain(
      'TENANT_IN_USE vendorParameters.tenantDomain',
    );

    const failing = await newCustomerOrder(graph(), 'unlucky', inTenant('norelationship'));
    expect(await refusals(graph(), failing, as('Champion Cloud'))).toContain(
      'RELATIONSHIP_MISSING vendorParameters.tenantDomain',
    );
    const claims = await graph().database.sql(`select 1 from orders.tenant where domain like 'norelationship%'`);
    expect(claims).toEqual([]);
  });

  it('accepts the identity of a reseller only from the reseller or accounts above it', async () => {
    const input = await contosoOrder(graph(), { vendorParameters: { attestedBy: 'Chiara Conti', ...SUMMIT } });
    expect(await refusals(graph(), input, as('Contoso Bakery'))).toContain(
      'NOT_ALLOWED vendorParameters.locationMpnId',
    );
    const own = await contosoOrder(graph(), { vendorParameters: { attestedBy: 'Chiara Conti', ...CHAMPION } });
    expect(await refusals(graph(), own, as('Contoso Bakery'))).toContain('NOT_ALLOWED vendorParameters.locationMpnId');
    const silent = await contosoOrder(graph(), { vendorParameters: { attestedBy: 'Chiara Conti' } });
    expect(failures(await estimated(graph(), silent, as('Contoso Bakery')))).toEqual([]);
  });

  it('stops a customer from putting another identity into the cart of its reseller', async () => {
    const cart = await openCart('Champion Cloud', { customerId: graph().account('Contoso Bakery').id });
    const set = await setParameters('Contoso Bakery', cart, SUMMIT);
    expect(set.userErrors.map(({ code, path }) => [code, path])).toEqual([
      ['NOT_ALLOWED', ['parameters', 'locationMpnId']],
    ]);
    expect((await setParameters('Contoso Bakery', cart, { attestedBy: 'Chiara Conti' })).userErrors).toEqual([]);
    const [row] = await graph().database.sql<{ vendor_parameters: object }>(
      'select vendor_parameters from orders.cart where id = $1',
      [cart],
    );
    expect(Object.keys(row?.vendor_parameters ?? {})).toEqual(['attestation']);
  });

  it('refuses a reseller the identity of another one, and keeps the remembered identity', async () => {
    const input = await contosoOrder(graph(), { vendorParameters: { attestedBy: 'Cora Lindqvist', ...SUMMIT } });
    expect(await refusals(graph(), input, as('Champion Cloud'))).toContain(
      'PARTNER_ID_MISMATCH vendorParameters.locationMpnId',
    );
    // In the copy and at its owner, or else the owner tells its newer one again.
    await graph().database.sql(`update orders.partner_profile set verified_at = verified_at - interval '1 day'`);
    await graph().database.sql(
      `update accounts.account set partner_verified_at = partner_verified_at - interval '1 day'`,
    );
    const { id } = await placed(graph(), await contosoOrder(graph()), as('Champion Cloud'));
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    const profiles = await partners();
    const remembered = [
      { name: 'Champion Cloud', location_mpn_id: '1234567', verified_by: id },
      { name: 'Summit Resale', location_mpn_id: '2345678', verified_by: null },
    ];
    expect(profiles).toMatchObject(remembered);
    // The next order uses the remembered identity and does not confirm it again.
    const next = await placed(graph(), await contosoOrder(graph()), as('Champion Cloud'));
    expect((await ended(graph(), next.id)).status).toBe('COMPLETED');
    expect(await partners()).toEqual(profiles);
  });

  it('keeps the confirmed identity of a reseller from another that is not confirmed yet', async () => {
    const before = await partners();
    const harbor = { locationMpnId: '3456789', indirectResellerDomain: 'harborit.onmicrosoft.com' };
    const input = await newCustomerOrder(graph(), 'squatted', {
      vendorParameters: { ...inNewTenant('squatted').vendorParameters, ...harbor },
    });
    expect(await refusals(graph(), input, as('Summit Resale'))).toEqual([
      'PARTNER_ID_MISMATCH vendorParameters.indirectResellerDomain',
    ]);
    expect(await partners()).toEqual(before);
    const above = { ...input, newCustomer: newCustomer('squatted', { parentId: graph().account('Summit Resale').id }) };
    expect(failures(await estimated(graph(), above, as('Meridian Distribution')))).toEqual([]);
  });

  it('creates a new tenant once for all orders of a customer', async () => {
    const input = {
      ...(await foreignOrder('Alpine Dental', {})),
      vendorParameters: { ...inNewTenant('oncefor5').vendorParameters, agreement: AGREEMENT },
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => place(graph(), input, as('Summit Resale'))));
    const [made, ...others] = answers.flatMap(({ order }) => order ?? []);
    expect(others).toEqual([]);
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(new Set(refused)).toEqual(new Set(['TENANT_DOMAIN_TAKEN']));
    expect((await ended(graph(), made?.id ?? '')).status).toBe('COMPLETED');
    const { id } = await placed(graph(), { ...input, ...inTenant('oncefor5') }, as('Summit Resale'));
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
  });

  it('drops tenant, agreement and signature when a cart goes to another customer', async () => {
    const cart = await openCart('Champion Cloud', { customerId: graph().account('Contoso Bakery').id });
    const parameters = {
      ...CHAMPION,
      tenantMode: 'EXISTING',
      tenantDomain: CONTOSO,
      attestedBy: 'Cora',
      agreement: AGREEMENT,
    } as const;
    expect((await setParameters('Champion Cloud', cart, parameters)).userErrors).toEqual([]);
    const setCartLine = await mutate('Champion Cloud', SetCartLineDocument, {
      cartId: cart,
      planId: await planId(graph()),
      quantity: 1,
    });
    expect(setCartLine.userErrors).toEqual([]);
    const other = { cartId: cart, newCustomer: newCustomer('cartco') };
    expect(failures(await estimated(graph(), other, as('Champion Cloud')))).toEqual([
      'ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy',
      'TENANT REQUIRED vendorParameters.tenantMode',
    ]);
    await mutate('Champion Cloud', SetCartCustomerDocument, {
      cartId: cart,
      customerId: graph().account('Lakeside School').id,
    });
    const [row] = await graph().database.sql<{ vendor_parameters: object }>(
      'select vendor_parameters from orders.cart where id = $1',
      [cart],
    );
    expect(row?.vendor_parameters).toEqual(CHAMPION);
  });

  it('hides in createCart which reseller a customer has', async () => {
    const named = async (resellerId: string) =>
      (await tryToOpenCart('Contoso Bakery', { resellerId })).userErrors.map(({ code, path, message }) => [
        code,
        path,
        message,
      ]);
    const own = await named(graph().account('Champion Cloud').id);
    expect(own).toEqual(await named(graph().account('Summit Resale').id));
    expect(own).toEqual(await named('acc_01jd0000000000000000000000'));
    expect(own).toMatchObject([['NOT_FOUND', ['resellerId'], expect.any(String)]]);
  });

  it('limits the plans of a cart to those in the catalogue', async () => {
    const cart = await openCart('Champion Cloud', {});
    for (const plan of ['pln_01jd0000000000000000000000', 'anything', '']) {
      const setCartLine = await mutate('Champion Cloud', SetCartLineDocument, {
        cartId: cart,
        planId: plan,
        quantity: 1,
      });
      expect(setCartLine.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
        'PLAN_NOT_AVAILABLE planId',
      ]);
    }
  });

  it('creates a customer only for a caller who may create customers', async () => {
    const input = await newCustomerOrder(graph(), 'notallowed');
    const clerk = graph().administrator('Champion Cloud', ['PLACE_ORDERS', 'VIEW_FINANCIALS']);
    expect(failures(await estimated(graph(), input, clerk))).toEqual(['NEW_CUSTOMER NOT_ALLOWED newCustomer']);
    expect(await refusals(graph(), input, clerk)).toEqual(['NOT_ALLOWED newCustomer']);
  });

  const partners = () =>
    graph().database.sql(
      `select name, location_mpn_id, indirect_reseller_domain, verified_by, verified_at from orders.partner_profile
       join orders.account on account.id = partner_profile.account_id order by name`,
    );

  function inNewTenant(tenantDomain: string) {
    return { vendorParameters: { attestedBy: 'Cora Lindqvist', tenantMode: 'NEW' as const, tenantDomain } };
  }

  async function mutate<Input>(
    name: string,
    operation: Operation<{ answer: CartAnswerFragment }, { input: Input }>,
    input: NoInfer<Input>,
  ): Promise<CartAnswerFragment> {
    const { data, errors } = await graph().askSubgraph('orders', operation, { input }, as(name));
    expect(errors).toEqual([]);
    return data.answer;
  }

  function tryToOpenCart(name: string, input: CreateCartInput): Promise<CartAnswerFragment> {
    return mutate(name, CreateCartDocument, input);
  }

  async function openCart(name: string, input: CreateCartInput): Promise<string> {
    return (await tryToOpenCart(name, input)).cart?.id ?? '';
  }

  function setParameters(name: string, cartId: string, parameters: VendorParametersInput): Promise<CartAnswerFragment> {
    return mutate(name, SetVendorParametersDocument, { cartId, parameters });
  }
});
