import { expect, it } from 'vitest';
import {
  CreateUserDocument,
  ResetPasswordDocument,
  SignInDocument,
  UpdateUserDocument,
  type CreateUserInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { customer, customerInput } from '../onboarding/new-account.ts';

describeOnBothDatabases('createUser', (kind) => {
  const accounts = useDemoAccounts(kind);

  const create = async (given: Partial<CreateUserInput>, as?: ContextClaims) => {
    const input: CreateUserInput = {
      accountId: accounts().account('Champion Cloud').id,
      kind: 'ADMINISTRATOR',
      login: 'second.admin',
      email: 'sara.second@champion.example',
      firstName: 'Sara',
      lastName: 'Second',
      permissions: ['PLACE_ORDERS', 'VIEW_FINANCIALS'],
      ...given,
    };
    const by = as ?? accounts().administrator('Champion Cloud');
    const { data, errors } = await accounts().ask(CreateUserDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.createUser;
  };
  const refusedWith = (...errors: readonly (readonly [code: string, path: string])[]) => ({
    user: null,
    userErrors: errors.map(([code, path]) => expect.objectContaining({ code, path: path === '' ? [] : [path] })),
  });
  /** The token of the link in the mail to an address. */
  const tokenFor = (address: string): Promise<string> =>
    eventually(async () => {
      const mail = (await mailsIn(accounts().mailDirectory)).find(
        ({ name, headers }) => name.startsWith('access-granted-') && headers.get('to')?.includes(address) === true,
      );
      const token = /reset-password\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1];
      if (token === undefined) throw new Error(`No mail to ${address} has come`);
      return token;
    });
  const setPassword = async (token: string, password: string) =>
    (await accounts().ask(ResetPasswordDocument, { input: { token, password } }, ANONYMOUS)).data.resetPassword;
  const trySignIn = async (login: string, password: string) =>
    (await accounts().ask(SignInDocument, { input: { login, password } }, ANONYMOUS)).data.signIn;

  it('makes a user who sets the password by a link and can then sign in', async () => {
    expect(await create({ permissions: ['PLACE_ORDERS', 'VIEW_FINANCIALS', 'PLACE_ORDERS'] })).toEqual({
      user: {
        id: expect.stringMatching(/^usr_/),
        login: 'second.admin',
        email: 'sara.second@champion.example',
        kind: 'ADMINISTRATOR',
        permissions: ['PLACE_ORDERS', 'VIEW_FINANCIALS'],
        enabled: true,
        lastSignInAt: null,
        account: { name: 'Champion Cloud' },
      },
      userErrors: [],
    });
    expect(await trySignIn('second.admin', '')).toMatchObject({ userErrors: [{ code: 'WRONG_CREDENTIALS' }] });
    expect(await setPassword(await tokenFor('sara.second'), 'violet tram carries soup')).toEqual({ userErrors: [] });
    expect(await trySignIn('second.admin', 'violet tram carries soup')).toMatchObject({ userErrors: [] });
    // The first password replaces none.
    const told = (await mailsIn(accounts().mailDirectory)).filter(({ name }) => name.startsWith('access-changed-'));
    expect(told).toEqual([]);
  });

  it('has no use for a link to an address that was wrong, and gets one at the right address', async () => {
    const { user } = await create({ login: 'third.admin', email: 'wrong@champion.example' });
    const stray = await tokenFor('wrong@champion.example');
    const { data } = await accounts().ask(
      UpdateUserDocument,
      { input: { userId: user?.id ?? '', email: 'right@champion.example' } },
      accounts().administrator('Champion Cloud'),
    );
    expect(data.updateUser.userErrors).toEqual([]);
    const password = 'violet tram carries soup';
    expect((await setPassword(stray, password)).userErrors).toMatchObject([{ code: 'EXPIRED' }]);
    expect((await setPassword(await tokenFor('right@champion.example'), password)).userErrors).toEqual([]);
    expect(await trySignIn('third.admin', password)).toMatchObject({ userErrors: [] });
  });

  it('makes a service user, who can only use services', async () => {
    const accountId = accounts().account('Contoso Bakery').id;
    const login = 'contoso.service';
    expect(await create({ accountId, login, kind: 'SERVICE_USER', permissions: ['USE_SERVICES'] })).toMatchObject({
      user: { kind: 'SERVICE_USER', account: { name: 'Contoso Bakery' } },
    });
    const more: Partial<CreateUserInput> = {
      accountId,
      login: 'contoso.other',
      kind: 'SERVICE_USER',
      permissions: ['PLACE_ORDERS'],
    };
    expect(await create(more)).toEqual(refusedWith(['NOT_ALLOWED', 'permissions']));
  });

  it('refuses with every reason at once, and sends nothing', async () => {
    const given: Partial<CreateUserInput> = {
      login: 'a b',
      firstName: ' ',
      lastName: '',
      permissions: ['MANAGE_CATALOG', 'MANAGE_PRICES'],
    };
    const as = accounts().administrator('Champion Cloud', ['MANAGE_USERS']);
    expect(await create({ ...given, email: 'nobody@refused.example' }, as)).toEqual(
      refusedWith(
        ['INVALID', 'login'],
        ['REQUIRED', 'firstName'],
        ['REQUIRED', 'lastName'],
        ['NOT_ALLOWED', 'permissions'],
      ),
    );
    const [row] = await accounts().database.sql<{ count: number }>(
      `select count(*)::int as count from accounts."user" where email = 'nobody@refused.example'`,
    );
    expect(row).toEqual({ count: 0 });
  });

  it('refuses a login that somebody has, in whatever case, and one of two at the same time', async () => {
    expect(await create({ login: 'CONTOSO.admin' })).toEqual(refusedWith(['LOGIN_TAKEN', 'login']));
    const both = await Promise.all([create({ login: 'twice.admin' }), create({ login: 'Twice.Admin' })]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['LOGIN_TAKEN']);
  });

  it('refuses accounts out of sight like those that are not there', async () => {
    for (const accountId of [accounts().account('Summit Resale').id, newId('acc')]) {
      expect(await create({ accountId })).toEqual(refusedWith(['NOT_FOUND', 'accountId']));
    }
  });

  it('gives nothing that the editor has lost since signing in', async () => {
    const name = 'Harbor IT';
    const as = accounts().administrator(name);
    const accountId = accounts().account(name).id;
    await accounts().database.sql(`update accounts."user" set permissions = $1 where id = $2`, [
      ['MANAGE_USERS', 'USE_SERVICES'],
      accounts().account(name).userId,
    ]);
    expect(await create({ accountId, login: 'harbor.more', permissions: [...PERMISSIONS] }, as)).toEqual(
      refusedWith(['NOT_ALLOWED', 'permissions']),
    );
    await accounts().database.sql(`update accounts."user" set enabled = false where id = $1`, [
      accounts().account(name).userId,
    ]);
    expect(await create({ accountId, login: 'harbor.more', permissions: [] }, as)).toEqual(
      refusedWith(['NOT_ALLOWED', '']),
    );
  });

  it('is what an account begins with: its first administrator gets the mail', async () => {
    const made = await customer(accounts(), customerInput('falk.optics', {}));
    expect(made.userErrors).toEqual([]);
    const { email } = customerInput('falk.optics', {}).contact;
    expect(await setPassword(await tokenFor(email), 'violet tram carries soup')).toEqual({ userErrors: [] });
    expect(await trySignIn('falk.optics', 'violet tram carries soup')).toMatchObject({ userErrors: [] });
  });

  it('tells nobody of a customer that an order creates until the order can no longer be refused', async () => {
    const input = customerInput('falk.ordering', { idempotencyKey: 'order-1' });
    expect((await customer(accounts(), input)).userErrors).toEqual([]);
    const jobs = await accounts().database.sql<{ waits: boolean }>(
      `select start_after > now() + interval '50 seconds' as waits from jobs.job
       where name = 'accounts.mail' and state = 'created'`,
    );
    expect(jobs).toEqual([{ waits: true }]);
  });
});
