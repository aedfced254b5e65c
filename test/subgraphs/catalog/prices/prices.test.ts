import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  OrderQuoteDocument,
  PlansOfBusinessBasicDocument,
  SalePriceDocument,
  SetMarginDocument,
  type Segment,
  type SetMarginInput,
} from '../../../operations/generated/graphql.ts';
import { roundedTotal } from '../../../../subgraphs/catalog/rules/prices/price.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { formatMinor } from '../../../../subgraphs/shared/domain/money.ts';
import { createSealer } from '../../../../subgraphs/shared/database/sealing.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, userOf, type ContextClaims } from '../../../support/principals.ts';
import {
  accountBelow,
  announce,
  announceTree,
  askingFor,
  customerUser,
  EVERYTHING,
  MONEY,
  otherCustomer,
  providerUser,
  resellerUser,
  subResellerUser,
  tree,
  useCatalog,
} from '../catalog-under-test.ts';

const SEALING_KEYS = `test:${randomBytes(32).toString('base64')}`;

const asked: string[] = [];
const late = accountBelow(tree.subReseller, 'CUSTOMER');

describeOnBothDatabases('prices', (kind) => {
  const { catalog } = useCatalog(kind, {
    environment: { SEALING_KEYS, DEFAULT_MARGIN_PERCENT_PROVIDER: '10', DEFAULT_MARGIN_PERCENT_RESELLER: '20' },
    // Replaces the gateway: it knows one customer for whom no fact was published.
    askGraph: ({ variables }) => {
      asked.push(String(variables['id']));
      const account = {
        id: late.id,
        type: 'CUSTOMER',
        status: 'ACTIVE',
        currency: 'USD',
        parent: { id: tree.subReseller.id },
        ancestors: [{ id: tree.reseller.id }, { id: tree.subReseller.id }],
        segment: 'COMMERCIAL',
      };
      return Promise.resolve({ data: { account: variables['id'] === late.id ? account : null } });
    },
    prepare: async (started) => {
      await started.subgraph.seed();
      await announceTree(started);
    },
  });

  const ask = askingFor(catalog);
  const find = async (user: ContextClaims, market = 'US', segment: Segment = 'COMMERCIAL') => {
    const { product } = await ask(PlansOfBusinessBasicDocument, { market, segment }, user);
    const [plan] = product?.plans ?? [];
    if (product === null || plan === undefined) throw new Error('The sample has this plan');
    return { ...plan, productId: product.id };
  };
  const priceFor = async (user: ContextClaims) => (await find(user)).price?.amount;
  const saleTo = async (user: ContextClaims, account: string | null) => {
    const { id } = await find(user);
    const { plan } = await ask(SalePriceDocument, { id, account }, user);
    if (plan === null) throw new Error('The viewer sees this plan');
    return plan.salePrice?.amount ?? null;
  };
  const set = async (user: ContextClaims, input: SetMarginInput) => {
    const { setMargin } = await ask(SetMarginDocument, { input }, user);
    return setMargin.userErrors;
  };
  /** The opened tiers: the exact price in minor units for each account on the way. */
  const quote = async (user: ContextClaims, buyer: { buyerId: string } | { sellerId: string }) => {
    const { id } = await find(user);
    const variables = { ...buyer, plans: [id, newId('pln')] };
    const { orderQuote } = await ask(OrderQuoteDocument, variables, user);
    const sealer = createSealer(SEALING_KEYS);
    return orderQuote.map(({ sealedTiers }) => JSON.parse(sealer.open(sealedTiers)) as object[]);
  };

  it('grow by the margin of each seller from the provider down, with all their digits: 57.60, 63.36, 76.032, 91.2384', async () => {
    expect(await priceFor(providerUser)).toBe('57.60');
    expect(await priceFor(resellerUser)).toBe('63.36');
    expect(await priceFor(subResellerUser)).toBe('76.032');
    expect(await priceFor(customerUser)).toBe('91.2384');
  });

  it('are the same for a sale to any child and for a child that buys', async () => {
    expect((await find(providerUser)).salePrice?.amount).toBe('63.36');
    expect((await find(subResellerUser)).salePrice?.amount).toBe('91.2384');
    expect((await find(customerUser)).salePrice).toBeNull();
  });

  it('have at least the decimal places of their currency, which are none for yen', async () => {
    const plan = await find(providerUser, 'JP');
    expect(plan.price).toMatchObject({ currency: 'JPY', amount: expect.stringMatching(/^\d+$/) as unknown });
    expect(plan.retailPrice?.amount).toMatch(/^\d+$/);
    const [yen, forReseller] = [plan.price?.amount ?? '', (await find(resellerUser, 'JP')).price?.amount];
    expect(forReseller).toBe(String((Number(yen) * 11) / 10));
  });

  it('multiplied by a quantity and rounded once give the total of an order', async () => {
    const unit = await priceFor(customerUser);
    expect(unit).toBe('91.2384');
    expect((Number(unit) * 5).toFixed(2)).toBe(
      formatMinor(roundedTotal({ numerator: 912_384n, denominator: 100n }, 5), 'USD'),
    );
  });

  it('are hidden from a viewer without VIEW_FINANCIALS, except the retail price', async () => {
    expect(await find(userOf(tree.reseller, ['PLACE_ORDERS']))).toMatchObject({
      price: null,
      salePrice: null,
      retailPrice: { amount: '72.00' },
    });
  });

  it('are the same for public bodies and for commercial customers', async () => {
    expect((await find(customerUser, 'US', 'GOVERNMENT')).id).toBe((await find(customerUser)).id);
  });

  it('are refused to an anonymous caller', async () => {
    const { data, errors } = await catalog().ask(PlansOfBusinessBasicDocument, { market: 'US' }, ANONYMOUS);
    expect(data).toEqual({ product: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('are shown only to the seller for a sale to a named account', async () => {
    expect(await saleTo(providerUser, tree.reseller.id)).toBe('63.36');
    expect(await saleTo(resellerUser, tree.subReseller.id)).toBe('76.032');
    for (const foreign of [tree.customer.id, otherCustomer.id, tree.reseller.id, tree.provider.id, newId('acc'), 'x']) {
      expect(await saleTo(resellerUser, foreign)).toBeNull();
    }
  });

  it('follow the nearest rule of each seller when rules are set and removed', async () => {
    const { id: planId, productId } = await find(resellerUser);
    const sellerId = tree.reseller.id;
    const accountId = tree.subReseller.id;
    const steps: readonly [Omit<SetMarginInput, 'sellerId'>, string][] = [
      [{ percent: '1' }, '63.9936'],
      [{ accountId, percent: '2' }, '64.6272'],
      [{ productId, percent: '3' }, '65.2608'],
      [{ accountId, productId, percent: '4' }, '65.8944'],
      [{ planId, percent: '5.5' }, '66.8448'],
      [{ accountId, planId, percent: '-6' }, '59.5584'],
    ];
    for (const [rule, price] of steps) {
      expect(await set(resellerUser, { sellerId, ...rule })).toEqual([]);
      expect(await priceFor(subResellerUser)).toBe(price);
      expect(await saleTo(resellerUser, accountId)).toBe(price);
    }
    // The rules that name no account apply to the customer of the same reseller.
    expect(await saleTo(resellerUser, tree.directCustomer.id)).toBe('66.8448');
    expect((await find(resellerUser)).salePrice?.amount).toBe('66.8448');
    for (const [{ percent: _, ...rule }] of steps as readonly [{ percent?: string }, string][]) {
      expect(await set(resellerUser, { sellerId, ...rule, percent: null })).toEqual([]);
    }
    expect(await priceFor(subResellerUser)).toBe('76.032');
    expect(await catalog().database.sql('select 1 from catalog.margin')).toEqual([]);
  });

  it('follow margins that the seller and accounts above it set again', async () => {
    const rule = { sellerId: tree.reseller.id, accountId: tree.directCustomer.id };
    for (const [user, percent] of [
      [resellerUser, '7'],
      [providerUser, '8'],
      [providerUser, '8'],
    ] as const) {
      expect(await set(user, { ...rule, percent })).toEqual([]);
    }
    expect(await saleTo(resellerUser, tree.directCustomer.id)).toBe('68.4288');
    expect(await set(resellerUser, rule)).toEqual([]);
  });

  it('follow no margin for accounts that the viewer cannot see or does not sell to, nor one out of range', async () => {
    const { id: planId } = await find(resellerUser);
    const sellerId = tree.reseller.id;
    const refusals: readonly [SetMarginInput, object[]][] = [
      [{ sellerId: tree.provider.id, percent: '1' }, [{ code: 'NOT_FOUND', path: ['sellerId'] }]],
      [{ sellerId: tree.otherReseller.id, percent: '1' }, [{ code: 'NOT_FOUND', path: ['sellerId'] }]],
      [{ sellerId: tree.directCustomer.id, percent: '1' }, [{ code: 'NOT_ALLOWED', path: ['sellerId'] }]],
      [{ sellerId, accountId: otherCustomer.id, percent: '1' }, [{ code: 'NOT_FOUND', path: ['accountId'] }]],
      [{ sellerId, accountId: tree.customer.id, percent: '1' }, [{ code: 'INVALID', path: ['accountId'] }]],
      [{ sellerId, percent: '-100.01' }, [{ code: 'OUT_OF_RANGE', path: ['percent'] }]],
      [{ sellerId, percent: '1001' }, [{ code: 'OUT_OF_RANGE', path: ['percent'] }]],
      [
        { sellerId, planId: newId('pln'), productId: newId('prd'), percent: '1' },
        [
          { code: 'NOT_FOUND', path: ['productId'] },
          { code: 'NOT_FOUND', path: ['planId'] },
        ],
      ],
    ];
    for (const [input, errors] of refusals) expect(await set(resellerUser, input)).toEqual(errors);
    const { errors } = await catalog().ask(
      SetMarginDocument,
      { input: { sellerId, planId, percent: '1' } },
      customerUser,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await catalog().database.sql('select 1 from catalog.margin')).toEqual([]);
  });

  const tiers = [
    { accountId: tree.provider.id, unitMinor: '5760', sale: { kind: 'on-sale', minQuantity: 1 }, kind: 'LICENCE' },
    { accountId: tree.reseller.id, unitMinor: '6336' },
    { accountId: tree.subReseller.id, unitMinor: '7603.2' },
  ];

  it('are quoted to an order exactly, for every account from the provider down to the buyer', async () => {
    const all = [...tiers, { accountId: tree.customer.id, unitMinor: '9123.84' }];
    expect(await quote(resellerUser, { buyerId: tree.customer.id })).toEqual([all]);
    expect(await quote(userOf(tree.customer, ['PLACE_ORDERS']), { buyerId: tree.customer.id })).toEqual([all]);
  });

  it('are quoted to an order for a customer that does not exist yet', async () => {
    const all = [...tiers, { accountId: '', unitMinor: '9123.84' }];
    expect(await quote(resellerUser, { sellerId: tree.subReseller.id })).toEqual([all]);
  });

  it('are quoted to callers with PLACE_ORDERS, even without VIEW_FINANCIALS, and to no others', async () => {
    const buyer = { buyerId: tree.customer.id };
    expect(await quote(userOf(tree.reseller, ['PLACE_ORDERS']), buyer)).toHaveLength(1);
    const { errors } = await catalog().ask(OrderQuoteDocument, { ...buyer, plans: [] }, userOf(tree.reseller, MONEY));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('are quoted in sealed texts of one length for any buyer, any number of sellers and any price', async () => {
    const rule = { sellerId: tree.subReseller.id, accountId: tree.customer.id };
    const sealed = async (buyer: object) => {
      const { id } = await find(resellerUser);
      const { orderQuote } = await ask(OrderQuoteDocument, { ...buyer, plans: [id] }, providerUser);
      return orderQuote.map(({ sealedTiers }) => sealedTiers.length);
    };
    const buyers = [
      { buyerId: tree.provider.id },
      { buyerId: tree.reseller.id },
      { buyerId: tree.customer.id },
      { sellerId: tree.provider.id },
      { sellerId: tree.subReseller.id },
    ];
    const lengths = await Promise.all(buyers.map(sealed));
    for (const percent of ['-99.999999', '0.000001', '1000']) {
      expect(await set(subResellerUser, { ...rule, percent })).toEqual([]);
      lengths.push(await sealed({ buyerId: tree.customer.id }));
    }
    expect(await set(subResellerUser, rule)).toEqual([]);
    expect(new Set(lengths.flat()).size).toBe(1);
    expect(lengths.every(({ length }) => length === 1)).toBe(true);
  });

  it('are not quoted for accounts that the viewer cannot see, which look like missing ones', async () => {
    for (const foreign of [otherCustomer.id, tree.otherReseller.id, tree.provider.id, newId('acc'), 'x']) {
      expect(await quote(resellerUser, { buyerId: foreign })).toEqual([]);
      expect(await quote(resellerUser, { sellerId: foreign })).toEqual([]);
    }
  });

  it('are quoted either for one buyer or for the children of one seller', async () => {
    for (const variables of [{ plans: [] }, { buyerId: tree.customer.id, sellerId: tree.reseller.id, plans: [] }]) {
      const { errors } = await catalog().ask(OrderQuoteDocument, variables, resellerUser);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'buyerId' } }]);
    }
  });

  it('are quoted for a just created account, which is asked of the graph once', async () => {
    asked.length = 0;
    expect(await quote(resellerUser, { buyerId: late.id })).toHaveLength(1);
    expect(await quote(resellerUser, { buyerId: late.id })).toHaveLength(1);
    expect(asked).toEqual([late.id]);
  });

  it('follow an account that moves, and ignore facts that arrive late', async () => {
    const mover = accountBelow(tree.reseller, 'CUSTOMER');
    await announce(catalog(), mover, 2);
    expect(await saleTo(resellerUser, mover.id)).toBe('76.032');
    await announce(catalog(), { ...mover, path: `${tree.otherReseller.path}.${mover.path.split('.').at(-1)}` }, 3);
    await announce(catalog(), mover, 1);
    expect(await saleTo(resellerUser, mover.id)).toBeNull();
    expect(await saleTo(userOf(tree.otherReseller, EVERYTHING), mover.id)).toBe('76.032');
  });

  it('are refused to a forged context', async () => {
    const { id } = await find(resellerUser);
    const query = `{ plan(id: "${id}") { price { amount } } }`;
    const answer = await catalog().subgraph.executor.execute({ query, contextToken: 'e30.e30.e30' });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const entities = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Plan { price { amount } } } }';
    const of = [{ __typename: 'Plan', id, price: { amount: '0.01' } }];
    const { _entities } = await ask<{ _entities: object[] }>(entities, { of }, userOf(tree.customer, MONEY));
    expect(_entities).toEqual([{ price: { amount: '91.2384' } }]);
  });
});
