import { expect, it } from 'vitest';
import {
  CreateCustomerDocument,
  FindAccountsDocument,
  ResellersOfProviderDocument,
  type AccountFilter,
  type AccountSort,
  type FindAccountsQuery,
  type FindAccountsQueryVariables,
  type ResellersOfProviderQuery,
} from '../../../operations/generated/graphql.ts';
import { encodeCursor } from '../../../../subgraphs/shared/graphql/connection.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { DEMO_ACCOUNTS } from '../../../../subgraphs/accounts/seed/demo-accounts.ts';
import type { Answer } from '../../../support/operation.ts';
import { useDemoAccounts, type DemoAccounts } from '../demo-hierarchy.ts';
import { customerInput } from '../onboarding/new-account.ts';

type Page = FindAccountsQuery['accounts'];

async function find(
  accounts: DemoAccounts,
  variables: FindAccountsQueryVariables,
  principal: ContextClaims,
): Promise<Page> {
  const { data, errors } = await accounts.ask(FindAccountsDocument, { first: 100, ...variables }, principal);
  expect(errors).toEqual([]);
  return data.accounts;
}

/** The names that are found, in alphabetical order. The total must equal their number. */
async function namesFound(accounts: DemoAccounts, variables: FindAccountsQueryVariables, principal: ContextClaims) {
  const page = await find(accounts, variables, principal);
  expect(page.totalCount).toBe(page.nodes.length);
  return page.nodes.map(({ name }) => name).sort();
}

