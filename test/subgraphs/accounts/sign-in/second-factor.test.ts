import { URI } from 'otpauth';
import { expect, it } from 'vitest';
import {
  ConfirmSecondFactorDocument,
  EnrolSecondFactorDocument,
  RequireSecondFactorDocument,
  SignInWithPermissionsDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { principalOf, refreshed } from './session-tokens.ts';

const PASSWORD = 'Tiergraph-demo-1';

describeOnBothDatabases('a second factor', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { SIGN_IN_MAX_FAILURES: '6' } });

  const signIn = async (login: string, code?: string) => {
    const input = { login, password: PASSWORD, code };
    const { data, errors } = await accounts().ask(SignInWithPermissionsDocument, { input }, ANONYMOUS);
    expect(errors).toEqual([]);
    return data.signIn;
  };
  const problems = async (login: string, code?: string) =>
    (await signIn(login, code)).userErrors.map(({ code: reason, path }) => [reason, ...path].join(' '));
  const enrol = async (as: ContextClaims, password = PASSWORD) =>
    (await accounts().ask(EnrolSecondFactorDocument, { input: { password } }, as)).data.enrolSecondFactor;
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
    const next = await enrol(before.as);
    const [kept = '', other = ''] = before.recoveryCodes;
    expect(await problems('harbor.admin', next.recoveryCodes?.[0])).toEqual(['WRONG_CREDENTIALS code']);
    expect(await problems('harbor.admin', kept)).toEqual([]);
    expect(await confirm(before.as, codeOf(next.uri))).toEqual([]);
    expect(await problems('harbor.admin', other)).toEqual(['WRONG_CREDENTIALS code']);
    expect(await problems('harbor.admin', next.recoveryCodes?.[0])).toEqual([]);
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
    const as = accounts().administrator('Lakeside School');
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
