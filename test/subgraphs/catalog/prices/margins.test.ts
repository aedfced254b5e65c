import { expect, it } from 'vitest';
import {
  MarginRulesDocument,
  PlansOfBusinessBasicDocument,
  SalePriceDocument,
  SetMarginDocument,
  type SetMarginInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { userOf, type ContextClaims } from '../../../support/principals.ts';
import {
  announceTree,
  askingFor,
  customerUser,
  otherCustomer,
  providerUser,
  resellerUser,
  subResellerUser,
  tree,
  useCatalog,
} from '../catalog-under-test.ts';

/** When a price begins that the vendor has announced. */
const ANNOUNCED = '2099-07-01T00:00:00.000Z';
const ONE_SECOND_LATER = '2099-07-01T00:00:01.000Z';

describeOnBothDatabases('margin rules', (kind) => {
  const { catalog } = useCatalog(kind, {
    environment: { DEFAULT_MARGIN_PERCENT_PROVIDER: '10', DEFAULT_MARGIN_PERCENT_RESELLER: '20' },
    prepare: async (started) => {
      await started.subgraph.seed();
      await announceTree(started);
    },
  });

  const ask = askingFor(catalog);
  const sellerId = tree.reseller.id;
  const find = async (user: ContextClaims) => {
    const { product } = await ask(PlansOfBusinessBasicDocument, { market: 'US', segment: 'COMMERCIAL' }, user);
    const [plan] = product?.plans ?? [];
    if (product === null || plan === undefined) throw new Error('The sample has this plan');
    return { ...plan, productId: product.id };
  };
  const priceFor = async (user: ContextClaims) => (await find(user)).price?.amount;
  const set = async (input: Omit<SetMarginInput, 'sellerId'> & { sellerId?: string }, user = resellerUser) => {
    const { setMargin } = await ask(SetMarginDocument, { input: { sellerId, ...input } }, user);
    return setMargin;
  };
  const rulesOf = async (seller: string | null, user = resellerUser, page: { first?: number; after?: string } = {}) =>
    (await ask(MarginRulesDocument, { seller, ...page }, user)).marginRules;
  const removeAll = () => catalog().database.sql('delete from catalog.margin');
  const catalogue = async () => {
    const { id: planId, productId } = await find(resellerUser);
    const [row] = await catalog().database.sql<{ vendorId: string; category: string }>(
      `select vendor_id as "vendorId", category from catalog.product where id = '${productId}'`,
    );
    if (row === undefined) throw new Error('The product is there');
    return { ...row, productId, planId };
  };

  it('price what a seller sells by everything, vendor, category, product and plan, the nearest first', async () => {
    const { vendorId, category, productId, planId } = await catalogue();
    const accountId = tree.subReseller.id;
    const steps: readonly [Omit<SetMarginInput, 'sellerId'>, string][] = [
      [{ percent: '1' }, '63.9936'],
      [{ accountId, percent: '2' }, '64.6272'],
      [{ vendorId, percent: '3' }, '65.2608'],
      [{ vendorId, accountId, percent: '4' }, '65.8944'],
      [{ category, percent: '5' }, '66.528'],
      [{ category, accountId, percent: '6' }, '67.1616'],
      [{ productId, percentOffRetail: '5' }, '68.40'],
      [{ productId, accountId, percentOffRetail: '2.5' }, '70.20'],
      [{ planId, fixedPrice: { amount: '65.5', currency: 'USD' } }, '65.50'],
      [{ planId, accountId, fixedPrice: { amount: '64.123456', currency: 'USD' } }, '64.123456'],
    ];
    for (const [rule, price] of steps) {
      expect(await set(rule)).toMatchObject({ rule: { seller: { id: sellerId } }, userErrors: [] });
      expect(await priceFor(subResellerUser)).toBe(price);
    }
    for (const [{ percent: _p, percentOffRetail: _o, fixedPrice: _f, ...rule }, price] of steps.toReversed()) {
      expect(await priceFor(subResellerUser)).toBe(price);
      expect(await set(rule)).toEqual({ rule: null, warnings: [], userErrors: [] });
    }
    expect(await priceFor(subResellerUser)).toBe('76.032');
  });

  it('begin the price anew for the tiers below, and change nothing above', async () => {
    const { planId } = await catalogue();
    await set({ sellerId: tree.provider.id, percentOffRetail: '10' }, providerUser);
    expect(await priceFor(resellerUser)).toBe('64.80');
    await set({ planId, fixedPrice: { amount: '50', currency: 'USD' } });
    expect(await priceFor(providerUser)).toBe('57.60');
    expect(await priceFor(resellerUser)).toBe('64.80');
    expect(await priceFor(subResellerUser)).toBe('50.00');
    expect(await priceFor(customerUser)).toBe('60.00');
    await removeAll();
  });

  it('hold from the second at which they begin until that at which they end, also for announced prices', async () => {
    const { planId } = await catalogue();
    await catalog().database.sql(
      `insert into catalog.price_period (plan_id, valid_from, unit_cost, since_version) values ('${planId}', '${ANNOUNCED}', 100, 0)`,
    );
    const announced = async () => {
      const query = 'query ($id: ID!) { plan(id: $id) { prices { from price { amount } } } }';
      interface Answer {
        readonly plan: {
          readonly prices: readonly { readonly from: string; readonly price: { readonly amount: string } }[];
        };
      }
      const { plan } = await ask<Answer>(query, { id: planId }, subResellerUser);
      return plan.prices.map(({ price }) => price.amount);
    };
    expect(await announced()).toEqual(['76.032', '132.00']);
    await set({ percent: '50', from: ANNOUNCED });
    expect(await announced()).toEqual(['76.032', '165.00']);
    await set({ percent: '60', from: ONE_SECOND_LATER });
    expect(await announced()).toEqual(['76.032', '165.00']);
    await set({ percent: '70', to: ANNOUNCED });
    expect(await announced()).toEqual(['107.712', '165.00']);
    await set({ percent: '80', to: ONE_SECOND_LATER });
    expect(await announced()).toEqual(['107.712', '198.00']);
    // There is no retail price in the announced period: the next nearest rule holds there.
    await set({ planId, percentOffRetail: '50' });
    expect(await announced()).toEqual(['36.00', '198.00']);
    await removeAll();
    await catalog().database.sql(`delete from catalog.price_period where valid_from = '${ANNOUNCED}'`);
  });

  it('are replaced by the same target and validity, and keep their ids', async () => {
    const { planId } = await catalogue();
    const first = await set({ planId, percent: '12.500' });
    expect(first.rule).toMatchObject({
      percent: '12.5',
      percentOffRetail: null,
      fixedPrice: null,
      plan: { id: planId },
    });
    const second = await set({ planId, fixedPrice: { amount: '70', currency: 'USD' } });
    expect(second.rule).toMatchObject({
      id: first.rule?.id,
      percent: null,
      fixedPrice: { amount: '70.00', currency: 'USD' },
    });
    const limited = await set({ planId, percentOffRetail: '3', from: '2026-01-01T02:00:00+02:00', to: ANNOUNCED });
    expect(limited.rule).toMatchObject({ percentOffRetail: '3', from: '2026-01-01T00:00:00.000Z', to: ANNOUNCED });
    expect(limited.rule?.id).not.toBe(first.rule?.id);
    expect((await rulesOf(null)).nodes.map(({ id }) => id)).toEqual([limited.rule?.id, first.rule?.id]);
    expect((await set({ planId, to: ANNOUNCED })).userErrors).toEqual([]);
    expect((await rulesOf(null)).totalCount).toBe(2);
    await removeAll();
  });

  it('are refused with everything that is wrong with them', async () => {
    const { planId, productId, vendorId, category } = await catalogue();
    const [other] = await catalog().database.sql<{ id: string; category: string }>(
      `select id, category from catalog.product where category <> '${category}' limit 1`,
    );
    const usd = { amount: '1', currency: 'USD' };
    const refusals: readonly [Omit<SetMarginInput, 'sellerId'>, object[]][] = [
      [
        { percent: '1', percentOffRetail: '101', vendorId: newId('ven'), from: ANNOUNCED, to: ANNOUNCED },
        [
          { code: 'INVALID', path: ['percentOffRetail'] },
          { code: 'OUT_OF_RANGE', path: ['percentOffRetail'] },
          { code: 'INVALID', path: ['to'] },
          { code: 'NOT_FOUND', path: ['vendorId'] },
        ],
      ],
      [
        { category: 'None such', accountId: tree.customer.id, percent: '-101' },
        [
          { code: 'OUT_OF_RANGE', path: ['percent'] },
          { code: 'INVALID', path: ['accountId'] },
          { code: 'NOT_FOUND', path: ['category'] },
        ],
      ],
      [{ productId, fixedPrice: usd }, [{ code: 'REQUIRED', path: ['planId'] }]],
      [
        { planId, fixedPrice: { amount: '1', currency: 'EUR' } },
        [{ code: 'CURRENCY_MISMATCH', path: ['fixedPrice', 'currency'] }],
      ],
      [{ vendorId, category, percent: '1' }, [{ code: 'INVALID', path: ['category'] }]],
      [{ planId, productId: other?.id ?? '', percent: '1' }, [{ code: 'INVALID', path: ['planId'] }]],
      [{ productId, category: other?.category ?? '', percent: '1' }, [{ code: 'INVALID', path: ['productId'] }]],
      [{ accountId: otherCustomer.id, percent: '1' }, [{ code: 'NOT_FOUND', path: ['accountId'] }]],
    ];
    for (const [input, userErrors] of refusals) {
      expect(await set(input)).toEqual({ rule: null, warnings: [], userErrors });
    }
    expect((await rulesOf(null)).nodes).toEqual([]);
  });

  it('warn their seller, and the one it buys from, of plans above the retail price and below cost', async () => {
    const { planId } = await catalogue();
    const above = [/^1 plan is sold above the vendor's retail price: .+ \(COMMERCIAL, P1Y, MONTHLY, US\)\.$/];
    const rule = { planId, percent: '20' };
    const lower = { planId, percent: '-1' };
    expect((await set({ planId, percent: '13' })).warnings).toEqual([]);
    expect((await set(rule)).warnings).toEqual(above.map((text) => expect.stringMatching(text) as unknown));
    expect((await set(rule, providerUser)).warnings).toHaveLength(1);
    expect((await set(lower)).warnings).toEqual([
      expect.stringMatching(/^1 plan is sold below what the seller pays: /),
    ]);
    expect((await set(rule, userOf(tree.reseller, ['MANAGE_PRICES']))).warnings).toEqual([]);
    // What the sub-reseller pays is between it and the reseller.
    for (const percent of ['-100', '1000']) {
      const below = { sellerId: tree.subReseller.id, planId, percent };
      expect((await set(below, providerUser)).warnings).toEqual([]);
      expect((await set(below, resellerUser)).warnings).toHaveLength(1);
      expect((await set(below, subResellerUser)).warnings).toHaveLength(1);
    }
    await removeAll();
  });

  it('warn of many plans with their number, and not of those that a nearer rule prices', async () => {
    const { planId, productId } = await catalogue();
    const number = async () => Number(/^\d+/.exec((await set({ productId, percent: '-50' })).warnings[0] ?? '')?.[0]);
    const all = await number();
    expect(all).toBeGreaterThan(3);
    await set({ planId, percent: '1' });
    expect(await number()).toBe(all - 1);
    const announced = { productId, percent: '-50', from: ANNOUNCED, to: ONE_SECOND_LATER };
    expect((await set(announced)).warnings).toHaveLength(1);
    expect((await set({ productId, percent: '-50', to: '2020-01-01T00:00:00Z' })).warnings).toEqual([]);
    await removeAll();
    const everything = (await set({ percent: '-50' })).warnings;
    expect(everything).toEqual([
      expect.stringMatching(/^1,000 plans are sold below what the seller pays: /),
      'The rule is for many plans: the first 1,000 were looked at.',
    ]);
    await removeAll();
  });

  it('are listed to the seller, and without what they make of prices to those above', async () => {
    const { planId } = await catalogue();
    await set({ percent: '5' });
    await set({ planId, fixedPrice: { amount: '70', currency: 'USD' } });
    await set({ accountId: tree.directCustomer.id, percentOffRetail: '4' });
    const page = await rulesOf(null, resellerUser, { first: 2 });
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await rulesOf(sellerId, resellerUser, { first: 2, after: page.pageInfo.endCursor ?? '' });
    expect([...page.nodes, ...rest.nodes]).toMatchObject([
      { account: { id: tree.directCustomer.id }, percentOffRetail: '4', plan: null },
      { account: null, fixedPrice: { amount: '70.00' }, plan: { id: planId } },
      { account: null, percent: '5' },
    ]);
    const seen = await rulesOf(sellerId, providerUser);
    expect(seen.nodes).toHaveLength(3);
    const noPrices = { percent: null, percentOffRetail: null, fixedPrice: null };
    expect(seen.nodes).toEqual(seen.nodes.map((rule) => ({ ...rule, ...noPrices })));
    expect((await rulesOf(null, userOf(tree.reseller, ['MANAGE_PRICES']))).nodes[0]).toMatchObject(noPrices);
    expect((await set({ percent: '6' }, providerUser)).rule).toMatchObject(noPrices);
    for (const stranger of [subResellerUser, userOf(tree.otherReseller, ['MANAGE_PRICES'])]) {
      expect(await rulesOf(sellerId, stranger)).toMatchObject({ nodes: [], totalCount: 0 });
    }
    const { errors } = await catalog().ask(MarginRulesDocument, { seller: null }, customerUser);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const ids = seen.nodes.map(({ id }) => id);
    const nodes = 'query ($ids: [ID!]!) { catalogNodes(ids: $ids) }';
    expect(await ask(nodes, { ids })).toEqual({ catalogNodes: ids });
    for (const stranger of [subResellerUser, customerUser, userOf(tree.reseller, ['VIEW_FINANCIALS'])]) {
      expect(await ask(nodes, { ids }, stranger)).toEqual({ catalogNodes: [] });
    }
    await removeAll();
  });

  it('take as many statements for fifty plans and rules as for ten', async () => {
    const { vendorId, category } = await catalogue();
    const plans = await catalog().database.sql<{ id: string }>('select id from catalog.plan order by id limit 50');
    expect(plans).toHaveLength(50);
    for (const { id } of plans.slice(0, 48)) await set({ planId: id, percent: '5' });
    await set({ vendorId, percent: '3' });
    await set({ category, percentOffRetail: '4' });
    const count = async (entities: number) => {
      const query =
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Plan { price { amount } salePrice { amount } } } }';
      const of = plans.slice(0, entities).map(({ id }) => ({ __typename: 'Plan', id }));
      catalog().statements.reset();
      await ask(query, { of }, subResellerUser);
      const rules = catalog()
        .statements.texts()
        .filter((text) => text.includes('catalog.margin'));
      return [catalog().statements.count(), rules.length];
    };
    const ten = await count(10);
    expect(await count(50)).toEqual(ten);
    expect(ten[1]).toBe(1);
    const listed = async (first: number) => {
      catalog().statements.reset();
      expect((await rulesOf(null, resellerUser, { first })).nodes).toHaveLength(first);
      return catalog().statements.count();
    };
    expect(await listed(50)).toBe(await listed(10));
    await removeAll();
  });

  it('are shown for a sale to a named account', async () => {
    const { planId: id } = await catalogue();
    await set({ accountId: tree.directCustomer.id, percentOffRetail: '50' });
    const { plan } = await ask(SalePriceDocument, { id, account: tree.directCustomer.id });
    expect(plan?.salePrice?.amount).toBe('36.00');
    await removeAll();
  });
});
