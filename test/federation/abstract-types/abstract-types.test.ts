import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const resolveType = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

const media: TestSubgraph = {
  typeDefs: `
    type Query { search: [Found] media: [Media!]! one: Media }
    union Found = Book | Film | Person
    interface Media { id: ID! title: String }
    type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
    type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
    type Person @key(fields: "id") { id: ID! name: String! }
  `,
  resolvers: {
    Query: {
      search: () => [
        { __typename: 'Book', id: 'b', title: 'Book', pages: 10 },
        { __typename: 'Film', id: 'f', title: 'Film', minutes: 90 },
        null,
        { __typename: 'Person', id: 'p', name: 'Ann' },
      ],
      media: () => [
        { __typename: 'Film', id: 'f', title: 'Film', minutes: 90 },
        { __typename: 'Book', id: 'b', title: 'Book', pages: 10 },
      ],
      one: () => ({ __typename: 'Book', id: 'b', title: 'Book', pages: 10 }),
    },
    Found: resolveType,
    Media: resolveType,
  },
};

const ratings: TestSubgraph = {
  typeDefs: `
    type Query { unused: Int }
    type Book @key(fields: "id") { id: ID! stars: Int! author: Person }
    type Film @key(fields: "id") { id: ID! stars: [Int] director: Person }
    type Person @key(fields: "id") { id: ID! age: Int }
  `,
  resolvers: {
    Book: { stars: () => 5, author: () => ({ id: 'p' }) },
    Film: { stars: () => [1, 2], director: () => ({ id: 'q' }) },
    Person: { age: ({ id }: { id: string }) => (id === 'p' ? 30 : 40) },
  },
};

describe('a field of a union or interface type', () => {
  it('answers for each member the fields that are selected on it', async () => {
    await using graph = await startGraph({ media, ratings });
    const query = `{ search { __typename ... on Book { pages stars author { age } }
      ... on Film { minutes director { age } } ... on Person { name age } } }`;
    expect(await graph.data(query)).toEqual({
      search: [
        { __typename: 'Book', pages: 10, stars: 5, author: { age: 30 } },
        { __typename: 'Film', minutes: 90, director: { age: 40 } },
        null,
        { __typename: 'Person', name: 'Ann', age: 30 },
      ],
    });
  });

  it('answers different fields of the members under one response name', async () => {
    await using graph = await startGraph({ media, ratings });
    const query =
      '{ search { ... on Book { x: title n: pages } ... on Film { x: title n: minutes } ... on Person { n: age } } }';
    expect(await graph.data(query)).toEqual({
      search: [{ x: 'Book', n: 10 }, { x: 'Film', n: 90 }, null, { n: 30 }],
    });
  });

  it('answers fields in the order of their selections', async () => {
    await using graph = await startGraph({ media, ratings });
    const data = await graph.data('{ media { ... on Book { pages } title id ... on Film { minutes title } } }');
    expect(JSON.stringify(data)).toBe(
      '{"media":[{"title":"Film","id":"f","minutes":90},{"pages":10,"title":"Book","id":"b"}]}',
    );
  });

  it('answers __typename under an alias', async () => {
    await using graph = await startGraph({ media, ratings });
    expect(await graph.data('{ media { kind: __typename } one { kind: __typename __typename } }')).toEqual({
      media: [{ kind: 'Film' }, { kind: 'Book' }],
      one: { kind: 'Book', __typename: 'Book' },
    });
  });

  it('leaves out a fragment when no type satisfies all of its conditions', async () => {
    await using graph = await startGraph({ media, ratings });
    const query = '{ one { id ... on Found { ... on Person { name __typename } } } media { ... on Media { id } } }';
    expect(await graph.data(query)).toEqual({ one: { id: 'b' }, media: [{ id: 'f' }, { id: 'b' }] });
    expect(graph.seen[0]?.query).not.toContain('Person');
  });

  it('is projected by the interface when the subgraph answers no __typename', async () => {
    const answer = () => ({ data: { media: [{ id: 'x', title: 'Untyped' }] } });
    await using graph = await startGraph({ media: { ...media, answer }, ratings });
    expect(await graph.data('{ media { id title } }')).toEqual({ media: [{ id: 'x', title: 'Untyped' }] });
  });

  it('answers null and an error for a __typename that is not a member', async () => {
    const answer = () => ({ data: { one: { __typename: 'Person', id: 'x', title: 'No' } } });
    await using graph = await startGraph({ media: { ...media, answer }, ratings });
    expect(await graph.run('{ one { __typename title } }')).toEqual({
      data: { one: null },
      errors: [
        {
          message: 'A subgraph returned a value that is not a valid Media.',
          path: ['one'],
          extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
        },
      ],
    });
  });

  it('answers values of conflicting types under the names that the client chose', async () => {
    await using graph = await startGraph({ media, ratings });
    const query =
      '{ search { ... on Book { v: pages } ... on Film { w: minutes v: minutes } ... on Person { v: age } } media { ... on Book { s: stars } ... on Film { t: stars } } }';
    expect(await graph.data(query)).toEqual({
      search: [{ v: 10 }, { w: 90, v: 90 }, null, { v: 30 }],
      media: [{ t: [1, 2] }, { s: 5 }],
    });
  });
});
