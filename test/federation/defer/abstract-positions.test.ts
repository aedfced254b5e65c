import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';
import { mergeResults } from '../merge-results.ts';

const PEOPLE = [
  { id: '1', name: 'Ada', email: 'ada@example.com' },
  { id: '2', name: 'Ben', email: 'ben@example.com' },
];

/** An interface whose members have an entity under the same field. */
const GRAPH: Record<string, TestSubgraph> = {
  library: {
    typeDefs: `
      type Query { works: [Work!]! }
      interface Work { owner: Person! }
      type Book implements Work @key(fields: "isbn") { isbn: ID! owner: Person! }
      type Film implements Work @key(fields: "code") { code: ID! owner: Person! }
      type Person @key(fields: "id") { id: ID! name: String! email: String! double(of: Int!): Int! }
    `,
    resolvers: {
      Query: {
        works: () => [
          { __typename: 'Book', isbn: 'b', owner: PEOPLE[0] },
          { __typename: 'Film', code: 'f', owner: PEOPLE[1] },
        ],
      },
      Work: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Person: {
        __resolveReference: ({ id }: { id: string }) => PEOPLE.find((person) => person.id === id),
        double: (_: unknown, args: { of: number }) => 2 * args.of,
      },
    },
  },
  reviews: {
    typeDefs: `
      type Query { latest: Int! }
      type Person @key(fields: "id") { id: ID! karma: Int }
    `,
    resolvers: { Person: { karma: ({ id }: { id: string }) => Number(id) * 10 } },
  },
};

const CASES = [
  {
    fact: 'applies deferred type conditions to their own members only',
    query: `{ works { owner { name } ... @defer { ... on Book { owner { email } } ... on Film { owner { karma } } } } }`,
    owners: [
      { name: 'Ada', email: 'ada@example.com' },
      { name: 'Ben', karma: 20 },
    ],
  },
  {
    fact: 'fetches the fields that only one member selects',
    query: `{ works { owner { name } ... @defer { owner { karma } ... on Book { owner { email } } } } }`,
    owners: [
      { name: 'Ada', karma: 10, email: 'ada@example.com' },
      { name: 'Ben', karma: 20 },
    ],
  },
  {
    fact: 'allows other arguments under the same response name for each member',
    query: `{
      works {
        owner { name }
        ... @defer { ... on Film { owner { x: double(of: 2) } } ... on Book { owner { x: double(of: 1) } } }
      }
    }`,
    owners: [
      { name: 'Ada', x: 2 },
      { name: 'Ben', x: 4 },
    ],
  },
  {
    fact: 'applies a fragment on one member, inside fields that all members have, to that member',
    query: `{
      ... @defer { works { owner { name } ... on Book @defer { owner { karma ... @defer { email } } } } }
    }`,
    owners: [{ name: 'Ada', karma: 10, email: 'ada@example.com' }, { name: 'Ben' }],
  },
];

describe('a deferred fragment on an abstract type', () => {
  it.each(CASES)('$fact', async ({ query, owners }) => {
    await using graph = await startGraph(GRAPH);
    const results = await graph.results(query);
    expect(results.length).toBeGreaterThan(1);
    const data = { works: owners.map((owner) => ({ owner })) };
    expect(mergeResults(results)).toEqual({ data, errors: [], problems: [] });
    expect(await graph.data(query)).toEqual(data);
  });
});

describe('introspection in an operation with @defer', () => {
  it.each([
    `{ __schema { queryType { name } } ... @defer { __schema { mutationType { name } } works { owner { name } } } }`,
    `{ __schema { queryType { name } ... @defer { mutationType { name } } } works { owner { name } } }`,
    `{ ... @defer { __schema { queryType { name } } ... @defer { __schema { mutationType { name } } works { owner { name } } } } }`,
    `{ ... @defer { __schema { queryType { name } } } ... @defer { __schema { mutationType { name } } works { owner { name } } } }`,
  ])('is answered completely when several parts select from it: %s', async (query) => {
    await using graph = await startGraph(GRAPH);
    const { data, problems } = mergeResults(await graph.results(query));
    expect(problems).toEqual([]);
    expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' }, mutationType: null } });
  });
});
