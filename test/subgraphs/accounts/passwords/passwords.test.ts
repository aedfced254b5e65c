import { expect, it } from 'vitest';
import {
  ChangePasswordDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn, visibleTexts, type ReadMail } from '../../../support/mail.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { OVER, refresh, signIn } from '../sign-in/session-tokens.ts';

const NEW = 'violet tram carries soup';

describeOnBothDatabases('passwords', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { PUBLIC_URL: 'https://market.example' } });

  const trySignIn = async (login: string, password: string) =>
    (await accounts().ask(SignInDocument, { input: { login, password } }, ANONYMOUS)).data.signIn;
  const requestReset = async (login: string, clientAddress = '192.0.2.10') => {
    const { data, errors } = await accounts().ask(
      RequestPasswordResetDocument,
      { input: { login } },
      { ...ANONYMOUS, rip: clientAddress },
    );
    expect(errors).toEqual([]);
    return data.requestPasswordReset.userErrors;
  };
  const reset = async (token: string, password: string) => {
    const { data, errors } = await accounts().ask(ResetPasswordDocument, { input: { token, password } }, ANONYMOUS);
    expect(errors).toEqual([]);
    return data.resetPassword.userErrors;
  };
  const change = async (name: string, currentPassword: string, newPassword: string) => {
    const as = accounts().administrator(name);
    const { data } = await accounts().ask(ChangePasswordDocument, { input: { currentPassword, newPassword } }, as);
    return data.changePassword.userErrors;
  };
  const mailsTo = async (address: string, message: string): Promise<readonly ReadMail[]> =>
    (await mailsIn(accounts().mailDirectory)).filter(
      ({ name, headers }) => name.startsWith(`${message}-`) && headers.get('to')?.includes(address) === true,
    );
  const tokenIn = ({ text }: ReadMail): string =>
    /https:\/\/market\.example\/reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  const addressOf = async (login: string): Promise<string> => {
    const [row] = await accounts().database.sql<{ email: string }>(
      `select email from accounts."user" where login_key = $1`,
      [login.toLowerCase()],
    );
    return row?.email ?? '';
  };
  /** Asks for a link and reads it from the mail. */
  const linkFor = async (login: string): Promise<string> => {
    const address = await addressOf(login);
    const before = (await mailsTo(address, 'access-reset')).map(({ name }) => name);
    expect(await requestReset(login)).toEqual([]);
    return await eventually(async () => {
      const [mail] = (await mailsTo(address, 'access-reset')).filter(({ name }) => !before.includes(name));
      const token = mail && tokenIn(mail);
      if (token === undefined || token === '') throw new Error('The mail has not come');
      return token;
    });
  };

  it('are forgotten and set anew by a link, which ends every session and works once', async () => {
    const { refreshToken } = await signIn(accounts(), 'champion.admin');
    const token = await linkFor('CHAMPION.admin');
    expect(await reset(token, 'too short')).toMatchObject([{ code: 'INVALID', path: ['password'] }]);
    expect(await trySignIn('champion.admin', 'Tiergraph-demo-1')).toMatchObject({ userErrors: [] });
    expect(await reset(token, NEW)).toEqual([]);
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    expect(await trySignIn('champion.admin', 'Tiergraph-demo-1')).toMatchObject({ session: null });
    expect(await trySignIn('champion.admin', NEW)).toMatchObject({ userErrors: [] });
    expect(await reset(token, `${NEW} again`)).toMatchObject([{ code: 'EXPIRED', path: ['token'] }]);
    expect(await trySignIn('champion.admin', NEW)).toMatchObject({ userErrors: [] });
    const [told] = await eventually(async () => {
      const mails = await mailsTo('cora.lindqvist@champion.example', 'access-changed');
      expect(mails).toHaveLength(1);
      return mails;
    });
    expect(told?.subject).toBe('Your password was changed');
    expect(told?.text).toContain('https://market.example/reset-password');
  });

  it('come with a mail that names the login, in the name of the seller', async () => {
    const token = await linkFor('harbor.admin');
    const [mail] = await mailsTo('hugo.brandt@harbor.example', 'access-reset');
    expect(mail?.headers.get('from')).toMatch(/^Champion Cloud </);
    const texts = visibleTexts(mail?.html ?? '');
    expect(texts).toEqual(expect.arrayContaining(['Set a new password', 'harbor.admin', 'Set the password']));
    expect(mail?.text).toContain('harbor.admin');
    // The token is in the mail alone: neither in the log nor in the database.
    expect(token).toHaveLength(43);
    expect(accounts().logged.join('')).not.toContain(token);
    const rows = await accounts().database.sql<{ all: string }>(
      `select (select json_agg(l)::text from accounts.password_link l) || (select json_agg(j)::text from jobs.job j) as all`,
    );
    expect(rows[0]?.all).not.toContain(token);
  });

  it('are not asked for of a user who is not there or disabled, and the answer does not say so', async () => {
    await accounts().database.sql(`update accounts."user" set enabled = false where login = 'alpine.admin'`);
    for (const login of ['nobody.admin', 'alpine.admin', '?', 'x'.repeat(255)]) {
      expect(await requestReset(login, '192.0.2.20')).toEqual([]);
    }
    // What was asked for before is done before.
    await linkFor('summit.admin');
    await eventually(async () => {
      const left = await accounts().database.sql(
        `select 1 from jobs.job where name = 'accounts.mail' and state <> 'completed'`,
      );
      expect(left).toEqual([]);
    });
    const mails = await mailsIn(accounts().mailDirectory);
    expect(mails.some(({ headers }) => headers.get('to')?.includes('alpine') === true)).toBe(false);
    await accounts().database.sql(`update accounts."user" set enabled = true where login = 'alpine.admin'`);
  });

  it('can be asked for five times in a quarter of an hour, by login and not for others', async () => {
    const answers = [];
    for (let time = 0; time < 6; time += 1) answers.push(await requestReset('newleaf.admin', `192.0.2.${30 + time}`));
    expect(answers.slice(0, 5)).toEqual([[], [], [], [], []]);
    expect(answers[5]).toEqual([{ code: 'TOO_MANY_ATTEMPTS', path: ['login'], retryable: true }]);
    expect(await requestReset('contoso.admin', '192.0.2.30')).toEqual([]);
    // Signing in has counts of its own.
    expect((await trySignIn('contoso.admin', 'Tiergraph-demo-1')).userErrors).toEqual([]);
  });

  it('are refused with every reason at once when the link is over and the password bad', async () => {
    expect(await reset('made-up', 'qwerty123456')).toMatchObject([
      { code: 'EXPIRED', path: ['token'] },
      { code: 'INVALID', path: ['password'], message: expect.stringContaining('leaked') },
    ]);
    const token = await linkFor('fairview.admin');
    await accounts().database.sql('update accounts.password_link set expires_at = now() where used_at is null');
    expect(await reset(token, NEW)).toMatchObject([{ code: 'EXPIRED', path: ['token'] }]);
  });

  it('are set once by two who use a link at the same time', async () => {
    const token = await linkFor('harbor.admin');
    const both = await Promise.all([reset(token, `${NEW} one`), reset(token, `${NEW} two`)]);
    expect(both.filter((errors) => errors.length === 0)).toHaveLength(1);
    const winner = both[0]?.length === 0 ? 'one' : 'two';
    expect(await trySignIn('harbor.admin', `${NEW} ${winner}`)).toMatchObject({ userErrors: [] });
  });

  it('unlock a login that wrong passwords have locked', async () => {
    for (let time = 0; time < 6; time += 1) await trySignIn('brighthands.admin', 'wrong');
    expect(await reset(await linkFor('brighthands.admin'), NEW)).toEqual([]);
    // The lock is remembered for a second.
    await eventually(async () => expect((await trySignIn('brighthands.admin', NEW)).userErrors).toEqual([]));
  });

  it('are changed by who knows the present one, and every session ends', async () => {
    const name = 'Contoso Bakery';
    const { refreshToken } = await signIn(accounts(), 'contoso.admin');
    expect(await change(name, 'wrong', 'short')).toMatchObject([
      { code: 'WRONG_CREDENTIALS', path: ['currentPassword'] },
      { code: 'INVALID', path: ['newPassword'] },
    ]);
    expect(await change(name, 'Tiergraph-demo-1', 'Tiergraph-demo-1')).toMatchObject([
      { code: 'INVALID', path: ['newPassword'] },
    ]);
    expect(await change(name, 'Tiergraph-demo-1', NEW)).toEqual([]);
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    expect(await trySignIn('contoso.admin', NEW)).toMatchObject({ userErrors: [] });
    expect(await change(name, 'Tiergraph-demo-1', `${NEW}!`)).toMatchObject([{ code: 'WRONG_CREDENTIALS' }]);
  });

  it('lock nobody out who knows the present one, however bad the new ones are', async () => {
    for (let time = 0; time < 7; time += 1) {
      expect(await change('City of Fairview', 'Tiergraph-demo-1', 'short')).toMatchObject([
        { code: 'INVALID', path: ['newPassword'] },
      ]);
    }
    expect((await trySignIn('fairview.admin', 'Tiergraph-demo-1')).userErrors).toEqual([]);
  });

  it('are not guessed by changing them', async () => {
    for (let time = 0; time < 5; time += 1) await change('Lakeside School', `guess ${time}`, NEW);
    expect(await change('Lakeside School', 'Tiergraph-demo-1', NEW)).toMatchObject([
      { code: 'TOO_MANY_ATTEMPTS', path: ['currentPassword'] },
    ]);
  });

  it('are not changed for another, from its panel', async () => {
    const as = accounts().administrator('Contoso Bakery', undefined, { act: accounts().account('Champion Cloud').id });
    const input = { currentPassword: NEW, newPassword: `${NEW}!` };
    const { data } = await accounts().ask(ChangePasswordDocument, { input }, as);
    expect(data.changePassword.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });
});
