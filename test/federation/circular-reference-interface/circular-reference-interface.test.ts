import { describeCase } from '../conformance-case.ts';

const goods = [
  { __typename: 'Novel', id: '1', price: 10 },
  { __typename: 'Novel', id: '2', price: 20 },
  { __typename: 'Novel', id: '3', price: 10 },
];
const find = (id: string) => goods.find((item) => item.id === id);

describeCase(
  'an interface with a field of its own type',
  {
    shelf: {
      typeDefs: `
        type Query { first: Item }
        interface Item { alike: Item }
        type Novel implements Item @key(fields: "id") { id: ID! alike: Novel @provides(fields: "price") price: Float @external }
      `,
      resolvers: {
        Query: { first: () => ({ __typename: 'Novel', id: '1' }) },
        Item: { __resolveType: () => 'Novel' },
        Novel: {
          alike: ({ id }: { id: string }) => goods.find((item) => item.id !== id && item.price === find(id)?.price),
        },
      },
    },
    prices: {
      typeDefs: 'type Novel @key(fields: "id") { id: ID! price: Float @shareable }',
      resolvers: { Novel: { price: ({ id }: { id: string }) => find(id)?.price } },
    },
  },
  [
    {
      fact: 'answers the field again and again below itself',
      query: '{ first { alike { alike { alike { ... on Novel { id } } } } } }',
      data: { first: { alike: { alike: { alike: { id: '3' } } } } },
    },
    {
      fact: 'answers provided and fetched fields at each level',
      query:
        '{ first { ... on Novel { price alike { id price } } alike { __typename alike { ... on Novel { price } } } } }',
      data: { first: { price: 10, alike: { id: '3', price: 10, __typename: 'Novel', alike: { price: 10 } } } },
    },
  ],
);
