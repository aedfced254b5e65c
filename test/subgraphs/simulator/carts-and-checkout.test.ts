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

describe('the customer agreement', () => {
  const type = 'MicrosoftCustomerAgreement';

  it('begins with version 2026-10 and ranks each published version higher, also after a restart', async () => {
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

  it('is kept as it was accepted, with the phone number and the day', async () => {
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

  it('refuses checkouts after a new version until the customer accepts it', async () => {
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
  it('groups lines into orders by term and billing cycle and provisions them step by step', async () => {
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
    expect(await client.getSubscription(customerId, subscriptionId, call())).toBeUndefined();
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

  it('hides a new order until orderHiddenSeconds have passed', async () => {
    const simulator = await start({ orderHiddenSeconds: 900 });
    const client = clientOf(simulator.url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const { orders } = await client.checkoutCart(customerId, cartId, call('buy'));
    expect(await client.findOrdersByRequest(customerId, 'buy', call())).toEqual([]);
    expect(await client.getOrder(customerId, orders[0]?.orderId ?? '', call())).toBeUndefined();
    simulator.advance(900);
    expect(await client.findOrdersByRequest(customerId, 'buy', call())).toMatchObject([
      { orderId: orders[0]?.orderId, externalReference: 'buy' },
    ]);
    expect(await client.findOrdersByRequest(customerId, 'another', call())).toEqual([]);
  });
});
