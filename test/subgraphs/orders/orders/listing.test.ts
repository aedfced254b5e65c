import { expect, it } from 'vitest';
import {
  FindOrdersDocument,
  SubscriptionsBelowDocument,
  WholeOrdersDocument,
  type FindOrdersQuery,
  type FindOrdersQueryVariables,
  type OrderFilter,
  type SubscriptionFilter,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { PlacedOrder } from '../ordering.ts';
import { useOrdersToRead, first, SOME_ID } from './orders-to-read.ts';

type OrderPage = FindOrdersQuery['orders'];

describeOnBothDatabases('the lists of orders and subscriptions', (kind) => {
  const { graph, contoso, harbor, alpine, as, champion } = useOrdersToRead(kind);
  const orders = async (variables: FindOrdersQueryVariables, principal = champion()): Promise<OrderPage> => {
    const { data, errors } = await graph().askSubgraph('orders', FindOrdersDocument, variables, principal);
    expect(errors).toEqual([]);
    return data.orders;
  };
  const numbersFor = async (variables: FindOrdersQueryVariables, principal = champion()): Promise<readonly string[]> =>
    (await orders(variables, principal)).nodes.map(({ number }) => number);
  const numbersOf = (...lists: readonly (readonly PlacedOrder[])[]): readonly string[] =>
    lists
      .flat()
      .map(({ number }) => number)
      .toReversed();

  it('hold the orders of the own subtree, newest first', async () => {
    expect(await numbersFor({})).toEqual(numbersOf(contoso, harbor));
    expect(await numbersFor({}, as('Meridian Distribution'))).toEqual(numbersOf(contoso, harbor, alpine));
    expect(await numbersFor({}, as('Harbor IT'))).toEqual(numbersOf(harbor));
    expect(await numbersFor({}, as('Summit Resale'))).toEqual(numbersOf(alpine));
    expect(await numbersFor({}, as('Contoso Bakery'))).toEqual(numbersOf(contoso));
    expect(await numbersFor({}, as('Lakeside School'))).toEqual([]);
  });

  it('hold the orders below a visible root, and none below another root', async () => {
    const root = graph().account('Harbor IT').id;
    expect(await numbersFor({ root })).toEqual(numbersOf(harbor));
    expect(await orders({ root }, as('Summit Resale'))).toEqual(
      await orders({ root: `acc${SOME_ID}` }, as('Summit Resale')),
    );
    expect(await orders({ root }, as('Summit Resale'))).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('are filtered by state, customer, numbers, time and depth, with exact totals', async () => {
    const filtered = async (filter: OrderFilter) => {
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

  it('take any text as a filter without an internal error', async () => {
    for (const text of [`' or 1=1 --`, '%', '\\', '{"a","b"}', 'x'.repeat(64)]) {
      expect((await orders({ filter: { purchaseOrderNumber: text } })).totalCount).toBe(0);
      expect((await orders({ filter: { number: text } })).totalCount).toBe(0);
      expect((await orders({ filter: { customerId: text } })).totalCount).toBe(0);
      expect((await orders({ root: text })).totalCount).toBe(0);
    }
  });

  it('hold every order once over all pages', async () => {
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

  it.each([{ first: 0 }, { first: 101 }, { after: 'garbage' }])('are refused for the page %j', async (page) => {
    const { errors } = await graph().askSubgraph('orders', FindOrdersDocument, page, champion());
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('hold the subscriptions of an account and those below it, filtered and counted', async () => {
    const shown = async (filter: SubscriptionFilter) => {
      const { data, errors } = await graph().ask(SubscriptionsBelowDocument, { filter }, champion());
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

  it('take as many statements for a page of fifty whole orders as for five', async () => {
    const page = async (count: number) => {
      graph().takeStatements('orders');
      const { data, errors } = await graph().askSubgraph(
        'orders',
        WholeOrdersDocument,
        { first: count },
        as('Meridian Distribution'),
      );
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

  /** Copies a completed order with its line, subscription and events, since fifty real orders would take long. */
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
    // Every second order is open, so that the list also reads what they wait on.
    const status = `case copy.n % 2 when 1 then 'PROVISIONING' else source.status end`;
    await copy('order', { id: unique('id'), number: unique('number'), status });
    await copy('order_line', { id: unique('id'), order_id: unique('order_id') });
    await copy('subscription', { id: unique('id'), order_id: unique('order_id'), line_id: unique('line_id') });
    await copy('provisioning_event', {
      id: unique('id'),
      order_id: unique('order_id'),
      line_id: unique('line_id'),
      log_position: 'null',
    });
  }
});
