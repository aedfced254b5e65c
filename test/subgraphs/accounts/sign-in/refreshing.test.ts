import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { letGraceEnd, signIn, refresh, refreshed, OVER, verified } from './session-tokens.ts';

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

  it('answers the same token again within half a minute, because the first answer may have been lost', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const lost = await refreshed(accounts(), refreshToken);
    const again = await refreshed(accounts(), refreshToken);
    expect(again.refreshToken).toBe(lost.refreshToken);
    const [one, other] = await Promise.all([lost, again].map((tokens) => verified(accounts(), tokens.accessToken)));
    expect(other?.payload['sid']).toBe(one?.payload['sid']);
    await refreshed(accounts(), again.refreshToken);
  });

  it('ends the session when a used token is sent again after half a minute', async () => {
    const first = await signIn(accounts(), 'champion.admin');
    const second = await refreshed(accounts(), first.refreshToken);
    await letGraceEnd(accounts(), second.accessToken);
    expect(await refresh(accounts(), first.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), second.refreshToken)).toEqual(OVER);
  });

  it('ends the session when a token is sent whose successor was used, however soon', async () => {
    const first = await signIn(accounts(), 'champion.admin');
    const second = await refreshed(accounts(), first.refreshToken);
    const third = await refreshed(accounts(), second.refreshToken);
    expect(await refresh(accounts(), first.refreshToken)).toEqual(OVER);
    for (const { refreshToken } of [second, third]) expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
  });

  it('ends the session when a token is sent that was used several refreshes ago', async () => {
    const stolen = await signIn(accounts(), 'champion.admin');
    let newest = stolen;
    for (let time = 0; time < 3; time += 1) newest = await refreshed(accounts(), newest.refreshToken);
    expect(await refresh(accounts(), stolen.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), newest.refreshToken)).toEqual(OVER);
  });

  it('gives ten simultaneous calls one and the same successor, so that the session has one chain of tokens', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const issued = await Promise.all(Array.from({ length: 10 }, () => refreshed(accounts(), refreshToken)));
    const successors = new Set(issued.map((tokens) => tokens.refreshToken));
    expect(successors.size).toBe(1);
    for (const successor of successors) await refreshed(accounts(), successor);
  });

  it('notices a thief at the next refresh, although the grace gave it the same tokens', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const owner = await refreshed(accounts(), refreshToken);
    const thief = await refreshed(accounts(), refreshToken);
    const next = await refreshed(accounts(), owner.refreshToken);
    await letGraceEnd(accounts(), next.accessToken);
    expect(await refresh(accounts(), thief.refreshToken)).toEqual(OVER);
    expect(await refresh(accounts(), next.refreshToken)).toEqual(OVER);
  });

  it('does not affect other sessions of the user', async () => {
    const [ended, kept] = [await signIn(accounts(), 'champion.admin'), await signIn(accounts(), 'champion.admin')];
    await letGraceEnd(accounts(), (await refreshed(accounts(), ended.refreshToken)).accessToken);
    expect(await refresh(accounts(), ended.refreshToken)).toEqual(OVER);
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
    const { refreshToken: successor } = await refreshed(accounts(), refreshToken);
    const rows = await accounts().database.sql<{ text: string }>('select s::text as text from accounts.session s');
    for (const part of [...refreshToken.split('.'), ...successor.split('.')]) {
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
