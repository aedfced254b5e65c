import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { PartnerCenterError } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import { frozenNow, clientOf, call, newCustomer, failureOf, bearer, useVendor } from './vendor-under-test.ts';

const vendor = useVendor();
const { start } = vendor;

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
    'answers 401 to the authorization header %s',
    async (authorization) => {
      const { url } = await start();
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${url}/v1/customers`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: '401', data: [], source: 'PartnerFD' });
    },
  );

  it('returns the request and correlation ids, also with errors', async () => {
    const { url } = await start();
    const headers = { 'ms-requestid': 'r-1', 'ms-correlationid': 'c-1' };
    const response = await fetch(`${url}/v1/customers`, { headers });
    expect(response.headers.get('ms-requestid')).toBe('r-1');
    expect(response.headers.get('ms-correlationid')).toBe('c-1');
  });

  it('distinguishes a wrong path, a wrong method, a malformed body and a body over 1 MB', async () => {
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

  it('holds every answer back for as long as it is told to, refusals too', async () => {
    const { url } = await start({ latencyMs: 150 });
    const began = performance.now();
    const answers = await Promise.all([fetch(`${url}/v1/customers`), fetch(`${url}/v1/nothing`)]);
    expect(answers.map(({ status }) => status)).toEqual([401, 404]);
    // Timers may fire a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(145);
  });

  it('throttles only the tenant that exceeds its requests per minute, and sends Retry-After', async () => {
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

describe('the client when the vendor fails', () => {
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
    vendor.afterTest(async () => {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('not listening');
    return { url: `http://127.0.0.1:${address.port}`, tokens: () => tokens };
  }

  const read = (client: PartnerCenterClient) => failureOf(client.isDomainTaken('a.onmicrosoft.com', call()));
  const write = (client: PartnerCenterClient) => failureOf(client.checkoutCart('customer', 'cart', call()));

  it('reports a refused connection as unavailable, for writes too', async () => {
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
  ])('reports %s as unavailable on reads and as an unknown outcome on writes', async (_title, listener) => {
    const { url } = await serve(listener);
    const client = clientOf(url, { timeoutMs: 300 });
    // HEAD has no body, so a half answer needs a GET.
    expect(await failureOf(client.getQualifications('customer', call()))).toMatchObject({ kind: 'unavailable' });
    expect(await write(client)).toMatchObject({ kind: 'unknown-outcome' });
  });

  it('reports an unreadable success of a write as an unknown outcome, and names the field without its value', async () => {
    const { url } = await serve((_request, response) => void response.end('{"orders":[{"id":7}]}'));
    expect(await write(clientOf(url))).toEqual({
      kind: 'unknown-outcome',
      reason: 'unexpected answer: id is not a string',
    });
  });

  it('never repeats a password, not even from an answer that it cannot read', async () => {
    const body = { id: 1, companyProfile: {}, userCredentials: { userName: 'u', password: 'canary-password' } };
    const { url } = await serve((_request, response) => void response.end(JSON.stringify(body)));
    const attempt = clientOf(url).createCustomer(newCustomer('contoso'), call());
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PartnerCenterError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain('canary');
  });

  it('reads an unknown enum value as Unknown instead of failing', async () => {
    const items = [{ lineItemNumber: 0, status: 'Teleported' }];
    const { url } = await serve((_request, response) => void response.end(JSON.stringify({ items })));
    expect(await clientOf(url).getProvisioningStatus('customer', 'order', call())).toMatchObject([
      { status: 'Unknown' },
    ]);
  });

  it('fetches one token for many callers, and a new one before it expires', async () => {
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

  it('fetches one new token when the vendor refuses the old one', async () => {
    let refusals = 1;
    const { url, tokens } = await serve((_request, response) => {
      response.writeHead(refusals > 0 ? 401 : 200).end();
      refusals -= 1;
    });
    expect(await clientOf(url).isDomainTaken('a.onmicrosoft.com', call())).toBe(true);
    expect(tokens()).toBe(2);
  });

  it('reads Retry-After as seconds and as a date, and waits one minute without it', async () => {
    // The server's clock is a day behind, and its date counts by that.
    const date = new Date(Date.now() - 24 * 3_600_000);
    const at = (seconds: number): string => new Date(date.getTime() + seconds * 1_000).toUTCString();
    const answers = ['7', at(-1), at(30), undefined];
    const { url } = await serve((_request, response) => {
      const value = answers.shift();
      response.writeHead(429, { date: at(0), ...(value === undefined ? {} : { 'retry-after': value }) }).end();
    });
    const client = clientOf(url);
    expect(await read(client)).toEqual({ kind: 'throttled', retryAfterMs: 7000 });
    expect(await read(client)).toEqual({ kind: 'throttled', retryAfterMs: 0 });
    expect(await read(client)).toEqual({ kind: 'throttled', retryAfterMs: 30_000 });
    expect(await write(client)).toEqual({ kind: 'throttled', retryAfterMs: 60_000 });
  });

  it('reports an aborted write as an unknown outcome after it was sent, and as unavailable before', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort());
    const client = clientOf(url);
    const aborted = () => client.checkoutCart('customer', 'cart', { ...call(), signal: controller.signal });
    expect(await failureOf(aborted())).toMatchObject({ kind: 'unknown-outcome' });
    await sleep(0);
    expect(await failureOf(aborted())).toMatchObject({ kind: 'unavailable' });
  });
});
