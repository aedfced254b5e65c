import { expect, it } from 'vitest';
import {
  MoveAccountDocument,
  type MoveAccountInput,
  SetAccountHoldDocument,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { createCustomer, customerInput } from '../onboarding/new-account.ts';
import { OVER, refresh, refreshed, signIn } from '../sign-in/session-tokens.ts';

const PROVIDER = 'Meridian Distribution';

describeOnBothDatabases('moving an account to another seller', (kind) => {
  const accounts = useDemoAccounts(kind, { facts: ['accounts.account-moved'] });

  const idOf = (name: string) => accounts().account(name).id;
  const move = async (name: string, to: string, given: Partial<MoveAccountInput> = {}, by = PROVIDER) => {
    const input = { accountId: idOf(name), newParentId: idOf(to), reason: 'another team', ...given };
    const { data, errors } = await accounts().ask(MoveAccountDocument, { input }, accounts().administrator(by));
    expect(errors).toEqual([]);
    return data.moveAccount;
  };
  const codes = async (...given: Parameters<typeof move>) =>
    (await move(...given)).userErrors.map(({ code, path }) => [code, ...path].join(' '));
  const places = async () => {
    const rows = await accounts().database.sql<{ name: string; path: string }>(
      `select name, path::text as path from accounts.account order by name`,
    );
    const names = new Map(rows.map(({ name, path }) => [path.split('.').at(-1), name]));
    return Object.fromEntries(
      rows.map(({ name, path }) => [
        name,
        path
          .split('.')
          .slice(1, -1)
          .map((label) => names.get(label))
          .join(' > '),
      ]),
    );
  };
  const expectKept = async () => {
    expect(await accounts().database.sql('select * from accounts.wrong_member_counts()')).toEqual([]);
    expect(await accounts().database.sql('select * from accounts.wrong_audit_counts()')).toEqual([]);
    const stray = await accounts().database.sql(
      `select member_id, account_id from accounts.member_below full join (
         select id as member_id, 'acc_' || label as account_id
         from accounts.account, unnest(string_to_array(path::text, '.')) as label
       ) as expected using (member_id, account_id)
       where member_below.created_at is null or not exists (
         select from accounts.account where id = member_id and path ~ ('*.' || substr(account_id, 5) || '.*')::lquery)
       union all
       select id, listed.seller_id from accounts.account left join accounts.account_email as listed on member_id = id
       where member_id is null or parent_id is distinct from listed.seller_id
       union all
       select id, listed.seller_id from accounts.account left join accounts.account_search as listed on member_id = id
       where member_id is null or parent_id is distinct from listed.seller_id`,
    );
    expect(stray).toEqual([]);
    // Entries of the audit log are under the accounts that are above theirs now, each of them once.
    const strayEntries = await accounts().database.sql(
      `select audit_id, account_id from accounts.audit_below full join (
         select entry.id as audit_id, 'acc_' || label as account_id, label as expected
         from accounts.audit_place as entry join accounts.account on account.id = stands_on,
           unnest(string_to_array(account.path::text, '.')) as label
       ) as expected using (audit_id, account_id)
       where created_at is null or expected is null
       union all select entry.id, stands_on from accounts.audit_place as entry
         join accounts.account on account.id = stands_on where entry.path <> account.path`,
    );
    expect(strayEntries).toEqual([]);
  };
  const told = () => accounts().facts.map(({ data }) => data as { number: number; accountId: string; to: string });

  it('takes everything below it along, with every list that is kept, and tells of it in one fact', async () => {
    const { account, userErrors } = await move('Harbor IT', 'Summit Resale');
    expect(userErrors).toEqual([]);
    expect(account).toMatchObject({
      parent: { name: 'Summit Resale' },
      ancestors: [{ name: PROVIDER }, { name: 'Summit Resale' }],
    });
    expect(await places()).toMatchObject({
      'Harbor IT': 'Summit Resale',
      'Bright Hands': 'Summit Resale > Harbor IT',
      'City of Fairview': 'Summit Resale > Harbor IT',
      'Contoso Bakery': 'Champion Cloud',
    });
    await expectKept();
    await eventually(() => expect(told()).toMatchObject([{ number: 1, accountId: idOf('Harbor IT') }]));
    // Deeper, and up again: entries are added and removed, not only exchanged.
    expect(await codes('Bright Hands', PROVIDER)).toEqual([]);
    await expectKept();
    expect(await codes('Bright Hands', 'Harbor IT')).toEqual([]);
    await expectKept();
    expect(await codes('Harbor IT', 'Champion Cloud')).toEqual([]);
    await eventually(() => expect(told().map(({ number }) => number)).toEqual([1, 2, 3, 4]));
  });

  it('under the seller that it has changes nothing, and tells nobody', async () => {
    const before = told().length;
    const { refreshToken } = await signIn(accounts(), 'contoso.admin');
    expect(await codes('Contoso Bakery', 'Champion Cloud')).toEqual([]);
    await refreshed(accounts(), refreshToken);
    expect(told()).toHaveLength(before);
  });

  it('is refused without a reason, below itself and under a customer, a pending, a held or a cancelled seller, with all reasons at once', async () => {
    expect(await codes('Harbor IT', 'Harbor IT')).toEqual(['NOT_ALLOWED newParentId']);
    expect(await codes('Champion Cloud', 'Harbor IT')).toEqual(['NOT_ALLOWED newParentId']);
    expect(await codes('Harbor IT', 'Alpine Dental', { reason: ' ' })).toEqual([
      'NOT_ALLOWED newParentId',
      'REQUIRED reason',
    ]);
    expect(await codes('Harbor IT', 'Newleaf Partners')).toEqual(['ACCOUNT_NOT_ACTIVE newParentId']);
    const hold = async (name: string, kindOfHold: 'CREDIT' | 'ADMINISTRATIVE', lift: boolean) => {
      const input = { accountId: idOf(name), hold: kindOfHold, lift, reason: 'test' };
      await accounts().ask(SetAccountHoldDocument, { input }, accounts().administrator(PROVIDER));
    };
    await hold('Summit Resale', 'CREDIT', false);
    expect(await codes('Harbor IT', 'Summit Resale')).toEqual(['ACCOUNT_ON_HOLD newParentId']);
    await hold('Summit Resale', 'CREDIT', true);
    await hold('Champion Cloud', 'ADMINISTRATIVE', false);
    expect(await codes('Harbor IT', 'Summit Resale')).toEqual(['ACCOUNT_ON_HOLD accountId']);
    await hold('Champion Cloud', 'ADMINISTRATIVE', true);
    await accounts().database.sql(`update accounts.account set status = 'CANCELLED' where name = 'Alpine Dental'`);
    expect(await codes('Alpine Dental', 'Champion Cloud')).toEqual(['STATE_CONFLICT accountId']);
    await accounts().database.sql(`update accounts.account set status = 'ACTIVE' where name = 'Alpine Dental'`);
    expect(await places()).toMatchObject({ 'Harbor IT': 'Champion Cloud', 'Alpine Dental': 'Summit Resale' });
  });

  it('is for those above both sellers: foreign accounts look like missing ones', async () => {
    const missing = ['NOT_FOUND accountId'];
    expect(await codes('Harbor IT', 'Champion Cloud', {}, 'Harbor IT')).toEqual([...missing, 'NOT_FOUND newParentId']);
    expect(await codes('Champion Cloud', 'Champion Cloud', {}, 'Champion Cloud')).toEqual(missing);
    expect(await codes('Meridian Distribution', 'Champion Cloud')).toEqual(missing);
    expect(await codes('Alpine Dental', 'Champion Cloud', {}, 'Champion Cloud')).toEqual(missing);
    expect(await codes('Contoso Bakery', 'Summit Resale', {}, 'Champion Cloud')).toEqual(['NOT_FOUND newParentId']);
    expect(await codes('Contoso Bakery', 'Champion Cloud', { newParentId: newId('acc') })).toEqual([
      'NOT_FOUND newParentId',
    ]);
    const input = { accountId: idOf('Contoso Bakery'), newParentId: idOf('Harbor IT'), reason: 'x' };
    const { errors } = await accounts().ask(
      MoveAccountDocument,
      { input },
      accounts().administrator('Champion Cloud', ['MANAGE_USERS']),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    // Within its own subtree a seller decides alone, also about what it sells itself.
    expect(await codes('Contoso Bakery', 'Harbor IT', {}, 'Champion Cloud')).toEqual([]);
    expect(await codes('Contoso Bakery', 'Champion Cloud', {}, 'Champion Cloud')).toEqual([]);
  });

  it('ends the sessions of the subtree and of those who act for it, and of nobody else', async () => {
    const [moved, below, old, next] = await Promise.all(
      ['harbor.admin', 'fairview.admin', 'champion.admin', 'summit.admin'].map((login) => signIn(accounts(), login)),
    );
    expect(await codes('Harbor IT', 'Summit Resale')).toEqual([]);
    for (const session of [moved, below]) expect(await refresh(accounts(), session?.refreshToken ?? '')).toEqual(OVER);
    for (const session of [old, next]) await refreshed(accounts(), session?.refreshToken ?? '');
    expect(await codes('Harbor IT', 'Champion Cloud')).toEqual([]);
  });

  it('of two accounts below each other at once makes no circle', async () => {
    const results = await Promise.all([
      codes('Champion Cloud', 'Summit Resale'),
      codes('Summit Resale', 'Champion Cloud'),
    ]);
    expect(results.toSorted()).toEqual([[], ['NOT_ALLOWED newParentId']]);
    const { 'Champion Cloud': champion, 'Summit Resale': summit } = await places();
    expect([champion, summit]).toContain('');
    expect([champion, summit].join('')).toMatch(/^(Champion Cloud|Summit Resale)$/);
    for (const name of ['Champion Cloud', 'Summit Resale']) await move(name, PROVIDER);
    await expectKept();
  });

  it('waits for accounts that are created below it, and these are where it is', async () => {
    const { database } = accounts();
    const create = (login: string) => {
      const input = customerInput(login, { parentId: idOf('Harbor IT') });
      return createCustomer(accounts(), input, accounts().administrator(PROVIDER));
    };
    await Promise.all([
      move('Harbor IT', 'Summit Resale'),
      ...['moving.one', 'moving.two', 'moving.three'].map((login) => create(login)),
    ]);
    const lost = await database.sql(
      `select child.name from accounts.account as child join accounts.account as parent on parent.id = child.parent_id
       where not child.path <@ parent.path`,
    );
    expect(lost).toEqual([]);
    await expectKept();
  });
});
