import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import {
  AGREEMENT,
  contosoOrder,
  ended,
  newCustomer,
  placed,
  planId,
  type Money,
  type PlacedOrder,
} from '../ordering.ts';
import { findOrder, showOrder } from './reading-order.ts';

interface OrderPage {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string; readonly number: string; readonly purchaseOrderNumber: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const FIND_ORDERS = `query ($root: ID, $filter: OrderFilter, $first: Int, $after: String) {
  orders(root: $root, filter: $filter, first: $first, after: $after) {
    totalCount nodes { id number purchaseOrderNumber } pageInfo { hasNextPage endCursor } } }`;

/** Everything of an order that a list may show. */
const WHOLE_ORDERS = `query ($first: Int!) {
  orders(first: $first) {
    totalCount
    nodes {
      id number status total { amount currency } waitingOn { party reason }
      customer { id } reseller { id } placedBy { id } actedFrom { id }
      lines {
        id quantity status total { amount } plan { id }
        subscription { id status endsOn refundWindows { quantity refundPerSeat { amount } } allowedActions { action } }
      }
      timeline(first: 20) { totalCount nodes { sequence message line { id } } }
    }
  }
}`;

const SOME_ID = '_01jd0000000000000000000000';

describeOnBothDatabases('reading orders', (kind) => {
  const made: Record<'contoso' | 'harbor' | 'alpine', PlacedOrder[]> = { contoso: [], harbor: [], alpine: [] };
  const graph = useGraph(kind, {
    async prepare(started) {
      const card = { paymentMethod: 'CREDIT_CARD' };
      const basic = { planId: await planId(started), quantity: 5 };
      const parametersOf = (reseller: string, locationMpnId: string, tenantDomain: string) => ({
        attestedBy: 'Somebody',
        locationMpnId,
        indirectResellerDomain: `${reseller}.onmicrosoft.com`,
        tenantMode: 'NEW',
        tenantDomain,
        agreement: AGREEMENT,
      });
      const champion = started.administrator('Champion Cloud');
      for (let index = 0; index < 3; index += 1) {
        const input = await contosoOrder(started, { ...card, purchaseOrderNumber: `PO-${index}` });
        made.contoso.push(await placed(started, input, champion));
      }
      const below = {
        ...card,
        newCustomer: newCustomer('wharfcafe'),
        lines: [basic],
        vendorParameters: parametersOf('harborit', '3456789', 'wharfcafe'),
      };
      made.harbor.push(await placed(started, below, started.administrator('Harbor IT')));
      const beside = {
        ...card,
        customerId: started.account('Alpine Dental').id,
        lines: [basic],
        vendorParameters: parametersOf('summitresale', '2345678', 'alpinedental'),
      };
      made.alpine.push(await placed(started, beside, started.administrator('Summit Resale')));
      for (const { id } of Object.values(made).flat()) await ended(started, id);
    },
  });
  const as = (name: string, permissions?: readonly string[]): ContextClaims => graph().administrator(name, permissions);
  const champion = () => as('Champion Cloud');
  const orders = async (variables: object, principal = champion()): Promise<OrderPage> => {
    const { data, errors } = await graph().askSubgraph<{ orders: OrderPage }>(
      'orders',
      FIND_ORDERS,
      variables,
      principal,
    );
    expect(errors).toEqual([]);
    return data.orders;
  };
  const numbersFor = async (variables: object, principal = champion()): Promise<readonly string[]> =>
    (await orders(variables, principal)).nodes.map(({ number }) => number);
  const numbersOf = (...lists: readonly (readonly PlacedOrder[])[]): readonly string[] =>
    lists
      .flat()
      .map(({ number }) => number)
      .toReversed();
  const { contoso, harbor, alpine } = made;
  const first = <T>(list: readonly T[]): T => {
    const [one] = list;
    if (one === undefined) throw new Error('Nothing was made');
    return one;
  };

  it('lists the orders of the own subtree, newest first', async () => {
    expect(await numbersFor({})).toEqual(numbersOf(contoso, harbor));
    expect(await numbersFor({}, as('Meridian Distribution'))).toEqual(numbersOf(contoso, harbor, alpine));
    expect(await numbersFor({}, as('Harbor IT'))).toEqual(numbersOf(harbor));
    expect(await numbersFor({}, as('Summit Resale'))).toEqual(numbersOf(alpine));
    expect(await numbersFor({}, as('Contoso Bakery'))).toEqual(numbersOf(contoso));
    expect(await numbersFor({}, as('Lakeside School'))).toEqual([]);
  });

  it('lists below a root that may be seen, and nothing below another', async () => {
    const root = graph().account('Harbor IT').id;
    expect(await numbersFor({ root })).toEqual(numbersOf(harbor));
    expect(await orders({ root }, as('Summit Resale'))).toEqual(
      await orders({ root: `acc${SOME_ID}` }, as('Summit Resale')),
    );
    expect(await orders({ root }, as('Summit Resale'))).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('filters by state, customer, numbers, time and depth, with exact totals', async () => {
    const filtered = async (filter: object) => {
      const { totalCount, nodes } = await orders({ filter });
      expect(totalCount).toBe(nodes.length);
      return nodes.map(({ number }) => number);
    };
    const [oldest] = contoso;
    expect(await filtered({ status: ['COMPLETED'] })).toEqual(numbersOf(contoso, harbor));
    expect(await filtered({ status: ['FAILED', 'CANCELLED'] })).toEqual([]);
    expect(await filtered({ status: [] })).toEqual([]);
    expect(await filtered({ type: ['SALES'] })).toHaveLength(4);
    expect(await filtered({ type: ['RENEWAL'] })).toEqual([]);
    expect(await filtered({ customerId: graph().account('Contoso Bakery').id })).toEqual(numbersOf(contoso));
    expect(await filtered({ customerId: graph().account('Alpine Dental').id })).toEqual([]);
    expect(await filtered({ number: oldest?.number.toLowerCase() })).toEqual([oldest?.number]);
    expect(await filtered({ number: first(alpine).number })).toEqual([]);
    expect(await filtered({ purchaseOrderNumber: 'PO-0' })).toEqual([oldest?.number]);
    expect(await filtered({ createdFrom: '2100-01-01T00:00:00Z' })).toEqual([]);
    expect(await filtered({ createdTo: '2100-01-01T00:00:00Z', createdFrom: '2020-01-01T00:00:00Z' })).toHaveLength(4);
    expect(await filtered({ includeDescendants: false })).toEqual([]);
    expect(await filtered({ status: ['COMPLETED'], purchaseOrderNumber: 'PO-1' })).toEqual([contoso[1]?.number]);
  });

  it('takes texts that are not what a filter expects, without an error of the server', async () => {
    for (const text of [`' or 1=1 --`, '%', '\\', '{"a","b"}', 'x'.repeat(64)]) {
      expect((await orders({ filter: { purchaseOrderNumber: text } })).totalCount).toBe(0);
      expect((await orders({ filter: { number: text } })).totalCount).toBe(0);
      expect((await orders({ filter: { customerId: text } })).totalCount).toBe(0);
      expect((await orders({ root: text })).totalCount).toBe(0);
    }
  });

  it('pages through all of them, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: OrderPage = await orders({ first: 3, after });
      expect(page.totalCount).toBe(4);
      seen.push(...page.nodes.map(({ number }) => number));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(numbersOf(contoso, harbor));
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'garbage' }])('refuses the page %j', async (page) => {
    const { errors } = await graph().askSubgraph('orders', FIND_ORDERS, page, champion());
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('finds an order by its number, whatever its case', async () => {
    const { id, number } = first(contoso);
    const text = 'query ($number: String) { order(number: $number) { id } }';
    const by = async (principal: ContextClaims) =>
      (await graph().askSubgraph<object>('orders', text, { number: number.toLowerCase() }, principal)).data;
    expect(await by(champion())).toEqual({ order: { id } });
    expect(await by(as('Summit Resale'))).toEqual({ order: null });
  });

  it('shows each account on the way what it pays itself, and others nothing', async () => {
    const totals = async (id: string, names: readonly string[]) => {
      const found = [];
      for (const name of names) found.push((await findOrder(graph(), id, as(name)))?.total?.amount);
      return found;
    };
    const way = ['Meridian Distribution', 'Champion Cloud', 'Contoso Bakery', 'Harbor IT', 'Summit Resale'];
    expect(await totals(first(contoso).id, way)).toEqual(['288.00', '311.04', '348.36', undefined, undefined]);
    // Harbor buys from Champion, which adds 12 %, and adds 12 % itself.
    const customerTotal = await graph().database.sql<{ tiers: readonly { unitMinor: string }[] }>(
      'select tiers from orders.order_line where order_id = $1',
      [first(harbor).id],
    );
    expect(customerTotal[0]?.tiers.map(({ unitMinor }) => unitMinor)).toEqual([
      '5760',
      '6220.8',
      '6967.296',
      '7803.37152',
    ]);
    const below = ['Meridian Distribution', 'Champion Cloud', 'Harbor IT', 'Contoso Bakery', 'Summit Resale'];
    expect(await totals(first(harbor).id, below)).toEqual(['288.00', '311.04', '348.36', undefined, undefined]);
  });

  it('shows no money without VIEW_FINANCIALS, of lines and refunds neither', async () => {
    const { total, lines } = await showOrder(graph(), first(contoso).id, as('Champion Cloud', ['PLACE_ORDERS']));
    expect(total).toBeNull();
    expect(lines[0]?.subscription?.refundWindows).toEqual([{ quantity: 5, refundPerSeat: null }]);
  });

  it('names to a customer its own account in place of the seller, and nobody of the seller', async () => {
    const text = 'query ($id: ID!) { order(id: $id) { reseller { id } placedBy { id } customer { id } } }';
    const { data } = await graph().askSubgraph<object>('orders', text, { id: first(contoso).id }, as('Contoso Bakery'));
    const id = graph().account('Contoso Bakery').id;
    expect(data).toEqual({ order: { reseller: { id }, placedBy: null, customer: { id } } });
  });

  it('shows the reseller, and who placed it, to those above', async () => {
    const { data, errors } = await graph().ask<object>(
      'query ($id: ID!) { order(id: $id) { reseller { name } placedBy { login } customer { name } lines { plan { product { name } } } } }',
      { id: first(harbor).id },
      champion(),
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      order: {
        reseller: { name: 'Harbor IT' },
        placedBy: { login: 'harbor.admin' },
        customer: { name: 'Falk Optics' },
        lines: [{ plan: { product: { name: 'Microsoft 365 Business Basic' } } }],
      },
    });
  });

  it('makes what is foreign look like what is missing, on every root and by _entities', async () => {
    const foreign = await showOrder(graph(), first(contoso).id, champion());
    const cart = await graph().askSubgraph<{ createCart: { cart: { id: string } } }>(
      'orders',
      'mutation ($input: CreateCartInput!) { createCart(input: $input) { cart { id } } }',
      { input: { customerId: graph().account('Contoso Bakery').id } },
      champion(),
    );
    const [event] = await graph().database.sql<{ id: string }>(
      'select id from orders.provisioning_event where order_id = $1 limit 1',
      [foreign.id],
    );
    const ids = {
      Order: foreign.id,
      OrderLine: foreign.lines[0]?.id ?? '',
      CloudSubscription: foreign.lines[0]?.subscription?.id ?? '',
      ProvisioningEvent: event?.id ?? '',
      Cart: cart.data.createCart.cart.id,
    };
    const text = `query ($representations: [_Any!]!, $order: ID!, $subscription: ID!, $cart: ID!) {
      _entities(representations: $representations) {
        __typename ... on Order { id } ... on OrderLine { id } ... on CloudSubscription { id }
        ... on ProvisioningEvent { id } ... on Cart { id } }
      order(id: $order) { id } subscription(id: $subscription) { id } cart(id: $cart) { id }
    }`;
    const asked = async (principal: ContextClaims, of: (id: string) => string) => {
      const representations = Object.entries(ids).map(([__typename, id]) => ({ __typename, id: of(id) }));
      const variables = {
        representations,
        order: of(ids.Order),
        subscription: of(ids.CloudSubscription),
        cart: of(ids.Cart),
      };
      const { data, errors } = await graph().askSubgraph<{ _entities: unknown }>('orders', text, variables, principal);
      expect(errors).toEqual([]);
      return data;
    };
    const missing = (id: string): string => `${id.split('_')[0]}${SOME_ID}`;
    const same = (id: string): string => id;
    for (const stranger of ['Summit Resale', 'Lakeside School', 'Harbor IT']) {
      const answer = await asked(as(stranger), same);
      expect(answer).toEqual(await asked(as(stranger), missing));
      expect(answer['_entities']).toEqual([null, null, null, null, null]);
    }
    for (const name of ['Champion Cloud', 'Contoso Bakery', 'Meridian Distribution']) {
      const seen = await asked(as(name), same);
      expect(seen['_entities']).toEqual(Object.entries(ids).map(([__typename, id]) => ({ __typename, id })));
    }
    const { errors } = await graph().askSubgraph(
      'orders',
      'query ($id: ID!) { order(id: $id) { id } }',
      { id: ids.Order },
      ANONYMOUS,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('answers nothing of a foreign account, by whatever representation', async () => {
    const text = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Account {
          balance { balance { amount } } paymentMethod
          orders { totalCount nodes { id } } subscriptions { totalCount nodes { id } }
        } } }`;
    const askedAs = async (principal: ContextClaims, id: string) => {
      const representations = [{ __typename: 'Account', id, path: 'forged', balance: '1' }];
      const { data, errors } = await graph().askSubgraph<{ _entities: readonly object[] }>(
        'orders',
        text,
        { representations },
        principal,
      );
      return { data, codes: errors.map(({ extensions }) => extensions) };
    };
    const id = graph().account('Contoso Bakery').id;
    const foreign = await askedAs(as('Summit Resale'), id);
    expect(foreign).toEqual(await askedAs(as('Summit Resale'), `acc${SOME_ID}`));
    const nothing = { totalCount: 0, nodes: [] };
    expect(foreign.data._entities).toEqual([
      { balance: null, paymentMethod: null, orders: nothing, subscriptions: nothing },
    ]);
    const own = await askedAs(champion(), id);
    expect(own.data._entities).toMatchObject([{ orders: { totalCount: 3 }, subscriptions: { totalCount: 3 } }]);
  });

  it('lists the subscriptions of an account and below it, filtered and counted', async () => {
    const text = `query ($filter: SubscriptionFilter) { viewer { account {
      subscriptions(filter: $filter, first: 2) { totalCount nodes { customer { name } orders { nodes { number } } } } } } }`;
    interface Shown {
      readonly viewer: {
        readonly account: {
          readonly subscriptions: { readonly totalCount: number; readonly nodes: readonly object[] };
        };
      };
    }
    const shown = async (filter: object) => {
      const { data, errors } = await graph().ask<Shown>(text, { filter }, champion());
      expect(errors).toEqual([]);
      return data.viewer.account.subscriptions;
    };
    const all = await shown({});
    expect([all.totalCount, all.nodes.length]).toEqual([4, 2]);
    const [{ customer_id: customerId } = { customer_id: '' }] = await graph().database.sql<{ customer_id: string }>(
      'select customer_id from orders."order" where id = $1',
      [first(harbor).id],
    );
    expect((await shown({ customerId })).nodes).toEqual([
      { customer: { name: 'Falk Optics' }, orders: { nodes: [{ number: first(harbor).number }] } },
    ]);
    expect((await shown({ status: ['SUSPENDED'] })).totalCount).toBe(0);
    expect((await shown({ customerId: graph().account('Contoso Bakery').id })).totalCount).toBe(3);
    expect((await shown({ includeDescendants: false })).totalCount).toBe(0);
  });

  it('shows what an account owes, and what is left', async () => {
    const text =
      '{ viewer { account { balance { balance { amount } creditLimit { amount } available { amount } } paymentMethod } } }';
    const balanceOf = async (principal: ContextClaims) =>
      (await graph().ask<{ viewer: { account: object } }>(text, {}, principal)).data.viewer.account;
    expect(await balanceOf(champion())).toEqual({
      balance: { balance: { amount: '0.00' }, creditLimit: { amount: '50000.00' }, available: { amount: '50000.00' } },
      paymentMethod: 'TERMS',
    });
    expect(await balanceOf(as('Contoso Bakery'))).toEqual({
      balance: { balance: { amount: '0.00' }, creditLimit: null, available: null },
      paymentMethod: 'CREDIT_CARD',
    });
    expect(await balanceOf(as('Champion Cloud', ['PLACE_ORDERS']))).toMatchObject({ balance: null });
  });

  it('reads a page of fifty orders with everything in as many statements as a page of five', async () => {
    const page = async (count: number) => {
      graph().takeStatements('orders');
      const { data, errors } = await graph().askSubgraph<{
        orders: { nodes: readonly { total: Money | null; timeline: { totalCount: number } }[] };
      }>('orders', WHOLE_ORDERS, { first: count }, as('Meridian Distribution'));
      expect(errors).toEqual([]);
      return { statements: graph().takeStatements('orders'), nodes: data.orders.nodes };
    };
    await multiplyOrders(50);
    const few = await page(5);
    const many = await page(50);
    expect([few.nodes.length, many.nodes.length]).toEqual([5, 50]);
    expect(many.nodes.every(({ total }) => total?.amount === '288.00')).toBe(true);
    expect([few.statements.length, many.statements.length]).toEqual([9, 9]);
  });

  /** Copies a finished order with its line, subscription and events, since fifty real ones would take long. */
  async function multiplyOrders(count: number): Promise<void> {
    const { id } = first(contoso);
    const copy = async (table: string, replaced: Readonly<Record<string, string>>): Promise<void> => {
      const columns = await graph().database.sql<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = 'orders' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'`,
        [table],
      );
      const names = columns.map(({ name }) => name);
      await graph().database.sql(
        `insert into orders."${table}" (${names.map((name) => `"${name}"`).join(', ')})
         select ${names.map((name) => replaced[name] ?? `source."${name}"`).join(', ')}
         from orders."${table}" source, generate_series(1, ${count}) as copy (n)
         where ${table === 'order' ? 'source.id' : 'source.order_id'} = $1`,
        [id],
      );
    };
    const unique = (column: string): string => `source.${column} || '-' || copy.n`;
    // Every second one is open, so that it is asked what they wait on.
    const status = `case copy.n % 2 when 1 then 'PROVISIONING' else source.status end`;
    await copy('order', { id: unique('id'), number: unique('number'), status });
    await copy('order_line', { id: unique('id'), order_id: unique('order_id') });
    await copy('subscription', { id: unique('id'), order_id: unique('order_id'), line_id: unique('line_id') });
    await copy('provisioning_event', {
      id: unique('id'),
      order_id: unique('order_id'),
      line_id: unique('line_id'),
      transaction_id: 'source.transaction_id',
    });
  }
});
