import { describeCase } from '../conformance-case.ts';

const resolveType = { __resolveType: ({ kind }: { kind: string }) => kind };
const all = [
  { kind: 'Guest', id: 'g', label: 'Guest' },
  { kind: 'Clerk', id: 'c', label: 'Clerk' },
];

describeCase(
  'members whose equal fields differ in nullability in one subgraph',
  {
    desk: {
      typeDefs: `
        type Query { visitors: [Visitor!]! }
        union Visitor = Guest | Clerk
        type Guest @key(fields: "id") { id: ID! label: String @shareable }
        type Clerk { id: ID! label: String! }
      `,
      resolvers: { Query: { visitors: () => all }, Visitor: resolveType },
    },
    archive: {
      typeDefs: `
        type Query { guests: [Guest] }
        type Guest @key(fields: "id") { id: ID! label: String @shareable stays: [Stay!] }
        type Stay { of: Known }
        union Known = Guest | Place
        type Place { label: [String!]! }
      `,
      resolvers: {
        Query: { guests: () => [{ id: 'g', label: 'Guest' }] },
        Guest: {
          stays: () => [
            { of: { kind: 'Place', label: ['A', 'B'] } },
            { of: { kind: 'Guest', id: 'g', label: 'Guest' } },
          ],
        },
        Known: resolveType,
      },
    },
  },
  [
    {
      fact: 'are fetched side by side',
      query: '{ visitors { __typename ... on Guest { label } ... on Clerk { clerk: label } } }',
      data: {
        visitors: [
          { __typename: 'Guest', label: 'Guest' },
          { __typename: 'Clerk', clerk: 'Clerk' },
        ],
      },
    },
    {
      fact: 'are fetched inside an entity',
      query: '{ visitors { ... on Guest { stays { of { ... on Guest { label } ... on Place { labels: label } } } } } }',
      data: { visitors: [{ stays: [{ of: { labels: ['A', 'B'] } }, { of: { label: 'Guest' } }] }, {}] },
    },
  ],
);
