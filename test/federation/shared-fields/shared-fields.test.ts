import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const reviews: TestSubgraph = {
  typeDefs: `
    type Query { reviews: [Review!]! settings: Settings @shareable }
    type Review @key(fields: "id") { id: ID! author: User @provides(fields: "name") }
    type User @key(fields: "id") { id: ID! name: String @external }
    type Settings @shareable { theme: String reviewsPerPage: Int }
  `,
  resolvers: {
    Query: {
      reviews: () => [{ id: '1', author: { id: 'u', name: 'Provided' } }],
      settings: () => ({ theme: 'dark', reviewsPerPage: 10 }),
    },
  },
};

const users: TestSubgraph = {
  typeDefs: `
    type Query { settings: Settings @shareable }
    type User @key(fields: "id") { id: ID! name: String email: String }
    type Settings @shareable { theme: String language: String }
  `,
  resolvers: {
    Query: { settings: () => ({ theme: 'dark', language: 'en' }) },
    User: { name: () => 'Owned', email: () => 'u@example.com' },
  },
};

describe('a field of several subgraphs', () => {
  it('is taken from the subgraph that @provides it', async () => {
    await using graph = await startGraph({ reviews, users });
    expect(await graph.data('{ reviews { author { name } } }')).toEqual({
      reviews: [{ author: { name: 'Provided' } }],
    });
    expect(graph.asked).toEqual(['reviews']);
  });

  it('is completed by its owner where @provides covers a part', async () => {
    await using graph = await startGraph({ reviews, users });
    const data = await graph.data('{ reviews { author { email } } }');
    expect(data).toEqual({ reviews: [{ author: { email: 'u@example.com' } }] });
  });

  it('is merged from all subgraphs at a shareable root field', async () => {
    await using graph = await startGraph({ reviews, users });
    expect(await graph.data('{ settings { theme language reviewsPerPage } }')).toEqual({
      settings: { theme: 'dark', language: 'en', reviewsPerPage: 10 },
    });
  });

  it('keeps its value when another subgraph answers null', async () => {
    const answer = () => ({ data: { settings: null } });
    await using graph = await startGraph({ reviews, users: { ...users, answer } });
    expect(await graph.data('{ settings { language reviewsPerPage } }')).toEqual({
      settings: { language: null, reviewsPerPage: 10 },
    });
  });
});
