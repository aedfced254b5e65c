import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestGraph } from '../harness.ts';
import { marketplace } from './graph.ts';

describe.each(['in-process', 'http'] as const)('the marketplace graph %s', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(marketplace, { transport });
  });
  afterAll(async () => await graph[Symbol.asyncDispose]());

  it('adds the fields of interface objects to an interface entity and its members', async () => {
    const query = `{ viewer { __typename id name balance { amount } marketplaces { name owner { __typename name } }
      ... on Reseller { partner orders { totalCount } } } }`;
    expect(await graph.data(query)).toEqual({
      viewer: {
        __typename: 'Reseller',
        id: 'r',
        name: 'Reseller',
        balance: { amount: '1.00' },
        marketplaces: [{ name: 'Market of r', owner: { __typename: 'Reseller', name: 'Reseller' } }],
        partner: 'gold',
        orders: { totalCount: 0 },
      },
    });
  });

  it('replaces the __typename of an interface object by the real one', async () => {
    const query = '{ orders { nodes { customer { __typename ... on Customer { segment balance { amount } } } } } }';
    const customer = { __typename: 'Customer', segment: 'COMMERCIAL', balance: { amount: '2.00' } };
    expect(await graph.data(query)).toEqual({ orders: { nodes: [{ customer }, { customer }] } });
  });

  it('answers connections with edges and nodes from three subgraphs', async () => {
    const query = `{ accounts { totalCount pageInfo { hasNextPage } edges { cursor node { id
      parent { name parent { name } } orders { edges { node { number lines { quantity plan { title price { amount } } } } } }
    } } } }`;
    const data = (await graph.data(query)) as { accounts: { edges: { node: Record<string, unknown> }[] } };
    expect(data.accounts.edges.map(({ node }) => node['id'])).toEqual(['p', 'r', 'c1', 'c2']);
    expect(data.accounts.edges[2]?.node).toEqual({
      id: 'c1',
      parent: { name: 'Reseller', parent: { name: 'Distributor' } },
      orders: {
        edges: [
          {
            node: {
              number: 'SO1',
              lines: [
                { quantity: 1, plan: { title: 'Plan a', price: { amount: '9.50' } } },
                { quantity: 2, plan: { title: 'Plan b', price: { amount: '9.50' } } },
                { quantity: 3, plan: { title: 'Plan a', price: { amount: '9.50' } } },
              ],
            },
          },
        ],
      },
    });
  });

  it('sends equal representations once', async () => {
    graph.seen.length = 0;
    await graph.data('{ orders { nodes { lines { plan { title } } } } }');
    const plans = graph.seen.find(({ subgraph }) => subgraph === 'catalog');
    expect(plans?.variables).toEqual({
      representations: [
        { __typename: 'Plan', id: 'a' },
        { __typename: 'Plan', id: 'b' },
      ],
    });
  });

  it('resolves Node fields of accounts with fields of interface objects', async () => {
    const query = `query($id: ID!) { node(id: $id) { __typename id ... on Account { name balance { amount } }
      ... on Customer { segment marketplaces { id } } ... on Order { number } ... on Plan { title } } }`;
    expect(await graph.data(query, { variables: { id: 'c1' } })).toEqual({
      node: {
        __typename: 'Customer',
        id: 'c1',
        name: 'First customer',
        balance: { amount: '2.00' },
        segment: 'COMMERCIAL',
        marketplaces: [{ id: 'm-c1' }],
      },
    });
    expect(await graph.data(query, { variables: { id: 'none' } })).toEqual({ node: null });
  });

  it('answers mutations whose payloads hold entities of other subgraphs', async () => {
    const query = `mutation { a: createReseller(name: "x") { reseller { name balance { amount } } userErrors { message } }
      b: placeOrder(planId: "a") { order { number customer { name ... on Customer { segment } } placedBy { login } } }
      c: renameAccount(id: "c2", name: "New") { account { __typename name orders { totalCount } } } }`;
    expect(await graph.data(query)).toEqual({
      a: { reseller: { name: 'Reseller', balance: { amount: '1.00' } }, userErrors: [] },
      b: {
        order: {
          number: 'SO9',
          customer: { name: 'First customer', segment: 'COMMERCIAL' },
          placedBy: { login: 'login-r' },
        },
      },
      c: { account: { __typename: 'Customer', name: 'New', orders: { totalCount: 1 } } },
    });
  });

  it('completes every event of a subscription from other subgraphs', async () => {
    const source = `subscription($id: ID!) { orderProvisioning(orderId: $id) { sequence message
      account { __typename name balance { amount } parent { name } }
      order { number customer { name } lines { plan { title } } } } }`;
    const stream = await graph.stream(source, { variables: { id: '7' } });
    const events: unknown[] = [];
    for await (const result of stream) events.push(JSON.parse(JSON.stringify(result)));
    expect(events).toHaveLength(3);
    expect(events[1]).toEqual({
      data: {
        orderProvisioning: {
          sequence: 2,
          message: 'Step 2',
          account: {
            __typename: 'Customer',
            name: 'Second customer',
            balance: { amount: '2.00' },
            parent: { name: 'Reseller' },
          },
          order: {
            number: 'SO7',
            customer: { name: 'First customer' },
            lines: [{ plan: { title: 'Plan a' } }, { plan: { title: 'Plan b' } }, { plan: { title: 'Plan a' } }],
          },
        },
      },
    });
  });

  it('asks only the owner for the key of an interface object', async () => {
    graph.seen.length = 0;
    expect(await graph.data('{ order(id: "1") { customer { id } } }')).toEqual({ order: { customer: { id: 'c1' } } });
    expect(graph.asked).toEqual(['orders']);
  });

  it('makes no extra fetch for a fragment on an interface that always applies', async () => {
    graph.seen.length = 0;
    const query = 'query { order(id: "1") { customer { name ...N } } } fragment N on Node { id }';
    expect(await graph.data(query)).toEqual({ order: { customer: { name: 'First customer', id: 'c1' } } });
    expect(graph.asked).toEqual(['orders', 'accounts']);
  });
});
