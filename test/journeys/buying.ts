import { describe, expect, test } from 'vitest';
import {
  MyServicesDocument,
  RevealCredentialsDocument,
  WatchAccountDocument,
  type WatchAccountSubscription,
} from '../../schema/operations/generated/graphql.ts';
import {
  OrderSeenFromATierDocument,
  OwnAccountDocument,
  type OrderSeenFromATierQuery,
} from '../operations/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { mailsIn, type ReadMail } from '../support/mail.ts';
import type { GraphClient } from './graph-client.ts';
import { once, readUntil, signIn, type Platform } from './platform.ts';
import {
  buyByCart,
  buyForNewCustomer,
  buyWithPromotion,
  findCustomer,
  findCustomers,
  watchOrder,
  type OrderStep,
} from './purchases.ts';
import { effectsOfOrder, promotionsOfOrder } from './vendor-effects.ts';

/** Reads an order as an account of one tier sees it. */
function see(viewer: GraphClient, id: string): Promise<OrderSeenFromATierQuery> {
  return viewer.data(OrderSeenFromATierDocument, { id });
}

/** Describes buying for an existing and for a new customer, as every side sees it. */
export function describeBuying(platform: () => Platform): void {
  const existing = once(async () => {
    const seller = await signIn(platform(), 'champion.admin');
    const bought = await buyByCart(seller, 5);
    const place = { orderId: bought.order.id };
    const [overWebSocket, overSse] = await Promise.all([
      watchOrder(seller, 'graphql-ws', place),
      watchOrder(seller, 'graphql-sse', place),
    ]);
    return { ...bought, seller, overWebSocket, overSse };
  });
  const fresh = once(async () => {
    const { seller, overWebSocket: before } = await existing();
    const order = await buyForNewCustomer(seller, 'journey');
    const steps = await watchOrder(seller, 'graphql-ws', { orderId: order.id });
    return { seller, order, steps, cursorBefore: before.at(-1)?.cursor };
  });

  describe('buying for a customer with a tenant', () => {
    test('leads from the cart over an estimate, whose price the order pays, to an order number', async () => {
      const { cart, estimate, order } = await existing();
      expect(cart).toMatchObject({ customer: { name: 'Contoso Bakery' }, lines: [{ quantity: 5 }] });
      expect(cart?.total?.amount).toBe('311.04');
      expect(estimate?.checks.filter(({ status }) => status === 'FAILED')).toEqual([]);
      expect(estimate?.total?.amount).toBe('311.04');
      expect(order.number).toMatch(/^SO\d+$/);
      expect(order.total?.amount).toBe('311.04');
    });

    test('returns the same order when the same idempotency key is sent again', async () => {
      const { order, again } = await existing();
      expect(again.id).toBe(order.id);
      expect(again.number).toBe(order.number);
    });

    test('shows every step, numbered without a gap, equally over graphql-ws and graphql-sse', async () => {
      const { overWebSocket, overSse } = await existing();
      expectWholeWay(overWebSocket);
      expect(overSse).toEqual(overWebSocket.map((step) => expect.objectContaining(bare(step))));
    });

    test('leaves active subscriptions, and one order at the vendor', async () => {
      const { order } = await existing();
      const contoso = await signIn(platform(), 'contoso.admin');
      const { viewer } = await contoso.data(MyServicesDocument);
      expect(viewer.account.subscriptions.nodes).toMatchObject([
        { status: 'ACTIVE', quantity: 5, plan: { product: { name: 'Microsoft 365 Business Basic' } } },
      ]);
      const lines = order.lines.map(({ id }) => id);
      expect(effectsOfOrder(platform().vendorLog, lines)).toEqual({ ordersCreated: 1, subscriptionsCreated: 1 });
    });

    test('shows every tier what it pays itself', async () => {
      const { order } = await existing();
      const totalFor = async (login: string) => (await see(await signIn(platform(), login), order.id)).order?.total;
      expect(await totalFor('meridian.admin')).toEqual({ amount: '288.00' });
      expect(await totalFor('champion.admin')).toEqual({ amount: '311.04' });
      expect(await totalFor('contoso.admin')).toEqual({ amount: '348.36' });
    });
  });

  describe('buying for a new customer with a new tenant', () => {
    test('creates the customer, shows every step and ends COMPLETED', async () => {
      const { seller, order, steps } = await fresh();
      expectWholeWay(steps);
      expect(steps.map(({ message }) => message)).toContain('The tenant fabrikamjourney.onmicrosoft.com was created.');
      const customer = await findCustomer(seller, 'fabrikam journey');
      expect(customer).toMatchObject({ id: order.customer.id, parent: { name: 'Champion Cloud' } });
      const lines = order.lines.map(({ id }) => id);
      expect(effectsOfOrder(platform().vendorLog, lines)).toEqual({ ordersCreated: 1, subscriptionsCreated: 1 });
      await eventually(async () => {
        const { tenantDomain } = (await findCustomer(seller, 'fabrikam journey')) as { tenantDomain?: string | null };
        expect(tenantDomain).toBe('fabrikamjourney.onmicrosoft.com');
      });
    });

    test('sends a mail without the password to the administrative contact', async () => {
      const { order } = await fresh();
      const mail = await eventually(() => readMail(platform(), order.number));
      expect(mail.headers.get('to')).toBe('Robin Counts <robin@journey.example>');
      expect(mail.headers.get('from')).toMatch(/^Champion Cloud </);
      for (const part of [mail.text, mail.html]) expect(part).toContain('fabrikamjourney.onmicrosoft.com');
    });

    test('reveals the credentials once, to the first seller who asks', async () => {
      const { seller, order } = await fresh();
      const seen = await see(seller, order.id);
      const input = { subscriptionId: seen.order?.lines[0]?.subscription?.id ?? '' };
      const foreign = await signIn(platform(), 'summit.admin');
      const refused = await foreign.data(RevealCredentialsDocument, { input });
      expect(refused.revealCredentials).toMatchObject({ userId: null, userErrors: [{ code: 'NOT_FOUND' }] });
      const first = await seller.data(RevealCredentialsDocument, { input });
      expect(first.revealCredentials.userId).toContain('fabrikamjourney.onmicrosoft.com');
      const password = first.revealCredentials.temporaryPassword ?? '';
      expect(password.length).toBeGreaterThan(7);
      const second = await seller.data(RevealCredentialsDocument, { input });
      expect(second.revealCredentials).toMatchObject({
        userId: null,
        temporaryPassword: null,
        userErrors: [{ code: 'STATE_CONFLICT' }],
      });
      const { text, html } = await eventually(() => readMail(platform(), order.number));
      expect(`${text}${html}`).not.toContain(password);
    });

    test('reaches a watcher of the account that reconnects, exactly after its last cursor', async () => {
      const { seller, order, steps, cursorBefore } = await fresh();
      const accountId = (await seller.data(OwnAccountDocument)).viewer.account.id;
      for (const transport of ['graphql-ws', 'graphql-sse'] as const) {
        const live = seller.watch(transport, WatchAccountDocument, { accountId, after: cursorBefore });
        const came = await readUntil(live, isLastOf(steps));
        expect(came.map(({ accountProvisioning: { order: of, cursor } }) => [of.id, cursor])).toEqual(
          steps.map(({ cursor }) => [order.id, cursor]),
        );
      }
    });
  });

  describe('buying with a promotion', () => {
    test('costs each tier less, is bought with the promotion at the vendor, and ends COMPLETED', async () => {
      const { seller } = await existing();
      const { promotion, order } = await buyWithPromotion(seller, 5);
      expect(order.lines).toMatchObject([{ promotion: { id: promotion.id, percentOff: '15' } }]);
      expectWholeWay(await watchOrder(seller, 'graphql-sse', { orderId: order.id }));
      const totalFor = async (login: string) => (await see(await signIn(platform(), login), order.id)).order?.total;
      expect(await totalFor('meridian.admin')).toEqual({ amount: '244.80' });
      expect(await totalFor('champion.admin')).toEqual({ amount: '264.38' });
      expect(await totalFor('contoso.admin')).toEqual({ amount: '296.11' });
      expect(promotionsOfOrder(platform().vendorLog, order.lines[0]?.id ?? '')).toEqual(['PROMOTION0001:0001:2001']);
    });
  });

  describe('an order', () => {
    test('is visible to the provider with its reseller', async () => {
      const { order } = await fresh();
      const seen = await see(await signIn(platform(), 'meridian.admin'), order.id);
      expect(seen.order).toMatchObject({
        number: order.number,
        status: 'COMPLETED',
        reseller: { name: 'Champion Cloud' },
      });
      const { timeline } = seen.order ?? {};
      expect(timeline?.nodes.map(({ sequence }) => sequence)).toEqual(numbersTo(timeline?.totalCount ?? 0));
    });

    test('looks like a missing order to a foreign reseller', async () => {
      const { order } = await fresh();
      const summit = await signIn(platform(), 'summit.admin');
      const unknown = order.id.slice(0, -4) + '0000';
      expect(await see(summit, order.id)).toEqual({ order: null, orders: { totalCount: 0 } });
      const [refusal, refusalOfUnknown] = await Promise.all(
        [order.id, unknown].map((orderId) => refusalOf(watchOrder(summit, 'graphql-ws', { orderId }))),
      );
      expect(refusal).toContain('There is no order with this id');
      expect(refusal).toBe(refusalOfUnknown);
      const events = summit.watch('graphql-ws', WatchAccountDocument, { accountId: order.customer.id });
      expect(await refusalOf(events.next())).toContain('There is no account with this id');
      expect(await findCustomers(summit, 'fabrikam')).toEqual([]);
    });
  });
}

