import { describeCase } from '../conformance-case.ts';

const resolveType = { __resolveType: ({ kind }: { kind: string }) => kind };
const book = { kind: 'Book', id: 'b', title: 'Book', pages: 9 };
const song = { kind: 'Song', title: 'Song' };

describeCase(
  'a union with different members in the subgraphs',
  {
    books: {
      typeDefs: `
        type Query { media: Media @shareable book: Media viewer: Viewer @shareable }
        union Media = Book | Film
        union Media2 = Book
        type Viewer @shareable { media: Media book: Media2 }
        type Book @key(fields: "id") { id: ID! title: String! @shareable pages: Int }
        type Film { title: String! @shareable }
      `,
      resolvers: {
        Query: { media: () => book, book: () => book, viewer: () => ({ media: book, book }) },
        Media: resolveType,
        Media2: resolveType,
      },
    },
    songs: {
      typeDefs: `
        type Query { media: Media @shareable song: Media viewer: Viewer @shareable }
        union Media = Book | Song
        type Viewer @shareable { media: Media song: Media }
        type Book @key(fields: "id") { id: ID! title: String! @shareable }
        type Song { title: String! }
      `,
      resolvers: {
        Query: { media: () => book, song: () => song, viewer: () => ({ media: book, song }) },
        Media: resolveType,
        Book: { title: () => 'Book' },
      },
    },
  },
  [
    {
      fact: 'answers a member that both subgraphs know',
      query: '{ media { __typename ... on Book { title pages } } }',
      data: { media: { __typename: 'Book', title: 'Book', pages: 9 } },
    },
    {
      fact: 'answers members that one subgraph knows, next to conditions on the others',
      query:
        '{ book { ... on Song { title } ... on Book { title } ... on Film { title } } song { __typename ... on Film { title } ... on Song { title } } }',
      data: { book: { title: 'Book' }, song: { __typename: 'Song', title: 'Song' } },
    },
    {
      fact: 'answers nothing for conditions on other members',
      query: '{ song { ... on Book { pages } ... on Film { title } } }',
      data: { song: {} },
    },
    {
      fact: 'answers inside a shareable object',
      query:
        '{ viewer { media { ... on Book { pages } } book { ... on Book { title } } song { ... on Song { title } } } }',
      data: { viewer: { media: { pages: 9 }, book: { title: 'Book' }, song: { title: 'Song' } } },
    },
  ],
);

const node = (kind: string, id: string) => ({ kind, id });

describeCase(
  'an interface whose field belongs to a different subgraph for each member',
  {
    a: {
      typeDefs: `
        type Query { toasters: [Toaster] all: [Node] }
        interface Node { id: ID! }
        type Oven implements Node @key(fields: "id") { id: ID! }
        type Toaster implements Node @key(fields: "id") { id: ID! warranty: Int }
      `,
      resolvers: {
        Query: { toasters: () => [node('Toaster', 't')], all: () => [node('Oven', 'o'), node('Toaster', 't')] },
        Node: resolveType,
        Toaster: { warranty: () => 3 },
      },
    },
    b: {
      typeDefs: `
        type Query { node(id: ID!): Node }
        interface Node { id: ID! }
        type Oven implements Node @key(fields: "id") { id: ID! warranty: Int }
        type Toaster implements Node @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: { node: (_: unknown, { id }: { id: string }) => node(id === 'o' ? 'Oven' : 'Toaster', id) },
        Node: resolveType,
        Oven: { warranty: () => 2 },
      },
    },
  },
  [
    {
      fact: 'is completed for each member from its subgraph',
      query:
        '{ all { id ... on Oven { warranty } ... on Toaster { warranty } } toasters { ...Toaster } } fragment Toaster on Node { ... on Toaster { id warranty } }',
      data: {
        all: [
          { id: 'o', warranty: 2 },
          { id: 't', warranty: 3 },
        ],
        toasters: [{ id: 't', warranty: 3 }],
      },
    },
    {
      fact: 'is answered by the first subgraph or completed by another',
      query:
        '{ o: node(id: "o") { ... on Oven { warranty } } t: node(id: "t") { ... on Oven { warranty } ... on Toaster { warranty } } }',
      data: { o: { warranty: 2 }, t: { warranty: 3 } },
    },
  ],
);
