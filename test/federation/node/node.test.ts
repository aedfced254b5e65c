import { describeCase } from '../conformance-case.ts';

describeCase(
  'a Node that one subgraph finds and others complete',
  {
    finder: {
      typeDefs: `
        type Query { node: Node nodes(ids: [ID!]!): [Node]! }
        interface Node { id: ID! }
        type Item implements Node @key(fields: "id") { id: ID! }
        type Kind implements Node @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          node: () => ({ id: 'i1' }),
          nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => (id === 'none' ? null : { id })),
        },
        Node: { __resolveType: ({ id }: { id: string }) => (id.startsWith('i') ? 'Item' : 'Kind') },
      },
    },
    items: {
      typeDefs:
        'interface Node { id: ID! } type Item implements Node @key(fields: "id") { id: ID! name: String! kind: Kind } type Kind @key(fields: "id", resolvable: false) { id: ID! }',
      resolvers: { Item: { name: ({ id }: { id: string }) => `Item ${id}`, kind: () => ({ id: 'k1' }) } },
    },
    kinds: {
      typeDefs:
        'type Query { kinds: [Kind] } interface Node { id: ID! } type Kind implements Node @key(fields: "id") { id: ID! label: String! }',
      resolvers: { Query: { kinds: () => [{ id: 'k1' }] }, Kind: { label: ({ id }: { id: string }) => `Kind ${id}` } },
    },
  },
  [
    {
      fact: 'is completed by its type',
      query: '{ node { __typename id ... on Item { name kind { label } } ... on Kind { label } } }',
      data: { node: { __typename: 'Item', id: 'i1', name: 'Item i1', kind: { label: 'Kind k1' } } },
    },
    {
      fact: 'is completed by its own type in a list, and nulls are kept',
      query: '{ nodes(ids: ["k1", "none", "i2", "k1"]) { ... on Item { name } ... on Kind { label } } }',
      data: { nodes: [{ label: 'Kind k1' }, null, { name: 'Item i2' }, { label: 'Kind k1' }] },
    },
    {
      fact: 'needs no other subgraph for its id',
      query: '{ node { id ... on Node { id } } }',
      data: { node: { id: 'i1' } },
      asked: ['finder'],
    },
  ],
);
