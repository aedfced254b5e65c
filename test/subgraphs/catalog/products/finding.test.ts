import { expect, it } from 'vitest';
import { FindProductsDocument, type ProductFilter } from '../../../operations/generated/graphql.ts';
import { encodeCursor } from '../../../../subgraphs/shared/graphql/connection.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { userOf } from '../../../support/principals.ts';
import {
  accountBelow,
  announce,
  EVERYTHING,
  importFile,
  MONEY,
  providerUser,
  resellerUser,
  sheet,
  subResellerUser,
  tree,
  useCatalog,
  type SheetRow,
} from '../catalog-under-test.ts';
import { useSampleCatalog, type Page } from '../sample-catalog.ts';

const FILTER_OF = {
  VENDOR: 'vendorId',
  CATEGORY: 'category',
  SEGMENT: 'segment',
  MARKET: 'market',
  TERM: 'term',
  BILLING_CYCLE: 'billingCycle',
} as const;

interface Narrowed {
  readonly products: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly name: string }[];
    readonly facets: readonly { readonly values: readonly { readonly count: number }[] }[];
  };
}

/** Without plans, which take most of the time. */
const NARROWED = `query ($search: String, $filter: ProductFilter) {
  products(search: $search, filter: $filter, first: 100) { totalCount nodes { name } facets { values { count } } }
}`;

