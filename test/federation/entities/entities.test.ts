import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const people: TestSubgraph = {
  typeDefs: `
    type Query { people: [Person] me: Person }
    type Person @key(fields: "org { id region } login") { org: Org! login: String! name: String team: Team }
    type Org @shareable { id: ID! region: String }
    type Team @key(fields: "id") { id: ID name: String }
  `,
  resolvers: {
    Query: {
      people: () => [
        { login: 'ann', name: 'Ann', org: { id: 'o1', region: 'north' }, team: { id: 't1', name: 'Blue' } },
        { login: 'bob', name: 'Bob', org: { id: 'o1', region: null }, team: { id: null, name: 'No id' } },
        null,
        { login: 'ann', name: 'Ann again', org: { id: 'o1', region: 'north' }, team: null },
      ],
      me: () => ({ login: 'eve "quoted" \\ é \u2028', name: 'Eve', org: { id: 'o2', region: 'south' } }),
    },
  },
};

const scores: TestSubgraph = {
  typeDefs: `
    type Query { unused: Int }
    type Person @key(fields: "org { id region } login") { org: Org! login: String! score: Int }
    type Org @shareable { id: ID! region: String }
    type Team @key(fields: "id") { id: ID wins: Int }
  `,
  resolvers: {
    Person: {
      score: ({ login, org }: { login: string; org: { region: string | null } }) => (org.region ? login.length : -1),
    },
    Team: { wins: ({ id }: { id: string | null }) => (id ? 7 : -7) },
  },
};

describe('an entity', () => {
  it('is fetched by composite and nested keys, equal ones once, also when a part of the key is null', async () => {
    await using graph = await startGraph({ people, scores });
    expect(await graph.data('{ people { name score } }')).toEqual({
      people: [{ name: 'Ann', score: 3 }, { name: 'Bob', score: -1 }, null, { name: 'Ann again', score: 3 }],
    });
    expect(graph.seen.at(-1)?.variables).toEqual({
      representations: [
        { __typename: 'Person', org: { id: 'o1', region: 'north' }, login: 'ann' },
        { __typename: 'Person', org: { id: 'o1', region: null }, login: 'bob' },
      ],
    });
  });

  it('is fetched by a key that is null', async () => {
    await using graph = await startGraph({ people, scores });
    expect(await graph.data('{ people { team { name wins } } }')).toEqual({
      people: [{ team: { name: 'Blue', wins: 7 } }, { team: { name: 'No id', wins: -7 } }, null, { team: null }],
    });
  });

  it('is fetched by a key with every character unchanged', async () => {
    await using graph = await startGraph({ people, scores });
    expect(await graph.data('{ me { score } }')).toEqual({ me: { score: 'eve "quoted" \\ é \u2028'.length } });
    expect(graph.seen.at(-1)?.variables['representations']).toMatchObject([{ login: 'eve "quoted" \\ é \u2028' }]);
  });

  it('is not fetched when its whole key is missing', async () => {
    const answer = () => ({ data: { people: [{ __typename: 'Person', name: 'Ghost' }] } });
    await using graph = await startGraph({ people: { ...people, answer }, scores });
    expect(await graph.data('{ people { name score } }')).toEqual({ people: [{ name: 'Ghost', score: null }] });
    expect(graph.asked).toEqual(['people']);
  });

  it('can be identified by its __typename alone', async () => {
    const graph1: TestSubgraph = {
      typeDefs: 'type Query { app: App } type App @key(fields: "__typename") { name: String }',
      resolvers: { Query: { app: () => ({ name: 'one' }) } },
    };
    const graph2: TestSubgraph = {
      typeDefs: 'type Query { unused: Int } type App @key(fields: "__typename") { version: Int }',
      resolvers: { App: { version: () => 4 } },
    };
    await using graph = await startGraph({ graph1, graph2 });
    expect(await graph.data('{ app { name version } }')).toEqual({ app: { name: 'one', version: 4 } });
  });

  it('is completed inside lists of lists', async () => {
    const grid: TestSubgraph = {
      typeDefs: 'type Query { grid: [[Cell]] } type Cell @key(fields: "id") { id: ID! }',
      resolvers: { Query: { grid: () => [[{ id: '1' }, null], null, [{ id: '2' }, { id: '1' }]] } },
    };
    const colours: TestSubgraph = {
      typeDefs: 'type Query { unused: Int } type Cell @key(fields: "id") { id: ID! colour: String }',
      resolvers: { Cell: { colour: ({ id }: { id: string }) => `c${id}` } },
    };
    await using graph = await startGraph({ grid, colours });
    expect(await graph.data('{ grid { colour } }')).toEqual({
      grid: [[{ colour: 'c1' }, null], null, [{ colour: 'c2' }, { colour: 'c1' }]],
    });
  });

  it('keeps the fields of other subgraphs when one does not know it', async () => {
    const resolvers = { ...scores.resolvers, Person: { __resolveReference: () => null } };
    await using graph = await startGraph({ people, scores: { ...scores, resolvers } });
    expect(await graph.data('{ me { name score } }')).toEqual({ me: { name: 'Eve', score: null } });
  });

  it('has separate fields at two paths of the response', async () => {
    const pairs: TestSubgraph = {
      typeDefs: 'type Query { a: Pair b: Pair } type Pair @key(fields: "id") { id: ID! }',
      resolvers: { Query: { a: () => ({ id: '1' }), b: () => ({ id: '1' }) } },
    };
    const links: TestSubgraph = {
      typeDefs:
        'type Query { unused: Int } type Pair @key(fields: "id") { id: ID! next: Step } type Step @key(fields: "id") { id: ID! }',
      resolvers: { Pair: { next: () => ({ id: 's' }) } },
    };
    const steps: TestSubgraph = {
      typeDefs: 'type Query { other: Int } type Step @key(fields: "id") { id: ID! first: String second: String }',
      resolvers: { Step: { first: () => 'one', second: () => 'two' } },
    };
    await using graph = await startGraph({ pairs, links, steps });
    expect(await graph.data('{ a { next { x: first } } b { next { x: second } } }')).toEqual({
      a: { next: { x: 'one' } },
      b: { next: { x: 'two' } },
    });
  });
});
