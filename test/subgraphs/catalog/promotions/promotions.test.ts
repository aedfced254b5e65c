import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  PlanPromotionsDocument,
  ProductPlanPromotionsDocument,
  RefreshPromotionsDocument,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { providerUser, resellerUser, useCatalog, askingFor, announceTree } from '../catalog-under-test.ts';

const BASIC = 'CFQ7TTC0LH18:0001';
const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const yearly = { mpn: BASIC, term: 'P1Y', billingCycle: 'MONTHLY', percentOff: '15' };
const promotion = (key: string, changed: object = {}) => ({
  key,
  name: key,
  description: null,
  segment: 'COMMERCIAL',
  from: inDays(-10),
  to: inDays(10),
  minQuantity: null,
  maxQuantity: 300,
  products: [yearly],
  ...changed,
});

describeOnBothDatabases('promotions of the catalogue', (kind) => {
  const { catalog } = useCatalog(kind, {
    prepare: async (started) => {
      await started.subgraph.seed();
      await announceTree(started);
    },
  });
  const ask = askingFor(catalog);
  let listsRead = 0;
  const tell = async (promotions: readonly object[], told: object = {}): Promise<void> => {
    listsRead += 1;
    // Each list is read later than the one before, all of them in the past.
    const readAt = new Date(Date.now() - DAY_MS + listsRead * 1_000).toISOString();
    const data = { vendor: 'microsoft corporation', market: 'US', readAt, promotions, ...told };
    await catalog().bus.publish({ id: randomUUID(), subject: 'orders.promotions-read', data });
  };
  const planOf = async (term: string, billingCycle: string, market = 'US', segment = 'COMMERCIAL') => {
    const [row] = await catalog().database.sql<{ id: string }>(
      `select plan.id from catalog.plan join catalog.product on product.id = plan.product_id
       where mpn = $1 and term = $2 and billing_cycle = $3 and market = $4 and segment = $5`,
      [BASIC, term, billingCycle, market, segment],
    );
    return row?.id ?? '';
  };
  const promotionsOf = async (planId: string) =>
    (await ask(PlanPromotionsDocument, { id: planId })).plan?.promotions ?? [];
  const namesOf = async (planId: string) => (await promotionsOf(planId)).map(({ name }) => name);

  it('are those of the plan: its market, segment, term and billing cycle', async () => {
    await tell([promotion('mine')]);
    expect(await promotionsOf(await planOf('P1Y', 'MONTHLY'))).toMatchObject([
      { name: 'mine', percentOff: '15', minQuantity: null, maxQuantity: 300 },
    ]);
    expect(await namesOf(await planOf('P1Y', 'ANNUAL'))).toEqual([]);
    expect(await namesOf(await planOf('P1M', 'MONTHLY'))).toEqual([]);
    expect(await namesOf(await planOf('P1Y', 'MONTHLY', 'DE'))).toEqual([]);
    expect(await namesOf(await planOf('P1Y', 'MONTHLY', 'US', 'NONPROFIT'))).toEqual([]);
  });

  it('hold from their first moment on, until their last, the largest discount first', async () => {
    await tell([
      promotion('small', { products: [{ ...yearly, percentOff: '12.5' }] }),
      promotion('over', { from: inDays(-9), to: inDays(-1) }),
      promotion('later', { from: inDays(1) }),
      promotion('large', { products: [{ ...yearly, percentOff: '20' }] }),
    ]);
    const found = await promotionsOf(await planOf('P1Y', 'MONTHLY'));
    expect(found.map(({ name, percentOff }) => [name, percentOff])).toEqual([
      ['large', '20'],
      ['small', '12.5'],
    ]);
  });

  it('keep their ids from list to list, and stay when they are withdrawn, as orders name them', async () => {
    const plan = await planOf('P1Y', 'MONTHLY');
    await tell([promotion('kept')]);
    const [before] = await promotionsOf(plan);
    await tell([promotion('kept', { name: 'kept, renamed' })]);
    expect(await promotionsOf(plan)).toMatchObject([{ id: before?.id, name: 'kept, renamed' }]);
    await tell([]);
    expect(await promotionsOf(plan)).toEqual([]);
    const seen = `query ($ids: [ID!]!) { catalogNodes(ids: $ids) }`;
    expect(await ask(seen, { ids: [before?.id, newId('pro')] })).toEqual({ catalogNodes: [before?.id] });
    await tell([promotion('kept')]);
    expect(await promotionsOf(plan)).toMatchObject([{ id: before?.id, name: 'kept' }]);
  });

  it('are not taken back by an older list that comes late, nor by one that comes twice', async () => {
    const plan = await planOf('P1Y', 'MONTHLY');
    await tell([promotion('newest')]);
    await tell([promotion('older')], { readAt: inDays(-2) });
    await tell([], { market: 'DE' });
    await tell([], { vendor: 'Nobody' });
    expect(await namesOf(plan)).toEqual(['newest']);
  });

  it('lead to their plans, and have one percentage only where all plans have it', async () => {
    const products = [yearly, { ...yearly, billingCycle: 'ANNUAL', percentOff: '10' }];
    await tell([promotion('two', { products })]);
    const [found] = await promotionsOf(await planOf('P1Y', 'MONTHLY'));
    const text = `query ($id: ID!) { _entities(representations: [{ __typename: "Promotion", id: $id }]) {
      ... on Promotion { market percentOff plans { id } } } }`;
    const { _entities: entities } = await ask<{
      _entities: readonly { readonly plans: readonly { readonly id: string }[] }[];
    }>(text, { id: found?.id });
    expect(entities).toMatchObject([{ market: 'US', percentOff: null }]);
    expect(entities[0]?.plans.map(({ id }) => id).toSorted()).toEqual(
      [await planOf('P1Y', 'MONTHLY'), await planOf('P1Y', 'ANNUAL')].toSorted(),
    );
    expect(found?.percentOff).toBe('15');
  });

  it('cost a page of plans one statement, however many plans', async () => {
    await tell([promotion('counted')]);
    catalog().statements.reset();
    const { product } = await ask(ProductPlanPromotionsDocument, { mpn: BASIC });
    const ofPromotions = catalog()
      .statements.texts()
      .filter((text) => text.includes('catalog.promotion'));
    expect(product?.plans.length).toBeGreaterThan(5);
    expect(product?.plans.filter(({ promotions }) => promotions.length > 0)).toMatchObject([
      { market: 'US', term: 'P1Y', billingCycle: 'MONTHLY', segment: 'COMMERCIAL' },
    ]);
    expect(ofPromotions).toHaveLength(1);
  });

  it('are read on demand, by the provider alone', async () => {
    const wanted: unknown[] = [];
    await catalog().bus.consume(randomUUID(), 'catalog.promotions-wanted', ({ data }) => {
      wanted.push(data);
      return Promise.resolve();
    });
    const { refreshPromotions } = await ask(RefreshPromotionsDocument, { input: { market: 'DE' } }, providerUser);
    expect(refreshPromotions).toEqual({ markets: ['DE'], userErrors: [] });
    await eventually(() => Promise.resolve(expect(wanted).toContainEqual({ market: 'DE' })));
    const all = await ask(RefreshPromotionsDocument, { input: {} }, providerUser);
    expect(all.refreshPromotions.markets).toEqual(expect.arrayContaining(['DE', 'US']));
    expect(new Set(all.refreshPromotions.markets).size).toBe(all.refreshPromotions.markets?.length);
    const nowhere = await ask(RefreshPromotionsDocument, { input: { market: 'AQ' } }, providerUser);
    expect(nowhere.refreshPromotions).toMatchObject({
      markets: null,
      userErrors: [{ code: 'INVALID', path: ['market'] }],
    });
    const answer = await catalog().ask(RefreshPromotionsDocument, { input: {} }, resellerUser);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
