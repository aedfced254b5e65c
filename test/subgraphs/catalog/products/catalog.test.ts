import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sdl } from '../../../../subgraphs/catalog/main.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import {
  announceTree,
  customerUser,
  importEnd,
  providerUser,
  resellerUser,
  startImport,
  subResellerUser,
  tree,
  useCatalog,
} from '../catalog-under-test.ts';

interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly id: string; readonly mpn: string; readonly name: string }[];
}

const LIST = `query ($search: String, $filter: ProductFilter, $first: Int = 100, $after: String) {
  products(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id mpn name }
  }
}`;
const WHOLE_PAGE = `query ($first: Int!) {
  products(first: $first) { totalCount nodes {
    id name vendor { name products(first: 3) { totalCount nodes { id } } }
    prerequisites { id name vendor { id } } conversions { id plans(filter: { market: "DE" }) { price { amount } } }
    plans { id price { amount } salePrice { amount } retailPrice { amount } product { id vendor { id } } }
    german: plans(filter: { market: "DE" }) { id price { amount } }
  } }
}`;

describeOnBothDatabases('The catalogue', (kind) => {
  const used = useCatalog(kind, {
    askGraph: () => Promise.resolve({ data: { account: null } }),
    prepare: async (started) => {
      await started.subgraph.seed();
      await announceTree(started);
    },
  });
  const { catalog } = used;
  const ask = async <Data>(text: string, variables: object, user: ContextClaims = resellerUser): Promise<Data> => {
    const { data, errors } = await catalog().query<Data>(text, { ...variables }, user);
    expect(errors).toEqual([]);
    return data;
  };
  const list = async (variables: object, user = resellerUser) =>
    (await ask<{ products: Page }>(LIST, variables, user)).products;
  const names = async (variables: object) => (await list(variables)).nodes.map(({ name }) => name);
  const productId = async (mpn: string) =>
    (await ask<{ product: { id: string } }>('query ($mpn: String) { product(mpn: $mpn) { id } }', { mpn })).product.id;

  it('is filled once by the sample sheets', async () => {
    await catalog().subgraph.seed();
    const [imports] = await catalog().database.sql<{ count: number | string }>(
      'select count(*) as count from catalog.price_list_import',
    );
    expect(Number(imports?.count)).toBe(2);
    expect((await list({})).totalCount).toBe(31);
  });

  it('lists products by name, in pages that neither repeat nor skip', async () => {
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
    'refuses the page %o',
    async (paging) => {
      const { errors } = await catalog().query(LIST, paging, resellerUser);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it.each([
    ['bUSIness baS', ['Microsoft 365 Business Basic']],
    ['ttc0lh18:0001', ['Microsoft 365 Business Basic']],
    ['terabyte', []],
    ['microsoft corporation frontline e', undefined],
    ['plan intune', ['Microsoft Intune Plan 1']],
    ['100%', []],
    ['_', []],
  ])('finds what matches all words of "%s", anywhere and in any case', async (search, expected) => {
    const found = await names({ search });
    if (expected === undefined) expect(found.length).toBeGreaterThan(1);
    else expect(found).toEqual(expected);
  });

  it('filters by MPN, category, vendor, segment and market', async () => {
    const { vendors } = await ask<{ vendors: { totalCount: number; nodes: { id: string }[] } }>(
      '{ vendors { totalCount nodes { id } } }',
      {},
    );
    expect(vendors.totalCount).toBe(1);
    const count = async (filter: object) => (await list({ filter })).totalCount;
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

  it('finds part numbers in any case, with : or /, and every SKU of one without', async () => {
    const basic = ['Microsoft 365 Business Basic'];
    for (const mpn of ['CFQ7TTC0LH18:0001', 'cfq7ttc0lh18/0001', ' Cfq7TTC0lh18:0001', 'cfq7ttc0lh18']) {
      expect(await names({ filter: { mpn: [mpn] } })).toEqual(basic);
      expect(await productId(mpn)).toBe(await productId('CFQ7TTC0LH18:0001'));
    }
    for (const mpn of ['CFQ7TTC0LH1', 'CFQ7TTC0LH18:9999', '%', "'", '']) {
      expect(await ask('query ($mpn: String) { product(mpn: $mpn) { id } }', { mpn })).toEqual({ product: null });
    }
    await catalog().database.sql(
      `insert into catalog.product (id, vendor_id, vendor_name, mpn, name, category, status)
       select $1, vendor_id, vendor_name, 'CFQ7TTC0LH18:0002', name || ' (EEA)', category, 'PUBLISHED'
       from catalog.product where mpn = 'CFQ7TTC0LH18:0001'`,
      [newId('prd')],
    );
    expect(await names({ filter: { mpn: ['cfq7ttc0lh18'] } })).toEqual([...basic, `${basic[0]} (EEA)`]);
    expect(await ask('{ product(mpn: "CFQ7TTC0LH18") { id } }', {})).toEqual({ product: null });
    await catalog().database.sql(`delete from catalog.product where mpn = 'CFQ7TTC0LH18:0002'`);
    expect(await names({ filter: { mpn: ['%', '_', ''] } })).toEqual([]);
  });

  it('knows quantities, prerequisites and conversions from the offer matrix', async () => {
    const { product } = await ask<{ product: object }>(
      `{ product(mpn: "CFQ7TTC0MM8R:0001") { minQuantity maxQuantity prerequisites { mpn } conversions { mpn } } }`,
      {},
    );
    expect(product).toEqual({
      minQuantity: 1,
      maxQuantity: 10_000_000,
      prerequisites: ['CFQ7TTC0LCHC:0002', 'CFQ7TTC0LDPB:0001', 'CFQ7TTC0LFLZ:0002', 'CFQ7TTC0LF8R:0001'].map(
        (mpn) => ({ mpn }),
      ),
      conversions: [],
    });
    const basic = `{ product(mpn: "CFQ7TTC0LH18:0001") { maxQuantity conversions { mpn } } }`;
    expect(await ask(basic, {})).toEqual({
      product: { maxQuantity: 300, conversions: [{ mpn: 'CFQ7TTC0LDPB:0001' }, { mpn: 'CFQ7TTC0LF8Q:0001' }] },
    });
  });

  it('takes an offer matrix again without a change, and rejects what it does not know', async () => {
    const path = new URL('../../../../subgraphs/catalog/seed/offer-matrix.csv', import.meta.url);
    const matrix = await readFile(path, 'utf8');
    const unknown = matrix.split('\r\n')[1]?.replace('CFQ7TTC0LH18', 'UNKNOWN') ?? '';
    await writeFile(join(used.importDir, 'matrix.csv'), `${matrix.trimEnd()}\r\n${unknown}\r\n`);
    const { priceListImport } = await startImport(catalog(), 'matrix.csv', 'Microsoft');
    expect(await importEnd(catalog(), priceListImport?.id ?? '')).toMatchObject({
      status: 'COMPLETED',
      rowsRead: 29,
      rowsChanged: 0,
      rejected: [{ line: 30, column: 'ProductId' }],
    });
  });

  it('sends the same number of statements for two products as for all, with everything in them', async () => {
    const countFor = async (first: number) => {
      catalog().statements.reset();
      await ask(WHOLE_PAGE, { first }, subResellerUser);
      return catalog().statements.count();
    };
    const forFew = await countFor(2);
    expect(await countFor(100)).toBe(forFew);
    expect(forFew).toBeLessThanOrEqual(14);
  });

  it('counts a list only when the total is asked for', async () => {
    catalog().statements.reset();
    await ask('{ products { nodes { id } } }', {});
    expect(catalog().statements.texts().join()).not.toContain('count(*)');
    expect(catalog().statements.count()).toBe(1);
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

  it('answers nothing to anybody who has not signed in', async () => {
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
      const { errors } = await catalog().query(`{ ${field} }`, {}, ANONYMOUS);
      expect(errors, field).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });

  it('shows an import to those who may make imports only', async () => {
    const [row] = await catalog().database.sql<{ id: string }>('select id from catalog.price_list_import limit 1');
    const question = `{ priceListImport(id: "${row?.id}") { status } }`;
    expect(await ask(question, {}, providerUser)).toEqual({ priceListImport: { status: 'COMPLETED' } });
    expect(await ask(question, {}, customerUser)).toEqual({ priceListImport: null });
  });

  describe('has marketplaces', () => {
    const CREATE = `mutation ($input: CreateMarketplaceInput!) {
      createMarketplace(input: $input) { marketplace { id owner { id } } userErrors { code path } }
    }`;
    const PUBLISH = `mutation ($input: PublishListingInput!) {
      publishListing(input: $input) { listing { id product { mpn } retiredAt } userErrors { code path } }
    }`;
    const RETIRE = `mutation ($input: RetireListingInput!) {
      retireListing(input: $input) { listing { id retiredAt } userErrors { code path } }
    }`;
    const input = { ownerId: tree.reseller.id, name: 'Shop', market: 'US', currency: 'USD' };
    interface Created {
      readonly createMarketplace: {
        readonly marketplace: { readonly id: string } | null;
        readonly userErrors: object[];
      };
    }
    interface Published {
      readonly publishListing: { readonly listing: { readonly id: string } | null; readonly userErrors: object[] };
    }
    const SEE = 'query ($id: ID!) { marketplace(id: $id) { name listings { totalCount nodes { product { mpn } } } } }';
    let id = '';
    let listingId = '';

    it('created by a seller, under a name of their own', async () => {
      const { createMarketplace } = await ask<Created>(CREATE, { input });
      expect(createMarketplace).toMatchObject({ marketplace: { owner: { id: tree.reseller.id } }, userErrors: [] });
      id = createMarketplace.marketplace?.id ?? '';
      const refusals = [
        [
          { ...input, name: 'sHOP' },
          { code: 'ALREADY_EXISTS', path: ['name'] },
        ],
        [
          { ...input, name: ' ' },
          { code: 'INVALID', path: ['name'] },
        ],
        [
          { ...input, ownerId: tree.otherReseller.id },
          { code: 'NOT_FOUND', path: ['ownerId'] },
        ],
        [
          { ...input, ownerId: tree.directCustomer.id },
          { code: 'NOT_ALLOWED', path: ['ownerId'] },
        ],
      ] as const;
      for (const [refused, error] of refusals) {
        const answer = await ask<Created>(CREATE, { input: refused });
        expect(answer.createMarketplace).toEqual({ marketplace: null, userErrors: [error] });
      }
    });

    it('with listings, each published once, that narrow the list of products', async () => {
      const listing = { marketplaceId: id, productId: await productId('CFQ7TTC0LH18:0001') };
      const first = await ask<Published>(PUBLISH, { input: listing });
      listingId = first.publishListing.listing?.id ?? '';
      expect(first.publishListing).toMatchObject({ listing: { product: { mpn: 'CFQ7TTC0LH18:0001' } } });
      expect(await ask(PUBLISH, { input: listing })).toEqual(first);
      expect(await names({ filter: { marketplaceId: id } })).toEqual(['Microsoft 365 Business Basic']);
      const refused = await ask<Published>(PUBLISH, { input: { ...listing, productId: newId('prd') } });
      expect(refused.publishListing.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['productId'] }]);
    });

    it('seen by their owner, by those above and by those who buy there, and by nobody else', async () => {
      const seen = {
        marketplace: { name: 'Shop', listings: { totalCount: 1, nodes: [{ product: { mpn: 'CFQ7TTC0LH18:0001' } }] } },
      };
      const directCustomer = { ...customerUser, acc: tree.directCustomer.id, path: tree.directCustomer.path };
      for (const user of [resellerUser, providerUser, subResellerUser, directCustomer]) {
        expect(await ask(SEE, { id }, user)).toEqual(seen);
      }
      const other = { ...resellerUser, acc: tree.otherReseller.id, path: tree.otherReseller.path };
      for (const user of [customerUser, other]) {
        expect(await ask(SEE, { id }, user)).toEqual({ marketplace: null });
        expect((await list({ filter: { marketplaceId: id } }, user)).totalCount).toBe(0);
      }
    });

    it('that accounts name: their own or, for customers, those they buy in', async () => {
      const of = [tree.reseller, tree.directCustomer, tree.customer, tree.otherReseller].map((account) => ({
        __typename: 'Account',
        id: account.id,
      }));
      const { _entities } = await ask<{ _entities: object[] }>(
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { marketplaces { name } } } }',
        { of },
      );
      const shop = { marketplaces: [{ name: 'Shop' }] };
      expect(_entities).toEqual([shop, shop, { marketplaces: [] }, { marketplaces: [] }]);
    });

    it('changed by those who sell there, not by those who buy', async () => {
      const refused = await ask<{ retireListing: object }>(RETIRE, { input: { listingId } }, subResellerUser);
      expect(refused.retireListing).toEqual({
        listing: null,
        userErrors: [{ code: 'NOT_ALLOWED', path: ['listingId'] }],
      });
      const { errors } = await catalog().query(RETIRE, { input: { listingId } }, customerUser);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      const retired = await ask<{ retireListing: { listing: { retiredAt: string } } }>(RETIRE, {
        input: { listingId },
      });
      expect(retired.retireListing.listing.retiredAt).not.toBeNull();
      expect(await ask(RETIRE, { input: { listingId } })).toEqual(retired);
      expect((await list({ filter: { marketplaceId: id } })).totalCount).toBe(0);
    });
  });
});

describe('The schema of the catalogue', () => {
  const accounts = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { account(id: ID!): Account }
    interface Account @key(fields: "id") { id: ID! }
    type Provider implements Account @key(fields: "id") { id: ID! }
    type Customer implements Account @key(fields: "id") { id: ID! }
  `;

  it('composes, and adds marketplaces to every kind of account', () => {
    const { errors, supergraphSdl } = composeServices([
      { name: 'accounts', typeDefs: parse(accounts), url: 'http://accounts' },
      { name: 'catalog', typeDefs: parse(sdl()), url: 'http://catalog' },
    ]);
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toMatch(/type Customer implements Account[^}]*marketplaces/);
  });

  it('describes every type, field, argument and value', () => {
    const lines = sdl().split('\n');
    const undescribed = lines.filter(
      (line, index) =>
        /^(type|input|enum|scalar|interface) |^ {2,4}\w+[(:]|^ {2}[A-Z_]+$/.test(line) &&
        lines[index - 1]?.endsWith('"""') !== true &&
        !/^(type (Query|Mutation)|\s+(url|import|query|mutation):)/.test(line),
    );
    expect(undescribed).toEqual([]);
  });
});
