import { expect, it } from 'vitest';
import { WholeProductsDocument } from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { customerUser, providerUser, subResellerUser } from '../catalog-under-test.ts';
import { useSampleCatalog } from '../sample-catalog.ts';

describeOnBothDatabases('reading the catalogue', (kind) => {
  const { catalog, ask, list } = useSampleCatalog(kind);

  it('takes the same number of statements for two whole products as for all', async () => {
    const countFor = async (first: number) => {
      catalog().statements.reset();
      await ask(WholeProductsDocument, { first }, subResellerUser);
      return catalog().statements.count();
    };
    const forFew = await countFor(2);
    expect(await countFor(100)).toBe(forFew);
    expect(forFew).toBeLessThanOrEqual(14);
  });

  it('counts a list only when its total is selected, and once for both fields of it', async () => {
    catalog().statements.reset();
    await ask('{ products { nodes { id } } }', {});
    expect(catalog().statements.texts().join()).not.toContain('count(*)');
    expect(catalog().statements.count()).toBe(1);
    catalog().statements.reset();
    expect(await ask('{ products { totalCountIsExact totalCount } }', {})).toEqual({
      products: { totalCountIsExact: true, totalCount: 31 },
    });
    expect(catalog().statements.count()).toBe(2);
  });

  it('resolves references of other subgraphs in one statement for each kind', async () => {
    const { nodes } = await list({ first: 20 });
    const representations = [
      ...nodes.map(({ id }) => ({ __typename: 'Product', id })),
      { __typename: 'Product', id: newId('prd') },
    ];
    catalog().statements.reset();
    const { _entities } = await ask<{ _entities: ({ name: string } | null)[] }>(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { name } } }',
      { of: representations },
    );
    expect(_entities).toEqual([...nodes.map(({ name }) => ({ name })), null]);
    expect(catalog().statements.count()).toBe(1);
  });

  it('is refused to an anonymous caller', async () => {
    const [id, marketplace] = [newId('prd'), newId('mkt')];
    const fields = [
      'vendors { totalCount }',
      'products { totalCount }',
      `product(id: "${id}") { id }`,
      `plan(id: "${id}") { id }`,
      `marketplace(id: "${marketplace}") { id }`,
      `priceListImport(id: "${id}") { id }`,
      `orderQuote(buyerId: "${id}", planIds: []) { sealedTiers }`,
      ...['Product', 'Plan', 'Vendor', 'Marketplace', 'Listing', 'PriceListImport', 'Account'].map(
        (type) => `_entities(representations: [{ __typename: "${type}", id: "${id}" }]) { __typename }`,
      ),
    ];
    for (const field of fields) {
      const { errors } = await catalog().ask(`{ ${field} }`, {}, ANONYMOUS);
      expect(errors, field).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });

  it('shows an import only to callers who may import', async () => {
    const [row] = await catalog().database.sql<{ id: string }>('select id from catalog.price_list_import limit 1');
    const question = `{ priceListImport(id: "${row?.id}") { status } }`;
    expect(await ask(question, {}, providerUser)).toEqual({ priceListImport: { status: 'COMPLETED' } });
    expect(await ask(question, {}, customerUser)).toEqual({ priceListImport: null });
  });
});
