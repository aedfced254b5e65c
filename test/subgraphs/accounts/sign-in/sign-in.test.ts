import { expect, it } from 'vitest';
import { OwnAccountDocument, SignInDocument, type SignInMutation } from '../../../operations/generated/graphql.ts';
import { createPasswords } from '../../../../subgraphs/accounts/services/passwords/passwords.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';

/** Two transactions, of which the first counts the try; between them the user is read, and the password compared. */
const STATEMENTS = 16;
const PASSWORD = 'Tiergraph-demo-1';
async function signIn(accounts: DemoAccounts, login: string, password = PASSWORD, rip = '192.0.2.1') {
  const answer = await accounts.ask(SignInDocument, { input: { login, password } }, { ...ANONYMOUS, rip });
  expect(answer.errors).toEqual([]);
  return answer.data.signIn;
}

const codesOf = (payload: Pick<SignInMutation['signIn'], 'userErrors'>): readonly string[] =>
  payload.userErrors.map((error) => error.code);

describeOnBothDatabases('signIn', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('returns tokens and the viewer for login and password, in any letter case of the login', async () => {
    const payload = await signIn(accounts(), 'Champion.ADMIN');
    expect(payload).toMatchObject({
      session: { accessToken: expect.any(String), refreshToken: expect.any(String), expiresAt: expect.any(String) },
      viewer: { user: { login: 'champion.admin' }, account: { name: 'Champion Cloud' } },
      userErrors: [],
    });
    expect(payload.viewer?.user?.lastSignInAt).toMatch(/^\d{4}-/);
  });

  it('takes no more statements than counting, reading and locking the user, and starting the session need', async () => {
    const { statements } = accounts();
    const input = { login: 'summit.admin', password: PASSWORD };
    const query =
      'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } userErrors { code } } }';
    statements.reset();
    expect((await accounts().ask(query as unknown as typeof SignInDocument, { input }, ANONYMOUS)).errors).toEqual([]);
    expect(statements.texts()).toHaveLength(STATEMENTS);
  });

  it('refuses a wrong password and an unknown login with the same answer', async () => {
    const wrong = await signIn(accounts(), 'summit.admin', 'not-the-password');
    const unknown = await signIn(accounts(), 'nobody.admin', 'not-the-password');
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ session: null, viewer: null, userErrors: [{ code: 'WRONG_CREDENTIALS' }] });
  });

  it('refuses a disabled user even with the right password', async () => {
    await accounts().database.sql(`update accounts."user" set enabled = false where login = 'alpine.admin'`);
    expect(codesOf(await signIn(accounts(), 'alpine.admin'))).toEqual(['WRONG_CREDENTIALS']);
  });

  it('refuses a user who has not chosen a password yet', async () => {
    await accounts().database.sql(`update accounts."user" set password_hash = null where login = 'fairview.admin'`);
    expect(codesOf(await signIn(accounts(), 'fairview.admin', ''))).toEqual(['WRONG_CREDENTIALS']);
  });

  it('locks the login after five wrong passwords, also for the right one', async () => {
    for (let guess = 0; guess < 5; guess += 1) {
      expect(codesOf(await signIn(accounts(), 'contoso.admin', `guess-${guess}`))).toEqual(['WRONG_CREDENTIALS']);
    }
    const locked = await signIn(accounts(), 'CONTOSO.admin');
    expect(locked).toMatchObject({
      session: null,
      userErrors: [{ code: 'TOO_MANY_ATTEMPTS', path: ['login'], retryable: true }],
    });
  });

  it('unlocks a login after the lock time', async () => {
    for (let guess = 0; guess < 6; guess += 1) await signIn(accounts(), 'lakeside.admin', 'wrong');
    await accounts().database.sql(
      `update accounts.sign_in_attempt set window_ends_at = now() - interval '1 second' where subject = 'login:lakeside.admin'`,
    );
    // A lock is kept in memory for a short time.
    await eventually(async () => expect(codesOf(await signIn(accounts(), 'lakeside.admin'))).toEqual([]));
  });

  it('locks an unknown login as it locks a known one', async () => {
    for (let guess = 0; guess < 5; guess += 1) await signIn(accounts(), 'ghost.admin', 'wrong');
    expect(codesOf(await signIn(accounts(), 'ghost.admin', 'wrong'))).toEqual(['TOO_MANY_ATTEMPTS']);
  });

  it('refuses a password over the maximum length before it is normalised or counted', async () => {
    const { statements } = accounts();
    statements.reset();
    for (const password of [
      'a'.repeat(1_025),
      'ü'.repeat(1_000) + '\u{1F600}'.repeat(600),
      '\u0315\u0300'.repeat(500_000),
    ]) {
      const input = { login: 'summit.admin', password };
      const { errors } = await accounts().ask(SignInDocument, { input }, { ...ANONYMOUS, rip: '198.51.100.11' });
      expect(errors).toMatchObject([
        { path: ['signIn'], extensions: { code: 'BAD_USER_INPUT', argument: 'input.password' } },
      ]);
    }
    expect(statements.texts()).toEqual([]);
  });

  it('refuses a locked login from memory, without a database statement', async () => {
    const address = '198.51.100.77';
    for (let guess = 0; guess < 6; guess += 1) await signIn(accounts(), 'locked.admin', 'wrong', address);
    const { statements } = accounts();
    statements.reset();
    expect(codesOf(await signIn(accounts(), 'locked.admin', 'wrong', address))).toEqual(['TOO_MANY_ATTEMPTS']);
    expect(statements.texts()).toEqual([]);
  });

  it('counts from zero after a successful sign-in', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let guess = 0; guess < 4; guess += 1) await signIn(accounts(), 'meridian.admin', 'wrong');
      expect(codesOf(await signIn(accounts(), 'meridian.admin'))).toEqual([]);
    }
  });

  it('checks five of twenty parallel guesses', async () => {
    const guesses = Array.from({ length: 20 }, (_, guess) => signIn(accounts(), 'harbor.admin', `guess-${guess}`));
    const codes = (await Promise.all(guesses)).flatMap(codesOf);
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(15);
  });

  it('checks five of ten aliased guesses in one document', async () => {
    const fields = Array.from(
      { length: 10 },
      (_, guess) =>
        `g${guess}: signIn(input: { login: "brighthands.admin", password: "guess-${guess}" }) { userErrors { code } }`,
    );
    const { data } = await accounts().ask<Record<string, Pick<SignInMutation['signIn'], 'userErrors'>>>(
      `mutation { ${fields.join(' ')} }`,
      {},
      ANONYMOUS,
    );
    const codes = Object.values(data).flatMap(codesOf);
    expect(codes).toEqual([
      ...Array<string>(5).fill('WRONG_CREDENTIALS'),
      ...Array<string>(5).fill('TOO_MANY_ATTEMPTS'),
    ]);
  });

  it('locks a client address after a hundred wrong passwords for any logins, and no other address', async () => {
    const address = '198.51.100.7';
    await accounts().database.sql(
      `insert into accounts.sign_in_attempt (subject, failures, window_ends_at)
       values ('address:${address}', 99, now() + interval '10 minutes')`,
    );
    expect(codesOf(await signIn(accounts(), 'someone.else', 'wrong', address))).toEqual(['WRONG_CREDENTIALS']);
    expect(codesOf(await signIn(accounts(), 'summit.admin', PASSWORD, address))).toEqual(['TOO_MANY_ATTEMPTS']);
    expect(codesOf(await signIn(accounts(), 'summit.admin', PASSWORD, '198.51.100.8'))).toEqual([]);
  });

  it('does not count successful sign-ins against a shared address', async () => {
    const address = '198.51.100.9';
    for (let time = 0; time < 3; time += 1) {
      expect(codesOf(await signIn(accounts(), 'summit.admin', PASSWORD, address))).toEqual([]);
    }
    const rows = await accounts().database.sql<{ failures: number }>(
      'select failures from accounts.sign_in_attempt where subject = $1 and failures > 0',
      [`address:${address}`],
    );
    expect(rows).toEqual([]);
  });

  it('takes texts that cannot be a login, without an internal error', async () => {
    for (const login of ['', ' ', '😀', 'x'.repeat(255)]) {
      const payload = await signIn(accounts(), login, 'wrong', '198.51.100.10');
      expect(codesOf(payload)).toEqual(['WRONG_CREDENTIALS']);
    }
  });

  it('refuses a password that is too long to be normalised, and checks one of just the maximum length', async () => {
    const marks = '\u0315\u0300'.repeat(500_000);
    const input = { login: 'champion.admin', password: marks };
    const { data, errors } = await accounts().ask(SignInDocument, { input }, { ...ANONYMOUS, rip: '198.51.100.11' });
    expect({ data, errors }).toMatchObject({
      data: null,
      errors: [{ path: ['signIn'], extensions: { code: 'BAD_USER_INPUT', argument: 'input.password' } }],
    });
    using turn = createPasswords().enter('192.0.2.1');
    await expect(turn?.hash(marks)).rejects.toThrow('A password may have at most 1024 characters.');
    const payload = await signIn(accounts(), 'champion.admin', '😀'.repeat(1_024), '198.51.100.11');
    expect(codesOf(payload)).toEqual(['WRONG_CREDENTIALS']);
  });

  it('keeps passwords and tokens out of the log', async () => {
    const payload = await signIn(accounts(), 'meridian.admin');
    await signIn(accounts(), 'meridian.admin', 'a-wrong-password-canary');
    const log = accounts().logged.join('\n');
    for (const secret of [PASSWORD, 'a-wrong-password-canary', payload.session?.refreshToken]) {
      expect(log).not.toContain(secret ?? '');
    }
    expect(payload.session?.refreshToken).toBeTypeOf('string');
  });
});

