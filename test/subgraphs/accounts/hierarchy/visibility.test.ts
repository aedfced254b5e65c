import { expect, it } from 'vitest';
import {
  AccountByIdDocument,
  AccountsAboveDocument,
  UserByIdDocument,
  UsersOfAccountDocument,
} from '../../../operations/generated/graphql.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, contextToken, userOf } from '../../../support/principals.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';

const MISSING_ACCOUNT = 'acc_01jd0000000000000000000000';
const MISSING_USER = 'usr_01jd0000000000000000000000';
const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename ... on Account { id name } ... on User { id login }
  }
}`;

/** Accounts that Champion Cloud may not see: the one above it, a sibling, a child of the sibling and another sibling. */
const FOREIGN_TO_CHAMPION = ['Meridian Distribution', 'Summit Resale', 'Alpine Dental', 'Newleaf Partners'];
const SEEN_BY_CHAMPION = ['Champion Cloud', 'Harbor IT', 'Contoso Bakery', 'Bright Hands'];

function entities(accounts: DemoAccounts, representations: readonly object[], principal = champion(accounts)) {
  return accounts.ask(ENTITIES, { representations }, principal);
}

const champion = (accounts: DemoAccounts) => accounts.administrator('Champion Cloud');

describeOnBothDatabases('the visibility of accounts', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('makes a foreign account look like a missing one to account(id)', async () => {
    const missing = await accounts().ask(AccountByIdDocument, { id: MISSING_ACCOUNT }, champion(accounts()));
    expect(missing).toEqual({ data: { account: null }, errors: [] });
    for (const name of FOREIGN_TO_CHAMPION) {
      const foreign = await accounts().ask(
        AccountByIdDocument,
        { id: accounts().account(name).id },
        champion(accounts()),
      );
      expect(foreign).toEqual(missing);
    }
    for (const id of ['', 'acc_', 'usr_01jd0000000000000000000000', "'", 'acc_01JD0000000000000000000000']) {
      expect(await accounts().ask(AccountByIdDocument, { id }, champion(accounts()))).toEqual(missing);
    }
  });

  it('includes the own account and those below it', async () => {
    for (const name of SEEN_BY_CHAMPION) {
      const { data } = await accounts().ask(
        AccountByIdDocument,
        { id: accounts().account(name).id },
        champion(accounts()),
      );
      expect(data).toMatchObject({ account: { name } });
    }
  });

  it('makes a foreign user look like a missing one to user(id)', async () => {
    const missing = await accounts().ask(UserByIdDocument, { id: MISSING_USER }, champion(accounts()));
    expect(missing).toEqual({ data: { user: null }, errors: [] });
    for (const name of FOREIGN_TO_CHAMPION) {
      const { userId } = accounts().account(name);
      expect(await accounts().ask(UserByIdDocument, { id: userId }, champion(accounts()))).toEqual(missing);
    }
    for (const id of ['', 'usr_', accounts().account('Champion Cloud').id]) {
      expect(await accounts().ask(UserByIdDocument, { id }, champion(accounts()))).toEqual(missing);
    }
  });

  it('makes a foreign entity look like a missing one by each of its type names', async () => {
    const types = ['Account', 'Provider', 'Reseller', 'Customer'];
    const ids = FOREIGN_TO_CHAMPION.map((name) => accounts().account(name).id);
    const representations = [MISSING_ACCOUNT, ...ids].flatMap((id) => types.map((__typename) => ({ __typename, id })));
    const users = [MISSING_USER, ...FOREIGN_TO_CHAMPION.map((name) => accounts().account(name).userId)];
    representations.push(...users.map((id) => ({ __typename: 'User', id })));
    expect(await entities(accounts(), representations)).toEqual({
      data: { _entities: representations.map(() => null) },
      errors: [],
    });
  });

  it('depends on the id only, whatever path a representation claims', async () => {
    const { id } = accounts().account('Summit Resale');
    const { path } = accounts().account('Champion Cloud');
    const forged = { __typename: 'Reseller', id, path, parentId: path, accountId: path };
    expect(await entities(accounts(), [forged])).toEqual({ data: { _entities: [null] }, errors: [] });
  });

  it('hides foreign accounts beside visible ones in the same answer', async () => {
    const { account } = accounts();
    const representations = ['Summit Resale', 'Harbor IT', 'Alpine Dental', 'Contoso Bakery'].map((name) => ({
      __typename: 'Account',
      id: account(name).id,
    }));
    const { data } = await entities(accounts(), representations);
    expect(data).toMatchObject({ _entities: [null, { name: 'Harbor IT' }, null, { name: 'Contoso Bakery' }] });
  });

  it('ends the ancestors at the account of the viewer', async () => {
    const variables = { id: accounts().account('Bright Hands').id };
    const up = async (viewer: string) =>
      (await accounts().ask(AccountsAboveDocument, variables, accounts().administrator(viewer))).data;
    expect(await up('Meridian Distribution')).toEqual({
      account: {
        parent: { name: 'Harbor IT', parent: { name: 'Champion Cloud' } },
        ancestors: [{ name: 'Meridian Distribution' }, { name: 'Champion Cloud' }, { name: 'Harbor IT' }],
      },
    });
    expect(await up('Champion Cloud')).toEqual({
      account: {
        parent: { name: 'Harbor IT', parent: { name: 'Champion Cloud' } },
        ancestors: [{ name: 'Champion Cloud' }, { name: 'Harbor IT' }],
      },
    });
    expect(await up('Harbor IT')).toEqual({
      account: { parent: { name: 'Harbor IT', parent: null }, ancestors: [{ name: 'Harbor IT' }] },
    });
    expect(await up('Bright Hands')).toEqual({ account: { parent: null, ancestors: [] } });
  });

  it('hides an account whose path only begins with the same letters', async () => {
    const { account, ask } = accounts();
    const { id, path } = account('Summit Resale');
    const lookalike = userOf({ id, type: 'RESELLER', path: path.slice(0, -1) }, PERMISSIONS);
    expect(await ask(AccountByIdDocument, { id }, lookalike)).toEqual({ data: { account: null }, errors: [] });
  });

  it('hides other users of the own account from a viewer without MANAGE_USERS', async () => {
    const { account, administrator, ask, database } = accounts();
    const { id, userId } = account('Champion Cloud');
    await database.sql(
      `insert into accounts."user" (id, account_id, kind, login, login_key, email, first_name, last_name, permissions, created_at)
       values ('usr_01jd0000000000000000000009', $1, 'SERVICE_USER', 'second.user', 'second.user', 's@u.example', 'S', 'U', '{USE_SERVICES}', now())`,
      [id],
    );
    const limited = administrator('Champion Cloud', ['USE_SERVICES']);
    expect((await ask(UsersOfAccountDocument, { id }, limited)).data).toEqual({
      account: { users: { totalCount: 1, nodes: [{ login: 'champion.admin' }] } },
    });
    expect((await ask(UsersOfAccountDocument, { id }, administrator('Champion Cloud'))).data).toMatchObject({
      account: { users: { totalCount: 2 } },
    });
    expect((await ask(UserByIdDocument, { id: 'usr_01jd0000000000000000000009' }, limited)).data).toEqual({
      user: null,
    });
    expect((await ask(UserByIdDocument, { id: userId }, limited)).data).toMatchObject({
      user: { login: 'champion.admin' },
    });
  });
});

describeOnBothDatabases('a caller of accounts', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('is refused without the signed context of the gateway', async () => {
    const { executor } = accounts().subgraph;
    const forOrders = contextToken('orders', accounts().administrator('Champion Cloud'));
    for (const token of [undefined, '', 'x.y.z', forOrders]) {
      const answer = await executor.execute({ query: '{ viewer { permissions } }', contextToken: token });
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      expect(answer.data ?? null).toBeNull();
    }
  });

  it.each([
    ['account', `{ account(id: "${MISSING_ACCOUNT}") { id } }`],
    ['accounts', '{ accounts { totalCount } }'],
    ['user', `{ user(id: "${MISSING_USER}") { id } }`],
    ['viewer', '{ viewer { permissions } }'],
    ['signOut', 'mutation { signOut { userErrors { code } } }'],
  ])('is refused %s when anonymous', async (field, text) => {
    const { errors } = await accounts().ask(text, {}, ANONYMOUS);
    expect(errors).toMatchObject([{ path: [field], extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('learns nothing about an entity when anonymous', async () => {
    const { id, userId } = accounts().account('Champion Cloud');
    const existing = await entities(accounts(), [{ __typename: 'Account', id }], ANONYMOUS);
    const missing = await entities(accounts(), [{ __typename: 'Account', id: MISSING_ACCOUNT }], ANONYMOUS);
    expect(existing).toEqual(missing);
    const user = await entities(accounts(), [{ __typename: 'User', id: userId }], ANONYMOUS);
    const noUser = await entities(accounts(), [{ __typename: 'User', id: MISSING_USER }], ANONYMOUS);
    expect(user).toEqual(noUser);
    expect(JSON.stringify(user)).not.toContain('champion');
  });
});
