import { expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import { mergeResults } from '../merge-results.ts';

const ITEMS = 20_000;

/** Longer than the tests' time where every item is compared with all the others. */
it(`completes the nested deferred fragments of ${ITEMS} list items`, async () => {
  await using graph = await startGraph({
    shop: {
      typeDefs: 'type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! }',
      answer: () => ({ data: { items: Array.from({ length: ITEMS }, (_, id) => ({ __typename: 'Item', id })) } }),
    },
    stock: {
      typeDefs: 'type Query { a: Int } type Item @key(fields: "id") { id: ID! inStock: Int soon: Int }',
      answer: ({ variables }) => {
        const { representations } = variables as { representations: readonly object[] };
        return { data: { _entities: representations.map((one) => ({ ...one, inStock: 1, soon: 2 })) } };
      },
    },
  });
  const results = await graph.results('{ items { id ... @defer { inStock ... @defer { soon } } } }');
  const { data, problems } = mergeResults(results);
  expect(problems).toEqual([]);
  expect((data as { items: unknown[] }).items.at(-1)).toEqual({ id: String(ITEMS - 1), inStock: 1, soon: 2 });
  expect(results.flatMap(({ completed = [] }) => completed)).toHaveLength(2 * ITEMS);
});
