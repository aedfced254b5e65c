import { describeCase } from '../conformance-case.ts';

describeCase(
  'an external field that nothing in its subgraph uses',
  {
    prices: {
      typeDefs: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! price: Float! }',
      resolvers: { Query: { item: () => ({ id: '1', price: 9 }) }, Item: { price: () => 9 } },
    },
    names: {
      typeDefs:
        'type Query { named: Item } type Item @key(fields: "id") { id: ID! name: String price: Float! @external alike: Item @provides(fields: "price") }',
      resolvers: {
        Query: { named: () => ({ id: '1' }) },
        Item: { name: () => 'Name', price: () => 1, alike: () => ({ id: '2' }) },
      },
    },
  },
  [
    {
      fact: 'is answered by its owner',
      query: '{ named { id name price } }',
      data: { named: { id: '1', name: 'Name', price: 9 } },
      asked: ['names', 'prices'],
    },
    {
      fact: 'is answered by the subgraph only where it is provided',
      query: '{ named { alike { price } } }',
      data: { named: { alike: { price: 1 } } },
      asked: ['names'],
    },
    {
      fact: 'does not hide the field of the owner',
      query: '{ item { price name } }',
      data: { item: { price: 9, name: 'Name' } },
    },
  ],
);
