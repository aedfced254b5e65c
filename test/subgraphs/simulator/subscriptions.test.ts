import { describe, expect, it } from 'vitest';

import type { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { partnerCenterCodes } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import {
  hour,
  frozenNow,
  clientOf,
  call,
  newCustomer,
  line,
  agreement,
  customerOf,
  order,
  subscribed,
  failureOf,
  useVendor,
} from './vendor-under-test.ts';

const vendor = useVendor();
const { start, effects } = vendor;

describe('subscriptions', () => {
  it('adds seats, and removes each addition within its own 168 hours', async () => {
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

  it('change their renewal and next term, and can be suspended, resumed and cancelled', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const next = { catalogItemId: 'A:1:B', quantity: 3, termDuration: 'P1Y', billingCycle: 'annual' } as const;
    const scheduled = await client.updateSubscription(at, { scheduledNextTermInstructions: next }, call());
    expect(scheduled.scheduledNextTermInstructions).toEqual(next);
    const without = { scheduledNextTermInstructions: null, autoRenewEnabled: false };
    expect(await client.updateSubscription(at, without, call())).toMatchObject({
      ...without,
      scheduledNextTermInstructions: undefined,
    });
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

  it('refuses a cancellation after 168 hours and a quantity out of bounds, and finds no unknown subscription', async () => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const at = await subscribed(simulator, client);
    const change = (body: Parameters<PartnerCenterClient['updateSubscription']>[1]) =>
      failureOf(client.updateSubscription(at, body, call()));
    expect(await change({ quantity: 0 })).toMatchObject({ code: partnerCenterCodes.quantityTooLow });
    expect(await change({ quantity: 10_001 })).toMatchObject({ code: partnerCenterCodes.quantityTooHigh });
    simulator.advance(168 * hour);
    expect(await change({ status: 'deleted' })).toMatchObject({ code: partnerCenterCodes.windowClosed });
    expect(await client.getSubscription(at.customerId, 'nobody', call())).toBeUndefined();
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
  ] as const)('can be cancelled until the window of %s ends', async (_kind, change, until) => {
    // The purchase is at 10:00 on 2 November.
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
  ] as const)('refuses fewer seats of software that is %s', async (_what, change) => {
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

  // Vectors from the table of the vendor: first day, term, last day.
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
  ] as const)(
    'sets the end of a term that begins on %s and lasts %s to %s',
    async (firstDay, termDuration, lastDay) => {
      const realNow = () => Date.parse(`${firstDay}T10:00:00Z`);
      const simulator = await start({ provisioningSeconds: 0, realNow });
      const client = clientOf(simulator.url, { now: realNow });
      const { customerId } = await client.createCustomer(newCustomer('contoso'), call());
      await client.confirmAgreement(customerId, { ...agreement, agreedAt: `${firstDay}T00:00:00.000Z` }, call());
      await order(client, customerId, [line({ termDuration })]);
      const [subscription] = await client.listSubscriptions(customerId, call());
      expect(subscription?.commitmentEndDate).toBe(`${lastDay}T00:00:00.000Z`);
    },
  );

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
