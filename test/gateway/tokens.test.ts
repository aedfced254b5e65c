import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLocalAccessTokenKeys, createRemoteAccessTokenKeys } from '../../gateway/security/access-token-keys.ts';
import { verifyAccessToken } from '../../gateway/security/access-token.ts';
import { generateSigningKey, signContext } from '../../gateway/security/context-token.ts';
import { codesOf, post } from './support/ask.ts';
import { openSocket } from './support/open-socket.ts';
import { startGateway } from './support/start-gateway.ts';
import { createTokenIssuer, secondsFromNow, type TokenIssuer } from './support/token-issuer.ts';

type MakeToken = (issuer: TokenIssuer) => Promise<string> | string;

const usual = { kind: 'user', sub: 'usr_1', acc: 'acc_1', atype: 'RESELLER', path: 'root', perms: [], sid: 's' };

const badTokens: readonly (readonly [string, MakeToken])[] = [
  ['has expired', (issuer) => issuer.issue({ exp: secondsFromNow(-61) })],
  ['is not valid yet', (issuer) => issuer.issue({ nbf: secondsFromNow(120) })],
  ['never expires', (issuer) => issuer.issue({ exp: undefined })],
  ['is for another audience', (issuer) => issuer.issue({ aud: 'accounts' })],
  ['comes from another issuer', (issuer) => issuer.issue({ iss: 'tiergraph-gateway' })],
  ['names an unknown key', (issuer) => issuer.issue({}, { kid: 'unknown' })],
  ['is signed with another key of a known name', async () => await (await createTokenIssuer()).issue()],
  [
    'is not signed',
    () => new UnsecuredJWT(usual).setIssuer('tiergraph').setAudience('tiergraph').setExpirationTime('1h').encode(),
  ],
  [
    'is signed with the public key as a shared secret',
    async (issuer) =>
      await new SignJWT(usual)
        .setProtectedHeader({ alg: 'HS256', kid: 'test-key' })
        .setIssuer('tiergraph')
        .setAudience('tiergraph')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(JSON.stringify(issuer.jwks.keys[0]))),
  ],
  ['does not name its account', (issuer) => issuer.issue({ acc: undefined })],
  ['names an actor without an account', (issuer) => issuer.issue({ act: { sub: 'usr_0' } })],
  ['claims to be anonymous', (issuer) => issuer.issue({ kind: 'anonymous' })],
  ['is not a token', () => 'nonsense'],
];

