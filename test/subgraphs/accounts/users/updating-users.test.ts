import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { SignInDocument, UpdateUserDocument, type UpdateUserInput } from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { OVER, publishedBy, refresh, refreshed, signIn, verified } from '../sign-in/session-tokens.ts';

type Changes = Omit<UpdateUserInput, 'userId'>;

describeOnBothDatabases('updateUser', (kind) => {
  const accounts = useDemoAccounts(kind);

  const update = async (name: string, changes: Changes, as?: ContextClaims) => {
    const input = { userId: accounts().account(name).userId, ...changes };
    const by = as ?? accounts().administrator('Champion Cloud');
    const { data, errors } = await accounts().ask(UpdateUserDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.updateUser;
  };
  const trySignIn = async (login: string) => {
    const input = { login, password: 'Tiergraph-demo-1' };
    return (await accounts().ask(SignInDocument, { input }, ANONYMOUS)).data.signIn;
  };

  it('changes the given fields, leaves the others, and ends no session', async () => {
    const { refreshToken } = await signIn(accounts(), 'contoso.admin');
    const { user: before } = await update('Contoso Bakery', {});
    const changes = { email: 'chiara@contoso.example', lastName: 'Conti-Falk' };
    expect(await update('Contoso Bakery', changes)).toEqual({ user: { ...before, ...changes }, userErrors: [] });
    const same = { permissions: [...(before?.permissions ?? [])].toReversed(), enabled: true };
    expect(await update('Contoso Bakery', same)).toMatchObject({ userErrors: [] });
    await refreshed(accounts(), refreshToken);
  });

  it('ends the sessions of a user whose permissions change, and the next token has the new ones', async () => {
    const { refreshToken, accessToken } = await signIn(accounts(), 'lakeside.admin');
    const { payload } = await verified(accounts(), accessToken);
    const permissions = ['USE_SERVICES', 'MANAGE_USERS'] as const;
    expect(await update('Lakeside School', { permissions: [...permissions, 'USE_SERVICES'] })).toMatchObject({
      user: { permissions },
      userErrors: [],
    });
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    expect(await publishedBy(accounts(), '/sessions/ended.json')).toMatchObject({
      sessionIds: expect.arrayContaining([payload['sid']]),
    });
    const next = await verified(accounts(), (await signIn(accounts(), 'lakeside.admin')).accessToken);
    expect(next.payload['perms']).toEqual(permissions);
  });

  it('disables a user, who cannot sign in until it is enabled again', async () => {
    const { refreshToken } = await signIn(accounts(), 'brighthands.admin');
    const disable = (enabled: boolean) =>
      update('Bright Hands', { enabled }, accounts().administrator('Meridian Distribution'));
    expect(await disable(false)).toMatchObject({ user: { enabled: false }, userErrors: [] });
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    expect((await trySignIn('brighthands.admin')).userErrors).toMatchObject([{ code: 'WRONG_CREDENTIALS' }]);
    await disable(true);
    expect((await trySignIn('brighthands.admin')).userErrors).toEqual([]);
  });

  // PGlite does one thing after the other.
  if (kind === 'postgresql') {
    it('leaves no session to a user who is disabled at the same moment as it signs in', async () => {
      const { address } = accounts().database;
      const client = new Client({ connectionString: address.kind === 'postgresql' ? address.url : '' });
      await client.connect();
      onTestFinished(() => client.end());
      const { userId, login } = accounts().account('Alpine Dental');
      await client.query('begin');
      await client.query('update accounts."user" set enabled = false where id = $1', [userId]);
      const signingIn = trySignIn(login);
      await eventually(async () => {
        const { rows } = await client.query('select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', [
          (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid,
        ]);
        expect(rows).toHaveLength(1);
      });
      await client.query('commit');
      expect(await signingIn).toMatchObject({ session: null, userErrors: [{ code: 'WRONG_CREDENTIALS' }] });
    });
  }

  it('refuses everything at once, changes nothing, and says what to do', async () => {
    const { user: before } = await update('Contoso Bakery', {});
    const refused = await update('Contoso Bakery', {
      firstName: ' ',
      lastName: '',
      permissions: ['MANAGE_CATALOG', 'PLACE_ORDERS'],
    });
    expect(refused.user).toBeNull();
    expect(refused.userErrors.map(({ code, path, remedies }) => [code, ...path, remedies.length > 0])).toEqual([
      ['REQUIRED', 'firstName', true],
      ['REQUIRED', 'lastName', true],
      ['NOT_ALLOWED', 'permissions', true],
    ]);
    expect((await update('Contoso Bakery', {})).user).toEqual(before);
  });

  it('refuses to give what the caller lacks, and to change who may do more', async () => {
    const users = accounts().administrator('Champion Cloud', ['MANAGE_USERS', 'USE_SERVICES']);
    expect((await update('Contoso Bakery', { enabled: false }, users)).userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['userId'], message: expect.stringContaining('PLACE_ORDERS') },
    ]);
    await update('Contoso Bakery', { permissions: ['USE_SERVICES'] });
    expect((await update('Contoso Bakery', { permissions: ['PLACE_ORDERS'] }, users)).userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['permissions'] },
    ]);
    expect((await update('Contoso Bakery', { permissions: ['MANAGE_USERS'] }, users)).userErrors).toEqual([]);
  });

  it('lets nobody lock themselves out', async () => {
    const own = await update('Champion Cloud', { enabled: false, permissions: ['PLACE_ORDERS'] });
    expect(own.userErrors.map(({ code, path }) => [code, ...path])).toEqual([
      ['NOT_ALLOWED', 'enabled'],
      ['NOT_ALLOWED', 'permissions'],
    ]);
  });

  it('is refused to a user who was disabled or lost MANAGE_USERS, although the token is still valid', async () => {
    const provider = accounts().administrator('Meridian Distribution');
    const { user: before } = await update('Harbor IT', {}, provider);
    const permissions = before?.permissions ?? [];
    const own = accounts().administrator('Harbor IT');
    await update('Harbor IT', { enabled: false }, provider);
    const refused = { user: null, userErrors: [{ code: 'NOT_ALLOWED', message: 'You may no longer manage users.' }] };
    expect(await update('Harbor IT', { enabled: true, permissions }, own)).toMatchObject(refused);
    await update('Harbor IT', { enabled: true, permissions: ['USE_SERVICES'] }, provider);
    expect(await update('Harbor IT', { permissions }, own)).toMatchObject(refused);
    expect((await update('Harbor IT', { permissions }, provider)).userErrors).toEqual([]);
  });

  it('lets one of two administrators win who take MANAGE_USERS from each other', async () => {
    const [champion, second] = [accounts().account('Champion Cloud'), newId('usr')];
    await accounts().database.sql(
      `insert into accounts."user" select $1::text, account_id, kind, $2::text, $2::text, email, first_name, last_name,
         permissions, true, null, null, created_at from accounts."user" where id = $3`,
      [second, 'champion.second', champion.userId],
    );
    const takeFrom = async (userId: string, by: ContextClaims) => {
      const input = { userId, permissions: ['USE_SERVICES' as const] };
      return (await accounts().ask(UpdateUserDocument, { input }, by)).data.updateUser.userErrors;
    };
    const both = await Promise.all([
      takeFrom(second, accounts().administrator('Champion Cloud')),
      takeFrom(champion.userId, accounts().administrator('Champion Cloud', PERMISSIONS, { sub: second })),
    ]);
    expect(both.filter((userErrors) => userErrors.length === 0)).toHaveLength(1);
    expect(both.flat()).toMatchObject([{ code: 'NOT_ALLOWED', message: 'You may no longer manage users.' }]);
  });

  it('answers alike for a user of another tree, of an account above, and for none', async () => {
    const ids = ['Summit Resale', 'Meridian Distribution'].map((name) => accounts().account(name).userId);
    for (const userId of [...ids, newId('usr'), 'x', '']) {
      const input = { userId, firstName: 'Rosa' };
      const { data } = await accounts().ask(UpdateUserDocument, { input }, accounts().administrator('Champion Cloud'));
      expect(data.updateUser).toMatchObject({ user: null, userErrors: [{ code: 'NOT_FOUND', path: ['userId'] }] });
    }
  });

  it('is forbidden without MANAGE_USERS', async () => {
    const input = { userId: accounts().account('Contoso Bakery').userId, firstName: 'Rosa' };
    const { errors } = await accounts().ask(
      UpdateUserDocument,
      { input },
      accounts().administrator('Champion Cloud', ['MANAGE_ACCOUNTS']),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
