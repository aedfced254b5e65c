import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import {
  partnerCenterCodes,
  PartnerCenterError,
} from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import type { PartnerCenterFailure } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import type {
  NewCartLine,
  NewCustomer,
  PartnerCenterCall,
  VendorSubscription,
} from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-types.ts';
import { readEffects } from '../../../subgraphs/simulator/vendor/effect-log.ts';
import type { Effect } from '../../../subgraphs/simulator/vendor/effects.ts';
import type { Simulator, SimulatorOptions } from '../../../subgraphs/simulator/simulator-options.ts';
import { startSimulator } from '../../../subgraphs/simulator/start-simulator.ts';

const hour = 3600;
let folder: string;
let logPath: string;
let stops: (() => Promise<void>)[];
let calls: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  logPath = join(folder, 'log.jsonl');
  stops = [];
  calls = 0;
});

afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true });
});

/** A stopped clock: only `advance` moves it, so that nothing here depends on how long a test takes. */
const frozenNow = Date.parse('2026-11-02T10:00:00Z');

async function start(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ logPath, speed: 1, realNow: () => frozenNow, ...options });
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (!stopped) await simulator.stop();
    stopped = true;
  };
  stops.push(stop);
  return { ...simulator, stop };
}

function clientOf(baseUrl: string, options: { clientSecret?: string; timeoutMs?: number; now?: () => number } = {}) {
  return new PartnerCenterClient({
    baseUrl,
    clientId: 'simulator-client',
    clientSecret: 'simulator-secret',
    timeoutMs: 5000,
    ...options,
  });
}

function call(requestId = `request-${(calls += 1)}`): PartnerCenterCall {
  return { requestId, correlationId: 'correlation' };
}

function newCustomer(name: string): NewCustomer {
  return {
    domain: `${name}.onmicrosoft.com`,
    companyName: 'Contoso',
    email: 'ada@contoso.example',
    address: {
      firstName: 'Ada',
      lastName: 'Byron',
      addressLine1: '1 Main Street',
      city: 'Bellevue',
      state: 'WA',
      postalCode: '98004',
      country: 'US',
    },
  };
}

function line(change: Partial<NewCartLine> = {}): NewCartLine {
  return {
    reference: 'line-1',
    catalogItemId: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
    quantity: 5,
    termDuration: 'P1Y',
    billingCycle: 'monthly',
    partnerIdOnRecord: '1234567',
    partnerOnRecordAttestationAccepted: true,
    ...change,
  };
}

const agreement = {
  templateId: '2026-10',
  agreementType: 'MicrosoftCustomerAgreement',
  agreedBy: { firstName: 'Ada', lastName: 'Byron', email: 'ada@contoso.example' },
  agreedAt: '2026-11-02T10:00:00.000Z',
};

/** A customer that has accepted the agreement. */
async function customerOf(client: PartnerCenterClient, name: string): Promise<string> {
  const created = await client.createCustomer(newCustomer(name), call());
  await client.confirmAgreement(created.customerId, agreement, call());
  return created.customerId;
}

async function order(client: PartnerCenterClient, customerId: string, lines: readonly NewCartLine[]) {
  const cart = await client.createCart(customerId, lines, call());
  return client.checkoutCart(customerId, cart.cartId, call());
}

/** A fulfilled subscription of five seats. */
async function subscribed(
  simulator: Simulator,
  client: PartnerCenterClient,
  name = 'contoso',
): Promise<VendorSubscription> {
  const customerId = await customerOf(client, name);
  await order(client, customerId, [line()]);
  simulator.advance(hour);
  const [subscription] = await client.listSubscriptions(customerId, call());
  if (subscription === undefined) throw new Error('the order left no subscription');
  return subscription;
}

async function failureOf(attempt: Promise<unknown>): Promise<PartnerCenterFailure> {
  const error: unknown = await attempt.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof PartnerCenterError) return error.failure;
  throw error;
}

/** Waits out the connections a stopped server left behind: a write that met one would have an unknown outcome. */
async function reachable(client: PartnerCenterClient): Promise<void> {
  const answers = () =>
    client.isDomainTaken('free.onmicrosoft.com', call()).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 10_000 }).toBe(true);
}

function effects(kind: Effect['kind']) {
  return readEffects(logPath).filter((recorded) => recorded.effect.kind === kind);
}

