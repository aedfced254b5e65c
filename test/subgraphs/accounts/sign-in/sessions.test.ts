import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { expect, it } from 'vitest';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, contextToken, userOf } from '../../../support/principals.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
}

interface Payload {
  readonly session: Tokens | null;
  readonly userErrors: readonly { readonly code: string }[];
}

const PAYLOAD = 'session { accessToken refreshToken expiresAt } viewer { user { login } } userErrors { code }';

async function signIn(accounts: DemoAccounts, login: string): Promise<Tokens> {
  const { data } = await accounts.query<{ readonly signIn: Payload }>(
    `mutation ($login: String!) { signIn(input: { login: $login, password: "Tiergraph-demo-1" }) { ${PAYLOAD} } }`,
    { login },
    ANONYMOUS,
  );
  if (data.signIn.session === null) throw new Error('The sign-in was refused');
  return data.signIn.session;
}

async function refresh(accounts: DemoAccounts, refreshToken: string): Promise<Payload> {
  const { data, errors } = await accounts.query<{ readonly refreshSession: Payload }>(
    `mutation ($token: String!) { refreshSession(input: { refreshToken: $token }) { ${PAYLOAD} } }`,
    { token: refreshToken },
    ANONYMOUS,
  );
  expect(errors).toEqual([]);
  return data.refreshSession;
}

async function refreshed(accounts: DemoAccounts, refreshToken: string): Promise<Tokens> {
  const { session, userErrors } = await refresh(accounts, refreshToken);
  expect(userErrors).toEqual([]);
  if (session === null) throw new Error('The refresh answered no session');
  return session;
}

const OVER = { session: null, viewer: null, userErrors: [{ code: 'EXPIRED' }] };

/** A document of accounts, asked for as the gateway does it. */
function publishedBy({ subgraph }: DemoAccounts, address: string, as = contextToken('accounts', ANONYMOUS)) {
  const { pathname, searchParams: query } = new URL(address, 'http://accounts');
  return subgraph.documents[pathname]?.({ query, contextToken: as });
}

async function verified(accounts: DemoAccounts, token: string) {
  const published = await publishedBy(accounts, '/.well-known/jwks.json');
  const keys = createLocalJWKSet(published as JSONWebKeySet);
  return jwtVerify(token, keys, { algorithms: ['EdDSA'], issuer: 'tiergraph', audience: 'tiergraph' });
}

describeOnBothDatabases('refreshSession', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('answers a new pair of tokens, again and again', async () => {
    const first = await signIn(accounts(), 'champion.admin');
    const second = await refreshed(accounts(), first.refreshToken);
    const third = await refreshed(accounts(), second.refreshToken);
    expect(new Set([first.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
    const sessions = await Promise.all([first, third].map(({ accessToken }) => verified(accounts(), accessToken)));
    expect(sessions[0]?.payload['sid']).toBe(sessions[1]?.payload['sid']);
  });

  it('ends the session when a used token comes again', async () => {
    const first = await signIn(accounts(), 'champion.admin');
    const second = await refreshed(accounts(), first.refreshToken);
    expect(await refresh(accounts(), first.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), second.refreshToken)).toEqual(OVER);
  });

  it('ends the session when a token comes again that was used several refreshes ago', async () => {
    const stolen = await signIn(accounts(), 'champion.admin');
    let newest = stolen;
    for (let time = 0; time < 3; time += 1) newest = await refreshed(accounts(), newest.refreshToken);
    expect(await refresh(accounts(), stolen.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), newest.refreshToken)).toEqual(OVER);
  });

  it('lets one of ten simultaneous calls through and ends the session', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const payloads = await Promise.all(Array.from({ length: 10 }, () => refresh(accounts(), refreshToken)));
    const issued = payloads.filter(({ session }) => session !== null);
    expect(issued).toHaveLength(1);
    expect(await refresh(accounts(), issued[0]?.session?.refreshToken ?? '')).toEqual(OVER);
  });

  it('leaves the other sessions of the user alone', async () => {
    const [ended, kept] = [await signIn(accounts(), 'champion.admin'), await signIn(accounts(), 'champion.admin')];
    await refreshed(accounts(), ended.refreshToken);
    await refresh(accounts(), ended.refreshToken);
    await refreshed(accounts(), kept.refreshToken);
  });

  it('refuses what is no token, without an error of the server', async () => {
    for (const token of ['', 'x', '.', 'a.b.c', 'x'.repeat(200)]) {
      expect(await refresh(accounts(), token)).toEqual(OVER);
    }
  });

  it('refuses a disabled user', async () => {
    const { refreshToken } = await signIn(accounts(), 'summit.admin');
    await accounts().database.sql(`update accounts."user" set enabled = false where login = 'summit.admin'`);
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
  });

  it('refuses a session whose time is over', async () => {
    const { refreshToken } = await signIn(accounts(), 'contoso.admin');
    await accounts().database.sql(
      `update accounts.session set expires_at = now() - interval '1 second' where user_id = $1`,
      [accounts().account('Contoso Bakery').userId],
    );
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
  });

  it('keeps no refresh token in the database', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const rows = await accounts().database.sql<{ text: string }>('select s::text as text from accounts.session s');
    for (const part of refreshToken.split('.')) {
      expect(rows.map(({ text }) => text).join('\n')).not.toContain(part);
    }
  });

  it('gives the permissions that the user has now', async () => {
    const { refreshToken } = await signIn(accounts(), 'harbor.admin');
    await accounts().database.sql(
      `update accounts."user" set permissions = '{USE_SERVICES}' where login = 'harbor.admin'`,
    );
    const { accessToken } = await refreshed(accounts(), refreshToken);
    expect((await verified(accounts(), accessToken)).payload['perms']).toEqual(['USE_SERVICES']);
  });
});

