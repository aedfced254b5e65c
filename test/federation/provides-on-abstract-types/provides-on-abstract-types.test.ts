import { describeCase } from '../conformance-case.ts';

const resolveType = { __resolveType: ({ kind }: { kind: string }) => kind };

describeCase(
  '@provides on an interface and on a union',
  {
    media: {
      typeDefs: `
        type Query {
          one: Media @shareable @provides(fields: "animals { id name }")
          found: [Found] @provides(fields: "... on Book { title }")
          film: Film @provides(fields: "title")
        }
        union Found = Book | Film
        interface Media { id: ID! animals: [Animal] }
        interface Animal { id: ID! name: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String @external animals: [Animal] @shareable }
        type Film @key(fields: "id") { id: ID! title: String @external }
        type Dog implements Animal @key(fields: "id") { id: ID! name: String @external }
        type Cat implements Animal @key(fields: "id") { id: ID! name: String @external }
      `,
      resolvers: {
        Query: {
          one: () => ({
            kind: 'Book',
            id: 'b',
            animals: [
              { kind: 'Dog', id: 'd', name: 'Provided dog' },
              { kind: 'Cat', id: 'c', name: 'Provided cat' },
            ],
          }),
          found: () => [
            { kind: 'Book', id: 'b', title: 'Provided book' },
            { kind: 'Film', id: 'f', title: 'Not provided' },
          ],
        },
        Found: resolveType,
        Media: resolveType,
        Animal: resolveType,
      },
    },
    owners: {
      typeDefs: `
        type Book @key(fields: "id") { id: ID! title: String @shareable year: Int }
        type Film @key(fields: "id") { id: ID! title: String @shareable }
        type Dog @key(fields: "id") { id: ID! name: String @shareable age: Int }
        type Cat @key(fields: "id") { id: ID! name: String @shareable }
      `,
      resolvers: {
        Book: { title: () => 'Owned book', year: () => 1999 },
        Film: { title: () => 'Owned film' },
        Dog: { name: () => 'Owned dog', age: () => 4 },
        Cat: { name: () => 'Owned cat' },
      },
    },
  },
  [
    {
      fact: 'answers the provided fields of every member',
      query: '{ one { animals { id name } } }',
      data: {
        one: {
          animals: [
            { id: 'd', name: 'Provided dog' },
            { id: 'c', name: 'Provided cat' },
          ],
        },
      },
      asked: ['media'],
    },
    {
      fact: 'is completed for one member',
      query: '{ one { animals { __typename ... on Dog { age } } ... on Book { year } } }',
      data: { one: { animals: [{ __typename: 'Dog', age: 4 }, { __typename: 'Cat' }], year: 1999 } },
    },
    {
      fact: 'applies only to the member that it names',
      query: '{ found { ... on Book { title } ... on Film { title } } }',
      data: { found: [{ title: 'Provided book' }, { title: 'Owned film' }] },
    },
  ],
);
