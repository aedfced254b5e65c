import { expect, it } from 'vitest';
import {
  CreateMarketplaceDocument,
  PublishListingDocument,
  RetireListingDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { userOf, type ContextClaims } from '../../../support/principals.ts';
import { accountBelow, announce, EVERYTHING, resellerUser, subResellerUser, tree } from '../catalog-under-test.ts';
import { useSampleCatalog } from '../sample-catalog.ts';

const LISTED = 'CFQ7TTC0LH18:0001';
const UNLISTED = 'CFQ7TTC0LCHC:0002';
const american = accountBelow(tree.reseller, 'CUSTOMER');
const german = accountBelow(tree.reseller, 'CUSTOMER');
const unknown = accountBelow(tree.reseller, 'CUSTOMER');
const [usUser, deUser, unknownUser] = [american, german, unknown].map((account) => userOf(account, EVERYTHING)) as [
  ContextClaims,
  ContextClaims,
  ContextClaims,
];

describeOnBothDatabases('what is listed', (kind) => {
  const { catalog, ask, list, productId } = useSampleCatalog(kind);

  let marketplaceId = '';
  let listingId = '';
  const whole = { products: 0 };
  const total = async (user: ContextClaims, variables = {}) => (await list(variables, user)).totalCount;
  const plansOf = (mpn: string, user: ContextClaims) =>
    ask<{ product: { id: string; plans: readonly { id: string; market: string }[] } | null }>(
      'query ($mpn: String) { product(mpn: $mpn) { id plans { id market } } }',
      { mpn },
      user,
    );
  const planOf = async (mpn: string, market = 'US') => {
    const { product } = await plansOf(mpn, resellerUser);
    return product?.plans.find((plan) => plan.market === market)?.id ?? '';
  };
  const quoted = async (buyer: object, planId: string, user: ContextClaims) =>
    (
      await ask<{ orderQuote: readonly { plan: { id: string } }[] }>(
        `query ($buyerId: ID, $sellerId: ID, $planIds: [ID!]!) {
           orderQuote(buyerId: $buyerId, sellerId: $sellerId, planIds: $planIds) { plan { id } sealedTiers }
         }`,
        { planIds: [planId], ...buyer },
        user,
      )
    ).orderQuote.length;

  it('does not matter while the seller has no marketplace', async () => {
    await announce(catalog(), american, 1, { country: 'US' });
    await announce(catalog(), german, 1, { country: 'DE' });
    await announce(catalog(), unknown);
    whole.products = await total(resellerUser);
    expect(whole.products).toBeGreaterThan(10);
    for (const user of [usUser, deUser, unknownUser]) expect(await total(user)).toBe(whole.products);
  });

  it('is all that its customers find, where the seller has a marketplace for their country', async () => {
    const input = { ownerId: tree.reseller.id, name: 'Shop', market: 'US', currency: 'USD' };
    const made = await ask(CreateMarketplaceDocument, { input });
    marketplaceId = made.createMarketplace.marketplace?.id ?? '';
    expect([await total(usUser), await total(deUser)]).toEqual([0, whole.products]);
    const listed = { marketplaceId, productId: await productId(LISTED) };
    const { publishListing } = await ask(PublishListingDocument, { input: listed });
    listingId = publishListing.listing?.id ?? '';
    const { nodes, totalCount } = await list({}, usUser);
    expect([nodes.map(({ mpn }) => mpn), totalCount]).toEqual([[LISTED], 1]);
    expect(await total(usUser, { search: 'microsoft 365' })).toBe(1);
    expect(await total(usUser, { search: 'visio' })).toBe(0);
    // Sellers, the provider and customers elsewhere see the whole list.
    for (const user of [resellerUser, subResellerUser, deUser]) expect(await total(user)).toBe(whole.products);
  });

  it('is narrowed to everything listed by the seller while the country of a customer is not known', async () => {
    expect(await total(unknownUser)).toBe(1);
    await announce(catalog(), unknown, 1, { country: 'DE' });
    expect(await total(unknownUser)).toBe(whole.products);
  });

  it('is found by its id, its part number and its vendor, and nothing else is', async () => {
    const hidden = await productId(UNLISTED);
    const hiddenPlan = await planOf(UNLISTED);
    const [shown, shownPlan] = [await productId(LISTED), await planOf(LISTED)];
    const question = `query ($id: ID!, $plan: ID!, $mpn: String!) {
      product(id: $id) { id } byMpn: product(mpn: $mpn) { id } plan(id: $plan) { id }
      catalogNodes(ids: [$id, $plan]) vendors { nodes { products { totalCount } } }
    }`;
    const answer = (id: string, plan: string, mpn: string) => ask<object>(question, { id, plan, mpn }, usUser);
    const vendors = { nodes: [{ products: { totalCount: 1 } }] };
    expect(await answer(hidden, hiddenPlan, UNLISTED)).toEqual({
      product: null,
      byMpn: null,
      plan: null,
      catalogNodes: [],
      vendors,
    });
    expect(await answer(shown, shownPlan, LISTED)).toEqual({
      product: { id: shown },
      byMpn: { id: shown },
      plan: { id: shownPlan },
      catalogNodes: [shown, shownPlan],
      vendors,
    });
  });

  it('is counted by the plans of the country alone, by price or not', async () => {
    const question = `query ($filter: ProductFilter) {
      products(filter: $filter) { totalCount nodes { id } facets { field values { value count } } }
    }`;
    const counted = async (filter: object, user: ContextClaims) => {
      const { products } = await ask<{
        products: {
          totalCount: number;
          nodes: readonly object[];
          facets: readonly { field: string; values: readonly { value: string; count: number }[] }[];
        };
      }>(question, { filter }, user);
      const markets = products.facets.find(({ field }) => field === 'MARKET')?.values;
      return { found: [products.totalCount, products.nodes.length], markets };
    };
    for (const price of [{}, { priceFrom: '0' }]) {
      expect(await counted(price, usUser)).toEqual({ found: [1, 1], markets: [{ value: 'US', count: 1 }] });
      const elsewhere = await counted({ market: 'DE', ...price }, usUser);
      expect(elsewhere).toEqual({ found: [0, 0], markets: [{ value: 'US', count: 1 }] });
      expect((await counted(price, resellerUser)).markets?.length).toBeGreaterThan(1);
    }
  });

  it('has the plans of the country alone, and no relations to what is not listed', async () => {
    const { product } = await plansOf(LISTED, usUser);
    expect(new Set(product?.plans.map(({ market }) => market))).toEqual(new Set(['US']));
    const everywhere = await plansOf(LISTED, resellerUser);
    expect(new Set(everywhere.product?.plans.map(({ market }) => market)).size).toBeGreaterThan(1);
    const relations = 'query ($mpn: String) { product(mpn: $mpn) { conversions { mpn } prerequisites { mpn } } }';
    const { product: seen } = await ask<{ product: { conversions: object[] } }>(relations, { mpn: LISTED }, usUser);
    const { product: all } = await ask<{ product: { conversions: object[] } }>(relations, { mpn: LISTED });
    expect([seen.conversions.length, all.conversions.length > 0]).toEqual([0, true]);
  });

  it('can be ordered, and nothing else: neither by the customer nor for it', async () => {
    const [shown, hidden, elsewhere] = [await planOf(LISTED), await planOf(UNLISTED), await planOf(UNLISTED, 'DE')];
    const self = { buyerId: american.id };
    expect([await quoted(self, shown, usUser), await quoted(self, hidden, usUser)]).toEqual([1, 0]);
    expect(await quoted(self, elsewhere, usUser)).toBe(0);
    // Its seller is told why, sealed with the prices for orders.
    expect(await quoted(self, hidden, resellerUser)).toBe(1);
  });

  it('is still there for what was bought once: references of other subgraphs lead to it', async () => {
    const of = [
      { __typename: 'Product', id: await productId(UNLISTED) },
      { __typename: 'Plan', id: await planOf(UNLISTED) },
    ];
    const { _entities } = await ask<{ _entities: object[] }>(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Product { mpn } ... on Plan { product { mpn } } } }',
      { of },
      usUser,
    );
    expect(_entities).toEqual([{ mpn: UNLISTED }, { product: { mpn: UNLISTED } }]);
  });

  it('is read with as many statements for one product as for all', async () => {
    const question = 'query ($first: Int) { products(first: $first) { nodes { plans { id } conversions { mpn } } } }';
    const counts: number[] = [];
    for (const first of [1, 50]) {
      catalog().statements.reset();
      await ask(question, { first }, deUser);
      counts.push(catalog().statements.count());
    }
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).toBeLessThanOrEqual(7);
  });

  it('is seen by the very next operation after it has changed', async () => {
    await ask(RetireListingDocument, { input: { listingId } });
    expect(await total(usUser)).toBe(0);
    await announce(catalog(), american, 2, { country: 'DE' });
    expect(await total(usUser)).toBe(whole.products);
  });
});
