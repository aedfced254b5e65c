import { describe, expect, it } from 'vitest';
import { describeCase } from '../conformance-case.ts';
import { startGraph } from '../harness.ts';

describeCase(
  'a fragment on an interface that a member implements only in another subgraph',
  {
    first: {
      typeDefs: `
        type Query { item: Item }
        interface Item { id: ID! }
        interface Valued { value: Int }
        type Coin implements Item @key(fields: "id") { id: ID! value: Int @shareable }
        type Note implements Valued { value: Int }
      `,
      resolvers: { Query: { item: () => ({ __typename: 'Coin', id: '1', value: 5 }) } },
    },
    second: {
      typeDefs: `
        interface Valued { value: Int }
        type Coin implements Valued @key(fields: "id") { id: ID! value: Int @shareable weight: Int }
      `,
      resolvers: { Coin: { weight: () => 3 } },
    },
  },
  [
    { fact: 'is answered by the member', query: '{ item { ... on Valued { value } } }', data: { item: { value: 5 } } },
    {
      fact: 'leads to the fields that other subgraphs know of the member',
      query: '{ item { ... on Valued { ... on Coin { weight } } } }',
      data: { item: { weight: 3 } },
    },
  ],
);

describeCase(
  'an interface without members in the subgraph that answers it',
  {
    nodes: {
      typeDefs: 'type Query { node: Node } interface Node { id: ID! } type Tree @key(fields: "id") { id: ID! }',
      resolvers: { Query: { node: () => null } },
    },
    trees: {
      typeDefs: 'interface Node { id: ID! } type Tree implements Node @key(fields: "id") { id: ID! rings: Int }',
    },
  },
  [{ fact: 'is answered with null', query: '{ node { id ... on Tree { rings } } }', data: { node: null } }],
);

describeCase(
  'a computed field below a shareable root field',
  {
    a: {
      typeDefs:
        'type Query { thing: Thing @shareable } type Thing @key(fields: "code") { code: ID! @shareable base: Int }',
      resolvers: { Query: { thing: () => ({ code: 'c', base: 2 }) } },
    },
    b: {
      typeDefs: `
        type Query { thing: Thing @shareable }
        type Thing @key(fields: "id") {
          id: ID! code: ID! @shareable base: Int @external double: Int @requires(fields: "base")
        }
      `,
      resolvers: {
        Query: { thing: () => ({ id: '1', code: 'c' }) },
        Thing: { double: ({ base }: { base: number }) => base * 2 },
      },
    },
  },
  [
    {
      fact: 'is computed from the data of the other subgraph',
      query: '{ thing { double } }',
      data: { thing: { double: 4 } },
    },
  ],
);

describeCase(
  'a key field that another subgraph has overridden',
  {
    old: {
      typeDefs: 'type Query { part: Part } type Part @key(fields: "sku") @key(fields: "id") { id: ID! sku: Int }',
      resolvers: { Query: { part: () => ({ id: '1', sku: 666 }) } },
    },
    present: {
      typeDefs: `
        type Part @key(fields: "sku") @key(fields: "id") { id: ID! sku: Int @override(from: "old") size: Int }
      `,
      resolvers: { Part: { sku: () => 2, size: () => 7 } },
    },
    shelves: {
      typeDefs: 'type Part @key(fields: "sku") { sku: Int shelf: Int }',
      resolvers: { Part: { shelf: ({ sku }: { sku: number }) => sku } },
    },
  },
  [
    { fact: 'is not read from the overridden subgraph', query: '{ part { shelf } }', data: { part: { shelf: 2 } } },
    {
      fact: 'is replaced by another key',
      query: '{ part { size } }',
      data: { part: { size: 7 } },
      asked: ['old', 'present'],
    },
  ],
);

