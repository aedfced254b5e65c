import { beforeEach, expect, it } from 'vitest';
import { FindAccountsDocument, type FindAccountsQueryVariables } from '../../../operations/generated/graphql.ts';
import { decodeCursor, encodeCursor } from '../../../../subgraphs/shared/graphql/connection.ts';
import { DEMO_ACCOUNTS } from '../../../../subgraphs/accounts/seed/demo-accounts.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

describeOnBothDatabases('accounts by relevance', (kind) => {
  const accounts = useDemoAccounts(kind);

  const ask = (variables: Partial<FindAccountsQueryVariables>, viewer = 'Meridian Distribution') =>
    accounts().ask(
      FindAccountsDocument,
      { first: 100, sort: 'RELEVANCE', ...variables },
      accounts().administrator(viewer),
    );
  const found = async (search: string, viewer?: string): Promise<readonly string[]> => {
    const { data, errors } = await ask({ filter: { search } }, viewer);
    expect(errors).toEqual([]);
    return data.accounts.nodes.map(({ name }) => name);
  };
  const rename = async (names: Readonly<Record<string, string>>): Promise<void> => {
    for (const [demo, name] of Object.entries(names))
      await accounts().database.sql('update accounts.account set name = $2 where id = $1', [
        accounts().account(demo).id,
        name,
      ]);
  };

  beforeEach(() => rename(Object.fromEntries(DEMO_ACCOUNTS.map(({ name }) => [name, name]))));

  it('come as exactly what was typed, beginnings of names, whole words, beginnings of words, and parts of words', async () => {
    await rename({
      'Alpine Dental': 'Zenith',
      'Bright Hands': 'Orion Labs',
      'City of Fairview': 'Best Orion',
      'Contoso Bakery': 'Acme Orionid',
      'Harbor IT': 'superorion',
      'Lakeside School': 'Orion Academy',
    });
    await accounts().database.sql(`update accounts.account set external_id = 'ORION' where name = 'Zenith'`);
    expect(await found('Orion')).toEqual([
      'Zenith',
      'Orion Academy',
      'Orion Labs',
      'Best Orion',
      'Acme Orionid',
      'superorion',
    ]);
    expect(await found('orion  AC')).toEqual(['Orion Academy', 'Acme Orionid']);
    // What the viewer does not see changes nothing.
    expect(await found('orion', 'Champion Cloud')).toEqual((await found('orion')).filter((name) => name !== 'Zenith'));
  });

  it.each([
    ['id', 'id'],
    ['external_id', 'X-77'],
    ['tax_id', 'DE 136695976'],
    ['tenant_domain', 'zz.onmicrosoft.com'],
  ])('begin with the account whose %s was typed', async (column, value) => {
    const { database, account } = accounts();
    const { id } = account('Alpine Dental');
    const exact = column === 'id' ? id : value;
    if (column !== 'id') await database.sql(`update accounts.account set ${column} = $2 where id = $1`, [id, value]);
    await rename({ 'Bright Hands': `${exact} 2` });
    expect(await found(exact.toUpperCase())).toEqual(['Alpine Dental', `${exact} 2`]);
  });

  it('come by similarity when a typing error finds them', async () => {
    // cspell:disable
    await rename({ 'Alpine Dental': 'Aaa harvest', 'Bright Hands': 'Zzz harvsket', 'Harbor IT': 'Bbb harvests' });
    expect(await found('harvset')).toEqual(['Zzz harvsket', 'Aaa harvest', 'Bbb harvests']);
    // cspell:enable
  });

  it('are pages of one list, with equal names too', async () => {
    await accounts().database.sql(`update accounts.account set name = 'Same Name' where type = 'CUSTOMER'`);
    for (const search of ['same', 'name', 'exam', undefined]) {
      const whole = (await ask({ filter: { search } })).data.accounts;
      expect(whole.totalCount, search).toBe(whole.nodes.length);
      expect(whole.nodes.length, search).toBeGreaterThan(3);
      const ids: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { data } = await ask({ filter: { search }, first: 2, after });
        ids.push(...data.accounts.nodes.map(({ id }) => id));
        more = data.accounts.pageInfo.hasNextPage;
        after = data.accounts.pageInfo.endCursor;
      }
      expect(ids, search).toEqual(whole.nodes.map(({ id }) => id));
    }
  });

  it('come by name without a search', async () => {
    const ids = async (sort: 'RELEVANCE' | 'NAME_ASC') => (await ask({ sort })).data.accounts.nodes.map(({ id }) => id);
    expect(await ids('RELEVANCE')).toEqual(await ids('NAME_ASC'));
  });

  it('refuse a cursor of another search, of another sort, and one that was changed', async () => {
    const endCursor = async (variables: Partial<FindAccountsQueryVariables>): Promise<string> =>
      (await ask({ first: 1, ...variables })).data.accounts.pageInfo.endCursor ?? '';
    const filter = { search: 'example' };
    const own = await endCursor({ filter });
    const [mark = '', rank = '', ...key] = decodeCursor(own) ?? [];
    const others = [
      await endCursor({ filter: { search: 'example.' } }),
      await endCursor({}),
      await endCursor({ filter, sort: 'NAME_ASC' }),
      await endCursor({ filter, sort: 'CREATED_AT_DESC' }),
      encodeCursor([mark, 'x', ...key]),
      encodeCursor([mark, '1000000', ...key]),
      encodeCursor([mark.replace('fine', 'other'), rank, ...key]),
    ];
    for (const after of others) {
      const { errors } = await ask({ filter, first: 1, after });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
    }
    const { errors } = await ask({ filter, first: 1, after: own, sort: 'NAME_ASC' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
    expect((await ask({ filter, first: 1, after: own })).errors).toEqual([]);
  });
});
