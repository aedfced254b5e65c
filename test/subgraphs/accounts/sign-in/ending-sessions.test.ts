import { expect, it } from 'vitest';
import { EndSessionsDocument, SignOutDocument } from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, contextToken, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { letGraceEnd, signIn, refresh, refreshed, OVER, publishedBy, verified, type Tokens } from './session-tokens.ts';

describeOnBothDatabases('signOut', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('ends the session of the token, and no other', async () => {
    const [ended, kept] = [await signIn(accounts(), 'champion.admin'), await signIn(accounts(), 'champion.admin')];
    const { payload } = await verified(accounts(), ended.accessToken);
    const principal = accounts().administrator('Champion Cloud', PERMISSIONS, { sid: String(payload['sid']) });
    expect(await accounts().ask(SignOutDocument, {}, principal)).toEqual({
      data: { signOut: { userErrors: [] } },
      errors: [],
    });
    expect(await refresh(accounts(), ended.refreshToken)).toEqual(OVER);
    await refreshed(accounts(), kept.refreshToken);
  });

  it('refuses an anonymous caller', async () => {
    const { errors } = await accounts().ask(SignOutDocument, {}, ANONYMOUS);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describeOnBothDatabases('endSessions', (kind) => {
  const accounts = useDemoAccounts(kind);

  const end = async (userId: string, as: ContextClaims) => {
    const { data, errors } = await accounts().ask(EndSessionsDocument, { input: { userId } }, as);
    expect(errors).toEqual([]);
    return data.endSessions.userErrors;
  };

  it('ends every session of a user, who can sign in again, and none of others', async () => {
    const ended = [await signIn(accounts(), 'contoso.admin'), await signIn(accounts(), 'contoso.admin')];
    const kept = await signIn(accounts(), 'champion.admin');
    const { userId } = accounts().account('Contoso Bakery');
    expect(await end(userId, accounts().administrator('Champion Cloud', ['MANAGE_USERS']))).toEqual([]);
    for (const { refreshToken } of ended) expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    await refreshed(accounts(), kept.refreshToken);
    await refreshed(accounts(), (await signIn(accounts(), 'contoso.admin')).refreshToken);
  });

  it('ends one’s own sessions without any permission', async () => {
    const { refreshToken } = await signIn(accounts(), 'harbor.admin');
    expect(await end(accounts().account('Harbor IT').userId, accounts().administrator('Harbor IT', []))).toEqual([]);
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
  });

  it('answers alike for users whom the caller does not manage, and for none', async () => {
    const { refreshToken } = await signIn(accounts(), 'summit.admin');
    const notFound = [{ code: 'NOT_FOUND', path: ['userId'] }];
    const summit = accounts().account('Summit Resale').userId;
    for (const userId of [summit, accounts().account('Meridian Distribution').userId, newId('usr'), 'x']) {
      expect(await end(userId, accounts().administrator('Champion Cloud'))).toEqual(notFound);
    }
    const { userId } = accounts().account('Contoso Bakery');
    expect(await end(userId, accounts().administrator('Champion Cloud', ['MANAGE_ACCOUNTS']))).toEqual(notFound);
    await refreshed(accounts(), refreshToken);
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
    await accounts().ask(
      SignOutDocument,
      {},
      {
        ...accounts().administrator('Champion Cloud'),
        sid,
      },
    );
    return sid;
  };

  it('are those that signed out and those whose refresh token was used twice', async () => {
    const [signedOut, stolen, kept] = [
      await signIn(accounts(), 'champion.admin'),
      await signIn(accounts(), 'champion.admin'),
      await signIn(accounts(), 'champion.admin'),
    ];
    await signOut(signedOut);
    await letGraceEnd(accounts(), (await refreshed(accounts(), stolen.refreshToken)).accessToken);
    await refresh(accounts(), stolen.refreshToken);
    const { sessionIds, keepSeconds } = await ended();
    expect(sessionIds).toEqual(expect.arrayContaining([await sessionOf(signedOut), await sessionOf(stolen)]));
    expect(sessionIds).not.toContain(await sessionOf(kept));
    expect(keepSeconds).toBeGreaterThan(120);
  });

  it('are listed again for a short time, since one may have committed late, and then no longer', async () => {
    const sid = await signOut(await signIn(accounts(), 'champion.admin'));
    const { asOf } = await ended();
    expect((await ended(asOf)).sessionIds).toContain(sid);
    expect((await ended(asOf + 60)).sessionIds).not.toContain(sid);
    // An invalid time is treated like a missing one.
    for (const odd of [Number.NaN, -1e300, 1e300]) expect((await ended(odd)).asOf).toBeGreaterThanOrEqual(asOf);
  });

  it('have their end time from the clock of the database', async () => {
    const sid = await sessionOf(await signIn(accounts(), 'champion.admin'));
    const { database } = accounts();
    await database.sql(`update accounts.session set ended_at = '2020-01-01' where id = $1`, [sid]);
    expect((await ended()).sessionIds).toContain(sid);
    // No token of the session is valid any more.
    await database.sql(`update accounts.session set ended_at = now() - interval '1 hour' where id = $1`, [sid]);
    expect((await ended()).sessionIds).not.toContain(sid);
  });

  it('are listed only to the gateway', async () => {
    const asked = (token: string) => publishedBy(accounts(), '/sessions/ended.json', token);
    for (const token of [contextToken('orders', ANONYMOUS), 'nonsense']) {
      await expect(asked(token)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    }
  });
});
