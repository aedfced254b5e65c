import type { TestSubgraph } from '../harness.ts';

interface Account {
  readonly __typename: string;
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
}

const ACCOUNTS: readonly Account[] = [
  { __typename: 'Provider', id: 'p', name: 'Distributor' },
  { __typename: 'Reseller', id: 'r', name: 'Reseller', parentId: 'p' },
  { __typename: 'Customer', id: 'c1', name: 'First customer', parentId: 'r' },
  { __typename: 'Customer', id: 'c2', name: 'Second customer', parentId: 'r' },
];

const account = (id: unknown): Account | null => ACCOUNTS.find((candidate) => candidate.id === id) ?? null;
const accountFields = 'id: ID! name: String! parent: Account ancestors: [Account!]! users: [User!]!';
const accountResolvers = {
  __resolveReference: ({ id }: { id: string }) => account(id),
  parent: ({ parentId }: Account) => account(parentId),
  ancestors: ({ parentId }: Account) => (parentId === 'r' ? [account('p'), account('r')] : [account('p')]),
  users: ({ id }: Account) => [{ id: `u-${id}`, login: `login-${id}`, account: account(id) }],
};

/** Accounts own the hierarchy: an interface entity with three members. */
const accounts: TestSubgraph = {
  typeDefs: `
    type Query { viewer: Account! account(id: ID!): Account node(id: ID!): Node accounts: AccountConnection! }
    type Mutation { renameAccount(id: ID!, name: String!): AccountPayload! createReseller(name: String!): ResellerPayload! }
    type AccountPayload { account: Account userErrors: [UserError!]! }
    type ResellerPayload { reseller: Reseller userErrors: [UserError!]! }
    type UserError @shareable { message: String! }
    type PageInfo @shareable { hasNextPage: Boolean! }
    interface Node { id: ID! }
    interface Account implements Node @key(fields: "id") { ${accountFields} }
    type Provider implements Account & Node @key(fields: "id") { ${accountFields} }
    type Reseller implements Account & Node @key(fields: "id") { ${accountFields} partner: String }
    type Customer implements Account & Node @key(fields: "id") { ${accountFields} segment: String! }
    type AccountConnection { edges: [AccountEdge!]! nodes: [Account!]! pageInfo: PageInfo! totalCount: Int! }
    type AccountEdge { cursor: String! node: Account! }
    type User implements Node @key(fields: "id") { id: ID! login: String! account: Account! }
  `,
  resolvers: {
    Query: {
      viewer: () => account('r'),
      account: (_: unknown, { id }: { id: string }) => account(id),
      node: (_: unknown, { id }: { id: string }) => account(id),
      accounts: () => ({
        edges: ACCOUNTS.map((node) => ({ cursor: node.id, node })),
        nodes: ACCOUNTS,
        pageInfo: { hasNextPage: false },
        totalCount: ACCOUNTS.length,
      }),
    },
    Mutation: {
      renameAccount: (_: unknown, { id, name }: { id: string; name: string }) => ({
        account: { ...account(id), name },
        userErrors: [],
      }),
      createReseller: () => ({ reseller: account('r'), userErrors: [] }),
    },
    Node: { __resolveType: ({ __typename }: Account) => __typename },
    Account: accountResolvers,
    Provider: accountResolvers,
    Reseller: { ...accountResolvers, partner: () => 'gold' },
    Customer: { ...accountResolvers, segment: () => 'COMMERCIAL' },
    User: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        login: `login-${id.slice(2)}`,
        account: account(id.slice(2)),
      }),
    },
  },
};

const catalog: TestSubgraph = {
  typeDefs: `
    type Query { plan(id: ID!): Plan }
    interface Node { id: ID! }
    type Plan implements Node @key(fields: "id") { id: ID! title: String! price: Money }
    type Money @shareable { amount: String! currency: String! }
    type Account implements Node @key(fields: "id") @interfaceObject { id: ID! marketplaces: [Marketplace!]! }
    type Marketplace implements Node @key(fields: "id") { id: ID! owner: Account! name: String! }
  `,
  resolvers: {
    Query: { plan: (_: unknown, { id }: { id: string }) => ({ id }) },
    Plan: { title: ({ id }: { id: string }) => `Plan ${id}`, price: () => ({ amount: '9.50', currency: 'EUR' }) },
    Account: { marketplaces: ({ id }: { id: string }) => [{ id: `m-${id}`, name: `Market of ${id}`, owner: { id } }] },
  },
};

const order = (id: string) => ({ id, number: `SO${id}`, customer: { id: 'c1' }, placedBy: { id: 'u-r' } });

const orders: TestSubgraph = {
  typeDefs: `
    type Query { order(id: ID!): Order orders: OrderConnection! }
    type Mutation { placeOrder(planId: ID!): OrderPayload! }
    type Subscription { orderProvisioning(orderId: ID!): ProvisioningEvent! }
    type OrderPayload { order: Order userErrors: [UserError!]! }
    type UserError @shareable { message: String! }
    type PageInfo @shareable { hasNextPage: Boolean! }
    interface Node { id: ID! }
    type Money @shareable { amount: String! currency: String! }
    type Order implements Node @key(fields: "id") {
      id: ID! number: String! customer: Account! placedBy: User lines: [OrderLine!]! total: Money
    }
    type OrderConnection { edges: [OrderEdge!]! nodes: [Order!]! pageInfo: PageInfo! totalCount: Int! }
    type OrderEdge { cursor: String! node: Order! }
    type OrderLine implements Node @key(fields: "id") { id: ID! plan: Plan! quantity: Int! }
    type ProvisioningEvent implements Node @key(fields: "id") {
      id: ID! sequence: Int! order: Order! account: Account! message: String!
    }
    type Plan @key(fields: "id", resolvable: false) { id: ID! }
    type User @key(fields: "id", resolvable: false) { id: ID! }
    type Account implements Node @key(fields: "id") @interfaceObject { id: ID! orders: OrderConnection! balance: Money }
  `,
  resolvers: {
    Query: { order: (_: unknown, { id }: { id: string }) => order(id), orders: () => connection(['1', '2']) },
    Mutation: { placeOrder: () => ({ order: order('9'), userErrors: [] }) },
    Subscription: {
      orderProvisioning: {
        subscribe: async function* (_: unknown, { orderId }: { orderId: string }) {
          for (const sequence of [1, 2, 3]) {
            const event = { id: `e${sequence}`, sequence, message: `Step ${sequence}`, order: order(orderId) };
            yield { orderProvisioning: { ...event, account: { id: 'c2' } } };
          }
        },
      },
    },
    Order: {
      lines: ({ id }: { id: string }) => [
        { id: `${id}-1`, plan: { id: 'a' }, quantity: 1 },
        { id: `${id}-2`, plan: { id: 'b' }, quantity: 2 },
        { id: `${id}-3`, plan: { id: 'a' }, quantity: 3 },
      ],
      total: () => ({ amount: '19.00', currency: 'EUR' }),
    },
    Account: {
      orders: ({ id }: { id: string }) => connection(id.startsWith('c') ? ['1'] : []),
      balance: ({ id }: { id: string }) => ({ amount: `${id.length}.00`, currency: 'EUR' }),
    },
  },
};

function connection(ids: readonly string[]) {
  const nodes = ids.map(order);
  const edges = nodes.map((node) => ({ cursor: node.id, node }));
  return { edges, nodes, pageInfo: { hasNextPage: false }, totalCount: nodes.length };
}

/** A small marketplace in the shape of the served graph. */
export const marketplace: Record<string, TestSubgraph> = { accounts, catalog, orders };
