import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const old: TestSubgraph = {
  typeDefs: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! moved: String labelled: String }',
  resolvers: { Query: { thing: () => ({ id: '1', moved: 'old', labelled: 'old' }) } },
};
const fresh: TestSubgraph = {
  typeDefs: `
    type Query { unused: Int }
    type Thing @key(fields: "id") {
      id: ID!
      moved: String @override(from: "old", label: "percent(30)")
      labelled: String @override(from: "old", label: "beta")
    }
  `,
  resolvers: { Thing: { moved: () => 'new', labelled: () => 'new' } },
};

describe('a progressive override', () => {
  it('is active by percentage when the number drawn for a request is below it', async () => {
    const draws = [29.9, 30, 0, 99];
    await using graph = await startGraph({ old, fresh }, { drawPercentage: () => draws.shift() ?? 100 });
    const seen: unknown[] = [];
    for (let count = 0; count < 4; count += 1) seen.push(await graph.data('{ thing { moved } }'));
    expect(seen).toEqual(['new', 'old', 'new', 'old'].map((moved) => ({ thing: { moved } })));
  });

  it('is active by label when the label is', async () => {
    const drawPercentage = () => 100;
    await using off = await startGraph({ old, fresh }, { drawPercentage });
    await using on = await startGraph({ old, fresh }, { drawPercentage, overrideLabels: new Set(['beta']) });
    expect(await off.data('{ thing { labelled moved } }')).toEqual({ thing: { labelled: 'old', moved: 'old' } });
    expect(await on.data('{ thing { labelled moved } }')).toEqual({ thing: { labelled: 'new', moved: 'old' } });
  });
});