describe('an access token', () => {
  test.each(badTokens)('is refused by every transport if it %s', async (_title, makeToken) => {
    const { url, issuer, graph } = await startGateway();
    const authorization = `Bearer ${await makeToken(issuer)}`;
    const http = await post(url, { query: '{ viewer { id } }' }, { authorization });
    expect([http.status, ...codesOf(http.body)]).toEqual([401, 'UNAUTHENTICATED']);
    const sse = await fetch(`${url}/graphql/stream?query=${encodeURIComponent('{ viewer { id } }')}`, {
      headers: { accept: 'text/event-stream', authorization },
    });
    expect(sse.status).toBe(401);
    const socket = await openSocket(url);
    socket.send({ type: 'connection_init', payload: { authorization } });
    expect((await socket.closed()).code).toBe(4403);
    expect(graph.accounts.requests).toEqual([]);
  });

  test('is refused if it is empty, also after a caller without one was answered', async () => {
    const { gateway } = await startGateway();
    const query = '{ __typename }';
    expect((await gateway.request({ query })).errors).toBeUndefined();
    expect(codesOf(await gateway.request({ query, authorization: '' }))).toEqual(['UNAUTHENTICATED']);
  });

  test('is accepted for a minute after it expired, because clocks differ', async () => {
    const { url, issuer } = await startGateway();
    const authorization = `Bearer ${await issuer.issue({ exp: secondsFromNow(-55) })}`;
    expect((await post(url, { query: '{ viewer { id } }' }, { authorization })).status).toBe(200);
  });

  test('is accepted a minute before it is valid and until a minute after it expired, and not a second more', async () => {
    const issuer = await createTokenIssuer();
    const keys = createLocalAccessTokenKeys(() => issuer.jwks);
    const [nbf, exp] = [1_800_000_000, 1_800_000_900];
    const token = await issuer.issue({ iat: nbf, nbf, exp });
    const isAccepted = (seconds: number) =>
      verifyAccessToken(token, keys, seconds * 1_000).then(
        () => true,
        () => false,
      );
    expect(await Promise.all([nbf - 61, nbf - 60, exp + 59, exp + 60].map(isAccepted))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('is refused with an unknown authentication scheme', async () => {
    const { url } = await startGateway();
    expect((await post(url, { query: '{ echo }' }, { authorization: 'Basic YTpi' })).status).toBe(401);
  });
});

describe('a request to a subgraph', () => {
  test('has a context token for that subgraph only, with the principal, that lives at most a minute', async () => {
    const { url, issuer, graph, signingKey } = await startGateway();
    const token = await issuer.issue({ act: { sub: 'usr_0', acc: 'acc_0' } });
    await post(url, { query: '{ viewer { orderCount } }' }, { authorization: `Bearer ${token}` });
    for (const [name, subgraph] of [['accounts', graph.accounts] as const, ['orders', graph.orders] as const]) {
      const context = subgraph.requests[0]?.headers['x-tiergraph-context'] ?? '';
      const options = { issuer: 'tiergraph-gateway', audience: name, algorithms: ['EdDSA'] };
      const { payload } = await jwtVerify(context, signingKey.publicKey, options);
      expect(payload).toMatchObject({
        kind: 'user',
        sub: 'usr_1',
        acc: 'acc_1',
        atype: 'RESELLER',
        path: 'root.acc_1',
        perms: ['PLACE_ORDERS'],
        act: 'acc_0',
        sid: 'ses_1',
        rip: '127.0.0.1',
        tx: decodeJwt(token).exp,
      });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(60);
    }
  });

  test('has none of the headers that the client sent, a context token included', async () => {
    const { url, graph } = await startGateway();
    const headers = {
      'x-tiergraph-context': 'forged',
      cookie: 'a=b',
      'x-forwarded-for': '10.0.0.1',
      'x-internal': '1',
    };
    await post(url, { query: '{ viewer { id } }' }, headers);
    expect(Object.keys(graph.accounts.requests[0]?.headers ?? {})).toEqual(['x-tiergraph-context']);
    expect(graph.accounts.requests[0]?.headers['x-tiergraph-context']).not.toBe('forged');
  });

  test('has equal headers for equal principals, so that requests can be shared', async () => {
    const { url, issuer, graph } = await startGateway();
    const authorization = `Bearer ${await issuer.issue()}`;
    await post(url, { query: '{ echo }' }, { authorization, 'x-request-id': 'one' });
    await post(url, { query: '{ echo }' }, { authorization, 'x-request-id': 'two' });
    const [first, second] = graph.accounts.requests;
    expect(second?.headers).toEqual(first?.headers);
  });

  test('has the request id when it is a mutation, which is never shared', async () => {
    const { url, graph } = await startGateway();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await post(url, { query: 'mutation { rename(name: "x") { id } }' }, { 'x-request-id': 'seven', traceparent });
    expect(graph.accounts.requests[0]?.headers).toMatchObject({ 'x-request-id': 'seven', traceparent });
  });

  test('is sent once per account for a thousand equal queries, and nobody gets the data of the other account', async () => {
    const { gateway, issuer, graph } = await startGateway();
    const authorizations = await Promise.all(
      ['acc_a', 'acc_b'].map(async (acc) => `Bearer ${await issuer.issue({ acc, sub: `usr_${acc}` })}`),
    );
    let answered = 0;
    const questions = Array.from({ length: 1_000 }, async (_item, index) => {
      const result = await gateway.request({ query: '{ held }', authorization: authorizations[index % 2] });
      answered += 1;
      return result.data?.['held'];
    });
    while (answered < questions.length) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      graph.events.emit('release');
    }
    const answers = await Promise.all(questions);
    expect(answers).toEqual(answers.map((_answer, index) => (index % 2 === 0 ? 'acc_a' : 'acc_b')));
    expect(graph.accounts.requests.length).toBe(2);
  });

  test('has the address that a trusted proxy saw, and none that a client invented', async () => {
    const { url, graph } = await startGateway({ config: { trustedProxies: 1 } });
    await post(url, { query: '{ echo }' }, { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' });
    expect(decodeJwt(graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? '')['rip']).toBe('203.0.113.7');
  });
});

describe('an operation that a subgraph sends back to the graph', () => {
  test('is executed for the principal of its context token', async () => {
    const { gateway, url, issuer, graph } = await startGateway();
    await post(
      url,
      { query: '{ orders { id } }' },
      { authorization: `Bearer ${await issuer.issue({ acc: 'acc_9' })}` },
    );
    const authorization = `Context ${graph.orders.requests[0]?.headers['x-tiergraph-context'] ?? ''}`;
    expect(await gateway.request({ query: '{ viewer { id } }', authorization })).toEqual({
      data: { viewer: { id: 'acc_9' } },
    });
    const overHttp = await post(url, { query: '{ viewer { id } }' }, { authorization });
    expect(overHttp.body).toEqual({ data: { viewer: { id: 'acc_9' } } });
    const claims = decodeJwt(graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? '');
    expect(claims['rip']).toBe('127.0.0.1');
  });

  test.each([
    ['signed by another key', generateSigningKey, 'orders', 0],
    ['for a subgraph that does not exist', undefined, 'elsewhere', 0],
    ['that has expired', undefined, 'orders', -121_000],
  ])('is refused with a context token %s', async (_title, otherKey, audience, ageMs) => {
    const { gateway, signingKey } = await startGateway();
    const context = { principal: { kind: 'anonymous' }, clientAddress: '', accessTokenExpiresAt: undefined } as const;
    const token = signContext(otherKey?.() ?? signingKey, audience, context, Date.now() + ageMs);
    const result = await gateway.request({ query: '{ viewer { id } }', authorization: `Context ${token}` });
    expect(result.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });

  test('cannot use an access token as a context token, nor the other way round', async () => {
    const { gateway, issuer, signingKey } = await startGateway();
    const context = { principal: { kind: 'anonymous' }, clientAddress: '', accessTokenExpiresAt: undefined } as const;
    const swapped = [
      `Context ${await issuer.issue()}`,
      `Bearer ${signContext(signingKey, 'orders', context, Date.now())}`,
    ];
    for (const authorization of swapped) {
      const result = await gateway.request({ query: '{ viewer { id } }', authorization });
      expect(result.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    }
  });
});

describe('the keys of access tokens', () => {
  async function serveKeys(read: () => unknown): Promise<string> {
    const server = createServer((_request, response) => {
      const keys = read();
      if (keys === undefined) response.writeHead(500).end();
      else response.end(JSON.stringify(keys));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test('are loaded once, and again for an unknown key at most every ten seconds', async () => {
    const [first, second] = [await createTokenIssuer('first'), await createTokenIssuer('second')];
    let published = first.jwks;
    let fetched = 0;
    let nowMs = 0;
    const keys = createRemoteAccessTokenKeys(
      [
        await serveKeys(() => {
          fetched += 1;
          return published;
        }),
      ],
      () => nowMs,
    );
    expect(await keys.getKey('first')).toBeDefined();
    published = { keys: [...first.jwks.keys, ...second.jwks.keys] };
    expect(await keys.getKey('second')).toBeUndefined();
    expect(fetched).toBe(1);
    nowMs = 10_001;
    expect(await keys.getKey('second')).toBeDefined();
    expect(fetched).toBe(2);
  });

  test('answer 503 when they cannot be loaded, and the last known keys stay in use', async () => {
    const issuer = await createTokenIssuer();
    let published: unknown;
    let nowMs = 0;
    const accessTokenKeys = createRemoteAccessTokenKeys([await serveKeys(() => published)], () => nowMs);
    const { url } = await startGateway({
      parts: {
        authentication: {
          kind: 'access-tokens',
          accessTokenKeys,
          endedSessions: issuer.endedSessions,
          signingKey: generateSigningKey(),
        },
      },
    });
    const status = async (claims: Record<string, unknown>): Promise<number> => {
      const authorization = `Bearer ${await issuer.issue(claims)}`;
      return (await post(url, { query: '{ echo }' }, { authorization })).status;
    };
    expect(await status({ jti: '1' })).toBe(503);
    published = issuer.jwks;
    nowMs = 10_001;
    expect(await status({ jti: '2' })).toBe(200);
    published = undefined;
    nowMs = 1_000_000;
    expect(await status({ jti: '3' })).toBe(200);
  });
});
