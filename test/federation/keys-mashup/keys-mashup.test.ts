import { describeCase } from '../conformance-case.ts';

interface Part {
  readonly id?: string;
  readonly pair?: { readonly two: string; readonly three: string };
}
const name = ({ id = '-', pair }: Part) => (pair ? `${id}/${pair.two}/${pair.three}` : id);

describeCase(
  'a type with different keys in each subgraph',
  {
    single: {
      typeDefs: `
        type Query { one: Part }
        type Part @key(fields: "id") @key(fields: "pair { two three }") @key(fields: "id pair { two three }") {
          id: ID! pair: Pair! single: String!
        }
        type Pair @shareable { two: ID! three: ID! }
      `,
      resolvers: {
        Query: { one: () => ({ id: '1', pair: { two: '2', three: '3' } }) },
        Part: { single: name, pair: () => ({ two: '2', three: '3' }), id: () => '1' },
      },
    },
    composite: {
      typeDefs: `
        type Query { parts: [Part] }
        type Part @key(fields: "pair { three two }") { pair: Pair! composite: String! }
        type Pair @shareable { two: ID! three: ID! }
      `,
      resolvers: { Query: { parts: () => [{ pair: { two: '2', three: '3' } }, null] }, Part: { composite: name } },
    },
    both: {
      typeDefs: `
        type Part @key(fields: "id pair { two three }") { id: ID! pair: Pair! both: String! }
        type Pair @shareable { two: ID! three: ID! }
      `,
      resolvers: { Part: { both: name } },
    },
  },
  [
    {
      fact: 'is found by each of the keys',
      query: '{ one { id single composite both } }',
      data: { one: { id: '1', single: '1/2/3', composite: '-/2/3', both: '1/2/3' } },
    },
    {
      fact: 'gets the missing part of a key on the way',
      query: '{ parts { both single } }',
      data: { parts: [{ both: '1/2/3', single: '-/2/3' }, null] },
    },
  ],
);
