import { describeCase } from '../conformance-case.ts';

interface Entity {
  readonly data?: { readonly __typename?: string; readonly foo?: string; readonly bar?: string; readonly baz?: string };
}
const data = (id: string) =>
  id === '1' ? { __typename: 'Bar', foo: 'foo', bar: 'bar' } : { __typename: 'Baz', foo: 'foo', baz: 'baz' };
const shapes = `
  interface Foo { foo: String! }
  type Bar implements Foo @shareable { foo: String! bar: String! }
  type Baz implements Foo @shareable { foo: String! baz: String! }
`;

describeCase(
  '@requires with fragments on an interface',
  {
    owner: {
      typeDefs: `type Query { all: [Entity!] } type Entity @key(fields: "id") { id: ID! data: Foo } ${shapes}`,
      resolvers: {
        Query: {
          all: () => [
            { id: '1', data: data('1') },
            { id: '2', data: data('2') },
            { id: '3', data: null },
          ],
        },
        Foo: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    },
    reader: {
      typeDefs: `
        type Query { some: Entity }
        type Entity @key(fields: "id") {
          id: ID!
          data: Foo @external
          text: String @requires(fields: "data { foo ... on Bar { bar } ... on Baz { baz } }")
          type: String @requires(fields: "data { __typename }")
        }
        ${shapes}
      `,
      resolvers: {
        Query: { some: () => ({ id: '1' }) },
        Entity: {
          text: ({ data: given }: Entity) => (given ? [given.foo, given.bar, given.baz].join() : null),
          type: ({ data: given }: Entity) => given?.__typename,
        },
        Foo: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    },
  },
  [
    {
      fact: 'sends each member with its own fields',
      query: '{ all { text } }',
      data: { all: [{ text: 'foo,bar,' }, { text: 'foo,,baz' }, { text: null }] },
    },
    {
      fact: 'sends only the type',
      query: '{ all { id type } }',
      data: {
        all: [
          { id: '1', type: 'Bar' },
          { id: '2', type: 'Baz' },
          { id: '3', type: null },
        ],
      },
    },
    {
      fact: 'works together with the fragments of the client',
      query: '{ all { data { ... on Baz { foo: baz } ... on Bar { bar: foo } } text } }',
      data: {
        all: [
          { data: { bar: 'foo' }, text: 'foo,bar,' },
          { data: { foo: 'baz' }, text: 'foo,,baz' },
          { data: null, text: null },
        ],
      },
    },
  ],
);