describeOnBothDatabases('signIn with a configured policy', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { SIGN_IN_MAX_FAILURES: '1' } });

  it('locks after the configured number of wrong passwords', async () => {
    await signIn(accounts(), 'summit.admin', 'wrong');
    expect(codesOf(await signIn(accounts(), 'summit.admin'))).toEqual(['TOO_MANY_ATTEMPTS']);
  });
});

describeOnBothDatabases('signIn outside the demo', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { TIERGRAPH_DEMO: '0' } });

  it('refuses the demo password, which is public', async () => {
    expect(codesOf(await signIn(accounts(), 'summit.admin'))).toEqual(['WRONG_CREDENTIALS']);
  });
});

describeOnBothDatabases('a flood of sign-ins', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('is refused beyond the places of the queue, and delays neither queries nor the verification of callers', async () => {
    const { ask, statements } = accounts();
    statements.reset();
    const events: string[] = [];
    const flood = Array.from({ length: 200 }, async (_, number) => {
      const payload = await signIn(accounts(), `flood-${number}.admin`, 'wrong', `203.0.113.${number}`);
      events.push(codesOf(payload).join());
      return payload;
    });
    const asked = accounts().administrator('Champion Cloud');
    const { data } = await ask(OwnAccountDocument, {}, asked);
    events.push(data.viewer.account.name);
    const payloads = await Promise.all(flood);
    const refused = payloads.filter((payload) => codesOf(payload).includes('TOO_MANY_ATTEMPTS'));
    const answeredAt = events.indexOf('Champion Cloud');
    const triedBefore = events.slice(0, answeredAt).filter((code) => code === 'WRONG_CREDENTIALS');
    const refusedBefore = events.slice(0, answeredAt).filter((code) => code === 'TOO_MANY_ATTEMPTS');
    // Fifty have a place, and most of them still wait when the query is answered. The others are refused at once.
    expect(refusedBefore.length).toBeGreaterThanOrEqual(150);
    expect(triedBefore.length).toBeLessThan(25);
    expect(refused[0]?.userErrors).toMatchObject([{ path: ['login'], retryable: true }]);
    expect(statements.texts().filter((sql) => sql.includes('sign_in_attempt')).length).toBeLessThanOrEqual(50);
  });
});
