import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { signIn, refresh, refreshed, OVER, verified } from './session-tokens.ts';

describeOnBothDatabases('refreshSession', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('returns a new pair of tokens each time', async () => {
    const first = await signIn(accounts(), 'champion.admin');
    const second = await refreshed(accounts(), first.refreshToken);
    const third = await refreshed(accounts(), second.refreshToken);
    expect(new Set([first.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
    const sessions = await Promise.all([first, third].map(({ accessToken }) => verified(accounts(), accessToken)));
    expect(sessions[0]?.payload['sid']).toBe(sessions[1]?.payload['sid']);
  });

  it('ends the session when a used token is sent again', async () => {
    const first = await signIn(accounts(), 'champion.admin');
    const second = await refreshed(accounts(), first.refreshToken);
    expect(await refresh(accounts(), first.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), second.refreshToken)).toEqual(OVER);
  });

  it('ends the session when a token is sent that was used several refreshes ago', async () => {
    const stolen = await signIn(accounts(), 'champion.admin');
    let newest = stolen;
    for (let time = 0; time < 3; time += 1) newest = await refreshed(accounts(), newest.refreshToken);
    expect(await refresh(accounts(), stolen.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), newest.refreshToken)).toEqual(OVER);
  });

  it('accepts one of ten simultaneous calls and ends the session', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const payloads = await Promise.all(Array.from({ length: 10 }, () => refresh(accounts(), refreshToken)));
    const issued = payloads.filter(({ session }) => session !== null);
    expect(issued).toHaveLength(1);
    expect(await refresh(accounts(), issued[0]?.session?.refreshToken ?? '')).toEqual(OVER);
  });

  it('does not affect other sessions of the user', async () => {
    const [ended, kept] = [await signIn(accounts(), 'champion.admin'), await signIn(accounts(), 'champion.admin')];
    await refreshed(accounts(), ended.refreshToken);
    await refresh(accounts(), ended.refreshToken);
    await refreshed(accounts(), kept.refreshToken);
  });

  it('refuses texts that are no token, without an internal error', async () => {
    for (const token of ['', 'x', '.', 'a.b.c', 'x'.repeat(200)]) {
      expect(await refresh(accounts(), token)).toEqual(OVER);
    }
  });

  it('refuses a disabled user', async () => {
    const { refreshToken } = await signIn(accounts(), 'summit.admin');
    await accounts().database.sql(`update accounts."user" set enabled = false where login = 'summit.admin'`);
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
  });

  it('refuses an expired session', async () => {
    const { refreshToken } = await signIn(accounts(), 'contoso.admin');
    await accounts().database.sql(
      `update accounts.session set expires_at = now() - interval '1 second' where user_id = $1`,
      [accounts().account('Contoso Bakery').userId],
    );
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
  });

  it('stores no refresh token in the database', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const rows = await accounts().database.sql<{ text: string }>('select s::text as text from accounts.session s');
    for (const part of refreshToken.split('.')) {
      expect(rows.map(({ text }) => text).join('\n')).not.toContain(part);
    }
  });

  it('gives the current permissions of the user', async () => {
    const { refreshToken } = await signIn(accounts(), 'harbor.admin');
    await accounts().database.sql(
      `update accounts."user" set permissions = '{USE_SERVICES}' where login = 'harbor.admin'`,
    );
    const { accessToken } = await refreshed(accounts(), refreshToken);
    expect((await verified(accounts(), accessToken)).payload['perms']).toEqual(['USE_SERVICES']);
  });
});
