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
    fact: 'conditions that are deferred as a whole hold for their own members only',
    query: `{ works { owner { name } ... @defer { ... on Book { owner { email } } ... on Film { owner { karma } } } } }`,
    owners: [
      { name: 'Ada', email: 'ada@example.com' },
      { name: 'Ben', karma: 20 },
    ],
  },
  {
    fact: 'what one member wants beyond the others is fetched too',
    query: `{ works { owner { name } ... @defer { owner { karma } ... on Book { owner { email } } } } }`,
    owners: [
      { name: 'Ada', karma: 10, email: 'ada@example.com' },
      { name: 'Ben', karma: 20 },
    ],
  },
  {
    fact: 'members may give the same response name other arguments',
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
    fact: 'a fragment of one member within what all have is of that member',
    query: `{
      ... @defer { works { owner { name } ... on Book @defer { owner { karma ... @defer { email } } } } }
    }`,
    owners: [{ name: 'Ada', karma: 10, email: 'ada@example.com' }, { name: 'Ben' }],
  },
];

describe('what is deferred at abstract positions', () => {
  it.each(CASES)('$fact', async ({ query, owners }) => {
    await using graph = await startGraph(GRAPH);
    const results = await graph.results(query);
    expect(results.length).toBeGreaterThan(1);
    const data = { works: owners.map((owner) => ({ owner })) };
    expect(mergeResults(results)).toEqual({ data, errors: [], problems: [] });
    expect(await graph.data(query)).toEqual(data);
  });
});

describe('what is asked of the schema', () => {
  it.each([
    `{ __schema { queryType { name } } ... @defer { __schema { mutationType { name } } works { owner { name } } } }`,
    `{ __schema { queryType { name } ... @defer { mutationType { name } } } works { owner { name } } }`,
    `{ ... @defer { __schema { queryType { name } } ... @defer { __schema { mutationType { name } } works { owner { name } } } } }`,
    `{ ... @defer { __schema { queryType { name } } } ... @defer { __schema { mutationType { name } } works { owner { name } } } }`,
  ])('is answered in whole where several parts select of it: %s', async (query) => {
    await using graph = await startGraph(GRAPH);
    const { data, problems } = mergeResults(await graph.results(query));
    expect(problems).toEqual([]);
    expect(data).toMatchObject({ __schema: { queryType: { name: 'Query' }, mutationType: null } });
  });
});
