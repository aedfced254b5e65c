import { randomBytes } from 'node:crypto';
import { URI } from 'otpauth';
import { expect, it } from 'vitest';
import {
  ConfirmSecondFactorDocument,
  EnrolSecondFactorDocument,
  RequireSecondFactorDocument,
  ResetSecondFactorDocument,
  SignInWithPermissionsDocument,
} from '../../../operations/generated/graphql.ts';
import { openAccountsDatabase } from '../../../../subgraphs/accounts/main.ts';
import { resealFactors } from '../../../../subgraphs/accounts/services/sign-in/reseal-factors.ts';
import { createSealer } from '../../../../subgraphs/shared/database/sealing.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { OVER, principalOf, refresh, refreshed, signIn as signInDemo } from './session-tokens.ts';

const PASSWORD = 'Tiergraph-demo-1';
const SEALING_KEYS = `first:${randomBytes(32).toString('base64')}`;

describeOnBothDatabases('a second factor', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { SIGN_IN_MAX_FAILURES: '6', SEALING_KEYS } });

  const signIn = async (login: string, code?: string) => {
    const input = { login, password: PASSWORD, code };
    const { data, errors } = await accounts().ask(SignInWithPermissionsDocument, { input }, ANONYMOUS);
    expect(errors).toEqual([]);
    return data.signIn;
  };
  const problems = async (login: string, code?: string) =>
    (await signIn(login, code)).userErrors.map(({ code: reason, path }) => [reason, ...path].join(' '));
  const enrol = async (as: ContextClaims, password = PASSWORD, code?: string) =>
    (await accounts().ask(EnrolSecondFactorDocument, { input: { password, code } }, as)).data.enrolSecondFactor;
  const reset = async (name: string, by: ContextClaims) => {
    const input = { userId: accounts().account(name).userId };
    const { data, errors } = await accounts().ask(ResetSecondFactorDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.resetSecondFactor.userErrors.map(({ code }) => code);
  };
  const confirm = async (as: ContextClaims, code: string) =>
    (await accounts().ask(ConfirmSecondFactorDocument, { input: { code } }, as)).data.confirmSecondFactor.userErrors;
  /** The code that an authenticator with this address shows, some periods from now. */
  const codeOf = (uri: string | null, periods = 0) =>
    URI.parse(uri ?? '').generate({ timestamp: Date.now() + periods * 30_000 } as never);
  /** Gives a user a second factor whose code of now is used up; answers its address and its recovery codes. */
  const withFactor = async (name: string) => {
    const as = accounts().administrator(name);
    const { uri, recoveryCodes, userErrors } = await enrol(as);
    expect(userErrors).toEqual([]);
    expect(await confirm(as, codeOf(uri))).toEqual([]);
    return { uri, recoveryCodes: recoveryCodes ?? [], as };
  };

  it('changes nothing until a code confirms it, and is needed from then on', async () => {
    const as = accounts().administrator('Champion Cloud');
    const { uri } = await enrol(as);
    expect(await problems('champion.admin')).toEqual([]);
    expect(await confirm(as, '000000')).toMatchObject([{ code: 'WRONG_CREDENTIALS', path: ['code'] }]);
    const [code, next] = [codeOf(uri), codeOf(uri, 1)];
    expect(await confirm(as, code)).toEqual([]);
    expect(await problems('champion.admin')).toEqual(['SECOND_FACTOR_REQUIRED code']);
    expect(await problems('champion.admin', '000000')).toEqual(['WRONG_CREDENTIALS code']);
    // The code that confirmed it was used by that.
    expect(await problems('champion.admin', code)).toEqual(['WRONG_CREDENTIALS code']);
    expect(await problems('champion.admin', next)).toEqual([]);
    expect(await problems('champion.admin', next)).toEqual(['WRONG_CREDENTIALS code']);
  });

  it('can be replaced by each recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await withFactor('Summit Resale');
    expect(recoveryCodes).toHaveLength(10);
    const [first = '', second = ''] = recoveryCodes;
    expect(await problems('summit.admin', first.toUpperCase().replaceAll('-', ' '))).toEqual([]);
    expect(await problems('summit.admin', first)).toEqual(['WRONG_CREDENTIALS code']);
    expect(await problems('summit.admin', second)).toEqual([]);
  });

  it('stays in force, with its recovery codes, until a new one is confirmed', async () => {
    const before = await withFactor('Harbor IT');
    const [proof = '', kept = '', other = ''] = before.recoveryCodes;
    const next = await enrol(before.as, PASSWORD, proof);
    expect(next.userErrors).toEqual([]);
    expect(await problems('harbor.admin', next.recoveryCodes?.[0])).toEqual(['WRONG_CREDENTIALS code']);
    expect(await problems('harbor.admin', kept)).toEqual([]);
    expect(await confirm(before.as, codeOf(next.uri))).toEqual([]);
    expect(await problems('harbor.admin', other)).toEqual(['WRONG_CREDENTIALS code']);
    expect(await problems('harbor.admin', next.recoveryCodes?.[0])).toEqual([]);
  });

  it('is replaced only by whoever has it: the password alone is not enough, nor is guessing', async () => {
    const { as, recoveryCodes } = await withFactor('Alpine Dental');
    const tried = async (code?: string) =>
      (await enrol(as, PASSWORD, code)).userErrors.map(({ code: reason, path }) => [reason, ...path].join(' '));
    expect(await tried()).toEqual(['SECOND_FACTOR_REQUIRED code']);
    for (let guess = 0; guess < 5; guess += 1) expect(await tried('000000')).toEqual(['WRONG_CREDENTIALS code']);
    expect(await tried(recoveryCodes[0])).toEqual(['TOO_MANY_ATTEMPTS password']);
  });

  it('ends the other sessions of its user when it is confirmed, and a mail tells of it', async () => {
    const before = await signInDemo(accounts(), 'contoso.admin');
    const own = await signInDemo(accounts(), 'contoso.admin');
    const as = await principalOf(accounts(), own.accessToken);
    const { uri } = await enrol(as);
    expect(await confirm(as, codeOf(uri))).toEqual([]);
    expect(await refresh(accounts(), before.refreshToken)).toEqual(OVER);
    await refreshed(accounts(), own.refreshToken);
    await eventually(async () => {
      const subjects = (await mailsIn(accounts().mailDirectory)).map(({ headers, text }) => [
        headers.get('subject'),
        text.includes('contoso.admin'),
      ]);
      expect(subjects).toContainEqual(['Your second factor was changed', true]);
    });
  });

  it('is taken from a user who has lost it by an administrator, and by nobody who may do less', async () => {
    const { as } = await withFactor('Newleaf Partners');
    const session = (await signIn('newleaf.admin')).session;
    expect(session).toBeNull();
    expect(await reset('Newleaf Partners', as)).toEqual(['NOT_ALLOWED']);
    const meridian = accounts().administrator('Meridian Distribution');
    expect(await reset('Newleaf Partners', { ...meridian, perms: ['MANAGE_USERS'] })).toEqual(['NOT_ALLOWED']);
    expect(await reset('Newleaf Partners', accounts().administrator('Summit Resale'))).toEqual(['NOT_FOUND']);
    expect(await reset('Newleaf Partners', meridian)).toEqual([]);
    expect(await problems('newleaf.admin')).toEqual([]);
  });

  it('is sealed anew when the key is replaced, so that the old one can be removed', async () => {
    const { database } = accounts();
    const sealer = createSealer(`next:${randomBytes(32).toString('base64')},${SEALING_KEYS}`);
    const opened = await openAccountsDatabase(database.address);
    try {
      const [{ count } = { count: 0 }] = await database.sql<{ count: number }>(
        'select count(*)::int as count from accounts.second_factor',
      );
      expect(await resealFactors(opened.fresh, sealer)).toBe(count);
      expect(await resealFactors(opened.fresh, sealer)).toBe(0);
      const rows = await database.sql<{ sealed: string }>(
        'select coalesce(secret_sealed, pending_sealed) as sealed from accounts.second_factor',
      );
      for (const { sealed } of rows) expect(sealed).toMatch(/^next\./);
      for (const { sealed } of rows) expect(sealer.open(sealed)).toMatch(/^[A-Z2-7]{32}$/);
    } finally {
      await opened.close();
    }
  });

  it('counts wrong codes like wrong passwords, and the password alone does not begin anew', async () => {
    const { uri } = await withFactor('Bright Hands');
    for (let guess = 0; guess < 3; guess += 1) {
      expect(await problems('brighthands.admin', '000000')).toEqual(['WRONG_CREDENTIALS code']);
      expect(await problems('brighthands.admin')).toEqual(['SECOND_FACTOR_REQUIRED code']);
    }
    expect(await problems('brighthands.admin', codeOf(uri, 1))).toEqual(['TOO_MANY_ATTEMPTS login']);
  });

  it('is begun by whoever knows the password, in person', async () => {
    const as = accounts().administrator('Contoso Bakery');
    expect((await enrol(as, 'wrong')).userErrors).toEqual([{ code: 'WRONG_CREDENTIALS', path: ['password'] }]);
    const champion = accounts().account('Champion Cloud');
    for (const other of [
      { ...as, act: champion.id, sub: champion.userId },
      { ...as, kind: 'client', sub: 'cli_01jd0000000000000000000000' } as const,
    ]) {
      expect((await enrol(other)).userErrors.map(({ code }) => code)).toEqual(['NOT_ALLOWED']);
      expect((await confirm(other, '000000')).map(({ code }) => code)).toEqual(['NOT_ALLOWED']);
    }
    expect((await confirm(accounts().administrator('Newleaf Partners'), '000000')).map(({ code }) => code)).toEqual([
      'STATE_CONFLICT',
    ]);
  });

  it('can be required of administrators: without one their sessions permit nothing else', async () => {
    const input = { accountId: accounts().account('Lakeside School').id, requireSecondFactor: true };
    const manager = accounts().administrator('Champion Cloud');
    const { data } = await accounts().ask(RequireSecondFactorDocument, { input }, manager);
    expect(data.updateAccount).toEqual({ account: { requiresSecondFactor: true }, userErrors: [] });
    const { session, viewer } = await signIn('lakeside.admin');
    expect(viewer).toEqual({
      permissions: [],
      mustEnrolSecondFactor: true,
      account: { requiresSecondFactor: true },
    });
    const as = await principalOf(accounts(), session?.accessToken ?? '');
    const { uri } = await enrol(as);
    expect(await confirm(as, codeOf(uri))).toEqual([]);
    const next = await refreshed(accounts(), session?.refreshToken ?? '');
    expect((await principalOf(accounts(), next.accessToken)).perms).toContain('PLACE_ORDERS');
    expect((await signIn('lakeside.admin', codeOf(uri, 1))).viewer).toMatchObject({ mustEnrolSecondFactor: false });
  });

  it('keeps its secret sealed and its recovery codes hashed, and neither is logged', async () => {
    const { uri, recoveryCodes } = await withFactor('City of Fairview');
    const secret = new URL(uri ?? '').searchParams.get('secret') ?? '';
    const rows = await accounts().database.sql<{ row: string }>(
      `select to_jsonb(factor)::text as row from accounts.second_factor as factor
       union all select to_jsonb(kept)::text from accounts.recovery_code as kept`,
    );
    const stored = [...rows.map(({ row }) => row), ...accounts().logged].join('\n').toLowerCase();
    expect(secret).toHaveLength(32);
    expect(stored).not.toContain(secret.toLowerCase());
    for (const code of recoveryCodes) expect(stored).not.toContain(code.replaceAll('-', ''));
  });
});
