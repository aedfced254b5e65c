import { describeCase } from '../conformance-case.ts';

interface Item {
  readonly price?: number;
  readonly weight?: number;
}

describeCase(
  '@requires and @provides together',
  {
    users: {
      typeDefs: 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String nick: String @shareable }',
      resolvers: {
        Query: { me: () => ({ id: 'u', name: 'Ann', nick: 'owned' }) },
        User: { name: () => 'Ann', nick: () => 'owned' },
      },
    },
    items: {
      typeDefs: 'type Query { items: [Item] } type Item @key(fields: "id") { id: ID! price: Int weight: Int }',
      resolvers: {
        Query: {
          items: () => [
            { id: '1', price: 2_000, weight: 10 },
            { id: '2', price: 10, weight: 3 },
          ],
        },
        Item: {
          price: ({ id }: { id: string }) => (id === '1' ? 2_000 : 10),
          weight: ({ id }: { id: string }) => (id === '1' ? 10 : 3),
        },
      },
    },
    stock: {
      typeDefs: `
        type Item @key(fields: "id") {
          id: ID!
          price: Int @external
          weight: Int @external
          inStock: Boolean
          shipping: Int @requires(fields: "price weight")
          tagged: String @requires(fields: "price weight")
        }
      `,
      resolvers: {
        Item: {
          inStock: () => true,
          shipping: ({ price, weight }: Item) => ((price ?? 0) > 1_000 ? 0 : (weight ?? 0) > 5 ? 5 : 1),
          tagged: ({ price, weight }: Item) => `#${price}#${weight}#`,
        },
      },
    },
    reviews: {
      typeDefs: `
        type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "nick") item: Item }
        type User @key(fields: "id") { id: ID! nick: String @external reviews: [Review] }
        type Item @key(fields: "id") { id: ID! reviews: [Review] }
      `,
      resolvers: {
        Review: { body: () => 'Good', author: () => ({ id: 'u', nick: 'provided' }), item: () => ({ id: '1' }) },
        User: { reviews: () => [{ id: 'r' }] },
        Item: { reviews: () => [{ id: 'r' }] },
      },
    },
  },
  [
    {
      fact: 'are answered through all subgraphs',
      query: '{ me { reviews { author { id nick } item { inStock } } } }',
      data: { me: { reviews: [{ author: { id: 'u', nick: 'provided' }, item: { inStock: true } }] } },
      asked: ['users', 'reviews', 'stock'],
    },
    {
      fact: 'are answered when the required fields are fetched first anyway',
      query: '{ items { shipping tagged } }',
      data: {
        items: [
          { shipping: 0, tagged: '#2000#10#' },
          { shipping: 1, tagged: '#10#3#' },
        ],
      },
    },
    {
      fact: 'are answered when the required fields have to be fetched',
      query: '{ me { name reviews { author { name nick } item { id shipping reviews { body } } } } }',
      data: {
        me: {
          name: 'Ann',
          reviews: [
            { author: { name: 'Ann', nick: 'provided' }, item: { id: '1', shipping: 0, reviews: [{ body: 'Good' }] } },
          ],
        },
      },
    },
  ],
);
