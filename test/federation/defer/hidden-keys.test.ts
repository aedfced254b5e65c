import { expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const people: TestSubgraph = {
  typeDefs: `
    type Query { person: Person }
    type Person @key(fields: "number") { number: ID! @inaccessible name: String age: Int }
  `,
  resolvers: { Query: { person: () => ({ number: '7', name: 'Ada' }) }, Person: { age: () => 36 } },
};
const ratings: TestSubgraph = {
  typeDefs: `
    type Person @key(fields: "number") {
      number: ID!
      rating: Int
      age: Int @override(from: "people", label: "ages")
    }
  `,
  resolvers: { Person: { rating: ({ number }: { number: string }) => Number(number), age: () => 37 } },
};
const query = '{ person { name ... @defer { rating age } } }';

it('fetches a deferred fragment by a key that is inaccessible to clients', async () => {
  await using graph = await startGraph({ people, ratings });
  expect(await graph.results(query)).toMatchObject([
    { data: { person: { name: 'Ada' } } },
    { incremental: [{ data: { rating: 7, age: 36 } }] },
  ]);
});

it('applies the progressive overrides of an operation to its deferred fragments', async () => {
  await using graph = await startGraph({ people, ratings }, { overrideLabels: new Set(['ages']) });
  expect(await graph.results(query)).toMatchObject([
    { data: { person: { name: 'Ada' } } },
    { incremental: [{ data: { rating: 7, age: 37 } }] },
  ]);
  expect(graph.asked).toEqual(['people', 'ratings']);
});
