import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  ListProductsDocument,
  OffersOfProductDocument,
  ProductByMpnDocument,
  VendorsDocument,
  type ProductFilter,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { importEnd, resellerUser, startImport } from '../catalog-under-test.ts';
import { useSampleCatalog, type Page } from '../sample-catalog.ts';

describeOnBothDatabases('the products of the catalogue', (kind) => {
  const { catalog, importDir, ask, list, names, productId } = useSampleCatalog(kind);

  it('are filled once by the sample sheets', async () => {
    await catalog().subgraph.seed();
    const [imports] = await catalog().database.sql<{ count: number | string }>(
      'select count(*) as count from catalog.price_list_import',
    );
    expect(Number(imports?.count)).toBe(2);
    expect((await list({})).totalCount).toBe(31);
  });

  it('are listed by name, in pages that neither repeat nor skip any', async () => {
    const all = await names({});
    expect(all).toEqual(all.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await list({ first: 7, after });
      paged.push(...page.nodes.map(({ name }) => name));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(all);
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'x' }, { after: Buffer.from('["a"]').toString('base64url') }])(
    'are refused for the page %o',
    async (paging) => {
      const { errors } = await catalog().ask(ListProductsDocument, paging, resellerUser);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it.each([
    ['bUSIness baS', ['Microsoft 365 Business Basic']],
    ['ttc0lh18:0001', ['Microsoft 365 Business Basic']],
    ['terabyte', []],
    ['microsoft corporation frontline f', undefined],
    ['plan intune', ['Microsoft Intune Plan 1']],
    ['100%', []],
    ['_', []],
  ])('are found when they match all words of "%s", anywhere and in any letter case', async (search, expected) => {
    const found = await names({ search });
    if (expected === undefined) expect(found.length).toBeGreaterThan(1);
    else expect(found).toEqual(expected);
  });

  // cspell:disable
  it.each([
    ['microsotf basic', ['Microsoft 365 Business Basic']],
    ['intunes plan', ['Microsoft Intune Plan 1']],
    ['mircosoft intone', []],
    ['CFQ7TTC0LH18:0009', []],
    // cspell:enable
  ])('are found in spite of one typing error in "%s", and none in what has digits', async (search, expected) => {
    expect(await names({ search })).toEqual(expected);
  });

  it('are found page by page in spite of a typing error, and are not when a product has the words', async () => {
    const all = await names({ search: 'bussiness' });
    expect(all.length).toBeGreaterThan(2);
    const first = await list({ search: 'bussiness', first: 2 });
    const second = await list({ search: 'bussiness', first: 100, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ name }) => name)).toEqual(all);
    expect([first.totalCount, second.totalCount]).toEqual([all.length, all.length]);
    const exact = await list({ search: 'business', first: 100 });
    expect((await list({ search: 'business', after: exact.pageInfo.endCursor })).nodes).toEqual([]);
  });

  it('are filtered by MPN, category, vendor, segment and market', async () => {
    const { vendors } = await ask(VendorsDocument, {});
    expect(vendors.totalCount).toBe(1);
    const count = async (filter: ProductFilter) => (await list({ filter })).totalCount;
    expect(await names({ filter: { mpn: ['CFQ7TTC0LH18:0001', 'none:1'] } })).toEqual(['Microsoft 365 Business Basic']);
    expect(await count({ mpn: [] })).toBe(0);
    expect(await count({ category: 'Software' })).toBe(3);
    expect(await count({ vendorId: vendors.nodes[0]?.id })).toBe(31);
    expect(await count({ vendorId: newId('ven') })).toBe(0);
    expect(await count({ segment: 'EDUCATION' })).toBe(13);
    expect(await count({ segment: 'GOVERNMENT' })).toBe(await count({ segment: 'COMMERCIAL' }));
    expect(await count({ segment: 'EDUCATION', market: 'JP', category: 'Software' })).toBe(0);
    expect(await count({ market: 'FR' })).toBe(0);
  });

  it('are found by part number in any letter case, with : or /, and all SKUs by a part number without one', async () => {
    const basic = ['Microsoft 365 Business Basic'];
    for (const mpn of ['CFQ7TTC0LH18:0001', 'cfq7ttc0lh18/0001', ' Cfq7TTC0lh18:0001', 'cfq7ttc0lh18']) {
      expect(await names({ filter: { mpn: [mpn] } })).toEqual(basic);
      expect(await productId(mpn)).toBe(await productId('CFQ7TTC0LH18:0001'));
    }
    for (const mpn of ['CFQ7TTC0LH1', 'CFQ7TTC0LH18:9999', '%', "'", '']) {
      expect(await ask(ProductByMpnDocument, { mpn })).toEqual({ product: null });
    }
    await catalog().database.sql(
      `insert into catalog.product (id, vendor_id, vendor_name, mpn, name, category, status)
       select $1, vendor_id, vendor_name, 'CFQ7TTC0LH18:0002', name || ' (EEA)', category, 'PUBLISHED'
       from catalog.product where mpn = 'CFQ7TTC0LH18:0001'`,
      [newId('prd')],
    );
    expect(await names({ filter: { mpn: ['cfq7ttc0lh18'] } })).toEqual([...basic, `${basic[0]} (EEA)`]);
    expect(await ask(ProductByMpnDocument, { mpn: 'CFQ7TTC0LH18' })).toEqual({ product: null });
    await catalog().database.sql(`delete from catalog.product where mpn = 'CFQ7TTC0LH18:0002'`);
    expect(await names({ filter: { mpn: ['%', '_', ''] } })).toEqual([]);
  });

  it('have quantities, prerequisites and conversions from the offer matrix', async () => {
    const { product } = await ask(OffersOfProductDocument, { mpn: 'CFQ7TTC0MM8R:0001' });
    expect(product).toEqual({
      minQuantity: 1,
      maxQuantity: 10_000_000,
      prerequisites: ['CFQ7TTC0LCHC:0002', 'CFQ7TTC0LDPB:0001', 'CFQ7TTC0LFLZ:0002', 'CFQ7TTC0LF8R:0001'].map(
        (mpn) => ({ mpn }),
      ),
      conversions: [],
    });
    const basic = (await ask(OffersOfProductDocument, { mpn: 'CFQ7TTC0LH18:0001' })).product;
    expect({ maxQuantity: basic?.maxQuantity, conversions: basic?.conversions }).toEqual({
      maxQuantity: 300,
      conversions: [{ mpn: 'CFQ7TTC0LDPB:0001' }, { mpn: 'CFQ7TTC0LF8Q:0001' }],
    });
  });

  it('do not change when the offer matrix is imported again, with a product that the price list lacks', async () => {
    const path = new URL('../../../../subgraphs/catalog/seed/offer-matrix.csv', import.meta.url);
    const matrix = await readFile(path, 'utf8');
    const unknown = matrix.split('\r\n')[1]?.replace('CFQ7TTC0LH18', 'UNKNOWN') ?? '';
    await writeFile(join(importDir, 'matrix.csv'), `${matrix.trimEnd()}\r\n${unknown}\r\n`);
    const { priceListImport } = await startImport(catalog(), 'matrix.csv', 'Microsoft');
    expect(await importEnd(catalog(), priceListImport?.id ?? '')).toMatchObject({
      status: 'COMPLETED',
      rowsRead: 29,
      rowsAdded: 1,
      rowsChanged: 0,
      rowsUnchanged: 28,
      rejected: [],
    });
  });
});