describeCase(
  'a key that is computed from another field',
  {
    a: {
      typeDefs: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! base: Int }',
      resolvers: { Query: { thing: () => ({ id: '1', base: 2 }) } },
    },
    b: {
      typeDefs: `
        type Thing @key(fields: "id") { id: ID! base: Int @external double: Int @requires(fields: "base") @shareable }
      `,
      resolvers: { Thing: { double: ({ base }: { base: number }) => base * 2 } },
    },
    c: {
      typeDefs: 'type Thing @key(fields: "double") { double: Int @shareable name: String }',
      resolvers: { Thing: { name: ({ double }: { double: number }) => `Name ${double}` } },
    },
  },
  [{ fact: 'leads to another subgraph', query: '{ thing { name } }', data: { thing: { name: 'Name 4' } } }],
);

describe('entity moves to a subgraph', () => {
  /** Three entity types whose keys are made of each other. */
  const tangle = {
    a: `
      type Query { part: Part @shareable }
      type Spot @shareable { row: Int column: Int }
      type Part @key(fields: "id") @key(fields: "code") @key(fields: "owner { id size }") @key(fields: "spot { row column }") {
        id: ID! @shareable code: String! @shareable owner: Owner @shareable spot: Spot @shareable
      }
      type Owner @key(fields: "part { id }") { id: ID! @shareable size: Int @shareable part: Part @shareable }
      type Queue @key(fields: "code") { code: String! @shareable part: Part @shareable }
    `,
    b: `
      type Query { owner: Owner @shareable }
      type Part @key(fields: "owner { id }") { owner: Owner @shareable queue: Queue @shareable }
      type Owner @key(fields: "code") { id: ID! @shareable code: String! @shareable part: Part @shareable }
      type Queue @key(fields: "owner { id }") { owner: Owner @shareable length: Int @shareable part: Part @shareable }
    `,
    c: `
      type Query { queue: Queue @shareable }
      type Spot @shareable { row: Int column: Int }
      type Part @key(fields: "code") @key(fields: "owner { id size }") @key(fields: "spot { row column }") {
        id: ID! @shareable code: String! @shareable owner: Owner @shareable spot: Spot @shareable queue: Queue @shareable
      }
      type Owner @key(fields: "code") @key(fields: "part { id }") {
        id: ID! @shareable size: Int @shareable code: String! @shareable part: Part @shareable
      }
      type Queue @key(fields: "code") { code: String! @shareable owner: Owner @shareable }
    `,
    d: `
      type Query { part: Part @shareable }
      type Spot @shareable { row: Int column: Int }
      type Part @key(fields: "id") @key(fields: "spot { row column }") @key(fields: "id code") {
        id: ID! @shareable code: String! @shareable spot: Spot @shareable owner: Owner @shareable
      }
      type Owner @key(fields: "id") @key(fields: "part { id }") @key(fields: "queue { code }") {
        id: ID! @shareable part: Part @shareable queue: Queue @shareable
      }
      type Queue { code: String! @shareable }
    `,
  };

  it('are found quickly when entities are keys of each other, and the nearest one is used', async () => {
    const owner = { id: 'o', code: 'oc', size: 4 };
    const subgraphs = Object.entries(tangle).map(([name, typeDefs]) => {
      const reference = (one: object) => ({ ...owner, ...one });
      return [
        name,
        { typeDefs, resolvers: { Query: { owner: () => owner }, Owner: { __resolveReference: reference } } },
      ] as const;
    });
    await using graph = await startGraph(Object.fromEntries(subgraphs));
    expect(await graph.data('{ owner { size } }')).toEqual({ owner: { size: 4 } });
    expect(graph.asked).toEqual(['b', 'c']);
  });

  it('start without waiting for a root field of another subgraph', async () => {
    const asked = Promise.withResolvers<number>();
    await using graph = await startGraph({
      slow: { typeDefs: 'type Query { slow: Int }', resolvers: { Query: { slow: () => asked.promise } } },
      things: {
        typeDefs: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }',
        resolvers: { Query: { thing: () => ({ id: '1' }) } },
      },
      names: {
        typeDefs: 'type Thing @key(fields: "id") { id: ID! name: String }',
        resolvers: {
          Thing: {
            name: () => {
              asked.resolve(3);
              return 'Name';
            },
          },
        },
      },
    });
    expect(await graph.data('{ slow thing { name } }')).toEqual({ slow: 3, thing: { name: 'Name' } });
  });
});
