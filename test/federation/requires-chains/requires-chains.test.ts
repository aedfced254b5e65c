import { describeCase } from '../conformance-case.ts';
import type { TestSubgraph } from '../harness.ts';

interface Item {
  readonly id: string;
  readonly price?: number;
  readonly onSale?: boolean;
  readonly isCheap?: boolean;
}

const prices: TestSubgraph = {
  typeDefs: 'type Item @key(fields: "id") { id: ID! price: Float! onSale(above: Int! = 1): Boolean! }',
  resolvers: {
    Item: {
      price: ({ id }: Item) => Number(id) * 10,
      onSale: (_: Item, { above }: { above: number }) => above < 5,
    },
  },
};
const roots: TestSubgraph = {
  typeDefs: 'type Query { item: Item items: [Item!] } type Item @key(fields: "id") { id: ID! }',
  resolvers: { Query: { item: () => ({ id: '1' }), items: () => [{ id: '1' }, { id: '2' }] } },
};
const judgements: TestSubgraph = {
  typeDefs: `
    type Item @key(fields: "id") {
      id: ID!
      price: Float! @external
      onSale(above: Int! = 1): Boolean! @external
      isCheap: Boolean @requires(fields: "price")
      isBargain: Boolean @requires(fields: "onSale(above: 3) price")
      isNoBargain: Boolean @requires(fields: "onSale(above: 9)")
    }
  `,
  resolvers: {
    Item: {
      isCheap: ({ price }: Item) => (price ?? 0) < 15,
      isBargain: ({ onSale }: Item) => onSale,
      isNoBargain: ({ onSale }: Item) => onSale === false,
    },
  },
};
const advice: TestSubgraph = {
  typeDefs: `
    type Item @key(fields: "id") {
      id: ID!
      isCheap: Boolean @external
      buy: Boolean @requires(fields: "isCheap")
    }
  `,
  resolvers: {
    Item: {
      buy: ({ isCheap }: Item) => isCheap,
    },
  },
};

describeCase('@requires of a field that itself requires another', { roots, prices, judgements, advice }, [
  { fact: 'is answered in one step of the chain', query: '{ item { isCheap } }', data: { item: { isCheap: true } } },
  {
    fact: 'is answered at the end of the chain',
    query: '{ items { buy } }',
    data: { items: [{ buy: true }, { buy: false }] },
  },
  {
    fact: 'is answered together with all fields that it requires',
    query: '{ items { buy isCheap price } }',
    data: {
      items: [
        { buy: true, isCheap: true, price: 10 },
        { buy: false, isCheap: false, price: 20 },
      ],
    },
  },
]);

describeCase('@requires with an argument', { roots, prices, judgements }, [
  { fact: 'asks with that argument', query: '{ item { isBargain } }', data: { item: { isBargain: true } } },
  {
    fact: 'asks with two arguments at once',
    query: '{ item { isBargain isNoBargain } }',
    data: { item: { isBargain: true, isNoBargain: true } },
  },
  {
    fact: 'does not mix with the argument of the client',
    query: '{ item { onSale(above: 9) isBargain } }',
    data: { item: { onSale: false, isBargain: true } },
  },
  {
    fact: 'does not mix with an alias of the client',
    query: '{ item { price: onSale(above: 7) onSale: price isBargain } }',
    data: { item: { price: false, onSale: 10, isBargain: true } },
  },
]);
