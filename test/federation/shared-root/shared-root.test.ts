import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

const part = (field: string, type: string, value: unknown): TestSubgraph => ({
  typeDefs: `
    type Query { item: Item @shareable items: [Item] @shareable }
    type Item @shareable { id: ID! ${field}: ${type} }
    type ${type} @shareable { id: ID! ${field}Text: String }
  `,
  resolvers: {
    Query: { item: () => ({ id: '1', [field]: value }), items: () => [{ id: '1', [field]: value }, null, { id: '2' }] },
  },
});

describeCase(
  'a root field that every subgraph has',
  {
    names: part('name', 'Name', { id: 'n', nameText: 'Name' }),
    prices: part('price', 'Price', { id: 'p', priceText: '5' }),
    kinds: part('kind', 'Kind', { id: 'k', kindText: 'Kind' }),
  },
  [
    {
      fact: 'is merged from all of them',
      query: '{ item { id name { nameText } price { id priceText } kind { kindText } } }',
      data: {
        item: { id: '1', name: { nameText: 'Name' }, price: { id: 'p', priceText: '5' }, kind: { kindText: 'Kind' } },
      },
    },
    {
      fact: 'is merged item by item',
      query: '{ items { kind { id } price { id } id } }',
      data: { items: [{ kind: { id: 'k' }, price: { id: 'p' }, id: '1' }, null, { kind: null, price: null, id: '2' }] },
    },
    {
      fact: 'comes from one subgraph when that is enough',
      query: '{ item { kind { kindText } } }',
      data: { item: { kind: { kindText: 'Kind' } } },
      asked: ['kinds'],
    },
  ],
);