describeOnBothDatabases('signOut', (kind) => {
  const accounts = useDemoAccounts(kind);
  const SIGN_OUT = 'mutation { signOut { userErrors { code } } }';

  it('ends the session of the token, and no other', async () => {
    const [ended, kept] = [await signIn(accounts(), 'champion.admin'), await signIn(accounts(), 'champion.admin')];
    const { payload } = await verified(accounts(), ended.accessToken);
    const principal = accounts().administrator('Champion Cloud', PERMISSIONS, { sid: String(payload['sid']) });
    expect(await accounts().query(SIGN_OUT, {}, principal)).toEqual({
      data: { signOut: { userErrors: [] } },
      errors: [],
    });
    expect(await refresh(accounts(), ended.refreshToken)).toEqual(OVER);
    await refreshed(accounts(), kept.refreshToken);
  });

  it('needs somebody who is signed in', async () => {
    const { errors } = await accounts().query(SIGN_OUT, {}, ANONYMOUS);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describeOnBothDatabases('the sessions that have ended', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { ACCESS_TOKEN_SECONDS: '120' } });

  interface Ended {
    readonly asOf: number;
    readonly keepSeconds: number;
    readonly sessionIds: readonly string[];
  }

  const ended = async (after?: number): Promise<Ended> => {
    const address = `/sessions/ended.json${after === undefined ? '' : `?after=${after}`}`;
    return (await publishedBy(accounts(), address)) as Ended;
  };
  const sessionOf = async ({ accessToken }: Tokens): Promise<string> =>
    String((await verified(accounts(), accessToken)).payload['sid']);
  const signOut = async (tokens: Tokens): Promise<string> => {
    const sid = await sessionOf(tokens);
    await accounts().query(
      'mutation { signOut { userErrors { code } } }',
      {},
      {
        ...accounts().administrator('Champion Cloud'),
        sid,
      },
    );
    return sid;
  };

  it('are those that were signed out and those whose refresh token came twice', async () => {
    const [signedOut, stolen, kept] = [
      await signIn(accounts(), 'champion.admin'),
      await signIn(accounts(), 'champion.admin'),
      await signIn(accounts(), 'champion.admin'),
    ];
    await signOut(signedOut);
    await refreshed(accounts(), stolen.refreshToken);
    await refresh(accounts(), stolen.refreshToken);
    const { sessionIds, keepSeconds } = await ended();
    expect(sessionIds).toEqual(expect.arrayContaining([await sessionOf(signedOut), await sessionOf(stolen)]));
    expect(sessionIds).not.toContain(await sessionOf(kept));
    expect(keepSeconds).toBeGreaterThan(120);
  });

  it('are told again for a moment, since one may have committed late, and then not any more', async () => {
    const sid = await signOut(await signIn(accounts(), 'champion.admin'));
    const { asOf } = await ended();
    expect((await ended(asOf)).sessionIds).toContain(sid);
    expect((await ended(asOf + 60)).sessionIds).not.toContain(sid);
    // What is no moment is as if there were none.
    for (const odd of [Number.NaN, -1e300, 1e300]) expect((await ended(odd)).asOf).toBeGreaterThanOrEqual(asOf);
  });

  it('have their moment from the database, whatever the clock of the process that ended them', async () => {
    const sid = await sessionOf(await signIn(accounts(), 'champion.admin'));
    const { database } = accounts();
    await database.sql(`update accounts.session set ended_at = '2020-01-01' where id = $1`, [sid]);
    expect((await ended()).sessionIds).toContain(sid);
    // No token of it holds any more.
    await database.sql(`update accounts.session set ended_at = now() - interval '1 hour' where id = $1`, [sid]);
    expect((await ended()).sessionIds).not.toContain(sid);
  });

  it('are told to the gateway alone', async () => {
    const asked = (token: string) => publishedBy(accounts(), '/sessions/ended.json', token);
    for (const token of [contextToken('orders', ANONYMOUS), 'nonsense']) {
      await expect(asked(token)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    }
  });
});

describeOnBothDatabases('access tokens', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { ACCESS_TOKEN_SECONDS: '120' } });

  it('say who signed in, verified with the published keys', async () => {
    const { accessToken, expiresAt } = await signIn(accounts(), 'contoso.admin');
    const { payload } = await verified(accounts(), accessToken);
    const { id, type, userId } = accounts().account('Contoso Bakery');
    expect(payload).toMatchObject({
      iss: 'tiergraph',
      aud: 'tiergraph',
      sub: userId,
      acc: id,
      atype: type,
      kind: 'user',
      sid: expect.stringMatching(/^ses_/),
      jti: expect.any(String),
      perms: expect.arrayContaining(['PLACE_ORDERS', 'USE_SERVICES']),
    });
    expect(payload['perms']).not.toContain('MANAGE_ACCOUNTS');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
    expect(new Date((payload.exp ?? 0) * 1_000).toISOString()).toBe(expiresAt);
  });

  it('show no account above the one that signed in, nor how many there are', async () => {
    const { database, account } = accounts();
    const deep = account('Bright Hands');
    const labels = [deep.path.split('.').at(-1) ?? '', 'a'.repeat(26), 'b'.repeat(26)];
    const shallow = await signIn(accounts(), 'brighthands.admin');
    await database.sql('update accounts.account set path = $2::ltree where id = $1', [
      deep.id,
      [...deep.path.split('.').slice(0, -1), labels[1], labels[2], labels[0]].join('.'),
    ]);
    const [token] = [(await signIn(accounts(), 'brighthands.admin')).accessToken];
    await database.sql('update accounts.account set path = $2::ltree where id = $1', [deep.id, deep.path]);
    expect(token).toHaveLength(shallow.accessToken.length);
    expect(token.length).toBeLessThan(4_096);
    const { payload } = await verified(accounts(), token);
    const decoded = (text: string): string =>
      ['base64', 'base64url']
        .map((encoding) => Buffer.from(text, encoding as BufferEncoding).toString('latin1'))
        .join();
    const seen = [token, ...token.split('.').map(decoded), ...String(payload['path']).split('.').map(decoded)].join();
    const above = [...deep.path.split('.').slice(0, -1), labels[1], labels[2]];
    expect(above).toHaveLength(5);
    for (const label of above) expect(seen).not.toContain(label);
  });

  it('name the key that signed them, and the published keys hold no private part', async () => {
    const { accessToken } = await signIn(accounts(), 'contoso.admin');
    const published = (await publishedBy(accounts(), '/.well-known/jwks.json')) as JSONWebKeySet;
    expect(published.keys.map(({ kid }) => kid)).toContain(decodeProtectedHeader(accessToken).kid);
    for (const key of published.keys) expect(key).not.toHaveProperty('d');
  });
});

