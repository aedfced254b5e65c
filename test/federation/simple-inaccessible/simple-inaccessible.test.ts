import { describeCase } from '../conformance-case.ts';
import { startGraph } from '../harness.ts';
import { expect, it } from 'vitest';
import type { TestSubgraph } from '../harness.ts';

const subgraphs: Record<string, TestSubgraph> = {
  age: {
    typeDefs: `
      type Query { users: [User!]! secret: String @inaccessible state(of: ID, internal: Boolean = true @inaccessible): State }
      type User @key(fields: "id") { id: ID age: Int }
      enum State { OPEN SECRET @inaccessible }
    `,
    resolvers: {
      User: { age: ({ id }: { id: string }) => Number(id) + 2 },
      Query: {
        users: () => [
          { id: '1', age: 3 },
          { id: '2', age: 4 },
        ],
        state: (_: unknown, args: { of?: string; internal: boolean }) =>
          args.of === 'secret' ? 'SECRET' : args.internal ? 'OPEN' : null,
      },
    },
  },
  friends: {
    typeDefs: `
      type User @key(fields: "id") {
        id: ID @inaccessible
        rank: Int @inaccessible
        friends(of: Kind = FAMILY): [User!]!
        kind: Kind!
      }
      enum Kind { FAMILY FRIEND SECRET @inaccessible }
    `,
    resolvers: {
      User: {
        friends: ({ id }: { id: string }, { of }: { of: string }) =>
          of === 'FAMILY' ? [{ id: id === '1' ? '2' : '1' }] : [],
        kind: ({ id }: { id: string }) => (id === '1' ? 'FRIEND' : 'SECRET'),
      },
    },
  },
};

describeCase('an inaccessible element', subgraphs, [
  {
    fact: 'may still be a key',
    query: '{ users { age friends { age friends(of: FRIEND) { age } } } }',
    data: {
      users: [
        { age: 3, friends: [{ age: 4, friends: [] }] },
        { age: 4, friends: [{ age: 3, friends: [] }] },
      ],
    },
  },
  { fact: 'keeps its default when it is an argument', query: '{ state }', data: { state: 'OPEN' } },
  {
    fact: 'becomes null with an error when it is a value',
    query: '{ state(of: "secret") }',
    data: { state: null },
    errors: [{ path: ['state'] }],
  },
  {
    fact: 'bubbles up when it is a value of a non-null type',
    query: '{ users { kind } }',
    data: null,
    errors: [{ path: ['users', 1, 'kind'] }],
  },
]);

it.each([
  ['a field', '{ secret }', 'Cannot query field "secret" on type "Query".'],
  ['a field of an entity', '{ users { rank } }', 'Cannot query field "rank" on type "User".'],
  ['a key', '{ users { id } }', 'Cannot query field "id" on type "User".'],
  ['an argument', '{ state(internal: false) }', 'Unknown argument "internal" on field "Query.state".'],
  [
    'an enum value as an input',
    '{ users { friends(of: SECRET) { age } } }',
    'Value "SECRET" does not exist in "Kind" enum.',
  ],
])('refuses to select %s that is inaccessible', async (_what, query, message) => {
  await using graph = await startGraph(subgraphs);
  await expect(graph.run(query)).rejects.toThrow(message);
});
