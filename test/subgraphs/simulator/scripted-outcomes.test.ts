import { describe, expect, it } from 'vitest';

import { partnerCenterCodes } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import {
  hour,
  clientOf,
  call,
  newCustomer,
  line,
  agreement,
  customerOf,
  order,
  failureOf,
  useVendor,
} from './vendor-under-test.ts';

const vendor = useVendor();
const { start, effects } = vendor;

describe('scripted outcomes', () => {
  it.each([
    ['domain', 'slowtenant', 5],
    ['quantity', 'contoso', 115],
  ])('provisions ten times slower: slow by %s', async (_by, name, quantity) => {
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
  ])('waits until the agreement is confirmed again: action required by %s', async (_by, name, quantity) => {
    const simulator = await start({ provisioningSeconds: 100 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, name);
    const { orders } = await order(client, customerId, [line({ quantity })]);
    const orderId = orders[0]?.orderId ?? '';
    const provisioning = async () => (await client.getProvisioningStatus(customerId, orderId, call()))[0];
    expect(await provisioning()).toMatchObject({ stage: 'requested', reason: undefined });
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
    ['unmentionedcafe', [0, 1]],
    ['forgottencafe', [0]],
  ])(
    'does not mention the last line in its answer to the checkout, whether it was bought or not: %s',
    async (name, bought) => {
      const simulator = await start({ provisioningSeconds: 100 });
      const client = clientOf(simulator.url);
      const customerId = await customerOf(client, name);
      const { orders, orderErrors } = await order(client, customerId, [line({ quantity: 5 }), line({ quantity: 6 })]);
      expect(orderErrors).toEqual([]);
      expect(orders.map(({ lines }) => lines.map(({ lineNumber }) => lineNumber))).toEqual([[0]]);
      const shown = await client.getOrder(customerId, orders[0]?.orderId ?? '', call());
      expect(shown?.lines.map(({ lineNumber }) => lineNumber)).toEqual(bought);
    },
  );

  it('keeps waiting when the agreement was accepted before the wait began', async () => {
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
  ])('orders one line and refuses the other one: partial by %s', async (_by, name, quantity) => {
    const client = clientOf((await start()).url);
    const customerId = await customerOf(client, name);
    const result = await order(client, customerId, [line(), line({ reference: 'line-2', quantity })]);
    expect(result.orders).toMatchObject([{ lines: [{ reference: 'line-1' }] }]);
    expect(result.orderErrors).toMatchObject([{ reference: 'line-2', code: partnerCenterCodes.quantityTooHigh }]);
  });

  it.each([
    ['domain', 'unfulfilledtenant', 5],
    ['quantity', 'contoso', 114],
  ])('ends the line unfulfilled with a reason: unfulfilled by %s', async (_by, name, quantity) => {
    const simulator = await start();
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, name);
    const { orders } = await order(client, customerId, [line({ quantity })]);
    simulator.advance(hour);
    const orderId = orders[0]?.orderId ?? '';
    const [item] = await client.getProvisioningStatus(customerId, orderId, call());
    expect(item).toMatchObject({ status: 'Unfulfilled', stage: 'failed', subscriptionId: undefined });
    expect(item?.reason?.description).not.toBe('');
    expect(await client.getOrder(customerId, orderId, call())).toMatchObject({ status: 'failed' });
    expect(effects('subscription.created')).toEqual([]);
    expect(effects('line.unfulfilled')).toHaveLength(1);
  });

  it.each([
    ['domain', 'droporder', 5],
    ['quantity', 'contoso', 117],
  ])('applies a checkout but drops the reply: reply dropped by %s', async (_by, name, quantity) => {
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

  it('creates a tenant but drops the reply, and gives the credentials to the repeated request', async () => {
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
  ])('applies a checkout late and once: late by %s', async (_by, name, quantity) => {
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
  ])('refuses the first attempt and accepts the second: %s', async (_title, name, expected) => {
    const client = clientOf((await start()).url);
    expect(await failureOf(client.createCustomer(newCustomer(name), call('create')))).toMatchObject(expected);
    expect(effects('customer.created')).toEqual([]);
    await client.createCustomer(newCustomer(name), call('create'));
    expect(effects('customer.created')).toHaveLength(1);
  });
});
