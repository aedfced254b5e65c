import { expect, it } from 'vitest';
import {
  PriceChangesDocument,
  SetMarginDocument,
  type PriceChangesQueryVariables,
  type SetMarginInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { userOf, type ContextClaims } from '../../../support/principals.ts';
import {
  announceTree,
  askingFor,
  customerUser,
  importFile,
  otherCustomer,
  providerUser,
  resellerUser,
  sheet,
  subResellerUser,
  tree,
  useCatalog,
  type SheetRow,
} from '../catalog-under-test.ts';

const NEXT = '2099-01-01T00:00:00.000Z';
const LATER = '2099-03-01T00:00:00.000Z';
const YEAR = { from: '2099-01-01', to: '2100-01-01' };

const ROWS: readonly SheetRow[] = [
  { ProductId: 'DEARER', EffectiveEndDate: NEXT },
  { ProductId: 'DEARER', EffectiveStartDate: NEXT, UnitPrice: '110', 'ERP Price': '130' },
  { ProductId: 'ENDS', EffectiveEndDate: NEXT },
  { ProductId: 'NEW', EffectiveStartDate: LATER },
  { ProductId: 'SAME', EffectiveEndDate: NEXT },
  { ProductId: 'SAME', EffectiveStartDate: NEXT },
  { ProductId: 'STAYS' },
];

describeOnBothDatabases('price changes', (kind) => {
  const used = useCatalog(kind, {
    environment: { DEFAULT_MARGIN_PERCENT_PROVIDER: '10', DEFAULT_MARGIN_PERCENT_RESELLER: '20' },
    prepare: announceTree,
  });
  const { catalog } = used;
  const ask = askingFor(catalog);
  const changes = async (user: ContextClaims, more: Partial<PriceChangesQueryVariables> = {}) =>
    (await ask(PriceChangesDocument, { ...YEAR, ...more }, user)).priceChanges;
  const told = async (user: ContextClaims, more: Partial<PriceChangesQueryVariables> = {}) =>
    (await changes(user, more)).nodes.map(({ effectiveAt, plan, before, after, percent }) => [
      effectiveAt.slice(0, 10),
      plan.product.mpn.split(':')[0],
      before?.amount,
      after?.amount,
      percent,
    ]);
  const set = async (input: SetMarginInput, user: ContextClaims) => {
    const { setMargin } = await ask(SetMarginDocument, { input }, user);
    expect(setMargin.userErrors).toEqual([]);
  };
  /** Without what the order of new ids decides: changes at the same moment. */
  const sorted = (rows: readonly (readonly unknown[])[]) => rows.toSorted((a, b) => String(a).localeCompare(String(b)));

  it('are those of periods, at the price of whoever asks', async () => {
    expect(await importFile(used, sheet(ROWS))).toMatchObject({ status: 'COMPLETED', rowsRejected: 0 });
    expect(sorted(await told(resellerUser))).toEqual([
      ['2099-01-01', 'DEARER', '110.00', '121.00', '10.00'],
      ['2099-01-01', 'ENDS', '110.00', undefined, null],
      ['2099-03-01', 'NEW', undefined, '110.00', null],
    ]);
    expect(sorted(await told(providerUser)).at(0)).toEqual(['2099-01-01', 'DEARER', '100.00', '110.00', '10.00']);
    expect(sorted(await told(subResellerUser)).at(0)).toEqual(['2099-01-01', 'DEARER', '132.00', '145.20', '10.00']);
    expect(sorted(await told(customerUser)).at(0)).toEqual(['2099-01-01', 'DEARER', '158.40', '174.24', '10.00']);
  });

  it('are listed from the first day on and before the last one', async () => {
    const moments = async (from: string, to: string) => (await told(resellerUser, { from, to })).map(([day]) => day);
    expect(await moments('2098-12-01', '2099-01-01')).toEqual([]);
    expect(await moments('2099-01-01', '2099-01-02')).toEqual(['2099-01-01', '2099-01-01']);
    expect(await moments('2099-01-02', '2099-03-01')).toEqual([]);
    expect(await moments('2099-01-02', '2099-03-02')).toEqual(['2099-03-01']);
    const { errors } = await catalog().ask(
      PriceChangesDocument,
      { from: '2099-01-01', to: '2099-01-01' },
      resellerUser,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'to' } }]);
  });

  it('are for the own account and its direct children only, and for who may see money', async () => {
    const account = tree.subReseller.id;
    expect(sorted(await told(resellerUser, { account }))).toEqual(sorted(await told(subResellerUser)));
    for (const foreign of [tree.customer.id, tree.otherReseller.id, tree.provider.id, otherCustomer.id]) {
      expect(await changes(resellerUser, { account: foreign })).toMatchObject({ nodes: [], totalCount: 0 });
    }
    const { errors } = await catalog().ask(PriceChangesDocument, YEAR, userOf(tree.reseller, ['MANAGE_PRICES']));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('come from rules of the sellers that begin or end, as far as they change the own price', async () => {
    const [from, to] = ['2099-05-01T12:00:00.000Z', '2099-06-01T00:00:00.000Z'];
    const seller = { sellerId: tree.reseller.id, accountId: tree.subReseller.id };
    await set({ ...seller, percent: '30', from, to }, resellerUser);
    // Of a seller for another child, and of the account itself for its own children: nothing that it pays.
    await set({ sellerId: tree.provider.id, accountId: tree.otherReseller.id, percent: '50', from }, providerUser);
    await set({ sellerId: tree.subReseller.id, percent: '50', from }, subResellerUser);
    const window = { from: '2099-04-01', to: '2099-12-01' };
    const stays = (await told(subResellerUser, window)).filter(([, product]) => product === 'STAYS');
    expect(stays).toEqual([
      ['2099-05-01', 'STAYS', '132.00', '143.00', '8.33'],
      ['2099-06-01', 'STAYS', '143.00', '132.00', '-7.69'],
    ]);
    expect(await told(resellerUser, window)).toEqual([]);
    expect(await told(subResellerUser, { from: '2099-05-01', to: '2099-05-02' })).toHaveLength(4);
  });

  it('are none where a fixed price or one below the retail price decides, and nothing above it shows', async () => {
    const plan = (await changes(resellerUser)).nodes.find(
      ({ plan: { product } }) => product.mpn === 'DEARER:0001',
    )?.plan;
    if (plan === undefined) throw new Error('The plan is there');
    const rule = { sellerId: tree.reseller.id, planId: plan.id };
    await set({ ...rule, fixedPrice: { amount: '125', currency: 'USD' } }, resellerUser);
    const dearer = async () => (await told(subResellerUser)).filter(([, product]) => product === 'DEARER');
    expect(await dearer()).toEqual([]);
    await set({ ...rule, percentOffRetail: '10' }, resellerUser);
    // 120 and 130 are the retail prices: what the reseller pays plays no part.
    expect(await dearer()).toEqual([['2099-01-01', 'DEARER', '108.00', '117.00', '8.33']]);
    await set(rule, resellerUser);
  });

  it('are listed in pages, by time and plan, without repeating or skipping any', async () => {
    const all = await told(subResellerUser);
    const paged: (readonly unknown[])[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 50; pages += 1) {
      const variables: PriceChangesQueryVariables = { ...YEAR, first: 2, after };
      const page = (await ask(PriceChangesDocument, variables, subResellerUser)).priceChanges;
      expect([page.totalCount, page.totalCountIsExact]).toEqual([all.length, true]);
      expect(page.nodes.length).toBeLessThanOrEqual(2);
      paged.push(...(await told(subResellerUser, { first: 2, after })));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(paged).toEqual(all);
    expect(all.map(([day]) => String(day))).toEqual(all.map(([day]) => String(day)).toSorted());
  });

  it('take as many statements however many there are', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ ProductId: `MANY${index}`, EffectiveStartDate: LATER }));
    await importFile(used, sheet([...ROWS, ...many]), 'Many Corporation', { partial: true });
    const count = async (first: number) => {
      catalog().statements.reset();
      const { nodes } = await changes(resellerUser, { first });
      return [nodes.length, catalog().statements.count()];
    };
    const [[few = 0, forFew], [more = 0, forMore]] = [await count(5), await count(10)];
    expect([few, more]).toEqual([5, 10]);
    expect(forMore).toBe(forFew);
    // All of the plans that are counted are those of the page.
    expect((await count(50))[1]).toBeLessThan(forFew ?? 0);
  });
});
