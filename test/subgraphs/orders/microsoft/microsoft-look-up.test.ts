import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { LineState } from '../../../../subgraphs/orders/rules/fulfilment/vendor-outcome.ts';
import { createMicrosoftConnector } from '../../../../subgraphs/orders/connectors/microsoft/microsoft-connector.ts';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { FROZEN_NOW, vendorOrder } from './microsoft-orders.ts';

/** The state of an accepted line about which the vendor reports this. */
async function stateOf(report: object): Promise<LineState | undefined> {
  const items = [{ lineItemNumber: 1, status: 'PrefulfillmentPending', ...report }];
  const server = createServer((request, response) => {
    const isToken = request.url?.endsWith('/token') === true;
    response.end(JSON.stringify(isToken ? { access_token: 'a', expires_in: 3_600 } : { items }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = new PartnerCenterClient({ baseUrl, clientId: 'c', clientSecret: 's', timeoutMs: 5_000 });
  const connector = createMicrosoftConnector({ client, now: () => new Date(FROZEN_NOW), lookUpMs: 1_000 });
  const order = vendorOrder('reported', { vendorCustomerId: 'customer' });
  const lines = order.lines.map((line) => ({ ...line, vendorOrderId: 'order', vendorLineNumber: 1 }));
  const outcome = await connector.lookUp({ ...order, lines }, new AbortController().signal);
  server.closeAllConnections();
  server.close();
  return outcome.kind === 'looked-up' ? outcome.lines[0]?.state : undefined;
}

it.each([
  ['without a stage', {}, { kind: 'working', stage: 'unknown' }],
  ['in a stage that is not documented', { stage: 'teleporting' }, { kind: 'working', stage: 'teleporting' }],
  ['without a report on it', { lineItemNumber: 2, stage: 'assigning' }, { kind: 'working', stage: 'requested' }],
  ['fulfilled, but without its subscription', { status: 'Fulfilled', stage: 'ready' }, { kind: 'working' }],
])('a line %s is still being provisioned', async (_what, report, expected) => {
  expect(await stateOf(report)).toMatchObject({ message: expect.stringMatching(/^Microsoft .*\.$/), ...expected });
});

it('a line that waits for an action without a reason says so, without words of the vendor', async () => {
  expect(await stateOf({ stage: 'actionRequired', reason: null })).toMatchObject({
    kind: 'action-required',
    refusal: {
      code: 'VENDOR_REJECTED',
      message: 'Microsoft requires an action but does not say what it is.',
      vendorCode: undefined,
      vendorMessage: undefined,
    },
  });
});

it('a line that waits for another action than the agreement has the reason of the vendor', async () => {
  const reason = { code: '20002', description: 'The partner has no relationship with the customer.' };
  expect(await stateOf({ stage: 'actionRequired', reason })).toMatchObject({
    kind: 'action-required',
    refusal: { code: 'RELATIONSHIP_MISSING', vendorCode: reason.code, vendorMessage: reason.description },
  });
});
