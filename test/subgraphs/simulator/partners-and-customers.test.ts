import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { partnerCenterCodes } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import { clientOf, call, newCustomer, failureOf, bearer, useVendor } from './vendor-under-test.ts';

const vendor = useVendor();
const { start, effects } = vendor;

describe('partners', () => {
  it('answers a known MPN ID with its partner, and an unknown or malformed one with null', async () => {
    const client = clientOf((await start()).url);
    expect(await client.getMpnProfile('1234567', call())).toEqual({ mpnId: '1234567', partnerName: 'Champion Cloud' });
    expect(await client.getMpnProfile('9234567', call())).toBeUndefined();
    expect(await client.getMpnProfile('12', call())).toBeUndefined();
  });

  it.each([
    ['1234567', true],
    ['8123456', false],
    ['9234567', false],
    ['12', false],
    ['no number', false],
  ])('answers whether the partner with the MPN ID %s is enrolled: %s', async (mpnId, enrolled) => {
    const client = clientOf((await start()).url);
    expect(await client.isEnrolledInCsp(mpnId, call())).toBe(enrolled);
  });

  it('lists resellers in pages, without the demo partners on the first one, and ignores filters', async () => {
    const { url } = await start();
    const path = '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf&mpnId=1234567';
    const response = await fetch(`${url}${path}`, { headers: await bearer(url) });
    const page = (await response.json()) as { totalCount: number; items: { mpnId: string }[]; links: object };
    expect(page.items).toHaveLength(5);
    expect(page.totalCount).toBeGreaterThan(15);
    expect(page.items.map(({ mpnId }) => mpnId)).not.toContain('1234567');
    expect(page.links).toMatchObject({
      next: {
        uri: expect.stringMatching(/^\/relationships\?.*seekOperation=Next/),
        headers: [{ key: 'MS-ContinuationToken', value: expect.any(String) }],
      },
    });
  });

  it('gives the client every reseller exactly once over all pages', async () => {
    const { url } = await start();
    const resellers = await clientOf(url).listResellers(call());
    const mpnIds = resellers.map(({ mpnId }) => mpnId);
    expect(new Set(mpnIds).size).toBe(mpnIds.length);
    expect(mpnIds).toEqual(expect.arrayContaining(['1234567', '2345678', '3456789', '4567890', '8123456']));
    expect(mpnIds).not.toContain('5678901');
    expect(resellers.every(({ isActive }) => isActive)).toBe(true);
  });

  it('refuses the next page without its continuation token', async () => {
    const { url } = await start();
    const path = '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf&seekOperation=Next';
    expect((await fetch(`${url}${path}`, { headers: await bearer(url) })).status).toBe(400);
  });

  it('resolves domains of partners and tenants, in any letter case, to the ids in its lists', async () => {
    const { url } = await start();
    const client = clientOf(url);
    const champion = (await client.listResellers(call())).find(({ mpnId }) => mpnId === '1234567');
    expect(await client.findTenantId('ChampionCloud.onmicrosoft.com', call())).toBe(champion?.tenantId);
    const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
    expect(await client.findTenantId('contoso.onmicrosoft.com', call())).toBe(customerId);
    expect(await client.findTenantId('nosuchreseller.onmicrosoft.com', call())).toBeUndefined();
    expect(await client.isDomainTaken('championcloud.onmicrosoft.com', call())).toBe(true);
  });

  it('adds configured partners and replaces its own partners of the same domain', async () => {
    const partners = [
      { domain: 'Fresh.onmicrosoft.com', mpnId: '7000001' },
      { domain: 'ended.onmicrosoft.com', mpnId: '7000002', relationship: 'Inactive' },
      { domain: 'championcloud.onmicrosoft.com', mpnId: '7000003', enrolledInCsp: false },
    ] as const;
    const client = clientOf((await start({ partners })).url);
    const listed = new Map((await client.listResellers(call())).map((one) => [one.mpnId, one.isActive]));
    expect([listed.get('7000001'), listed.get('7000002'), listed.has('1234567')]).toEqual([true, false, false]);
    expect(await client.isEnrolledInCsp('7000003', call())).toBe(false);
    await expect(start({ partners: [{ domain: 'no.example', mpnId: '1' }] })).rejects.toThrow('no.example');
  });
});

