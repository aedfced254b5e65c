import { decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { reseller, resellerInput } from '../onboarding/new-account.ts';
import { signIn, publishedBy, verified } from './session-tokens.ts';

describeOnBothDatabases('access tokens', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { ACCESS_TOKEN_SECONDS: '120' } });

  it('name the user who signed in, and are verified with the published keys', async () => {
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
    expect(payload['perms']).not.toContain('MANAGE_BRANDING');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
    expect(new Date((payload.exp ?? 0) * 1_000).toISOString()).toBe(expiresAt);
  });

  it('show neither the accounts above the one that signed in nor their number', async () => {
    const { database, account } = accounts();
    const deep = account('Bright Hands');
    const above = deep.path.split('.').slice(0, -1);
    const provider = accounts().administrator('Meridian Distribution');
    for (const login of ['deep.one', 'deep.two']) {
      const parentId = `acc_${above.at(-1)}`;
      const { account: made } = await reseller(accounts(), resellerInput(login, { parentId }), provider);
      above.push(made?.id.slice('acc_'.length) ?? '');
    }
    const shallow = await signIn(accounts(), 'brighthands.admin');
    await database.sql('update accounts.account set path = $2::ltree where id = $1', [
      deep.id,
      [...above, deep.path.split('.').at(-1)].join('.'),
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
    expect(above).toHaveLength(5);
    for (const label of above) expect(seen).not.toContain(label);
  });

  it('name the key that signed them, and the published keys have no private part', async () => {
    const { accessToken } = await signIn(accounts(), 'contoso.admin');
    const published = (await publishedBy(accounts(), '/.well-known/jwks.json')) as JSONWebKeySet;
    expect(published.keys.map(({ kid }) => kid)).toContain(decodeProtectedHeader(accessToken).kid);
    for (const key of published.keys) expect(key).not.toHaveProperty('d');
  });
});
