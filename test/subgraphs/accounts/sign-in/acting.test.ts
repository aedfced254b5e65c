import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import {
  ActForDocument,
  EndSessionsDocument,
  SeenWhileActingDocument,
  SetAccountHoldDocument,
  SignOutDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { OVER, principalOf, refresh, refreshed, signIn } from './session-tokens.ts';

describeOnBothDatabases('acting for an account below', (kind) => {
  const accounts = useDemoAccounts(kind);

  /** Signs an administrator in; answers who that is, and the refresh token. */
  const signedIn = async (login: string) => {
    const session = await signIn(accounts(), login);
    return { session, principal: await principalOf(accounts(), session.accessToken) };
  };
  const actFor = async (name: string, as: ContextClaims, reason?: string) => {
    const input = { accountId: accounts().account(name).id, reason };
    const { data, errors } = await accounts().ask(ActForDocument, { input }, as);
    expect(errors).toEqual([]);
    return data.actFor;
  };
  const acting = async (name: string, as: ContextClaims) => {
    const { session } = await actFor(name, as);
    if (session === null) throw new Error('The administrator acts');
    return { session, principal: await principalOf(accounts(), session.accessToken) };
  };
  const codes = async (name: string, as: ContextClaims) =>
    (await actFor(name, as)).userErrors.map(({ code, path }) => [code, ...path].join(' '));

  it('is a session of the same user in the other account, which names both', async () => {
    const { principal } = await signedIn('champion.admin');
    const { session, viewer, userErrors } = await actFor('Contoso Bakery', principal, 'asked on the telephone');
    expect(userErrors).toEqual([]);
    expect(viewer).toEqual({
      user: { login: 'champion.admin', account: { name: 'Champion Cloud' } },
      account: { name: 'Contoso Bakery', parent: null },
      actingFrom: { name: 'Champion Cloud' },
      permissions: [
        'MANAGE_ACCOUNTS',
        'MANAGE_USERS',
        'PLACE_ORDERS',
        'VIEW_FINANCIALS',
        'MANAGE_SUBSCRIPTIONS',
        'VIEW_CREDENTIALS',
        'USE_SERVICES',
      ],
    });
    const champion = accounts().account('Champion Cloud');
    expect(decodeJwt(session?.accessToken ?? '')).toMatchObject({
      sub: champion.userId,
      acc: accounts().account('Contoso Bakery').id,
      atype: 'CUSTOMER',
      act: { sub: champion.userId, acc: champion.id },
    });
    const [row] = await accounts().database.sql(
      `select acting_reason from accounts.session where acting_for is not null`,
    );
    expect(row).toEqual({ acting_reason: 'asked on the telephone' });
  });

  it('sees the account and what is below it, and of its own account what it is called', async () => {
    const { principal } = await signedIn('champion.admin');
    const harbor = await acting('Harbor IT', principal);
    const { data, errors } = await accounts().ask(SeenWhileActingDocument, {}, harbor.principal);
    expect(errors).toEqual([]);
    expect(data.viewer.actingFrom).toEqual({
      name: 'Champion Cloud',
      parent: null,
      ancestors: [],
      users: { nodes: [] },
      children: { nodes: [] },
      invitations: { nodes: [] },
      apiClients: [],
      securityQuestion: null,
      signedAgreement: null,
    });
    const names = data.accounts.nodes.map(({ name }) => name);
    expect(names).toContain('City of Fairview');
    expect(names).not.toContain('Contoso Bakery');
  });

  it('never goes upwards, sideways, to the own account or to one out of sight', async () => {
    const { principal } = await signedIn('champion.admin');
    for (const name of ['Meridian Distribution', 'Champion Cloud', 'Summit Resale', 'Alpine Dental']) {
      expect(await codes(name, principal), name).toEqual(['NOT_FOUND accountId']);
    }
    const contoso = await acting('Contoso Bakery', principal);
    const { errors } = await accounts().ask(
      ActForDocument,
      { input: { accountId: accounts().account('Harbor IT').id } },
      contoso.principal,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const harbor = await acting('Harbor IT', principal);
    expect(await codes('Contoso Bakery', harbor.principal)).toEqual(['NOT_FOUND accountId']);
    // From a panel into the next one, in the name of the same user.
    expect((await actFor('City of Fairview', harbor.principal)).viewer?.actingFrom).toEqual({ name: 'Champion Cloud' });
  });

  it('permits no more than the actor may do, and is refused without the permission and to programs', async () => {
    const { principal } = await signedIn('champion.admin');
    const { database, account } = accounts();
    const { userId } = account('Champion Cloud');
    const permissions = ['ACT_FOR_CUSTOMERS', 'PLACE_ORDERS', 'USE_SERVICES'];
    const [{ permissions: before } = { permissions: [] as readonly string[] }] = await database.sql<{
      permissions: readonly string[];
    }>('select permissions from accounts."user" where id = $1', [userId]);
    await database.sql('update accounts."user" set permissions = $2 where id = $1', [userId, permissions]);
    expect((await actFor('Contoso Bakery', principal)).viewer?.permissions).toEqual(['PLACE_ORDERS', 'USE_SERVICES']);
    await database.sql('update accounts."user" set permissions = $2 where id = $1', [userId, ['PLACE_ORDERS']]);
    expect(await codes('Contoso Bakery', principal)).toEqual(['NOT_ALLOWED']);
    await database.sql('update accounts."user" set permissions = $2 where id = $1', [userId, before]);
    const client = { ...principal, kind: 'client', sub: 'cli_01jd0000000000000000000000' } as const;
    expect(await codes('Contoso Bakery', client)).toEqual(['NOT_ALLOWED']);
  });

  it('is continued by its refresh token, as long as the account is below the own one', async () => {
    const { principal } = await signedIn('champion.admin');
    const { session } = await acting('Contoso Bakery', principal);
    const next = await refreshed(accounts(), session.refreshToken);
    expect(decodeJwt(next.accessToken)).toMatchObject({
      acc: accounts().account('Contoso Bakery').id,
      act: { acc: accounts().account('Champion Cloud').id },
    });
    const { database, account } = accounts();
    const contoso = account('Contoso Bakery');
    const moved = contoso.path.replace(account('Champion Cloud').path, account('Summit Resale').path);
    await database.sql('update accounts.account set path = $2::ltree where id = $1', [contoso.id, moved]);
    expect(await refresh(accounts(), next.refreshToken)).toEqual(OVER);
    await database.sql('update accounts.account set path = $2::ltree where id = $1', [contoso.id, contoso.path]);
  });

  it('ends with the session that it comes from, and with all sessions of its user', async () => {
    const first = await signedIn('champion.admin');
    const harbor = await acting('Harbor IT', first.principal);
    const fairview = await acting('City of Fairview', harbor.principal);
    const other = await signedIn('champion.admin');
    const beside = await acting('Harbor IT', other.principal);
    await accounts().ask(SignOutDocument, {}, first.principal);
    for (const { session } of [harbor, fairview]) expect(await refresh(accounts(), session.refreshToken)).toEqual(OVER);
    // A session that has ended starts no other.
    expect(await codes('Harbor IT', first.principal)).toEqual(['NOT_ALLOWED']);
    await refreshed(accounts(), beside.session.refreshToken);
    const input = { userId: accounts().account('Champion Cloud').userId };
    await accounts().ask(EndSessionsDocument, { input }, other.principal);
    expect(await refresh(accounts(), beside.session.refreshToken)).toEqual(OVER);
  });

  it('carries those that are begun from it, and no others', async () => {
    const { session, principal } = await signedIn('champion.admin');
    const harbor = await acting('Harbor IT', principal);
    const fairview = await acting('City of Fairview', harbor.principal);
    const beside = await acting('Lakeside School', principal);
    await accounts().ask(SignOutDocument, {}, harbor.principal);
    expect(await refresh(accounts(), fairview.session.refreshToken)).toEqual(OVER);
    await refreshed(accounts(), beside.session.refreshToken);
    await refreshed(accounts(), session.refreshToken);
  });

  it('ends within the moment in which it begins, when the session that it comes from ends then', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { principal } = await signedIn('champion.admin');
      const harbor = await acting('Harbor IT', principal);
      const [begun] = await Promise.all([
        actFor('City of Fairview', harbor.principal),
        accounts().ask(SignOutDocument, {}, principal),
      ]);
      const { session } = begun;
      if (session !== null) expect(await refresh(accounts(), session.refreshToken)).toEqual(OVER);
      const open = await accounts().database.sql(
        'select 1 as open from accounts.session where ended_at is null and actor_session_id = $1',
        [harbor.principal.sid],
      );
      expect(open).toEqual([]);
    }
  });

  it('needs the second factor that the account requires of its administrators', async () => {
    const { principal } = await signedIn('champion.admin');
    const { database, account } = accounts();
    const require = (value: boolean) =>
      database.sql('update accounts.account set requires_second_factor = $2 where id = $1', [
        account('Contoso Bakery').id,
        value,
      ]);
    await require(true);
    expect((await actFor('Contoso Bakery', principal)).viewer?.permissions).toEqual([]);
    await database.sql(
      `insert into accounts.second_factor (user_id, secret_sealed, confirmed_at) values ($1, 'x.y', now())`,
      [principal.sub],
    );
    expect((await actFor('Contoso Bakery', principal)).viewer?.permissions).toContain('PLACE_ORDERS');
    await database.sql('delete from accounts.second_factor');
    await require(false);
  });

  it('ends by itself without ending the session that it comes from', async () => {
    const { session, principal } = await signedIn('champion.admin');
    const harbor = await acting('Harbor IT', principal);
    await accounts().ask(SignOutDocument, {}, harbor.principal);
    expect(await refresh(accounts(), harbor.session.refreshToken)).toEqual(OVER);
    await refreshed(accounts(), session.refreshToken);
  });

  it('ends when the account is held, and is refused while it is suspended', async () => {
    const { session, principal } = await signedIn('champion.admin');
    const harbor = await acting('Harbor IT', principal);
    const hold = async (lift: boolean) => {
      const input = {
        accountId: accounts().account('Harbor IT').id,
        hold: 'ADMINISTRATIVE',
        reason: 'x',
        lift,
      } as const;
      await accounts().ask(SetAccountHoldDocument, { input }, principal);
    };
    await hold(false);
    expect(await refresh(accounts(), harbor.session.refreshToken)).toEqual(OVER);
    expect(await codes('Harbor IT', principal)).toEqual(['ACCOUNT_ON_HOLD accountId']);
    expect(await codes('City of Fairview', principal)).toEqual(['ACCOUNT_ON_HOLD accountId']);
    await hold(true);
    expect(await codes('Harbor IT', principal)).toEqual([]);
    await refreshed(accounts(), session.refreshToken);
  });
});