describe('customers', () => {
  it('creates a tenant and shows its credentials once, never in the log', async () => {
    const { url } = await start();
    const client = clientOf(url);
    expect(await client.isDomainTaken('contoso.onmicrosoft.com', call())).toBe(false);
    const created = await client.createCustomer(newCustomer('Contoso'), call());
    expect(created).toMatchObject({ domain: 'contoso.onmicrosoft.com', companyName: 'Contoso' });
    expect(created.credentials.userName).toBe('admin@contoso.onmicrosoft.com');
    expect(created.credentials.password).toMatch(/^.{12,}$/);
    expect(await client.isDomainTaken('CONTOSO.onmicrosoft.com', call())).toBe(true);
    const profile = await fetch(`${url}/v1/customers/${created.customerId}`, { headers: await bearer(url) });
    expect(await profile.text()).not.toContain('userCredentials');
    expect(readFileSync(vendor.logPath, 'utf8')).not.toContain(created.credentials.password);
  });

  it('answers a repeated creation like the first one, credentials included, and creates one tenant', async () => {
    const client = clientOf((await start()).url);
    const first = await client.createCustomer(newCustomer('contoso'), call('same'));
    const second = await client.createCustomer(newCustomer('contoso'), call('same'));
    expect(second).toEqual(first);
    expect(effects('customer.created')).toMatchObject([{ requestId: 'same', operation: 'POST /v1/customers' }]);
  });

  it('refuses a domain that is taken and one that is not a valid tenant name', async () => {
    const client = clientOf((await start()).url);
    await client.createCustomer(newCustomer('contoso'), call());
    const codeOf = async (name: string) => await failureOf(client.createCustomer(newCustomer(name), call()));
    expect(await codeOf('CONTOSO')).toMatchObject({ code: partnerCenterCodes.domainTaken, httpStatus: 409 });
    expect(await codeOf('taken')).toMatchObject({ code: partnerCenterCodes.domainTaken });
    expect(await codeOf('con-toso')).toMatchObject({ code: partnerCenterCodes.invalidInput });
    expect(effects('customer.created')).toHaveLength(1);
  });

  it('finds existing tenants by domain, but those without a relationship only after they accept one', async () => {
    const { url } = await start({
      tenants: [{ domain: 'Northwind.onmicrosoft.com', qualification: 'nonprofit', relationship: true }],
    });
    const client = clientOf(url);
    const northwind = await client.findCustomerByDomain('northwind.onmicrosoft.com', call());
    expect(await client.getQualifications(northwind?.customerId ?? '', call())).toEqual(['Nonprofit']);
    const school = await client.findCustomerByDomain('existingedu.onmicrosoft.com', call());
    expect(await client.getQualifications(school?.customerId ?? '', call())).toEqual(['Education']);
    expect(await client.findCustomerByDomain('existingedu.onmicrosoft.com', call())).toEqual(school);
    expect(await client.findCustomerByDomain('free.onmicrosoft.com', call())).toBeUndefined();

    const shy = 'norelationship.onmicrosoft.com';
    expect(await client.isDomainTaken(shy, call())).toBe(true);
    expect(await client.findCustomerByDomain(shy, call())).toBeUndefined();
    const invitation = await client.getInvitationUrl(call());
    expect(invitation).toMatch(/\/Adminportal\/Home\?invType=ResellerRelationship&partnerId=[\da-f-]{36}&/);
    const body = JSON.stringify({ domain: shy });
    expect((await fetch(invitation)).status).toBe(200);
    expect((await fetch(invitation, { method: 'POST', body })).status).toBe(200);
    const accepted = await client.findCustomerByDomain(shy, call());
    expect(accepted?.related).toBe(true);
    expect(await client.listResellersOf(accepted?.customerId ?? '', call())).toEqual([]);
    expect(effects('relationship.accepted')).toHaveLength(1);
  });

  it('gives a new customer the reseller named in the request, and refuses an unknown reseller', async () => {
    const client = clientOf((await start()).url);
    const associatedPartnerId = (await client.findTenantId('harborit.onmicrosoft.com', call())) ?? '';
    const made = { ...newCustomer('contoso'), associatedPartnerId };
    const { customerId } = await client.createCustomer(made, call());
    expect(await client.listResellersOf(customerId, call())).toMatchObject([{ mpnId: '3456789', isActive: true }]);
    const wrong = client.createCustomer({ ...newCustomer('fabrikam'), associatedPartnerId: customerId }, call());
    expect(await failureOf(wrong)).toMatchObject({ code: partnerCenterCodes.noRelationship });
  });

  it.each([
    ['no postal code', { postalCode: undefined }, 'postalCode'],
    ['a postal code of another country', { postalCode: 'W1A 1AA' }, 'postalCode'],
    ['no state', { state: undefined }, 'state'],
    ['the state ZZ', { state: 'ZZ' }, 'state'],
    ['the country UK', { country: 'UK' }, 'country'],
    ['the phone "call me"', { phoneNumber: 'call me' }, 'phoneNumber'],
  ])('refuses a customer with %s', async (_what, change, field) => {
    const client = clientOf((await start()).url);
    const made = newCustomer('contoso');
    const { postalCode, state, ...rest } = { ...made.address, ...change };
    const address = { ...rest, ...(postalCode ? { postalCode } : {}), ...(state ? { state } : {}) };
    const failure = await failureOf(client.createCustomer({ ...made, address }, call()));
    expect(failure).toMatchObject({
      code: partnerCenterCodes.invalidInput,
      description: expect.stringContaining(field),
    });
    expect(effects('customer.created')).toEqual([]);
  });

  it('creates a customer in a country without postal codes and states', async () => {
    const client = clientOf((await start()).url);
    const made = newCustomer('contoso');
    const { postalCode: _postalCode, state: _state, ...address } = made.address;
    await client.createCustomer({ ...made, address: { ...address, country: 'HK' } }, call());
    expect(effects('customer.created')).toHaveLength(1);
  });

  it('lists the resellers of an existing tenant in pages, and refuses an unknown customer id', async () => {
    const client = clientOf((await start()).url);
    const existing = await client.findCustomerByDomain('plainexisting.onmicrosoft.com', call());
    const resellers = await client.listResellersOf(existing?.customerId ?? '', call());
    expect(resellers.findIndex(({ mpnId }) => mpnId === '1234567')).toBeGreaterThanOrEqual(5);
    const shy = await client.findCustomerByDomain('existingnoreseller.onmicrosoft.com', call());
    expect(await client.listResellersOf(shy?.customerId ?? '', call())).toEqual([]);
    expect(await failureOf(client.listResellersOf('nobody', call()))).toMatchObject({
      kind: 'rejected',
      code: partnerCenterCodes.customerNotFound,
    });
  });

  it('records the agreement of a seeded tenant once, also over restarts', async () => {
    const tenants = [
      {
        domain: 'bakery.onmicrosoft.com',
        qualification: 'none',
        relationship: true,
        resellers: ['championcloud.onmicrosoft.com'],
      },
      { domain: 'unsigned.onmicrosoft.com', qualification: 'none', relationship: true, agreement: false },
    ] as const;
    const first = await start({ tenants });
    await first.stop();
    const client = clientOf((await start({ tenants })).url);
    const bakery = (await client.findCustomerByDomain('bakery.onmicrosoft.com', call()))?.customerId ?? '';
    expect(await client.listResellersOf(bakery, call())).toMatchObject([{ mpnId: '1234567' }]);
    expect(await client.getAgreements(bakery, call())).toMatchObject([{ templateId: '2026-10' }]);
    const unsigned = (await client.findCustomerByDomain('unsigned.onmicrosoft.com', call()))?.customerId ?? '';
    expect((await client.listResellersOf(unsigned, call())).length).toBeGreaterThan(10);
    expect(await client.getAgreements(unsigned, call())).toEqual([]);
  });
});