describeOnBothDatabases('viewer', (kind) => {
  const accounts = useDemoAccounts(kind);
  const VIEWER = '{ viewer { user { login } account { name } actingFrom { name } permissions expiresAt } }';

  it('is the user, the account and the permissions of the token', async () => {
    const tx = 1_900_000_000;
    const principal = accounts().administrator('Harbor IT', ['USE_SERVICES'], { tx });
    expect(await accounts().query(VIEWER, {}, principal)).toEqual({
      data: {
        viewer: {
          user: { login: 'harbor.admin' },
          account: { name: 'Harbor IT' },
          actingFrom: null,
          permissions: ['USE_SERVICES'],
          expiresAt: new Date(tx * 1_000).toISOString(),
        },
      },
      errors: [],
    });
  });

  it('has no user when an API client asks', async () => {
    const client = userOf(accounts().account('Harbor IT'), [], { kind: 'client', sub: 'cli_1' });
    const { data } = await accounts().query(VIEWER, {}, client);
    expect(data).toMatchObject({ viewer: { user: null, account: { name: 'Harbor IT' } } });
  });

  it('needs somebody who is signed in', async () => {
    const { data, errors } = await accounts().query(VIEWER, {}, ANONYMOUS);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['viewer'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('names the account that an administrator came from, and shows nothing below or beside it', async () => {
    const { account, administrator, query } = accounts();
    const acting = userOf(account('Contoso Bakery'), PERMISSIONS, {
      sub: account('Champion Cloud').userId,
      act: account('Champion Cloud').id,
    });
    const { data, errors } = await query(
      `{ viewer { actingFrom { name parent { id } ancestors { id } users { totalCount nodes { login } }
         ... on Reseller { children { totalCount nodes { name } } } } } }`,
      {},
      acting,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      viewer: {
        actingFrom: {
          name: 'Champion Cloud',
          parent: null,
          ancestors: [],
          users: { totalCount: 0, nodes: [] },
          children: { totalCount: 0, nodes: [] },
        },
      },
    });
    expect(administrator('Champion Cloud').sub).toBe(acting.sub);
  });
});
