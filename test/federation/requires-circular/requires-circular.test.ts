import { describeCase } from '../conformance-case.ts';

interface Post {
  readonly id: string;
  readonly writer?: { readonly id: string; readonly years?: number };
  readonly byNovice?: boolean;
}

describeCase(
  '@requires that leads to the other subgraph and back',
  {
    posts: {
      typeDefs: `
        type Query { feed: [Post] }
        type Post @key(fields: "id") { id: ID! writer: Writer! byExpert: Boolean! @requires(fields: "byNovice") byNovice: Boolean! @external }
        type Writer @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          feed: () => [
            { id: '1', writer: { id: 'a' } },
            { id: '2', writer: { id: 'b' } },
          ],
        },
        Post: {
          writer: ({ id }: Post) => ({ id: id === '1' ? 'a' : 'b' }),
          byExpert: ({ byNovice }: Post) => byNovice === false,
        },
      },
    },
    writers: {
      typeDefs: `
        type Post @key(fields: "id") { id: ID! writer: Writer! @external byNovice: Boolean! @requires(fields: "writer { years }") }
        type Writer @key(fields: "id") { id: ID! years: Int }
      `,
      resolvers: {
        Post: { byNovice: ({ writer }: Post) => (writer?.years ?? -1) < 5 },
        Writer: { years: ({ id }: { id: string }) => (id === 'a' ? 1 : 9) },
      },
    },
  },
  [
    {
      fact: 'is answered after one round trip',
      query: '{ feed { byNovice } }',
      data: { feed: [{ byNovice: true }, { byNovice: false }] },
    },
    {
      fact: 'is answered after two round trips',
      query: '{ feed { byExpert } }',
      data: { feed: [{ byExpert: false }, { byExpert: true }] },
    },
  ],
);