describeOnBothDatabases('accounts', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('finds the whole subtree of the viewer, at any depth', async () => {
    const { administrator } = accounts();
    expect(await namesFound(accounts(), {}, administrator('Champion Cloud'))).toEqual([
      'Bright Hands',
      'Champion Cloud',
      'City of Fairview',
      'Contoso Bakery',
      'Harbor IT',
      'Lakeside School',
    ]);
    expect(await namesFound(accounts(), {}, administrator('Contoso Bakery'))).toEqual(['Contoso Bakery']);
    expect(await namesFound(accounts(), {}, administrator('Meridian Distribution'))).toHaveLength(DEMO_ACCOUNTS.length);
  });

  it('finds the subtree below a root that the viewer sees', async () => {
    const { account, administrator } = accounts();
    const root = account('Harbor IT').id;
    const names = await namesFound(accounts(), { root }, administrator('Meridian Distribution'));
    expect(names).toEqual(['Bright Hands', 'City of Fairview', 'Harbor IT']);
  });

  it('finds nothing below a root that the viewer does not see', async () => {
    const { account, administrator } = accounts();
    const foreign = [account('Summit Resale').id, account('Meridian Distribution').id];
    for (const root of [...foreign, 'acc_01jd0000000000000000000000', 'x', '']) {
      expect(await find(accounts(), { root }, administrator('Champion Cloud'))).toMatchObject({
        totalCount: 0,
        nodes: [],
        pageInfo: { hasNextPage: false, endCursor: null },
      });
    }
  });

  it('finds accounts whose name, contact, e-mail address, tenant or id holds every partial word, in any case', async () => {
    const { account, administrator } = accounts();
    const viewer = administrator('Meridian Distribution');
    const search = (text: string) => namesFound(accounts(), { filter: { search: text } }, viewer);
    expect(await search('BAKER')).toEqual(['Contoso Bakery']);
    expect(await search('eklund')).toEqual(['Lakeside School']);
    expect(await search('@harbor.exam')).toEqual(['Harbor IT']);
    expect(await search('lakesideschool.onmicro')).toEqual(['Lakeside School']);
    expect(await search(account('Alpine Dental').id.slice(4))).toEqual(['Alpine Dental']);
    expect(await search('  bea   HAND ')).toEqual(['Bright Hands']);
    expect(await search('bea bakery')).toEqual([]);
    expect(await search('')).toHaveLength(DEMO_ACCOUNTS.length);
  });

  it('finds what was meant when no account has the words: one letter wrong, missing, too many or exchanged', async () => {
    const viewer = accounts().administrator('Meridian Distribution');
    const search = (text: string) => namesFound(accounts(), { filter: { search: text } }, viewer);
    // cspell:disable
    for (const typed of ['bakety', 'bakry', 'bakkery', 'bakeyr', 'contoso bakrey', 'CONTSO bakery']) {
      expect(await search(typed), typed).toEqual(['Contoso Bakery']);
    }
    for (const typed of ['bakete', 'bkaeyr', 'cotnoso bakrey', 'nakry']) expect(await search(typed), typed).toEqual([]);
    expect(
      await namesFound(accounts(), { filter: { search: 'bakrey' } }, accounts().administrator('Summit Resale')),
    ).toEqual([]);
    // cspell:enable
  });

  it('finds accounts by their tax id, as it was typed or without what separates its parts', async () => {
    const { database, administrator } = accounts();
    await database.sql(`update accounts.account set tax_id = 'DE 136.695-976' where name = 'Contoso Bakery'`);
    await database.sql(`update accounts.account set tax_id = '123456782' where name = 'Alpine Dental'`);
    const search = (text: string, viewer = 'Meridian Distribution') =>
      namesFound(accounts(), { filter: { search: text } }, administrator(viewer));
    for (const typed of ['DE 136.695-976', 'de136695976', '136 695 976', 'De-13669 5976', '136695976', 'bakery 695']) {
      expect(await search(typed), typed).toEqual(['Contoso Bakery']);
    }
    expect(await search('12-345.6782')).toEqual(['Alpine Dental']);
    expect(await search('de136695977')).toEqual([]);
    expect(await search('de136695976', 'Summit Resale')).toEqual([]);
    expect(await search('123456782', 'Champion Cloud')).toEqual([]);
    await database.sql(`update accounts.account set tax_id = null where name = 'Contoso Bakery'`);
    expect(await search('de136695976')).toEqual([]);
  });

  it('finds what stands in a text that is too long to stand beside an order', async () => {
    const { database, account, administrator } = accounts();
    const long = Array.from({ length: 60 }, (_, index) => `語${index}`).join('語');
    await database.sql(
      `update accounts.account set external_id = $1 || 'needle',
         contact = contact || jsonb_build_object('firstName', $1 || $1, 'lastName', $1 || $1) where id = $2`,
      [long, account('Alpine Dental').id],
    );
    for (const filter of [{}, { type: 'CUSTOMER' }, { status: ['ACTIVE'] }] satisfies AccountFilter[]) {
      const wanted = { ...filter, search: 'needl' };
      expect(await namesFound(accounts(), { filter: wanted }, administrator('Summit Resale'))).toEqual([
        'Alpine Dental',
      ]);
    }
    await database.sql('update accounts.account set external_id = null where id = $1', [account('Alpine Dental').id]);
  });

  it('corrects a word among those that a filter leaves', async () => {
    const filtered = (filter: AccountFilter) =>
      namesFound(accounts(), { filter }, accounts().administrator('Meridian Distribution'));
    // cspell:disable-next-line
    expect(await filtered({ search: 'bakrey', type: 'CUSTOMER' })).toEqual(['Contoso Bakery']);
    // cspell:disable-next-line
    expect(await filtered({ search: 'bakrey', type: 'RESELLER' })).toEqual([]);
  });

  it('reads wildcards, quotes and backslashes as plain characters', async () => {
    const viewer = accounts().administrator('Meridian Distribution');
    for (const search of ['%', 'a_a', '\\', "'", '"', 'a%b', '?', '$1', '{}']) {
      expect(await namesFound(accounts(), { filter: { search } }, viewer)).toEqual([]);
    }
  });

  it('filters by type, status, external id and e-mail address, and by all of them at once', async () => {
    const { database, administrator } = accounts();
    await database.sql(
      `update accounts.account set external_id = 'ERP-7' where name in ('Harbor IT', 'Contoso Bakery')`,
    );
    const viewer = administrator('Meridian Distribution');
    const filtered = (filter: AccountFilter) => namesFound(accounts(), { filter }, viewer);
    expect(await filtered({ type: 'PROVIDER' })).toEqual(['Meridian Distribution']);
    expect(await filtered({ status: ['PENDING'] })).toEqual(['Newleaf Partners']);
    expect(await filtered({ status: ['PENDING', 'ACTIVE'] })).toHaveLength(DEMO_ACCOUNTS.length);
    expect(await filtered({ status: [] })).toEqual([]);
    expect(await filtered({ externalId: 'ERP-7' })).toEqual(['Contoso Bakery', 'Harbor IT']);
    expect(await filtered({ externalId: 'ERP' })).toEqual([]);
    expect(await filtered({ email: 'Chiara.CONTI@contoso.example' })).toEqual(['Contoso Bakery']);
    expect(await filtered({ email: 'conti@contoso.example' })).toEqual([]);
    expect(await filtered({ type: 'CUSTOMER', externalId: 'ERP-7', search: 'bakery' })).toEqual(['Contoso Bakery']);
    expect(await filtered({ type: 'RESELLER', search: 'bakery' })).toEqual([]);
  });

  it('finds an account by the e-mail address of a user who is not its contact', async () => {
    const { database, administrator } = accounts();
    await database.sql(`update accounts."user" set email = 'second@alpine.example' where login = 'alpine.admin'`);
    const filter = { email: 'SECOND@alpine.example' };
    expect(await namesFound(accounts(), { filter }, administrator('Summit Resale'))).toEqual(['Alpine Dental']);
    expect(await namesFound(accounts(), { filter }, administrator('Champion Cloud'))).toEqual([]);
  });

  it('sorts by creation and by name in both directions, and newest first by default', async () => {
    const viewer = accounts().administrator('Meridian Distribution');
    const ordered = async (sort: AccountSort | null | undefined) =>
      (await find(accounts(), { sort }, viewer)).nodes.map(({ name }) => name);
    const created = DEMO_ACCOUNTS.map(({ name }) => name);
    expect(await ordered('CREATED_AT_ASC')).toEqual(created);
    expect(await ordered('CREATED_AT_DESC')).toEqual(created.toReversed());
    expect(await ordered('NAME_ASC')).toEqual(created.toSorted());
    expect(await ordered('NAME_DESC')).toEqual(created.toSorted().toReversed());
    expect(await ordered(undefined)).toEqual(created.toReversed());
    expect(await ordered(null)).toEqual(created.toReversed());
  });

  it('refuses an anonymous caller', async () => {
    const { data, errors } = await accounts().ask(FindAccountsDocument, { first: 1 }, ANONYMOUS);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['accounts'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describeOnBothDatabases('paging through accounts', (kind) => {
  const accounts = useDemoAccounts(kind);
  const orders = ['CREATED_AT_ASC', 'CREATED_AT_DESC', 'NAME_ASC', 'NAME_DESC', 'RELEVANCE'] as const;

  async function everyPage(sort: AccountSort, first: number): Promise<readonly string[]> {
    const viewer = accounts().administrator('Meridian Distribution');
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await find(accounts(), { sort, first, after }, viewer);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor);
      expect(page.totalCount).toBe(DEMO_ACCOUNTS.length);
      ids.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return ids;
  }

  it.each(orders)('shows every account once for every page size, sorted by %s', async (sort) => {
    // Equal names, so that only the ids determine the order.
    await accounts().database.sql(`update accounts.account set name = 'Same Name' where type = 'CUSTOMER'`);
    const whole = await everyPage(sort, 100);
    expect(new Set(whole).size).toBe(DEMO_ACCOUNTS.length);
    for (const first of [1, 2, 3, DEMO_ACCOUNTS.length]) expect(await everyPage(sort, first)).toEqual(whole);
  });

  it('neither repeats nor skips existing accounts when one is created between two pages', async () => {
    const { administrator, ask } = accounts();
    const viewer = administrator('Meridian Distribution');
    const first = await find(accounts(), { first: 4 }, viewer);
    const input = customerInput('new.one.admin', { name: 'New One' });
    const { data: made } = await ask(CreateCustomerDocument, { input }, viewer);
    const rest = await find(accounts(), { first: 100, after: first.pageInfo.endCursor }, viewer);
    const ids = [...first.nodes, ...rest.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(DEMO_ACCOUNTS.length);
    expect(made.createCustomer.account?.id).toEqual(expect.any(String));
    expect(ids).not.toContain(made.createCustomer.account?.id);
  });

  it.each([
    '',
    'garbage',
    '\u0000',
    'bnVsbA',
    encodeCursor([]),
    encodeCursor(['a', 'b']),
    encodeCursor(['a', 'b', 'c']),
  ])('refuses the cursor %j, which the list never returned', async (after) => {
    const viewer = accounts().administrator('Meridian Distribution');
    const { errors } = await accounts().ask(FindAccountsDocument, { first: 2, after }, viewer);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  });

  it('refuses a cursor of another sort order', async () => {
    const viewer = accounts().administrator('Meridian Distribution');
    const { pageInfo } = await find(accounts(), { first: 1, sort: 'NAME_ASC' }, viewer);
    const variables = { first: 1, sort: 'CREATED_AT_ASC', after: pageInfo.endCursor } as const;
    const { errors } = await accounts().ask(FindAccountsDocument, variables, viewer);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  });

  it.each([0, -1, 101, 2_147_483_647])('refuses a page size of %i', async (first) => {
    const viewer = accounts().administrator('Meridian Distribution');
    const { errors } = await accounts().ask(FindAccountsDocument, { first }, viewer);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'first' } }]);
  });

  it('pages children and users the same way', async () => {
    const { account, administrator, ask } = accounts();
    const names: string[] = [];
    let after: string | null = null;
    do {
      const variables = { id: account('Meridian Distribution').id, after };
      const answer: Answer<ResellersOfProviderQuery> = await ask(
        ResellersOfProviderDocument,
        variables,
        administrator('Meridian Distribution'),
      );
      expect(answer.errors).toEqual([]);
      const found = answer.data.account;
      if (found === null || !('children' in found)) throw new Error('Meridian Distribution is the provider');
      const { children, users } = found;
      expect([children.totalCount, users.totalCount]).toEqual([3, 1]);
      names.push(...children.nodes.map(({ name }) => name));
      after = children.pageInfo.hasNextPage ? children.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(['Newleaf Partners', 'Summit Resale', 'Champion Cloud']);
  });
});
