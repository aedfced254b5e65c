import type { TestSubgraph } from '../harness.ts';

const PEOPLE = [
  { id: '1', name: 'Ada', email: 'ada@example.com' },
  { id: '2', name: 'Ben', email: 'ben@example.com' },
  { id: '3', name: 'Cy', email: null },
];

const ITEMS = [
  { __typename: 'Book', isbn: 'b1', title: 'Graphs', authorId: '1', pages: 120 },
  { __typename: 'Film', code: 'f1', title: 'Edges', minutes: 90 },
  { __typename: 'Book', isbn: 'b2', title: 'Trees', authorId: '2', pages: 80 },
];

const person = (id: string) => PEOPLE.find((one) => one.id === id);

/** Three subgraphs with entities of one key and of several, a union, an interface, value types, and errors. */
export const GRAPH: Record<string, TestSubgraph> = {
  people: {
    typeDefs: `
      type Query { me: Person people: [Person!]! nobody: Person directory(size: Int): Directory! named: [Named!]! maybe: Person shelves: [Shelf!]! }
      type Shelf { label: String! width: Int! }
      type Mutation { rename(id: ID!, name: String!): Person }
      type Directory { total: Int! first: Person owner: Owner! }
      type Owner { label: String! since: Int! }
      interface Named { name: String! }
      type Person implements Named @key(fields: "id") {
        id: ID!
        name: String!
        email: String
        secret: String!
        address: Address
        friends: [Person!]!
      }
      type Address { street: String! city: String! }
    `,
    resolvers: {
      Query: {
        me: () => person('1'),
        people: () => PEOPLE,
        named: () => PEOPLE,
        nobody: () => null,
        maybe: () => person('2'),
        shelves: () => [
          { label: 'A', width: 80 },
          { label: 'B', width: 90 },
        ],
        directory: (_: unknown, { size }: { size?: number }) => ({
          total: size ?? PEOPLE.length,
          first: PEOPLE[0],
          owner: { label: 'The library', since: 1999 },
        }),
      },
      Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...person(id), name }) },
      Person: {
        __resolveReference: ({ id }: { id: string }) => person(id),
        secret: ({ id }: { id: string }) => {
          if (id === '2') throw new Error('not for you');
          return `secret of ${id}`;
        },
        address: ({ id }: { id: string }) => ({ street: `${id} Main Street`, city: 'Tallinn' }),
        friends: ({ id }: { id: string }) => PEOPLE.filter((one) => one.id !== id),
      },
      Named: { __resolveType: () => 'Person' },
    },
  },
  media: {
    typeDefs: `
      type Query { items: [Item!]! works: [Work!]! }
      union Item = Book | Film
      interface Work { title: String! }
      type Book implements Work @key(fields: "isbn") { isbn: ID! title: String! pages: Int! author: Person! }
      type Film implements Work @key(fields: "code") { code: ID! title: String! minutes: Int! }
      type Person @key(fields: "id") { id: ID! works(first: Int): [Work!]! favourite: Item }
    `,
    resolvers: {
      Query: { items: () => ITEMS, works: () => ITEMS },
      Item: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Work: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Book: {
        __resolveReference: ({ isbn }: { isbn: string }) => ITEMS.find((item) => item.isbn === isbn),
        author: ({ authorId }: { authorId: string }) => ({ id: authorId }),
      },
      Film: { __resolveReference: ({ code }: { code: string }) => ITEMS.find((item) => item.code === code) },
      Person: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        works: ({ id }: { id: string }, { first }: { first?: number }) =>
          ITEMS.filter(({ authorId }) => authorId === id).slice(0, first ?? 10),
        favourite: ({ id }: { id: string }) => ITEMS[Number(id) - 1],
      },
    },
  },
  reviews: {
    typeDefs: `
      type Query { latest: Int! }
      type Book @key(fields: "isbn") {
        isbn: ID!
        pages: Int! @external
        score: Float!
        length: String! @requires(fields: "pages")
      }
      type Film @key(fields: "code") { code: ID! score: Float! }
      type Person @key(fields: "id") { id: ID! karma: Int broken: Int slow: Int }
    `,
    resolvers: {
      Query: { latest: () => 7 },
      Book: {
        score: ({ isbn }: { isbn: string }) => (isbn === 'b1' ? 4.5 : 3),
        length: ({ pages }: { pages: number }) => (pages > 100 ? 'long' : 'short'),
      },
      Film: { score: () => 2 },
      Person: {
        karma: ({ id }: { id: string }) => Number(id) * 10,
        slow: () => new Promise<never>(() => {}),
        broken: () => {
          throw new Error('out of order');
        },
      },
    },
  },
};
