import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVendorApiClient } from '../../../../subgraphs/orders/connectors/vendor-api/vendor-api-client.ts';
import { readVendorApis } from '../../../../subgraphs/orders/connectors/vendor-api/vendor-api-config.ts';
import { createVendorApiConnector } from '../../../../subgraphs/orders/connectors/vendor-api/vendor-api-connector.ts';
import type { FulfilmentOrder } from '../../../../subgraphs/orders/connectors/vendor-connector.ts';
import { readEnvironment } from '../../../../subgraphs/shared/process/config.ts';
import { createFetch } from '../../../../subgraphs/shared/process/outbound-fetch.ts';
import { freePort } from '../../../support/free-port.ts';
import { vendorOrder } from '../microsoft/microsoft-orders.ts';

type Reply = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> } | 'lost';

describe('the connector to a vendor with the platform’s own protocol', () => {
  const asked: string[] = [];
  let replies: Reply[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      request.resume();
      request.on('end', () => {
        const reply = replies.shift() ?? 'lost';
        if (reply === 'lost') return request.socket.destroy();
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
        return response.end(reply.body === undefined ? 'no JSON' : JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => void asked.splice(0));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const order = (values: Partial<FulfilmentOrder> = {}): FulfilmentOrder => vendorOrder('fern', values);
  const connector = (baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`) =>
    createVendorApiConnector(
      'Fernhill',
      createVendorApiClient({ baseUrl, token: 'secret', fetch: createFetch(), timeoutMs: 2_000 }),
    );
  const { signal } = new AbortController();
  const submit = (answers: readonly Reply[], values: Partial<FulfilmentOrder> = {}) => {
    replies = [...answers];
    return connector().submit(order(values), signal);
  };
  const lineId = order().lines[0]?.lineId ?? '';
  const taken = (line: object = { state: 'WORKING' }) => ({
    status: 201,
    body: { id: 'F1', lines: [{ reference: lineId, ...line }] },
  });

  it('sends an order under its own id with the token, and tells which lines were accepted', async () => {
    expect(await submit([taken()])).toEqual({
      kind: 'submitted',
      lines: [{ lineId, kind: 'accepted', vendorOrderId: 'F1', vendorLineNumber: 1 }],
    });
    expect(asked).toEqual(['PUT /v1/orders/checkout-fern Bearer secret']);
  });

  it('looks for what was sent before, and sends it again only when the vendor has nothing', async () => {
    const again = { checkoutSentAt: new Date() };
    expect(await submit([taken()], again)).toMatchObject({ kind: 'submitted' });
    expect(await submit([{ status: 404, body: {} }, taken()], again)).toMatchObject({ kind: 'submitted' });
    expect(await submit([{ status: 500 }], again)).toMatchObject({ kind: 'wait' });
    expect(asked.map((call) => call.split(' ')[0])).toEqual(['GET', 'GET', 'PUT', 'GET']);
  });

  it.each<[string, Reply, object]>([
    ['a lost answer', 'lost', { kind: 'wait', reason: expect.stringContaining('is being looked up') as string }],
    ['a server error', { status: 503 }, { kind: 'wait', reason: expect.stringContaining('looked up') as string }],
    ['a redirect', { status: 302, headers: { location: '/x' } }, { kind: 'wait' }],
    ['an answer that is no order', { status: 200, body: { id: 'F1' } }, { kind: 'wait' }],
    ['an answer that is no JSON', { status: 200 }, { kind: 'wait' }],
    ['a pause', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'wait', afterMs: 7_000, isUnsent: true }],
    [
      'refused credentials',
      { status: 401, body: {} },
      { kind: 'wait', isUnsent: true, refusal: { code: 'VENDOR_REJECTED' } },
    ],
    ['another order with the id', { status: 409, body: {} }, { kind: 'wait', refusal: { vendorCode: '409' } }],
    [
      'a refusal',
      { status: 422, body: { code: 'closed', message: 'Not here.' } },
      { kind: 'refused', refusal: { vendorCode: 'closed', vendorMessage: 'Not here.' } },
    ],
  ])('takes %s for what it is', async (_what, reply, outcome) => {
    const found = await submit([reply]);
    expect(found).toMatchObject(outcome);
    if (found.kind === 'wait' && !('isUnsent' in outcome)) expect(found.isUnsent ?? false).toBe(false);
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const found = await connector(`http://127.0.0.1:${await freePort()}/v1`).submit(order(), signal);
    expect(found).toMatchObject({ kind: 'wait', isUnsent: true, reason: 'Fernhill is not available at the moment.' });
  });

  it.each<[object, object]>([
    [
      { state: 'WORKING', message: 'Half done.' },
      { kind: 'working', stage: 'Half done.' },
    ],
    [{ state: 'WORKING' }, { kind: 'working', message: 'Fernhill is working on the line.' }],
    [
      { state: 'ACTIVE', subscription: 'S1', endsOn: '2027-11-26' },
      { kind: 'fulfilled', vendorSubscriptionId: 'S1' },
    ],
    [
      { state: 'FAILED', message: 'No.' },
      { kind: 'failed', refusal: { vendorMessage: 'No.' } },
    ],
  ])('reads the line %j', async (line, state) => {
    replies = [taken(line)];
    const lines = order().lines.map((one) => ({ ...one, vendorOrderId: 'F1', vendorLineNumber: 1 }));
    expect(await connector().lookUp(order({ lines }), signal)).toMatchObject({ lines: [{ lineId, state }] });
  });

  it('never takes an order that the vendor does not show for one that ended', async () => {
    replies = [{ status: 404, body: {} }];
    expect(await connector().lookUp(order(), signal)).toMatchObject({
      lines: [{ lineId, state: { kind: 'missing' } }],
    });
    replies = [{ status: 403, body: {} }];
    expect(await connector().lookUp(order(), signal)).toMatchObject({
      kind: 'wait',
      refusal: { code: 'VENDOR_REJECTED' },
    });
  });
});

describe('VENDOR_APIS', () => {
  const read = (text: string) => {
    const environment = readEnvironment({ VENDOR_APIS: text });
    const apis = readVendorApis(environment);
    return { apis, check: () => environment.check() };
  };

  it('names the interfaces of vendors, with the pace of each', () => {
    const { apis, check } = read('{"Fernhill": {"url": "https://x.example/v1/", "token": "t", "followMs": 500}}');
    check();
    const pace = { followMs: 500, lookUpMs: 900_000, expectedMs: 1_200_000 };
    expect(apis).toEqual([{ vendorName: 'Fernhill', baseUrl: 'https://x.example/v1', token: 't', pace }]);
    expect(read('').apis).toEqual([]);
  });

  it.each([
    ['[]', 'VENDOR_APIS must be a JSON object'],
    ['{', 'VENDOR_APIS must be a JSON object'],
    ['{"F": 1}', 'VENDOR_APIS["F"].url must be an address'],
    ['{"F": {"url": "file:///x", "token": "t"}}', 'VENDOR_APIS["F"].url must be an address'],
    ['{"F": {"url": "http://x", "token": "a b"}}', 'VENDOR_APIS["F"].token must be a text without spaces'],
    [
      '{"F": {"url": "http://x", "token": "t", "followMs": 1}}',
      'VENDOR_APIS["F"].followMs must be a whole number from 100',
    ],
    ['{"F": {"url": "http://x", "token": "t", "key": 1}}', 'VENDOR_APIS["F"].key is unknown'],
  ])('refuses %s, naming the place', (text, fault) => {
    expect(read(text).check).toThrow(fault);
  });
});
