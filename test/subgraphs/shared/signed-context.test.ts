import { randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { openPath, sealPath } from '../../../subgraphs/shared/database/sealed-path.ts';
import { createSealer } from '../../../subgraphs/shared/database/sealing.ts';
import { eventually } from '../../support/eventually.ts';
import { ANONYMOUS, contextToken, readContextFor, userOf } from '../../support/principals.ts';

const account = { id: 'acc_01jd0000000000000000000001', type: 'RESELLER', path: 'a.b' } as const;
const user = userOf(account, ['PLACE_ORDERS', 'NO_SUCH_PERMISSION'], { act: 'acc_above', tx: 1_900_000_000 });
const read = readContextFor('accounts');
const UNAUTHENTICATED = { extensions: { code: 'UNAUTHENTICATED' } };

describe('the signed context', () => {
  it('gives the principal with the permissions that are known here', async () => {
    expect(await read(contextToken('accounts', user))).toEqual({
      kind: 'user',
      subject: user.sub,
      sessionId: user.sid,
      accountId: account.id,
      accountType: 'RESELLER',
      path: 'a.b',
      permissions: new Set(['PLACE_ORDERS']),
      actingFrom: 'acc_above',
      clientAddress: '192.0.2.2',
      tokenExpiresAt: 1_900_000_000,
    });
  });

  it('may be anonymous', async () => {
    expect(await read(contextToken('accounts', ANONYMOUS))).toEqual({ kind: 'anonymous', clientAddress: '192.0.2.1' });
  });

  it('is the same object for the same token', async () => {
    const token = contextToken('accounts', user);
    expect(await read(token)).toBe(await read(token));
  });

  it.each([
    ['was made for another subgraph', contextToken('orders', user)],
    ['comes from another issuer', contextToken('accounts', user, { iss: 'tiergraph' })],
    ['is over', contextToken('accounts', user, { exp: 1_700_000_000 })],
    ['has no end', contextToken('accounts', user, { exp: undefined })],
    ['has an unknown kind', contextToken('accounts', user, { kind: 'root' })],
    ['has an unknown type of account', contextToken('accounts', user, { atype: 'GOD' })],
    ['has no path', contextToken('accounts', user, { path: undefined })],
    ['has no list of permissions', contextToken('accounts', user, { perms: 'PLACE_ORDERS' })],
    ['was changed', contextToken('accounts', user).replace(/\.(.)/, (_, first) => `.${first === 'e' ? 'f' : 'e'}`)],
    ['was cut', contextToken('accounts', user).slice(0, -3)],
    ['is empty', ''],
    ['is missing', undefined],
  ])('is refused when the token %s', async (_, token) => {
    await expect(read(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('ends with the access token that it was made from, whether it is cached or not', async () => {
    const now = Math.floor(Date.now() / 1_000);
    await expect(read(contextToken('accounts', { ...user, tx: now - 61 }))).rejects.toMatchObject(UNAUTHENTICATED);
    const nearlyOver = contextToken('accounts', { ...user, tx: now - 58 });
    expect(await read(nearlyOver)).toMatchObject({ tokenExpiresAt: now - 58 });
    await eventually(() => expect(read(nearlyOver)).rejects.toMatchObject(UNAUTHENTICATED));
  });

  it('is refused when its path is not sealed with a key of the platform', async () => {
    for (const path of ['a.b', sealPath(createSealer(`test:${randomBytes(32).toString('base64')}`), 'a.b')]) {
      await expect(read(contextToken('accounts', user, { path }))).rejects.toMatchObject(UNAUTHENTICATED);
    }
  });

  it('has a sealed path of one length for every depth of an account', () => {
    const sealer = createSealer(`test:${randomBytes(32).toString('base64')}`);
    const pathOf = (depth: number): string => Array.from({ length: depth }, () => 'x'.repeat(26)).join('.');
    expect(new Set([1, 3, 5, 9].map((depth) => sealPath(sealer, pathOf(depth)).length)).size).toBe(1);
    expect(openPath(sealer, sealPath(sealer, pathOf(12)))).toBe(pathOf(12));
  });

  it('is refused without a signature, and with one made from the public key', async () => {
    const claims = { ...user, kind: 'user' };
    const unsigned = new UnsecuredJWT(claims).setIssuer('tiergraph-gateway').setAudience('accounts');
    await expect(read(unsigned.setExpirationTime('1h').encode())).rejects.toMatchObject(UNAUTHENTICATED);
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'test-gateway' })
      .setIssuer('tiergraph-gateway')
      .setAudience('accounts')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('a key that anybody can read, since it is public'));
    await expect(read(forged)).rejects.toMatchObject(UNAUTHENTICATED);
  });
});
