import { describeCase } from '../conformance-case.ts';

describeCase(
  '__typename',
  {
    one: {
      typeDefs: `
        type Query { union: Product ghosts: [Thing] one: Thing }
        type Mutation { touch: Thing }
        union Product = Oven | Toaster
        interface Thing @key(fields: "id") { id: ID! }
        type Oven implements Thing @key(fields: "id") { id: ID! }
        type Toaster implements Thing @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: { union: () => ({ id: 'o' }), ghosts: () => [{ id: 'o' }, { id: 't' }], one: () => ({ id: 't' }) },
        Mutation: { touch: () => ({ id: 'o' }) },
        Product: { __resolveType: () => 'Oven' },
        Thing: {
          __resolveType: ({ id }: { id: string }) => (id === 'o' ? 'Oven' : 'Toaster'),
          __resolveReference: ({ id }: { id: string }) => ({ id }),
        },
      },
    },
    two: {
      typeDefs:
        'type Query { things: [Thing] } type Thing @key(fields: "id") @interfaceObject { id: ID! label: String }',
      resolvers: { Query: { things: () => [{ id: 't' }] }, Thing: { label: () => 'Label' } },
    },
  },
  [
    {
      fact: 'needs no subgraph at the root',
      query: '{ __typename a: __typename ... on Query { b: __typename } }',
      data: { __typename: 'Query', a: 'Query', b: 'Query' },
      asked: [],
    },
    {
      fact: 'is answered beside the root fields of a mutation',
      query: 'mutation { __typename touch { id } }',
      data: { __typename: 'Mutation', touch: { id: 'o' } },
    },
    {
      fact: 'names the member of a union',
      query: '{ union { __typename ... on Oven { kind: __typename id } } }',
      data: { union: { __typename: 'Oven', kind: 'Oven', id: 'o' } },
    },
    {
      fact: 'names the member of an interface object',
      query: '{ things { id __typename } }',
      data: { things: [{ id: 't', __typename: 'Toaster' }] },
      asked: ['two', 'one'],
    },
    {
      fact: 'is answered under an alias alone',
      query: '{ ghosts { a: __typename b: __typename label } }',
      data: {
        ghosts: [
          { a: 'Oven', b: 'Oven', label: 'Label' },
          { a: 'Toaster', b: 'Toaster', label: 'Label' },
        ],
      },
    },
    {
      fact: 'may be conditional',
      query:
        'query($no: Boolean = false) { one { __typename @include(if: $no) id ...T @skip(if: $no) } } fragment T on Thing { t: __typename }',
      data: { one: { id: 't', t: 'Toaster' } },
    },
  ],
);