describeOnBothDatabases('products that are looked for', (kind) => {
  const { catalog, ask, list, names } = useSampleCatalog(kind);
  const find = async (search: string | undefined, filter: ProductFilter = {}, user = resellerUser) =>
    (await ask(FindProductsDocument, { search, filter }, user)).products;

  it('are found by their part number in any spelling, before all that only contain it', async () => {
    for (const search of [
      'CFQ7TTC0LH18:0001',
      'cfq7ttc0lh18/0001',
      'cfq7ttc0lh18',
      'cfq7ttc0lh18:1',
      'cfq7ttc0lh18 0001',
    ]) {
      expect(await names({ search }), search).toEqual(['Microsoft 365 Business Basic']);
    }
    await catalog().database.sql(
      `update catalog.product set description = 'Once CFQ7TTC0LH18' where mpn = 'CFQ7TTC0LDPB:0001'`,
    );
    expect((await names({ search: 'cfq7ttc0lh18' }))[0]).toBe('Microsoft 365 Business Basic');
    expect(await names({ search: 'cfq7ttc0lh18' })).toHaveLength(2);
  });

  it('come in the order of what is most relevant, and so page by page', async () => {
    await catalog().database.sql(
      `update catalog.product set description = 'Works with Intune' where mpn = 'CFQ7TTC0LH18:0001'`,
    );
    const found = await names({ search: 'intune' });
    expect(found.at(-1)).toBe('Microsoft 365 Business Basic');
    expect(found.length).toBeGreaterThan(1);
    expect((await names({ search: 'microsoft intune' }))[0]).toMatch(/^Microsoft Intune/);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await list({ search: 'microsoft', first: 4, after });
      paged.push(...page.nodes.map(({ name }) => name));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(await names({ search: 'microsoft' }));
    expect(new Set(paged).size).toBe(paged.length);
  });

  it.each([encodeCursor(['a', 'b', 'c']), encodeCursor(['a', 'b'])])(
    'refuse the cursor %s of another list',
    async (after) => {
      const { errors } = await catalog().ask(FindProductsDocument, { search: 'intune', after }, resellerUser);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it('are found by other endings of English and German words', async () => {
    // cspell:disable
    await catalog().database.sql(
      `update catalog.product set description = 'Rückgaben für Vereine, with galloped zebras' where mpn = 'CFQ7TTC0LH18:0001'`,
    );
    for (const search of ['rückgabe', 'Verein', 'galloping', 'gallops zebra']) {
      expect(await names({ search }), search).toEqual(['Microsoft 365 Business Basic']);
    }
    // cspell:enable
  });

  it('have facets whose counts are those of the list with that filter', async () => {
    for (const filter of [{}, { segment: 'EDUCATION' }, { market: 'US', term: 'P1Y', category: 'Software' }] as const) {
      for (const search of [undefined, 'microsoft 365']) {
        const { facets } = await find(search, filter);
        expect(facets.map(({ field }) => field)).toEqual(Object.keys(FILTER_OF));
        for (const { field, values } of facets) {
          for (const { value, count } of values) {
            const narrowed = await ask<Narrowed>(NARROWED, {
              search,
              filter: { ...filter, [FILTER_OF[field]]: value },
            });
            expect({ field, value, count }).toEqual({ field, value, count: narrowed.products.totalCount });
          }
        }
      }
    }
  });

  it('are in a list as long as its total, and have a plan that meets all filters', async () => {
    const filter = { segment: 'COMMERCIAL', market: 'DE', term: 'P1Y', billingCycle: 'MONTHLY' } as const;
    const { nodes, totalCount } = await find(undefined, filter);
    expect(nodes).toHaveLength(totalCount);
    expect(totalCount).toBeGreaterThan(0);
    const meets = (plan: object) => expect.objectContaining({ ...plan }) as unknown;
    for (const { plans } of nodes) expect(plans).toContainEqual(meets(filter));
  });

  it('have facets for each vendor too, in as many statements for all of them', async () => {
    const question = '{ vendors { nodes { products { facets { field values { count } } } } } }';
    catalog().statements.reset();
    const { vendors } = await ask<{ vendors: { nodes: { products: { facets: object[] } }[] } }>(question, {});
    expect(vendors.nodes[0]?.products.facets[0]).toEqual({ field: 'VENDOR', values: [{ count: 31 }] });
    expect(catalog().statements.count()).toBeLessThanOrEqual(4);
  });

  it('are counted only when that is asked for, and once for the total and the facets', async () => {
    const countFor = async (fields: string) => {
      catalog().statements.reset();
      await ask(`{ products(filter: { market: "US" }) { ${fields} } }`, {});
      return catalog().statements.count();
    };
    expect(await countFor('nodes { id }')).toBe(1);
    expect(await countFor('totalCount')).toBe(3);
    expect(await countFor('totalCount totalCountIsExact facets { values { count } }')).toBe(3);
  });

  it('are for a customer those that it may buy, with the plans for it', async () => {
    for (const [segment, plansOf] of [
      ['EDUCATION', 'EDUCATION'],
      ['NONPROFIT', 'NONPROFIT'],
      ['GOVERNMENT', 'COMMERCIAL'],
    ] as const) {
      const customer = accountBelow(tree.reseller, 'CUSTOMER');
      await announce(catalog(), customer, 1, { segment });
      const { nodes, totalCount, facets } = await find(undefined, {}, userOf(customer, MONEY));
      expect(totalCount).toBe((await find(undefined, { segment })).totalCount);
      expect(new Set(nodes.flatMap(({ plans }) => plans.map((plan) => plan.segment)))).toEqual(new Set([plansOf]));
      const segments = facets.find(({ field }) => field === 'SEGMENT')?.values;
      expect(segments).toMatchObject([{ value: segment, count: totalCount }]);
    }
  });
});

describeOnBothDatabases('products that are looked for by price', (kind) => {
  const { catalog, ask } = useSampleCatalog(kind);
  const find = async (filter: ProductFilter, user = resellerUser) =>
    (await ask(FindProductsDocument, { filter }, user)).products;
  const setMargin = async (input: object, user = providerUser) => {
    const { data } = await catalog().ask<{ setMargin: { userErrors: object[] } }>(
      'mutation ($input: SetMarginInput!) { setMargin(input: $input) { userErrors { message } } }',
      { input },
      user,
    );
    expect(data.setMargin.userErrors).toEqual([]);
  };

  it('are those with a plan whose price for the viewer is in the range, by rules of every kind', async () => {
    const [some] = await catalog().database.sql<{ plan: string; product: string; category: string; vendor: string }>(
      `select plan.id as plan, product.id as product, category, vendor_id as vendor from catalog.plan
       join catalog.product on product.id = plan.product_id where plan.currency = 'USD' order by plan.id limit 1`,
    );
    const seller = { sellerId: tree.provider.id };
    await setMargin({ ...seller, vendorId: some?.vendor, percent: '5.25' });
    await setMargin({ ...seller, category: some?.category, accountId: tree.reseller.id, percentOffRetail: '3.5' });
    await setMargin({ ...seller, planId: some?.plan, fixedPrice: { amount: '77.77', currency: 'USD' } });
    const middle = { sellerId: tree.reseller.id };
    await setMargin({ ...middle, productId: some?.product, percent: '-2' }, resellerUser);
    await setMargin(
      { ...middle, percent: '9', from: '2020-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' },
      resellerUser,
    );
    for (const user of [providerUser, resellerUser, subResellerUser]) {
      const all = (await find({ currency: 'USD' }, user)).nodes;
      const prices = all.flatMap(({ plans }) => plans.filter(isIn('USD')).map(amountOf)).toSorted((a, b) => a - b);
      const middlePrice = prices[Math.floor(prices.length / 2)] ?? 0;
      for (const [from, to] of [
        [middlePrice, undefined],
        [undefined, middlePrice],
        [20, middlePrice],
      ] as const) {
        const expected = all.filter(({ plans }) =>
          plans.filter(isIn('USD')).some((plan) => amountOf(plan) >= (from ?? 0) && amountOf(plan) <= (to ?? Infinity)),
        );
        const range = { priceFrom: from?.toString(), priceTo: to?.toString() };
        const { products } = await ask<Narrowed>(NARROWED, { filter: { currency: 'USD', ...range } }, user);
        expect(products.nodes.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
        expect(products.totalCount).toBe(expected.length);
        expect(products.facets[0]?.values).toEqual([{ count: expected.length }]);
      }
    }
  }, 60_000);

  it('are refused to who may not see prices', async () => {
    const user = userOf(
      tree.reseller,
      EVERYTHING.filter((each) => each !== 'VIEW_FINANCIALS'),
    );
    for (const filter of [{ priceFrom: '1' }, { priceTo: '1' }]) {
      const { errors } = await catalog().ask(FindProductsDocument, { filter }, user);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'VIEW_FINANCIALS' } }]);
    }
  });
});

