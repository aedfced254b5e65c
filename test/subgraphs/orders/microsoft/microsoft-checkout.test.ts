import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { createMicrosoftConnector } from '../../../../subgraphs/orders/connectors/microsoft/microsoft-connector.ts';
import { FROZEN_NOW, vendorOrder } from './microsoft-orders.ts';

/** Submits an order to a vendor that answers its checkout like this. */
async function submitTo(answerCheckout: (response: ServerResponse) => void, tokenStatus = 200) {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/checkout') === true) answerCheckout(response);
    else response.writeHead(tokenStatus).end(JSON.stringify({ access_token: 'a', expires_in: 3_600 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = new PartnerCenterClient({ baseUrl, clientId: 'c', clientSecret: 's', timeoutMs: 5_000 });
  const connector = createMicrosoftConnector({ client, now: () => new Date(FROZEN_NOW), lookUpMs: 900_000 });
  const order = vendorOrder('sent', { vendorCustomerId: 'customer', vendorCartId: 'cart' });
  return connector.submit(order, new AbortController().signal);
}

it('a checkout that is throttled bought nothing, and is sent again after the pause that was asked for', async () => {
  const outcome = await submitTo((response) => response.writeHead(429, { 'retry-after': '3' }).end());
  expect(outcome).toMatchObject({ kind: 'wait', afterMs: 3_000, isUnsent: true });
});

it('a checkout whose connection breaks may have bought something, so its outcome is looked up', async () => {
  const outcome = await submitTo((response) => response.destroy());
  expect(outcome).toMatchObject({ kind: 'wait', reason: expect.stringContaining('looked up') });
  expect(outcome).not.toHaveProperty('isUnsent');
});

it('a checkout that fails at the vendor may have bought something, so its outcome is looked up', async () => {
  const outcome = await submitTo((response) => response.writeHead(500).end());
  expect(outcome).not.toHaveProperty('isUnsent');
});

/** Submits an order whose checkout was sent a minute ago, to a vendor that answers every request but tokens like this. */
async function submitAgainTo(answer: (path: string, response: ServerResponse) => void) {
  const server = createServer(({ url = '' }, response) => answer(url, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = new PartnerCenterClient({ baseUrl, clientId: 'c', clientSecret: 's', timeoutMs: 5_000 });
  const connector = createMicrosoftConnector({ client, now: () => new Date(FROZEN_NOW), lookUpMs: 900_000 });
  const checkoutSentAt = new Date(FROZEN_NOW - 60_000);
  const order = vendorOrder('again', { vendorCustomerId: 'customer', vendorCartId: 'cart', checkoutSentAt });
  return connector.submit(order, new AbortController().signal);
}

it('an order that may exist does not fail because the vendor refuses to list it', async () => {
  const refused = JSON.stringify({ code: '4001', description: 'Not yours.' });
  const outcome = await submitAgainTo((path, response) => {
    if (path.endsWith('/token')) response.end(JSON.stringify({ access_token: 'a', expires_in: 3_600 }));
    else response.writeHead(403).end(refused);
  });
  expect(outcome).toMatchObject({ kind: 'wait', refusal: { vendorCode: '4001', vendorMessage: 'Not yours.' } });
  expect(outcome).not.toHaveProperty('isUnsent');
});

it.each(['token', 'request'])('an order does not fail because the vendor refuses the credentials: %s', async (what) => {
  const outcome = await submitTo((response) => response.writeHead(401).end(), what === 'token' ? 401 : 200);
  expect(outcome).toMatchObject({
    kind: 'wait',
    isUnsent: true,
    reason: 'Microsoft does not accept the credentials of the platform.',
    refusal: { code: 'VENDOR_REJECTED' },
  });
});
