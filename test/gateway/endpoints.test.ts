import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEndpointClient, type EndpointRequest } from '../../gateway/subgraph-clients/endpoint-client.ts';
import type { EndpointTarget } from '../../gateway/transports/http/endpoints.ts';
import { freePort } from '../support/free-port.ts';
import { startScriptedSubgraph } from './support/scripted-subgraph.ts';
import { startGateway } from './support/start-gateway.ts';

const PATH = '/reset-password';

/** A gateway with one page, and the requests that reached it. */
async function startWithPage(ask?: EndpointTarget['ask'], config = {}) {
  const asked: EndpointRequest[] = [];
  const answering: EndpointTarget['ask'] = (request) => {
    asked.push(request);
    return Promise.resolve({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<p>page' });
  };
  const endpoints = new Map([[PATH, { subgraph: 'accounts', ask: ask ?? answering }]]);
  const { url, logged } = await startGateway({ config, parts: { endpoints } });
  return { page: `${url}${PATH}`, origin: url, asked, logged };
}

describe('a page of a subgraph', () => {
  test('is passed on with its query and an anonymous context that has the address', async () => {
    const { page, asked } = await startWithPage();
    const response = await fetch(`${page}?token=secret`, { headers: { authorization: 'Bearer forged' } });
    expect([response.status, await response.text()]).toEqual([200, '<p>page']);
    const [passedOn] = asked;
    const { headers = {}, ...request } = { ...passedOn };
    expect(request).toMatchObject({ method: 'GET', url: `${PATH}?token=secret`, body: '' });
    const context = headers['x-tiergraph-context'];
    expect(decodeJwt(context ?? '')).toMatchObject({ aud: 'accounts', rip: '127.0.0.1', kind: 'anonymous' });
    expect(Object.keys(headers).toSorted()).toEqual(['x-request-id', 'x-tiergraph-context']);
  });

  test('runs no scripts, is kept nowhere, and tells its address to no other site', async () => {
    const { page } = await startWithPage();
    const { headers } = await fetch(page);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('takes a form from itself, and none from another site', async () => {
    const { page, origin, asked } = await startWithPage();
    const send = async (from: Record<string, string>) =>
      (await fetch(page, { method: 'POST', body: new URLSearchParams({ login: 'a' }), headers: from })).status;
    expect(await send({ origin })).toBe(200);
    expect(await send({})).toBe(200);
    expect(await send({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(asked.map(({ method, body, contentType }) => [method, body, contentType])).toEqual([
      ['POST', 'login=a', 'application/x-www-form-urlencoded;charset=UTF-8'],
      ['POST', 'login=a', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ]);
  });

  test('takes GET, HEAD and POST, and no large body', async () => {
    const { page, asked } = await startWithPage();
    expect((await fetch(page, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await fetch(page, { method: 'POST', body: 'x'.repeat(2_000_000) })).status).toBe(413);
    const head = await fetch(page, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  test('says that it cannot be shown when its subgraph does not answer, and does not log its token', async () => {
    const never: EndpointTarget['ask'] = ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const { page, logged } = await startWithPage(never, { requestTimeoutMs: 200 });
    const response = await fetch(`${page}?token=very-secret`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.text()).toContain('Try again');
    expect(JSON.stringify(logged)).not.toContain('very-secret');
  });

  test('is refused while more arrives than can be executed', async () => {
    const held = Promise.withResolvers<never>();
    held.promise.catch(() => {});
    const { page } = await startWithPage(() => held.promise, { maxOperations: 1 });
    onTestFinished(() => held.reject(new Error('over')));
    const waiting = Array.from({ length: 6 }, () => fetch(page).then(({ status }) => status));
    expect(await Promise.race(waiting)).toBe(503);
    held.reject(new Error('over'));
    await Promise.all(waiting);
  });
});

describe('a download of a subgraph', () => {
  const HEADERS = { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="list.csv"' };

  /** A gateway with a folder of files, each made of these parts, and the paths that were asked for. */
  async function startWithFiles(parts: () => AsyncIterable<string>) {
    const asked: string[] = [];
    const ask: EndpointTarget['ask'] = ({ url }) => {
      asked.push(url);
      return Promise.resolve({ status: 200, headers: HEADERS, body: parts() });
    };
    const endpoints = new Map([['/files/', { subgraph: 'catalog', ask }]]);
    const { url, logged } = await startGateway({ parts: { endpoints } });
    return { file: `${url}/files/a-sealed-link`, url, asked, logged };
  }

  test('is found below the path of its folder, and sent as it is made', async () => {
    let made = 0;
    const { file, url, asked } = await startWithFiles(async function* () {
      for (const part of ['one,', 'two']) {
        await Promise.resolve();
        made += 1;
        yield part;
      }
    });
    const response = await fetch(file);
    expect([response.status, await response.text()]).toEqual([200, 'one,two']);
    expect(response.headers.get('content-disposition')).toBe(HEADERS['content-disposition']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-length')).toBeNull();
    const head = await fetch(file, { method: 'HEAD' });
    expect([head.status, made]).toEqual([200, 2]);
    expect((await fetch(`${url}/files`)).status).toBe(404);
    expect(asked).toEqual(['/files/a-sealed-link', '/files/a-sealed-link']);
  });

  test('is cut when it breaks off, so that nobody takes it for the whole', async () => {
    const { file, logged } = await startWithFiles(async function* () {
      yield await Promise.resolve('one,');
      throw new Error('the database is away');
    });
    const response = await fetch(file);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(JSON.stringify(logged)).toContain('a download of a subgraph broke off');
    expect(JSON.stringify(logged)).not.toContain('a-sealed-link');
  });
});

describe('the client of endpoints', () => {
  const request: EndpointRequest = {
    method: 'GET',
    url: `${PATH}?token=a`,
    contentType: undefined,
    authorization: undefined,
    cookie: undefined,
    body: '',
    headers: { 'x-tiergraph-context': 'signed' },
    signal: new AbortController().signal,
  };
  const post: EndpointRequest = { ...request, method: 'POST', body: 'login=a', contentType: 'text/plain' };

  async function startSubgraph(answer: (request: IncomingMessage) => { status: number; headers?: object }) {
    const seen: string[] = [];
    const server = createServer((incoming, response) => {
      const { status, headers = {} } = answer(incoming);
      incoming.resume();
      seen.push(`${incoming.method} ${incoming.url} ${String(incoming.headers['x-tiergraph-context'])}`);
      response
        .writeHead(status, { 'content-type': 'text/html', 'x-internal': 'not for clients', ...headers })
        .end('page');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  test('answers with status, text and the headers that are for a browser', async () => {
    const { url, seen } = await startSubgraph(() => ({ status: 303, headers: { location: '/elsewhere' } }));
    const { status, headers, body } = await createEndpointClient([url])(request);
    expect([status, headers, body]).toEqual([303, { 'content-type': 'text/html', location: '/elsewhere' }, 'page']);
    expect(seen).toEqual(['GET /reset-password?token=a signed']);
  });

  test('asks another address when one is away or going away, also with a form', async () => {
    const gone = `http://127.0.0.1:${await freePort()}`;
    const leaving = await startSubgraph(() => ({ status: 503, headers: { 'x-tiergraph-availability': 'draining' } }));
    const there = await startSubgraph(() => ({ status: 200 }));
    const ask = createEndpointClient([gone, leaving.url, there.url]);
    expect((await ask(post)).status).toBe(200);
    // The one that answered is asked first from then on.
    expect((await ask(post)).status).toBe(200);
    expect([leaving.seen.length, there.seen.length]).toEqual([1, 2]);
  });

  test('sends a form once when it may have been taken', async () => {
    const cutting = await startScriptedSubgraph(({ response }) => void response.destroy());
    const { origin } = new URL(cutting.url);
    const there = await startSubgraph(() => ({ status: 200 }));
    await expect(createEndpointClient([origin, there.url])(post)).rejects.toThrow('fetch failed');
    expect(there.seen).toEqual([]);
    // The next form goes to another address.
    const ask = createEndpointClient([origin, there.url]);
    await expect(ask(post)).rejects.toThrow('fetch failed');
    expect((await ask(post)).status).toBe(200);
    expect((await createEndpointClient([origin, there.url])(request)).status).toBe(200);
  });

  test('hands on a download in the parts in which it arrives', async () => {
    const headers = { 'content-type': 'text/csv', 'content-disposition': 'attachment' };
    const { url } = await startSubgraph(() => ({ status: 200, headers }));
    const answer = await createEndpointClient([url])(request);
    expect(answer.headers).toEqual(headers);
    if (typeof answer.body === 'string') throw new Error('A download is no text');
    const decoder = new TextDecoder();
    let text = '';
    for await (const part of answer.body) text += typeof part === 'string' ? part : decoder.decode(part);
    expect(text).toBe('page');
  });

  test('fails when no address answers', async () => {
    const gone = `http://127.0.0.1:${await freePort()}`;
    await expect(createEndpointClient([gone, gone])(request)).rejects.toThrow('fetch failed');
  });
});