interface ShownPlan {
  readonly currency: string;
  readonly price: { readonly amount: string } | null;
}

const isIn = (currency: string) => (plan: ShownPlan) => plan.currency === currency;
const amountOf = ({ price }: ShownPlan) => Number(price?.amount);

describeOnBothDatabases('what can be bought of products', (kind) => {
  const used = useCatalog(kind);
  const marketsFor = async () => {
    const { data } = await used.catalog().ask(FindProductsDocument, { search: 'mail' }, providerUser);
    return data.products.facets.find(({ field }) => field === 'MARKET')?.values.map(({ value }) => value);
  };
  const row = (Market: string, more: SheetRow = {}): SheetRow => ({ Market, ...more });

  it('changes with a sheet that is shown, and not with a dry run', async () => {
    await importFile(used, sheet([row('US'), row('DE')]));
    expect(await marketsFor()).toEqual(['DE', 'US']);
    await importFile(used, sheet([row('FR')]), undefined, { dryRun: true });
    expect(await marketsFor()).toEqual(['DE', 'US']);
    await importFile(used, sheet([row('FR')]));
    expect(await marketsFor()).toEqual(['FR', 'DE', 'US']);
    await importFile(
      used,
      sheet([row('US', { EffectiveEndDate: '2026-01-02T00:00:00Z', ChangeIndicator: 'Update' })]),
      undefined,
      { partial: true },
    );
    expect(await marketsFor()).toEqual(['FR', 'DE']);
  });
});