/** Numbers from 1 to n. */
function numbersTo(n: number): readonly number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

/** Expects every step of an order once, in order, and numbered without a gap. */
function expectWholeWay(steps: readonly OrderStep[]): void {
  expect(steps.map(({ sequence }) => sequence)).toEqual(numbersTo(steps.length));
  const way = steps.map(({ message }) => message);
  expect(way[0]).toMatch(/^Order SO\d+ was placed for /);
  expect(way[1]).toMatch(/^The tenant \w+\.onmicrosoft\.com (?:is ready|was created)\.$/);
  expect(way[2]).toMatch(/^Microsoft accepted the line as order /);
  expect(way.slice(-2)).toEqual(['The subscription is active.', 'The order is complete.']);
  expect(new Set(way).size).toBe(way.length);
  expect(steps.at(-1)).toMatchObject({ status: 'COMPLETED', order: { status: 'COMPLETED' } });
}

/** The fields of a step that never change; those of its order do. */
function bare({ cursor, sequence, status, previousStatus, message }: OrderStep) {
  return { cursor, sequence, status, previousStatus, message };
}

function isLastOf(steps: readonly OrderStep[]) {
  return ({ accountProvisioning }: WatchAccountSubscription) => accountProvisioning.cursor === steps.at(-1)?.cursor;
}

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  return await attempt.then(
    () => 'it was not refused',
    (error: unknown) => JSON.stringify(error instanceof Error ? error.message : error),
  );
}

/** The mail about an order; throws while it is not there. */
async function readMail({ mailDirectory }: Platform, orderNumber: string): Promise<ReadMail> {
  const mail = (await mailsIn(mailDirectory)).find(({ name }) => name.startsWith(`${orderNumber}-`));
  if (mail === undefined) throw new Error(`There is no mail about ${orderNumber}`);
  return mail;
}
