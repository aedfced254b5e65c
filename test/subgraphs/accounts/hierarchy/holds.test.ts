import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import {
  CancelAccountDocument,
  SetAccountHoldDocument,
  SignInDocument,
  type SetAccountHoldInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { OVER, refresh, refreshed, signIn } from '../sign-in/session-tokens.ts';

describeOnBothDatabases('holds and cancellation', (kind) => {
  const accounts = useDemoAccounts(kind);

  const setHold = async (name: string, given: Partial<SetAccountHoldInput> = {}, by = 'Meridian Distribution') => {
    const input = { accountId: accounts().account(name).id, hold: 'CREDIT' as const, reason: 'overdrawn', ...given };
    const { data, errors } = await accounts().ask(SetAccountHoldDocument, { input }, accounts().administrator(by));
    expect(errors).toEqual([]);
    return data.setAccountHold;
  };
  const cancel = async (accountId: string, by = 'Meridian Distribution', reason = 'left') => {
    const input = { accountId, reason };
    return (await accounts().ask(CancelAccountDocument, { input }, accounts().administrator(by))).data.cancelAccount;
  };
  const trySignIn = async (login: string) => {
    const input = { login, password: 'Tiergraph-demo-1' };
    return (await accounts().ask(SignInDocument, { input }, ANONYMOUS)).data.signIn;
  };
  const told = (name: string) =>
    accounts()
      .facts.map(({ data }) => data as { id: string; status: string })
      .filter(({ id }) => id === accounts().account(name).id)
      .map(({ status }) => status);

  it('are kept apart: the status is the strongest, and lifting one leaves the others', async () => {
    const statuses = [];
    for (const given of [
      {},
      { hold: 'ADMINISTRATIVE' },
      { reason: 'again' },
      { lift: true },
      { hold: 'ADMINISTRATIVE', lift: true },
    ] as const) {
      statuses.push((await setHold('Harbor IT', given)).account?.status);
    }
    expect(statuses).toEqual(['CREDIT_HOLD', 'ADMIN_HOLD', 'ADMIN_HOLD', 'ADMIN_HOLD', 'ACTIVE']);
    // What changes no status is told to nobody.
    await eventually(() => expect(told('Harbor IT').slice(-3)).toEqual(['CREDIT_HOLD', 'ADMIN_HOLD', 'ACTIVE']));
    expect(await setHold('Harbor IT', { lift: true })).toMatchObject({
      account: null,
      userErrors: [{ code: 'STATE_CONFLICT', path: ['hold'] }],
    });
  });

  it('end the sessions of everything below, and of nothing beside', async () => {
    const [below, beside, above] = await Promise.all(
      ['contoso.admin', 'summit.admin', 'meridian.admin'].map((login) => signIn(accounts(), login)),
    );
    await setHold('Champion Cloud');
    expect(await refresh(accounts(), below?.refreshToken ?? '')).toEqual(OVER);
    await refreshed(accounts(), beside?.refreshToken ?? '');
    await refreshed(accounts(), above?.refreshToken ?? '');
    // Its credit keeps nobody from signing in, nor does lifting the hold end a session.
    const { refreshToken } = await signIn(accounts(), 'contoso.admin');
    await setHold('Champion Cloud', { lift: true });
    await refreshed(accounts(), refreshToken);
  });

  it('keep everybody below from signing in while services are suspended, and say so to who knows the password', async () => {
    await setHold('Champion Cloud', { hold: 'ADMINISTRATIVE' });
    expect(await trySignIn('contoso.admin')).toMatchObject({
      session: null,
      userErrors: [{ code: 'ACCOUNT_ON_HOLD' }],
    });
    const wrong = await accounts().ask(
      SignInDocument,
      { input: { login: 'contoso.admin', password: 'wrong' } },
      ANONYMOUS,
    );
    expect(wrong.data.signIn.userErrors).toMatchObject([{ code: 'WRONG_CREDENTIALS' }]);
    await setHold('Champion Cloud', { hold: 'ADMINISTRATIVE', lift: true });
    expect((await trySignIn('contoso.admin')).userErrors).toEqual([]);
  });

  it('are for those above: not for the account itself, and foreign ones look like missing ones', async () => {
    const own = await setHold('Harbor IT', {}, 'Harbor IT');
    const foreign = await setHold('Harbor IT', {}, 'Summit Resale');
    const missing = await setHold('Harbor IT', { accountId: newId('acc') }, 'Summit Resale');
    expect(own).toMatchObject({ account: null, userErrors: [{ code: 'NOT_FOUND', path: ['accountId'] }] });
    expect([foreign, missing]).toEqual([own, own]);
    expect((await setHold('Harbor IT', { reason: ' ' })).userErrors).toMatchObject([
      { code: 'REQUIRED', path: ['reason'] },
    ]);
    expect((await setHold('Newleaf Partners', {})).userErrors).toMatchObject([{ code: 'STATE_CONFLICT' }]);
  });

  it('are lifted by the account that placed them, or by one above, and not by one between', async () => {
    expect((await setHold('Contoso Bakery', { reason: 'fraud' })).userErrors).toEqual([]);
    for (const given of [{ lift: true }, { reason: 'mine' }]) {
      expect((await setHold('Contoso Bakery', given, 'Champion Cloud')).userErrors).toMatchObject([
        { code: 'NOT_ALLOWED', path: ['hold'] },
      ]);
    }
    expect((await setHold('Contoso Bakery', { lift: true })).account).toEqual({ status: 'ACTIVE' });
    await setHold('Contoso Bakery', {}, 'Champion Cloud');
    expect((await setHold('Contoso Bakery', { lift: true })).account).toEqual({ status: 'ACTIVE' });
  });

  it('are followed by the end of an account, from below upwards, for good', async () => {
    const { id } = accounts().account('Summit Resale');
    const below = await accounts().database.sql<{ id: string; name: string }>(
      `select id, name from accounts.account where parent_id = $1`,
      [id],
    );
    expect(below.length).toBeGreaterThan(0);
    expect((await cancel(id)).userErrors).toMatchObject([
      { code: 'STATE_CONFLICT', path: ['accountId'], message: expect.stringContaining(below[0]?.name ?? '') },
    ]);
    const { refreshToken } = await signIn(accounts(), 'summit.admin');
    for (const one of below) expect((await cancel(one.id)).account).toEqual({ status: 'CANCELLED' });
    expect(await cancel(id, 'Meridian Distribution', '')).toMatchObject({ userErrors: [{ code: 'REQUIRED' }] });
    expect(await cancel(id)).toEqual({ account: { status: 'CANCELLED' }, userErrors: [] });
    await eventually(() => expect(told('Summit Resale').at(-1)).toBe('CANCELLED'));
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    expect((await trySignIn('summit.admin')).userErrors).toMatchObject([{ code: 'ACCOUNT_NOT_ACTIVE' }]);
    expect((await cancel(id)).userErrors).toMatchObject([{ code: 'STATE_CONFLICT' }]);
    expect((await setHold('Summit Resale')).userErrors).toMatchObject([{ code: 'STATE_CONFLICT' }]);
    const kept = await accounts().database.sql('select reason from accounts.cancellation where account_id = $1', [id]);
    expect(kept).toEqual([{ reason: 'left' }]);
  });

  // PGlite does one thing after the other.
  if (kind === 'postgresql') {
    it('wait for refreshed sessions instead of failing with them', async () => {
      const sessions = [];
      for (let time = 0; time < 8; time += 1) sessions.push(await signIn(accounts(), 'contoso.admin'));
      const all = await Promise.all([
        setHold('Champion Cloud'),
        ...sessions.map(({ refreshToken }) => refresh(accounts(), refreshToken)),
      ]);
      expect(all[0]).toMatchObject({ userErrors: [] });
      for (const { refreshToken } of sessions) expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
      await setHold('Champion Cloud', { lift: true });
    });

    it('leave no session to who signs in at the same moment', async () => {
      const { address } = accounts().database;
      const client = new Client({ connectionString: address.kind === 'postgresql' ? address.url : '' });
      await client.connect();
      onTestFinished(() => client.end());
      await client.query('begin');
      await client.query(`update accounts.account set status = 'ADMIN_HOLD' where name = 'Champion Cloud'`);
      const signingIn = trySignIn('lakeside.admin');
      await eventually(async () => {
        const { rows } = await client.query('select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', [
          (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid,
        ]);
        expect(rows).not.toEqual([]);
      });
      await client.query('commit');
      expect(await signingIn).toMatchObject({ session: null, userErrors: [{ code: 'ACCOUNT_ON_HOLD' }] });
      await client.query(`update accounts.account set status = 'ACTIVE' where name = 'Champion Cloud'`);
    });
  }
});