async function bearer(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/partner/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'simulator-client',
      client_secret: 'simulator-secret',
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${token}` };
}

describe('the token endpoint and the wire', () => {
  it('refuses wrong credentials without repeating the secret', async () => {
    const { url } = await start();
    const client = clientOf(url, { clientSecret: 'canary-secret' });
    const attempt = client.isDomainTaken('contoso.onmicrosoft.com', call());
    await expect(attempt).rejects.not.toThrow('canary-secret');
    expect(await failureOf(attempt)).toMatchObject({ kind: 'rejected', code: 'invalid_client', httpStatus: 401 });
  });

  it('refuses another grant type', async () => {
    const { url } = await start();
    const body = new URLSearchParams({ grant_type: 'password' });
    const response = await fetch(`${url}/partner/oauth2/v2.0/token`, { method: 'POST', body });
    expect(response.status).toBe(400);
  });

  it.each([undefined, 'Bearer nonsense', 'Bearer e30.e30'])(
    'answers 401 to authorization %s',
    async (authorization) => {
      const { url } = await start();
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${url}/v1/customers`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: '401', data: [], source: 'PartnerFD' });
    },
  );

  it('echoes the request and correlation ids, also on errors', async () => {
    const { url } = await start();
    const headers = { 'ms-requestid': 'r-1', 'ms-correlationid': 'c-1' };
    const response = await fetch(`${url}/v1/customers`, { headers });
    expect(response.headers.get('ms-requestid')).toBe('r-1');
    expect(response.headers.get('ms-correlationid')).toBe('c-1');
  });

  it('tells a wrong path, a wrong method, a broken body and one over 1 MB apart', async () => {
    const { url } = await start();
    const headers = await bearer(url);
    const status = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${url}${path}`, { headers, ...init })).status;
    expect(await status('/v1/nothing')).toBe(404);
    expect(await status('/v1/customers', { method: 'DELETE' })).toBe(405);
    expect(await status('/v1/customers/%zz')).toBe(400);
    expect(await status('/v1/customers', { method: 'POST', body: '{' })).toBe(400);
    expect(await status('/v1/customers', { method: 'POST', body: 'x'.repeat(1_100_000) })).toBe(413);
  });

  it('throttles a tenant above its requests a minute with Retry-After, and no other tenant', async () => {
    let now = frozenNow;
    const { url } = await start({ requestsPerMinute: 2, realNow: () => now });
    const client = clientOf(url, { now: () => now });
    await client.isDomainTaken('a.onmicrosoft.com', call());
    now += 20_000;
    await client.isDomainTaken('b.onmicrosoft.com', call());
    const attempt = client.isDomainTaken('c.onmicrosoft.com', call());
    expect(await failureOf(attempt)).toEqual({ kind: 'throttled', retryAfterMs: 40_000 });
    const other = new PartnerCenterClient({
      baseUrl: url,
      clientId: 'simulator-client',
      clientSecret: 'simulator-secret',
      timeoutMs: 5000,
      partnerTenant: 'other',
      now: () => now,
    });
    expect(await other.isDomainTaken('d.onmicrosoft.com', call())).toBe(false);
    now += 40_000;
    expect(await client.isDomainTaken('c.onmicrosoft.com', call())).toBe(false);
  });
});

describe('partners', () => {
  it('knows a partner, an unknown and a malformed MPN ID', async () => {
    const client = clientOf((await start()).url);
    expect(await client.getMpnProfile('1234567', call())).toEqual({ mpnId: '1234567', partnerName: 'Champion Cloud' });
    expect(await client.getMpnProfile('9234567', call())).toBeNull();
    expect(await client.getMpnProfile('12', call())).toBeNull();
  });

  it.each([
    ['1234567', true],
    ['8123456', false],
    ['9234567', false],
    ['12', false],
    ['no number', false],
  ])('says of the MPN ID %s whether it is enrolled: %s', async (mpnId, enrolled) => {
    const client = clientOf((await start()).url);
    expect(await client.isEnrolledInCsp(mpnId, call())).toBe(enrolled);
  });

  it('lists resellers page by page, the partners of the demo not on the first one, and takes no filter', async () => {
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

  it('leads the client through all pages, to each reseller once', async () => {
    const { url } = await start();
    const resellers = await clientOf(url).listResellers(call());
    const mpnIds = resellers.map(({ mpnId }) => mpnId);
    expect(new Set(mpnIds).size).toBe(mpnIds.length);
    expect(mpnIds).toEqual(expect.arrayContaining(['1234567', '2345678', '3456789', '4567890', '8123456']));
    expect(mpnIds).not.toContain('5678901');
    expect(resellers.every(({ isActive }) => isActive)).toBe(true);
  });

  it('refuses the next page without its token', async () => {
    const { url } = await start();
    const path = '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf&seekOperation=Next';
    expect((await fetch(`${url}${path}`, { headers: await bearer(url) })).status).toBe(400);
  });

  it('resolves the domains of partners and tenants to the ids that its lists carry, in any case', async () => {
    const { url } = await start();
    const client = clientOf(url);
    const champion = (await client.listResellers(call())).find(({ mpnId }) => mpnId === '1234567');
    expect(await client.findTenantId('ChampionCloud.onmicrosoft.com', call())).toBe(champion?.tenantId);
    const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
    expect(await client.findTenantId('contoso.onmicrosoft.com', call())).toBe(customerId);
    expect(await client.findTenantId('nosuchreseller.onmicrosoft.com', call())).toBeNull();
    expect(await client.isDomainTaken('championcloud.onmicrosoft.com', call())).toBe(true);
  });

  it('knows more partners than its own, and others in the place of its own', async () => {
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
  it('creates a tenant whose credentials come once and never reach the log', async () => {
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
    expect(readFileSync(logPath, 'utf8')).not.toContain(created.credentials.password);
  });

  it('answers a repeated creation as the first time, credentials included, and creates once', async () => {
    const client = clientOf((await start()).url);
    const first = await client.createCustomer(newCustomer('contoso'), call('same'));
    const second = await client.createCustomer(newCustomer('contoso'), call('same'));
    expect(second).toEqual(first);
    expect(effects('customer.created')).toMatchObject([{ requestId: 'same', operation: 'POST /v1/customers' }]);
  });

  it('refuses a taken domain and one that is not a tenant name', async () => {
    const client = clientOf((await start()).url);
    await client.createCustomer(newCustomer('contoso'), call());
    const codeOf = async (name: string) => await failureOf(client.createCustomer(newCustomer(name), call()));
    expect(await codeOf('CONTOSO')).toMatchObject({ code: partnerCenterCodes.domainTaken, httpStatus: 409 });
    expect(await codeOf('taken')).toMatchObject({ code: partnerCenterCodes.domainTaken });
    expect(await codeOf('con-toso')).toMatchObject({ code: partnerCenterCodes.invalidInput });
    expect(effects('customer.created')).toHaveLength(1);
  });

  it('finds existing tenants by domain, but not those without a relationship until they accept', async () => {
    const { url } = await start({
      tenants: [{ domain: 'Northwind.onmicrosoft.com', qualification: 'nonprofit', relationship: true }],
    });
    const client = clientOf(url);
    const northwind = await client.findCustomerByDomain('northwind.onmicrosoft.com', call());
    expect(await client.getQualifications(northwind?.customerId ?? '', call())).toEqual(['Nonprofit']);
    const school = await client.findCustomerByDomain('existingedu.onmicrosoft.com', call());
    expect(await client.getQualifications(school?.customerId ?? '', call())).toEqual(['Education']);
    expect(await client.findCustomerByDomain('existingedu.onmicrosoft.com', call())).toEqual(school);
    expect(await client.findCustomerByDomain('free.onmicrosoft.com', call())).toBeNull();

    const shy = 'norelationship.onmicrosoft.com';
    expect(await client.isDomainTaken(shy, call())).toBe(true);
    expect(await client.findCustomerByDomain(shy, call())).toBeNull();
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

  it('gives a new customer the reseller that it is made for, and refuses one that is nobody', async () => {
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

  it('makes a customer in a country without postal codes and states', async () => {
    const client = clientOf((await start()).url);
    const made = newCustomer('contoso');
    const { postalCode: _postalCode, state: _state, ...address } = made.address;
    await client.createCustomer({ ...made, address: { ...address, country: 'HK' } }, call());
    expect(effects('customer.created')).toHaveLength(1);
  });

  it('lists the resellers of an existing tenant page by page, and refuses a foreign id', async () => {
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

  it('knows what a seeded tenant accepted, once, also over restarts', async () => {
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

describe('the customer agreement', () => {
  const type = 'MicrosoftCustomerAgreement';

  it('begins with version 2026-10; a published one has a higher rank, also after a restart', async () => {
    const first = await start();
    expect(await clientOf(first.url).listAgreementTemplates(type, call())).toEqual([
      { templateId: '2026-10', agreementType: type, agreementLink: expect.stringMatching(/^https:/), versionRank: 0 },
    ]);
    first.publishAgreement('2027-01');
    first.publishAgreement('2027-01');
    await first.stop();
    const second = await start({ agreementVersion: '2027-04' });
    const templates = await clientOf(second.url).listAgreementTemplates(type, call());
    expect(templates.map(({ templateId, versionRank }) => [templateId, versionRank])).toEqual([
      ['2026-10', 0],
      ['2027-01', 1],
      ['2027-04', 2],
    ]);
    expect(effects('agreement.published')).toHaveLength(2);
  });

  it('is kept as it was accepted, with phone and day', async () => {
    const client = clientOf((await start()).url);
    const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
    const accepted = {
      ...agreement,
      agreedBy: { ...agreement.agreedBy, phoneNumber: '+14255550100' },
      agreedAt: '2026-11-01T00:00:00.000Z',
    };
    expect(await client.confirmAgreement(customerId, accepted, call())).toEqual(accepted);
    expect(await client.getAgreements(customerId, call())).toEqual([accepted]);
  });

  it.each([
    ['a version that nobody published', { templateId: '2031-01' }],
    ['a day to come', { agreedAt: '2026-11-03T00:00:00.000Z' }],
  ])('is not accepted with %s', async (_what, change) => {
    const client = clientOf((await start()).url);
    const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
    const failure = await failureOf(client.confirmAgreement(customerId, { ...agreement, ...change }, call()));
    expect(failure).toMatchObject({ code: partnerCenterCodes.invalidInput });
  });

  it('of a new version refuses checkouts until that one is accepted', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    await order(client, customerId, [line()]);
    simulator.publishAgreement('2027-01');
    const refused = await failureOf(order(client, customerId, [line()]));
    expect(refused).toMatchObject({ code: partnerCenterCodes.agreementMissing });
    await client.confirmAgreement(customerId, agreement, call());
    expect(await failureOf(order(client, customerId, [line()]))).toEqual(refused);
    await client.confirmAgreement(customerId, { ...agreement, templateId: '2027-01' }, call());
    expect((await order(client, customerId, [line()])).orders).toHaveLength(1);
  });
});

describe('carts and checkout', () => {
  it('orders lines by term and billing cycle and provisions them step by step', async () => {
    const simulator = await start({ provisioningSeconds: 1000 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    const lines = [line(), line({ reference: 'line-2' }), line({ reference: 'line-3', billingCycle: 'annual' })];
    const { orders, orderErrors } = await order(client, customerId, lines);
    expect(orderErrors).toEqual([]);
    expect(orders.map((each) => each.lines.map((item) => item.reference))).toEqual([['line-1', 'line-2'], ['line-3']]);
    const [first] = orders;
    const orderId = first?.orderId ?? '';
    const progress = async () =>
      (await client.getProvisioningStatus(customerId, orderId, call())).map((item) => `${item.status} ${item.stage}`);

    expect(await progress()).toEqual(['PrefulfillmentPending requested', 'PrefulfillmentPending requested']);
    simulator.advance(500);
    expect(await progress()).toEqual(['PrefulfillmentPending assigning', 'PrefulfillmentPending allocating']);
    const subscriptionId = first?.lines[0]?.subscriptionId ?? '';
    expect(await client.getSubscription(customerId, subscriptionId, call())).toBeNull();
    simulator.advance(300);
    expect(await progress()).toEqual(['Fulfilled ready', 'PrefulfillmentPending assigning']);
    simulator.advance(200);
    expect(await progress()).toEqual(['Fulfilled ready', 'Fulfilled ready']);
    expect(await client.getOrder(customerId, orderId, call())).toMatchObject({ status: 'completed' });
    expect(await client.getSubscription(customerId, subscriptionId, call())).toMatchObject({
      orderId,
      reference: 'line-1',
      quantity: 5,
      status: 'active',
      autoRenewEnabled: true,
      commitmentEndDate: '2027-11-01T00:00:00.000Z',
    });
  });

  it('replaces the lines of a cart until it is ordered or expired', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const replaced = await client.replaceCart({ customerId, cartId }, [line({ quantity: 7 })], call());
    expect(replaced).toMatchObject({ cartId, status: 'Active', lines: [{ quantity: 7, orderGroup: 'P1Y/monthly' }] });
    await client.checkoutCart(customerId, cartId, call());
    expect(await failureOf(client.checkoutCart(customerId, cartId, call()))).toMatchObject({ httpStatus: 409 });
    const old = await client.createCart(customerId, [line()], call());
    simulator.advance(7 * 24 * hour);
    expect(await failureOf(client.checkoutCart(customerId, old.cartId, call()))).toMatchObject({ httpStatus: 404 });
    expect(effects('order.created')).toHaveLength(1);
  });

  it('names every line whose quantity is out of bounds', async () => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, 'contoso');
    const lines = [line({ quantity: 0 }), line({ reference: 'line-2', quantity: 10_001 })];
    expect(await failureOf(client.createCart(customerId, lines, call()))).toMatchObject({
      code: partnerCenterCodes.quantityTooLow,
      details: [
        { reference: 'line-1', code: partnerCenterCodes.quantityTooLow },
        { reference: 'line-2', code: partnerCenterCodes.quantityTooHigh },
      ],
    });
  });

  it('refuses a plan that does not exist and a cart without lines', async () => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, 'contoso');
    const wrong = client.createCart(customerId, [line({ termDuration: 'P1M', billingCycle: 'annual' })], call());
    expect(await failureOf(wrong)).toMatchObject({ code: partnerCenterCodes.invalidInput });
    expect(await failureOf(client.createCart(customerId, [], call()))).toMatchObject({ httpStatus: 400 });
  });

  it.each([
    ['not enrolled in CSP', { partnerIdOnRecord: '8123456' }, partnerCenterCodes.notEnrolledInCsp],
    ['attestation missing', { partnerOnRecordAttestationAccepted: undefined }, partnerCenterCodes.attestationMissing],
    ['attestation refused', { partnerOnRecordAttestationAccepted: false }, partnerCenterCodes.attestationRefused],
  ])('refuses a checkout with %s', async (_title, change, code) => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, 'contoso');
    expect(await failureOf(order(client, customerId, [line(change)]))).toMatchObject({ kind: 'rejected', code });
    expect(effects('order.created')).toEqual([]);
  });

  it('refuses a checkout before the customer agreement', async () => {
    const client = clientOf((await start()).url);
    const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
    const failure = await failureOf(order(client, customerId, [line()]));
    expect(failure).toMatchObject({ code: partnerCenterCodes.agreementMissing });
  });

  it('answers fifty equal checkouts with one order', async () => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call('cart'));
    expect((await client.createCart(customerId, [line()], call('cart'))).cartId).toBe(cartId);
    const results = await Promise.all(
      Array.from({ length: 50 }, () => client.checkoutCart(customerId, cartId, call('same'))),
    );
    expect(new Set(results.map((result) => result.orders[0]?.orderId)).size).toBe(1);
    expect(effects('order.created')).toMatchObject([{ requestId: 'same' }]);
  });

  it('hides a new order for as long as the vendor takes to show it', async () => {
    const simulator = await start({ orderHiddenSeconds: 900 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const { orders } = await client.checkoutCart(customerId, cartId, call('buy'));
    expect(await client.findOrdersByRequest(customerId, 'buy', call())).toEqual([]);
    expect(await client.getOrder(customerId, orders[0]?.orderId ?? '', call())).toBeNull();
    simulator.advance(900);
    expect(await client.findOrdersByRequest(customerId, 'buy', call())).toMatchObject([
      { orderId: orders[0]?.orderId, externalReference: 'buy' },
    ]);
    expect(await client.findOrdersByRequest(customerId, 'another', call())).toEqual([]);
  });
});

describe('scripted outcomes', () => {
  it.each([
    ['domain', 'slowtenant', 5],
    ['quantity', 'contoso', 115],
  ])('takes ten times as long: slow by %s', async (_by, name, quantity) => {
    const simulator = await start({ provisioningSeconds: 100 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, name);
    const { orders } = await order(client, customerId, [line({ quantity })]);
    simulator.advance(999);
    expect(await client.getOrder(customerId, orders[0]?.orderId ?? '', call())).toMatchObject({ status: 'pending' });
    simulator.advance(1);
    expect(await client.getOrder(customerId, orders[0]?.orderId ?? '', call())).toMatchObject({ status: 'completed' });
  });

  it.each([
    ['domain', 'actionrequired', 5],
    ['quantity', 'contoso', 116],
  ])('waits until the agreement is confirmed anew: action required by %s', async (_by, name, quantity) => {
    const simulator = await start({ provisioningSeconds: 100 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, name);
    const { orders } = await order(client, customerId, [line({ quantity })]);
    const orderId = orders[0]?.orderId ?? '';
    const provisioning = async () => (await client.getProvisioningStatus(customerId, orderId, call()))[0];
    expect(await provisioning()).toMatchObject({ stage: 'requested', reason: null });
    simulator.advance(24 * hour);
    expect(await provisioning()).toMatchObject({
      status: 'PrefulfillmentPending',
      stage: 'actionRequired',
      reason: { code: partnerCenterCodes.agreementMissing },
    });
    await client.confirmAgreement(customerId, agreement, call());
    simulator.advance(100);
    expect(await provisioning()).toMatchObject({ status: 'Fulfilled' });
  });

  it('is not released by an acceptance from before it began to wait', async () => {
    const simulator = await start({ provisioningSeconds: 100 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'actionrequired');
    const { orders } = await order(client, customerId, [line(), line({ reference: 'line-2' })]);
    const orderId = orders[0]?.orderId ?? '';
    const stages = async () =>
      (await client.getProvisioningStatus(customerId, orderId, call())).map(({ stage }) => stage);
    await client.confirmAgreement(customerId, agreement, call());
    simulator.advance(24 * hour);
    expect(await stages()).toEqual(['actionRequired', 'actionRequired']);
    await client.confirmAgreement(customerId, agreement, call());
    simulator.advance(100);
    expect(await stages()).toEqual(['ready', 'ready']);
  });

  it.each([
    ['domain', 'rejectedtenant', 5],
    ['quantity', 'contoso', 113],
  ])('refuses the checkout: rejected by %s', async (_by, name, quantity) => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, name);
    const failure = await failureOf(order(client, customerId, [line({ quantity })]));
    expect(failure).toMatchObject({ kind: 'rejected', code: partnerCenterCodes.quantityTooHigh });
    expect(effects('order.created')).toEqual([]);
  });

  it.each([
    ['domain', 'partialtenant', 5],
    ['quantity', 'contoso', 113],
  ])('orders one line and refuses the other: partial by %s', async (_by, name, quantity) => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, name);
    const result = await order(client, customerId, [line(), line({ reference: 'line-2', quantity })]);
    expect(result.orders).toMatchObject([{ lines: [{ reference: 'line-1' }] }]);
    expect(result.orderErrors).toMatchObject([{ reference: 'line-2', code: partnerCenterCodes.quantityTooHigh }]);
  });

  it.each([
    ['domain', 'unfulfilledtenant', 5],
    ['quantity', 'contoso', 114],
  ])('ends the line unfulfilled with a reason, by %s', async (_by, name, quantity) => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, name);
    const { orders } = await order(client, customerId, [line({ quantity })]);
    simulator.advance(hour);
    const orderId = orders[0]?.orderId ?? '';
    const [item] = await client.getProvisioningStatus(customerId, orderId, call());
    expect(item).toMatchObject({ status: 'Unfulfilled', stage: 'failed', subscriptionId: null });
    expect(item?.reason?.description).not.toBe('');
    expect(await client.getOrder(customerId, orderId, call())).toMatchObject({ status: 'failed' });
    expect(effects('subscription.created')).toEqual([]);
    expect(effects('line.unfulfilled')).toHaveLength(1);
  });

  it.each([
    ['domain', 'droporder', 5],
    ['quantity', 'contoso', 117],
  ])('applies a checkout but drops the reply, by %s', async (_by, name, quantity) => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, name);
    const { cartId } = await client.createCart(customerId, [line({ quantity })], call());
    const failure = await failureOf(client.checkoutCart(customerId, cartId, call('buy')));
    expect(failure).toMatchObject({ kind: 'unknown-outcome' });
    const found = await client.findOrdersByRequest(customerId, 'buy', call());
    expect(found).toHaveLength(1);
    const repeated = await client.checkoutCart(customerId, cartId, call('buy'));
    expect(repeated.orders[0]?.orderId).toBe(found[0]?.orderId);
    expect(effects('order.created')).toHaveLength(1);
  });

  it('creates a tenant but drops the reply; the repeated request reads the credentials', async () => {
    const client = clientOf((await start()).url);
    const failure = await failureOf(client.createCustomer(newCustomer('droptenant'), call('create')));
    expect(failure).toMatchObject({ kind: 'unknown-outcome' });
    const found = await client.findCustomerByDomain('droptenant.onmicrosoft.com', call());
    const repeated = await client.createCustomer(newCustomer('droptenant'), call('create'));
    expect(repeated.customerId).toBe(found?.customerId);
    expect(repeated.credentials.password).not.toBe('');
    expect(effects('customer.created')).toHaveLength(1);
  });

  it.each([
    ['domain', 'applieslate', 5],
    ['quantity', 'contoso', 118],
  ])('applies a checkout late, and once, by %s', async (_by, name, quantity) => {
    const simulator = await start({ lateSeconds: 900 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, name);
    const { cartId } = await client.createCart(customerId, [line({ quantity })], call());
    const failure = await failureOf(client.checkoutCart(customerId, cartId, call('buy')));
    expect(failure).toMatchObject({ kind: 'unknown-outcome' });
    expect(await client.findOrdersByRequest(customerId, 'buy', call())).toEqual([]);
    const tooEarly = await failureOf(client.checkoutCart(customerId, cartId, call('buy')));
    expect(tooEarly).toMatchObject({ kind: 'rejected', code: partnerCenterCodes.operationPending });
    simulator.advance(900);
    const found = await client.findOrdersByRequest(customerId, 'buy', call());
    expect(found).toHaveLength(1);
    expect((await client.checkoutCart(customerId, cartId, call('buy'))).orders).toHaveLength(1);
    expect(effects('order.created')).toMatchObject([{ requestId: 'buy', at: '2026-11-02T10:15:00.000Z' }]);
  });

  it.each([
    ['outage', 'outagetenant', { kind: 'unknown-outcome' }],
    ['throttled', 'throttledtenant', { kind: 'throttled', retryAfterMs: 1000 }],
  ])('refuses the first attempt and takes the second: %s', async (_title, name, expected) => {
    const client = clientOf((await start()).url);
    expect(await failureOf(client.createCustomer(newCustomer(name), call('create')))).toMatchObject(expected);
    expect(effects('customer.created')).toEqual([]);
    await client.createCustomer(newCustomer(name), call('create'));
    expect(effects('customer.created')).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  it('adds and removes seats, each addition within its own 168 hours', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const seats = async (quantity: number) => (await client.updateSubscription(at, { quantity }, call())).quantity;
    expect(await seats(3)).toBe(3);
    simulator.advance(168 * hour);
    expect(await seats(8)).toBe(8);
    expect(await seats(4)).toBe(4);
    expect(await failureOf(seats(2))).toMatchObject({ kind: 'rejected', code: partnerCenterCodes.windowClosed });
    expect(await seats(3)).toBe(3);
    expect(effects('subscription.changed')).toHaveLength(4);
  });

  it('applies a repeated change once', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const first = await client.updateSubscription(at, { quantity: 9, etag: at.etag }, call('same'));
    expect(await client.updateSubscription(at, { quantity: 9, etag: at.etag }, call('same'))).toEqual(first);
    expect(effects('subscription.changed')).toHaveLength(1);
  });

  it('refuses a stale ETag with 2055', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const changed = await client.updateSubscription(at, { quantity: 9, etag: at.etag }, call());
    const stale = client.updateSubscription(at, { quantity: 10, etag: at.etag }, call());
    expect(await failureOf(stale)).toMatchObject({ code: partnerCenterCodes.staleEtag, httpStatus: 412 });
    await client.updateSubscription(at, { quantity: 10, etag: changed.etag }, call());
  });

  it('sets renewal and the next term, suspends, resumes and cancels', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const next = { catalogItemId: 'A:1:B', quantity: 3, termDuration: 'P1Y', billingCycle: 'annual' } as const;
    const scheduled = await client.updateSubscription(at, { scheduledNextTermInstructions: next }, call());
    expect(scheduled.scheduledNextTermInstructions).toEqual(next);
    const without = { scheduledNextTermInstructions: null, autoRenewEnabled: false };
    expect(await client.updateSubscription(at, without, call())).toMatchObject(without);
    expect(await client.updateSubscription(at, { status: 'suspended' }, call())).toMatchObject({ status: 'suspended' });
    expect(await failureOf(client.updateSubscription(at, { quantity: 9 }, call()))).toMatchObject({
      code: partnerCenterCodes.suspended,
    });
    expect(await client.updateSubscription(at, { status: 'active' }, call())).toMatchObject({ status: 'active' });
    expect(await client.updateSubscription(at, { status: 'deleted' }, call())).toMatchObject({ status: 'deleted' });
    expect(effects('subscription.cancelled')).toHaveLength(1);
    expect(await failureOf(client.updateSubscription(at, { quantity: 9 }, call()))).toMatchObject({
      code: partnerCenterCodes.subscriptionNotFound,
    });
  });

  it('refuses to cancel after 168 hours, a quantity out of bounds and a subscription of nobody', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const change = (body: Parameters<PartnerCenterClient['updateSubscription']>[1]) =>
      failureOf(client.updateSubscription(at, body, call()));
    expect(await change({ quantity: 0 })).toMatchObject({ code: partnerCenterCodes.quantityTooLow });
    expect(await change({ quantity: 10_001 })).toMatchObject({ code: partnerCenterCodes.quantityTooHigh });
    simulator.advance(168 * hour);
    expect(await change({ status: 'deleted' })).toMatchObject({ code: partnerCenterCodes.windowClosed });
    expect(await client.getSubscription(at.customerId, 'nobody', call())).toBeNull();
  });

  it.each([
    ['licences', {}, '2026-11-09T10:00:00.000Z'],
    [
      'software for a year',
      { catalogItemId: 'DG7GMGF0D5RK:0004:A', billingCycle: 'annual' },
      '2026-11-10T00:00:00.000Z',
    ],
    [
      'an instance for a year',
      { catalogItemId: 'DZH318Z0BQ36:00CV:A', billingCycle: 'annual' },
      '2026-11-10T00:00:00.000Z',
    ],
    [
      'perpetual software',
      { catalogItemId: 'DG7GMGF0D5RK:0004:A', termDuration: 'OneTime', billingCycle: 'one_time' },
      '2026-12-03T00:00:00.000Z',
    ],
  ] as const)('can be cancelled until the end of the window of %s', async (_kind, change, until) => {
    // Bought at 10:00 on 2 November.
    const simulator = await start({ provisioningSeconds: 0 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    await order(client, customerId, [line(change), line({ ...change, reference: 'line-2' })]);
    const [kept, cancelled] = await client.listSubscriptions(customerId, call());
    if (kept === undefined || cancelled === undefined) throw new Error('the order left no subscriptions');
    expect(kept.cancellationAllowedUntil).toBe(until);
    simulator.advance((Date.parse(until) - frozenNow) / 1000 - 1);
    expect(await client.updateSubscription(cancelled, { status: 'deleted' }, call())).toMatchObject({
      status: 'deleted',
    });
    simulator.advance(1);
    expect(await failureOf(client.updateSubscription(kept, { status: 'deleted' }, call()))).toMatchObject({
      code: partnerCenterCodes.windowClosed,
    });
  });

  it.each([
    ['a subscription', { billingCycle: 'annual' }],
    ['perpetual', { termDuration: 'OneTime', billingCycle: 'one_time' }],
  ] as const)('takes no seats from software that is %s', async (_what, change) => {
    const simulator = await start({ provisioningSeconds: 0 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    await order(client, customerId, [line({ catalogItemId: 'DG7GMGF0D5RK:0004:A', ...change })]);
    const [subscription] = await client.listSubscriptions(customerId, call());
    if (subscription === undefined) throw new Error('the order left no subscription');
    expect(await failureOf(client.updateSubscription(subscription, { quantity: 4 }, call()))).toMatchObject({
      code: partnerCenterCodes.windowClosed,
    });
  });

  // Vectors of the vendor's own table: first day, term, last day.
  it.each([
    ['2021-01-31', 'P1M', '2021-02-27'],
    ['2021-02-28', 'P1M', '2021-03-27'],
    ['2021-05-31', 'P1M', '2021-06-29'],
    ['2021-06-30', 'P1M', '2021-07-29'],
    ['2021-07-31', 'P1M', '2021-08-30'],
    ['2021-01-31', 'P1Y', '2022-01-30'],
    ['2021-01-01', 'P1M', '2021-01-31'],
    ['2023-01-29', 'P1M', '2023-02-27'],
    ['2024-01-30', 'P1M', '2024-02-28'],
    ['2024-02-29', 'P1Y', '2025-02-27'],
    ['2024-02-29', 'P3Y', '2027-02-27'],
    ['2026-11-26', 'P3Y', '2029-11-25'],
  ] as const)('from %s for %s ends on %s', async (firstDay, termDuration, lastDay) => {
    const realNow = () => Date.parse(`${firstDay}T10:00:00Z`);
    const simulator = await start({ provisioningSeconds: 0, realNow });
    const client = clientOf(simulator.url, { now: realNow });
    const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
    await client.confirmAgreement(customerId, { ...agreement, agreedAt: `${firstDay}T00:00:00.000Z` }, call());
    await order(client, customerId, [line({ termDuration })]);
    const [subscription] = await client.listSubscriptions(customerId, call());
    expect(subscription?.commitmentEndDate).toBe(`${lastDay}T00:00:00.000Z`);
  });

  it('refuses a change while one is pending, and more changes an hour than allowed', async () => {
    const simulator = await start({ updatesPerHour: 2 });
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client, 'busytenant');
    const add = (quantity: number) => client.updateSubscription(at, { quantity }, call());
    await add(6);
    expect(await failureOf(add(7))).toMatchObject({ code: partnerCenterCodes.operationPending });
    simulator.advance(300);
    await add(7);
    simulator.advance(300);
    expect(await failureOf(add(8))).toMatchObject({ code: partnerCenterCodes.tooManyUpdates });
    simulator.advance(hour);
    await add(8);
  });
});

describe('the log', () => {
  it('rebuilds everything after a stop: customers, carts, orders, answers and the clock', async () => {
    const first = await start();
    const client = clientOf(first.url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const bought = await client.checkoutCart(customerId, cartId, call('buy'));
    const created = await client.createCustomer(newCustomer('fabrikam'), call('create'));
    first.advance(hour);
    const before = first.now();
    await first.stop();

    const second = await start({ port: first.port });
    expect(second.now()).toEqual(before);
    await reachable(client);
    expect(await client.checkoutCart(customerId, cartId, call('buy'))).toEqual(bought);
    expect(await client.createCustomer(newCustomer('fabrikam'), call('create'))).toEqual(created);
    expect(await client.listSubscriptions(customerId, call())).toHaveLength(1);
    expect(await client.getAgreements(customerId, call())).toEqual([agreement]);
    expect(effects('order.created')).toHaveLength(1);
    expect(effects('subscription.created')).toMatchObject([{ requestId: 'buy' }]);
  });

  it('of a simulator from before agreements and resellers goes on, with what its seeded tenants lack', async () => {
    const customer = {
      customerId: 'c0ffee00-0000-4000-8000-000000000001',
      domain: 'bakery.onmicrosoft.com',
      companyName: 'bakery',
      country: 'US',
      qualification: 'none',
      related: true,
    };
    const { templateId: _templateId, ...older } = agreement;
    const accepted = { type: older.agreementType, dateAgreed: older.agreedAt, primaryContact: older.agreedBy };
    const effectsThen = [
      { kind: 'tenant.known', customer },
      { kind: 'agreement.confirmed', customerId: customer.customerId, agreement: accepted },
    ];
    const entry = { seq: 1, at: '2026-10-02T10:00:00.000Z', requestId: null, operation: 'seed', effects: effectsThen };
    appendFileSync(logPath, `${JSON.stringify(entry)}\n`);
    const tenants = [{ domain: customer.domain, qualification: 'none', relationship: true }] as const;
    const client = clientOf((await start({ tenants })).url);
    const templates = (await client.getAgreements(customer.customerId, call())).map(({ templateId }) => templateId);
    expect(templates).toEqual([null, '2026-10']);
    expect((await client.listResellersOf(customer.customerId, call())).length).toBeGreaterThan(10);
    expect((await order(client, customer.customerId, [line()])).orders).toHaveLength(1);
  });

  it('cuts off a half line at its end and goes on after it', async () => {
    const first = await start();
    const customerId = await customerOf(clientOf(first.url), 'contoso');
    await first.stop();
    const whole = readFileSync(logPath, 'utf8');
    appendFileSync(logPath, whole.slice(0, 40));
    expect(readEffects(logPath)).toHaveLength(2);

    const second = await start();
    expect(readFileSync(logPath, 'utf8')).toBe(whole);
    await order(clientOf(second.url), customerId, [line()]);
    await second.stop();
    const numbers = readFileSync(logPath, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => (JSON.parse(text) as { seq: number }).seq);
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('refuses to start on a damaged line and frees the port', async () => {
    appendFileSync(logPath, '{"seq":1}\n');
    await expect(start()).rejects.toThrow('damaged at line 1');
  });

  it('says in one line that the port is in use', async () => {
    const { port } = await start();
    const attempt = startSimulator({ logPath: join(folder, 'other.jsonl'), port });
    await expect(attempt).rejects.toThrow(
      `The vendor simulator cannot listen on 127.0.0.1:${port}: the port is in use.`,
    );
  });
});

describe('as a process of its own', () => {
  const main = new URL('../../../subgraphs/simulator/main.ts', import.meta.url).pathname;

  async function run(port: number) {
    const environment = {
      ...process.env,
      SIMULATOR_PORT: String(port),
      SIMULATOR_LOG: logPath,
      SIMULATOR_SPEED: '2000',
    };
    const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const exited = once(child, 'exit');
    stops.push(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    const [output] = (await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')])) as [Buffer];
    return { child, exited, output: output.toString() };
  }

  it('survives kill -9: what was acknowledged is there, and open orders go on', async () => {
    const first = await run(0);
    const url = /http:\S+/.exec(first.output)?.[0] ?? '';
    const client = clientOf(url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const bought = await client.checkoutCart(customerId, cartId, call('buy'));
    first.child.kill('SIGKILL');
    await first.exited;

    const second = await run(Number(new URL(url).port));
    await reachable(client);
    expect(await client.checkoutCart(customerId, cartId, call('buy'))).toMatchObject({
      orders: [{ orderId: bought.orders[0]?.orderId }],
    });
    await expect.poll(() => client.listSubscriptions(customerId, call()), { timeout: 10_000 }).toHaveLength(1);
    expect(effects('order.created')).toHaveLength(1);
    second.child.kill('SIGTERM');
    expect(await second.exited).toEqual([0, null]);
  });

  it('exits 1 with one line when the port is in use', async () => {
    const { port } = await start();
    const { output, exited } = await run(port);
    expect(output).toBe(`The vendor simulator cannot listen on 127.0.0.1:${port}: the port is in use.\n`);
    expect(await exited).toEqual([1, null]);
  });
});

describe('the client against faults', () => {
  const token = JSON.stringify({ access_token: 'a', expires_in: 3600 });

  /** A server that issues tokens and leaves everything else to the listener. */
  async function serve(listener: RequestListener): Promise<{ url: string; tokens: () => number }> {
    let tokens = 0;
    const server = createServer((request, response) => {
      if (request.url?.endsWith('/token') === true) {
        tokens += 1;
        response.end(token);
      } else {
        listener(request, response);
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    stops.push(async () => {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('not listening');
    return { url: `http://127.0.0.1:${address.port}`, tokens: () => tokens };
  }

  const read = (client: PartnerCenterClient) => failureOf(client.isDomainTaken('a.onmicrosoft.com', call()));
  const write = (client: PartnerCenterClient) => failureOf(client.checkoutCart('customer', 'cart', call()));

  it('calls a refused connection unavailable, for writes too', async () => {
    const probe = createSocketServer();
    await once(probe.listen(0, '127.0.0.1'), 'listening');
    const address = probe.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    probe.close();
    await once(probe, 'close');
    const client = clientOf(`http://127.0.0.1:${port}`);
    expect(await read(client)).toMatchObject({ kind: 'unavailable' });
    expect(await write(client)).toMatchObject({ kind: 'unavailable' });
  });

  it.each<[string, RequestListener]>([
    ['a dropped socket', (request) => void request.socket.destroy()],
    ['a server error', (_request, response) => void response.writeHead(502).end('<html>')],
    ['no answer in time', () => undefined],
    ['a half answer', (_request, response) => void response.writeHead(200, { 'content-length': 99 }).write('{')],
  ])('calls %s unavailable on reads and unknown on writes', async (_title, listener) => {
    const { url } = await serve(listener);
    const client = clientOf(url, { timeoutMs: 300 });
    // HEAD has no body, so a half answer needs a GET.
    expect(await failureOf(client.getQualifications('customer', call()))).toMatchObject({ kind: 'unavailable' });
    expect(await write(client)).toMatchObject({ kind: 'unknown-outcome' });
  });

  it('calls a success it cannot read unknown on writes, naming the field and not its value', async () => {
    const { url } = await serve((_request, response) => void response.end('{"orders":[{"id":7}]}'));
    expect(await write(clientOf(url))).toEqual({
      kind: 'unknown-outcome',
      reason: 'unexpected answer: id is not a string',
    });
  });

  it('never repeats a password, not even of an answer it cannot read', async () => {
    const body = { id: 1, companyProfile: {}, userCredentials: { userName: 'u', password: 'canary-password' } };
    const { url } = await serve((_request, response) => void response.end(JSON.stringify(body)));
    const attempt = clientOf(url).createCustomer(newCustomer('contoso'), call());
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PartnerCenterError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain('canary');
  });

  it('keeps enum values the vendor adds later instead of failing', async () => {
    const items = [{ lineItemNumber: 0, status: 'Teleported' }];
    const { url } = await serve((_request, response) => void response.end(JSON.stringify({ items })));
    expect(await clientOf(url).getProvisioningStatus('customer', 'order', call())).toMatchObject([
      { status: 'Unknown' },
    ]);
  });

  it('fetches one token for many callers and a new one before it expires', async () => {
    let now = 0;
    const { url, tokens } = await serve((_request, response) => void response.end());
    const client = clientOf(url, { now: () => now });
    await Promise.all(Array.from({ length: 20 }, () => client.isDomainTaken('a.onmicrosoft.com', call())));
    expect(tokens()).toBe(1);
    now = 3_239_000;
    await client.isDomainTaken('a.onmicrosoft.com', call());
    expect(tokens()).toBe(1);
    now = 3_241_000;
    await client.isDomainTaken('a.onmicrosoft.com', call());
    expect(tokens()).toBe(2);
  });

  it('fetches a new token once when the vendor no longer takes the old one', async () => {
    let refusals = 1;
    const { url, tokens } = await serve((_request, response) => {
      response.writeHead(refusals > 0 ? 401 : 200).end();
      refusals -= 1;
    });
    expect(await clientOf(url).isDomainTaken('a.onmicrosoft.com', call())).toBe(true);
    expect(tokens()).toBe(2);
  });

  it('reads Retry-After as seconds and as a date, and waits a minute without it', async () => {
    const answers = ['7', new Date(Date.now() - 1000).toUTCString(), undefined];
    const { url } = await serve((_request, response) => {
      const value = answers.shift();
      response.writeHead(429, value === undefined ? {} : { 'retry-after': value }).end();
    });
    const client = clientOf(url);
    expect(await read(client)).toEqual({ kind: 'throttled', retryAfterMs: 7000 });
    expect(await read(client)).toEqual({ kind: 'throttled', retryAfterMs: 0 });
    expect(await write(client)).toEqual({ kind: 'throttled', retryAfterMs: 60_000 });
  });

  it('calls an aborted write unknown once it was sent, and unavailable before', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort());
    const client = clientOf(url);
    const aborted = () => client.checkoutCart('customer', 'cart', { ...call(), signal: controller.signal });
    expect(await failureOf(aborted())).toMatchObject({ kind: 'unknown-outcome' });
    await sleep(0);
    expect(await failureOf(aborted())).toMatchObject({ kind: 'unavailable' });
  });
});
