import { describeCase } from '../conformance-case.ts';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';
import { expect, it } from 'vitest';

interface Account {
  readonly __typename: string;
  readonly id: string;
}
interface Given {
  readonly __typename?: string;
  readonly code?: string;
  readonly name?: string;
  readonly address?: { readonly city?: string } | null;
}
const known: readonly Account[] = [
  { __typename: 'Reseller', id: 'r' },
  { __typename: 'Customer', id: 'c' },
];
const find = ({ id, code }: { id?: string; code?: string }) =>
  known.find((one) => one.id === id || `#${one.id}` === code);
const resolveType = { __resolveType: ({ __typename }: Account) => __typename };
const fields = 'id: ID! code: String! name(letters: Int = 9): String address: Address';

const owner: TestSubgraph = {
  typeDefs: `
    type Query { accounts: [Account!]! reseller: Reseller }
    interface Account @key(fields: "id") @key(fields: "code") { ${fields} }
    type Reseller implements Account @key(fields: "id") @key(fields: "code") { ${fields} margin: Int }
    type Customer implements Account @key(fields: "id") @key(fields: "code") { ${fields} }
    type Address { city(upper: Boolean = false): String }
  `,
  resolvers: {
    Query: { accounts: () => known, reseller: () => known[0] },
    Account: { ...resolveType, __resolveReference: find },
    ...Object.fromEntries(
      ['Reseller', 'Customer'].map((name) => [
        name,
        {
          __resolveReference: find,
          code: ({ id }: Account) => `#${id}`,
          name: ({ __typename }: Account, { letters }: { letters: number }) => __typename.slice(0, letters),
          address: ({ id }: Account) => (id === 'r' ? {} : null),
          margin: () => 4,
        },
      ]),
    ),
    Address: { city: (_address: unknown, { upper }: { upper: boolean }) => (upper ? 'ROME' : 'Rome') },
  },
};
const posts: TestSubgraph = {
  typeDefs: `
    type Query { posts: [Post] }
    type Subscription { posted: Post }
    type Post { text: String author: Account }
    type Account @key(fields: "id") @interfaceObject { id: ID! }
  `,
  resolvers: {
    Query: {
      posts: () => [
        { text: 'A', author: { id: 'c' } },
        { text: 'B', author: null },
        { text: 'C', author: { id: 'r' } },
      ],
    },
    Subscription: {
      posted: {
        async *subscribe() {
          yield { posted: { text: 'D', author: { id: 'r' } } };
          yield { posted: null };
          yield { posted: { text: 'E', author: { id: 'c' } } };
        },
      },
    },
  },
};
const letters: TestSubgraph = {
  typeDefs: `
    type Query { letter: Int }
    type Account @key(fields: "code") @interfaceObject {
      code: String!
      name(letters: Int = 9): String @external
      address: Address @external
      greeting(loud: Boolean = false): String @requires(fields: "name(letters: 3)")
      stamp: Stamp @requires(fields: "address { city(upper: true) }")
    }
    type Address { city(upper: Boolean = false): String @external }
    type Stamp { text: String for: Account }
  `,
  resolvers: {
    Account: {
      greeting: ({ name }: Given, { loud }: { loud: boolean }) => `Hello ${name}${loud ? '!' : ''}`,
      stamp: ({ address, code }: Given) => ({ text: address?.city ?? 'none', for: { code } }),
    },
  },
};

const subgraphs = { owner, posts, letters };

describeCase('@requires of an interface object whose key and required fields come from the owner', subgraphs, [
  {
    fact: 'is answered when the owner lists the members',
    query: '{ accounts { __typename greeting name(letters: 1) stamp { text } } }',
    data: {
      accounts: [
        { __typename: 'Reseller', greeting: 'Hello Res', name: 'R', stamp: { text: 'ROME' } },
        { __typename: 'Customer', greeting: 'Hello Cus', name: 'C', stamp: { text: 'none' } },
      ],
    },
  },
  {
    fact: 'is answered when a third subgraph has the type as an interface object',
    query: 'query($loud: Boolean = true) { posts { text author { greeting(loud: $loud) } } }',
    data: {
      posts: [
        { text: 'A', author: { greeting: 'Hello Cus!' } },
        { text: 'B', author: null },
        { text: 'C', author: { greeting: 'Hello Res!' } },
      ],
    },
  },
  {
    fact: 'is answered with the object type beside it',
    query: '{ posts { author { __typename id greeting ... on Reseller { margin } } } }',
    data: {
      posts: [
        { author: { __typename: 'Customer', id: 'c', greeting: 'Hello Cus' } },
        { author: null },
        { author: { __typename: 'Reseller', id: 'r', greeting: 'Hello Res', margin: 4 } },
      ],
    },
  },
  {
    fact: 'is answered for one member by its type',
    query: '{ reseller { id stamp { text for { name greeting } } } }',
    data: { reseller: { id: 'r', stamp: { text: 'ROME', for: { name: 'Reseller', greeting: 'Hello Res' } } } },
  },
  {
    fact: 'is answered below conditions on members, each with its own fields',
    query: `{ posts { author {
      ... on Customer { a: greeting stamp { for { greeting __typename } } } ... on Reseller { b: greeting(loud: true) }
    } } }`,
    data: {
      posts: [
        { author: { a: 'Hello Cus', stamp: { for: { greeting: 'Hello Cus', __typename: 'Customer' } } } },
        { author: null },
        { author: { b: 'Hello Res!' } },
      ],
    },
  },
]);

it('@requires across keys is answered for every event of a subscription', async () => {
  await using graph = await startGraph(subgraphs);
  const stream = await graph.stream('subscription { posted { text author { greeting stamp { text } } } }');
  const events: unknown[] = [];
  for await (const { data, errors } of stream) events.push(errors ?? data);
  expect(events).toEqual([
    { posted: { text: 'D', author: { greeting: 'Hello Res', stamp: { text: 'ROME' } } } },
    { posted: null },
    { posted: { text: 'E', author: { greeting: 'Hello Cus', stamp: { text: 'none' } } } },
  ]);
});
