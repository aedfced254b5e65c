import { request } from 'node:http';
import { auditServer } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { codesOf, post } from './support/ask.ts';
import { startGateway } from './support/start-gateway.ts';

const graphqlResponse = { accept: 'application/graphql-response+json' };

describe('GraphQL over HTTP', () => {
  test('passes every audit of graphql-http in development, where anybody may introspect', async () => {
    const { url } = await startGateway({ config: { development: true } });
    const results = await auditServer({ url: `${url}/graphql` });
    expect(results.filter(({ status }) => status !== 'ok').map((result) => result.name)).toEqual([]);
  });

  test('passes every audit of graphql-http in production for a signed-in caller', async () => {
    const { url, issuer } = await startGateway();
    const authorization = `Bearer ${await issuer.issue()}`;
    const fetchFn = async (address: string, init: RequestInit = {}): Promise<Response> =>
      await fetch(address, { ...init, headers: { ...init.headers, authorization } });
    const results = await auditServer({ url: `${url}/graphql`, fetchFn });
    expect(results.filter(({ status }) => status !== 'ok').map((result) => result.name)).toEqual([]);
  });

  test('answers a query over two subgraphs', async () => {
    const { url, issuer } = await startGateway();
    const authorization = `Bearer ${await issuer.issue()}`;
    const { status, body } = await post(url, { query: '{ viewer { id name orderCount } }' }, { authorization });
    expect(status).toBe(200);
    expect(body).toEqual({ data: { viewer: { id: 'acc_1', name: 'Account acc_1', orderCount: 5 } } });
  });

  test('refuses a mutation by GET with 405', async () => {
    const { url, graph } = await startGateway();
    const query = encodeURIComponent('mutation { rename(name: "x") { id } }');
    const response = await fetch(`${url}/graphql?query=${query}`);
    expect(response.status).toBe(405);
    expect(graph.accounts.requests).toEqual([]);
  });

  test('takes variables from the URL as they are written', async () => {
    const { url } = await startGateway();
    const search = new URLSearchParams({
      query: 'query ($id: ID) { identify(id: $id) }',
      variables: '{"id":9007199254740993}',
    });
    const response = await fetch(`${url}/graphql?${search.toString()}`);
    expect(await response.json()).toEqual({ data: { identify: '9007199254740993' } });
  });

  test('refuses a subscription and says where it is served', async () => {
    const { url } = await startGateway();
    const { body } = await post(url, { query: 'subscription { count(to: 1) }' });
    expect(codesOf(body)).toEqual(['BAD_USER_INPUT']);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain; application/json'])(
    'refuses a POST of %s, which a foreign form could send, on both addresses',
    async (contentType) => {
      const { url, graph } = await startGateway();
      for (const path of ['/graphql', '/graphql/stream']) {
        const response = await fetch(`${url}${path}`, {
          method: 'POST',
          headers: { 'content-type': contentType, accept: path === '/graphql' ? '*/*' : 'text/event-stream' },
          body: JSON.stringify({ query: 'mutation { rename(name: "x") { id } }' }),
        });
        expect(response.status).toBe(415);
      }
      expect(graph.accounts.requests).toEqual([]);
    },
  );

  test('refuses a body above one megabyte with 413, declared or not', async () => {
    const { url } = await startGateway();
    const body = JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(1_100_000)}` });
    const headers = { 'content-type': 'application/json' };
    const declared = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const chunked = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect([declared.status, chunked.status]).toEqual([413, 413]);
    expect(await declared.json()).toHaveProperty('errors');
  });

  test('refuses a compressed body with 415', async () => {
    const { url } = await startGateway();
    const { status } = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array([1, 2, 3]),
    });
    expect(status).toBe(415);
  });

  test('answers 400 for an invalid document to a client that accepts graphql-response+json', async () => {
    const { url } = await startGateway();
    const parsing = await post(url, { query: '{' }, graphqlResponse);
    const validation = await post(url, { query: '{ nothing }' }, graphqlResponse);
    const coercion = await post(url, { query: 'query ($name: String!) { echo(value: $name) }' }, graphqlResponse);
    expect([parsing.status, validation.status, coercion.status]).toEqual([400, 400, 400]);
    expect([parsing, validation, coercion].map(({ body }) => codesOf(body))).toEqual([
      ['GRAPHQL_PARSE_FAILED'],
      ['GRAPHQL_VALIDATION_FAILED'],
      ['BAD_USER_INPUT'],
    ]);
  });

  test('answers a timeout when a subgraph does not answer', async () => {
    const { url } = await startGateway({ config: { requestTimeoutMs: 50 } });
    const { body } = await post(url, { query: '{ silent }' });
    expect(String(codesOf(body)[0])).toMatch(/TIMEOUT$/);
  });

  test('keeps a plain request id and replaces any other', async () => {
    const { url, logged } = await startGateway();
    const given = await post(url, { query: 'query Named { echo }' }, { 'x-request-id': 'order-7' });
    const odd = await post(url, { query: '{ echo }' }, { 'x-request-id': 'a b"c' });
    expect(given.headers.get('x-request-id')).toBe('order-7');
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(logged).toContainEqual(expect.objectContaining({ requestId: 'order-7', operation: 'Named', status: 200 }));
  });

  test('logs neither tokens nor variables', async () => {
    const { url, issuer, logged } = await startGateway();
    const token = await issuer.issue();
    const variables = { value: 'canary-value' };
    await post(
      url,
      { query: 'query ($value: String) { echo(value: $value) }', variables },
      { authorization: `Bearer ${token}` },
    );
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toContain('canary-value');
    expect(JSON.stringify(logged)).not.toContain(token.slice(-20));
  });
});

describe('the gateway', () => {
  test('accepts requests of its own pages and of listed origins, and refuses all others', async () => {
    const { url, graph } = await startGateway();
    const status = async (origin: string): Promise<number> =>
      (await post(url, { query: '{ echo }' }, { origin }).catch(() => ({ status: 403 }))).status;
    expect(await status(url)).toBe(200);
    expect(await status('https://portal.example')).toBe(200);
    const before = graph.accounts.requests.length;
    expect(await status('https://evil.example')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(graph.accounts.requests.length).toBe(before);
  });

  test('answers the preflight request of an allowed origin only', async () => {
    const { url } = await startGateway();
    const preflight = async (origin: string): Promise<Response> =>
      await fetch(`${url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await preflight('https://portal.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBe(null);
  });
});

describe('the other routes', () => {
  test('are live, and ready once the subgraphs answer', async () => {
    const { url } = await startGateway();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  test('are not ready while a subgraph is away, and name it', async () => {
    const { url, graph } = await startGateway();
    graph.orders.execute = async () => await Promise.reject(new Error('away'));
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(503);
    const since = expect.any(String) as string;
    expect(await response.json()).toEqual({
      status: 'not ready',
      checks: { accounts: { status: 'up', since }, orders: { status: 'down', since, detail: 'no answer' } },
    });
  });

  test('publish the keys of access tokens and the key of the gateway', async () => {
    const { url, issuer, signingKey } = await startGateway();
    expect(await (await fetch(`${url}/.well-known/jwks.json`)).json()).toEqual(issuer.jwks);
    expect(await (await fetch(`${url}/.well-known/gateway-jwks.json`)).json()).toEqual(signingKey.publicJwks);
    expect(JSON.stringify(signingKey.publicJwks)).not.toContain('"d"');
  });

  test('serve the sandbox page and nothing outside its folder', async () => {
    const sandboxDirectory = new URL('./support', import.meta.url).pathname;
    const { url, port } = await startGateway({ parts: { sandboxDirectory } });
    expect((await fetch(`${url}/sandbox/ask.ts`)).status).toBe(200);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    for (const path of ['/sandbox/../http.test.ts', '/sandbox/%2e%2e/http.test.ts', '/sandbox/..%2fhttp.test.ts']) {
      expect(await statusOf(port, path)).toBe(404);
    }
  });
});

/** The status of a path sent as it is: `fetch` would resolve the dots itself. */
async function statusOf(port: number, path: string): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    request({ port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
