import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const roots = (users: unknown, items: unknown, more: unknown = null): TestSubgraph => ({
  typeDefs: `
    type Query { users: [User] items: [Item] moreItems: [Item] }
    type User @key(fields: "id") { id: ID! }
    type Item @key(fields: "id") { id: ID! }
  `,
  resolvers: { Query: { users: () => users, items: () => items, moreItems: () => more } },
});
const leaves: TestSubgraph = {
  typeDefs: `
    type Query { unused: Int }
    type User @key(fields: "id") { id: ID! name(upper: Boolean): String }
    type Item @key(fields: "id") { id: ID! name(upper: Boolean): String size: Int }
  `,
  resolvers: {
    User: { name: ({ id }: { id: string }, { upper }: { upper?: boolean }) => (upper ? `U${id}` : `u${id}`) },
    Item: {
      name: ({ id }: { id: string }, { upper }: { upper?: boolean }) => (upper ? `I${id}` : `i${id}`),
      size: () => 1,
    },
  },
};
const query = `query($up: Boolean) {
  users { name(upper: $up) } items { name(upper: $up) } moreItems { id name(upper: $up) }
}`;

describe('a batch of entity fetches', () => {
  it('is one request for several types and paths, with shared variables', async () => {
    await using graph = await startGraph({
      roots: roots([{ id: '1' }], [{ id: '2' }, null], [{ id: '2' }, { id: '3' }]),
      leaves,
    });
    expect(await graph.data(query, { variables: { up: true } })).toEqual({
      users: [{ name: 'U1' }],
      items: [{ name: 'I2' }, null],
      moreItems: [
        { id: '2', name: 'I2' },
        { id: '3', name: 'I3' },
      ],
    });
    expect(graph.asked).toEqual(['roots', 'leaves']);
    const { up, ...representations } = graph.seen.at(-1)?.variables ?? {};
    expect(up).toBe(true);
    const sizes = Object.values(representations).map((list) => (list as unknown[]).length);
    expect(new Set(sizes)).toEqual(new Set([1, 2]));
  });

  it('sends an empty list for an _entities field without representations', async () => {
    await using graph = await startGraph({ roots: roots([], [{ id: '2' }]), leaves });
    expect(await graph.data(query)).toEqual({ users: [], items: [{ name: 'i2' }], moreItems: null });
    expect(Object.values(graph.seen.at(-1)?.variables ?? {})).toContainEqual([]);
  });

  it('is not sent when it has no representation at all', async () => {
    await using graph = await startGraph({ roots: roots([], [null]), leaves });
    expect(await graph.data(query)).toEqual({ users: [], items: [null], moreItems: null });
    expect(graph.asked).toEqual(['roots']);
  });
});
