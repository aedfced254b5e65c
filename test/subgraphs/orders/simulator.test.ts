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

import { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/partner-center-client.ts';
import {
  partnerCenterCodes,
  PartnerCenterError,
} from '../../../subgraphs/orders/connectors/microsoft/partner-center-errors.ts';
import type { PartnerCenterFailure } from '../../../subgraphs/orders/connectors/microsoft/partner-center-errors.ts';
import type {
  NewCartLine,
  NewCustomer,
  PartnerCenterCall,
  VendorSubscription,
} from '../../../subgraphs/orders/connectors/microsoft/partner-center-types.ts';
import { readEffects } from '../../../subgraphs/orders/connectors/simulator/effect-log.ts';
import type { Effect } from '../../../subgraphs/orders/connectors/simulator/effects.ts';
import type { Simulator, SimulatorOptions } from '../../../subgraphs/orders/connectors/simulator/simulator-options.ts';
import { startSimulator } from '../../../subgraphs/orders/connectors/simulator/start-simulator.ts';

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
  it('knows an enrolled partner, one that is not enrolled, an unknown and a malformed MPN ID', async () => {
    const client = clientOf((await start()).url);
    expect(await client.getMpnProfile('1234567', call())).toMatchObject({ mpnId: '1234567', enrolledInCsp: true });
    expect(await client.getMpnProfile('8234567', call())).toMatchObject({ enrolledInCsp: false });
    expect(await client.getMpnProfile('9234567', call())).toBeNull();
    expect(await client.getMpnProfile('12', call())).toBeNull();
  });

  it('relates every reseller but the unrelated and those with an unknown MPN ID', async () => {
    const client = clientOf((await start()).url);
    const related = async (domain: string, mpnId = '1234567') =>
      (await client.getResellerRelationship({ domain, mpnId }, call())).related;
    expect(await related('Fabrikam.onmicrosoft.com')).toBe(true);
    expect(await related('unrelated1.onmicrosoft.com')).toBe(false);
    expect(await related('fabrikam.onmicrosoft.com', '9234567')).toBe(false);
    expect(await failureOf(related('fabrikam.com'))).toMatchObject({ kind: 'rejected', code: '2000' });
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
    const relationship = await client.getCustomerRelationship(shy, call());
    expect(relationship.related).toBe(false);
    const body = JSON.stringify({ domain: shy });
    expect((await fetch(relationship.authorizationUrl)).status).toBe(200);
    expect((await fetch(relationship.authorizationUrl, { method: 'POST', body })).status).toBe(200);
    expect((await client.getCustomerRelationship(shy, call())).related).toBe(true);
    expect(effects('relationship.accepted')).toHaveLength(1);
  });

  it('lists the relationship of a customer and refuses a foreign id', async () => {
    const { url } = await start();
    const client = clientOf(url);
    const customerId = await customerOf(client, 'contoso');
    const response = await fetch(`${url}/v1/customers/${customerId}/relationships`, { headers: await bearer(url) });
    expect(await response.json()).toMatchObject({ items: [{ id: customerId, state: 'Active' }] });
    expect(await failureOf(client.getQualifications('nobody', call()))).toMatchObject({
      kind: 'rejected',
      code: partnerCenterCodes.customerNotFound,
    });
    expect(await client.getQualifications(customerId, call())).toEqual([]);
    expect(await client.getAgreements(customerId, call())).toEqual([agreement]);
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
    ['not enrolled in CSP', { partnerIdOnRecord: '8234567' }, partnerCenterCodes.notEnrolledInCsp],
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
  const main = new URL('../../../subgraphs/orders/connectors/simulator/main.ts', import.meta.url).pathname;

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
