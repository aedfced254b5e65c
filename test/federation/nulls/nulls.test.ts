import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestGraph, TestSubgraph } from '../harness.ts';

const typeDefs = `
  type Query { box: Box strict: Box! boxes: [Box!] loose: [Box] grid: [[Box!]!] rows: [[Int!]]! leaf: Leaf }
  type Box @key(fields: "id") { id: ID! name: String! inner: Inner! maybe: Inner tags: [String!]! }
  type Inner { value: Int! deep: Inner! }
  type Leaf { int: Int float: Float id: ID flag: Boolean text: String list: [Int] ints: [Int!] json: Json }
  scalar Json
`;

async function answering(data: Record<string, unknown>): Promise<TestGraph> {
  const subgraph: TestSubgraph = { typeDefs, answer: () => ({ data }) };
  return await startGraph({ subgraph });
}

const missing = (coordinate: string, path: (string | number)[]) => ({
  message: `Cannot return null for non-nullable field ${coordinate}.`,
  path,
  extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
});

const invalid = (type: string, path: (string | number)[]) => ({
  message: `A subgraph returned a value that is not a valid ${type}.`,
  path,
  extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
});

describe('a null at a non-null type', () => {
  it('makes the nearest nullable parent null and adds an error', async () => {
    await using graph = await answering({ box: { id: '1', name: null, maybe: { value: 1 } } });
    const result = await graph.run('{ box { name } }');
    expect(result).toEqual({ data: { box: null }, errors: [missing('Box.name', ['box', 'name'])] });
  });

  it('bubbles through several levels up to the data itself', async () => {
    await using graph = await answering({ strict: { inner: { deep: { value: null } } } });
    const result = await graph.run('{ strict { inner { deep { value } } } }');
    expect(result.data).toBeNull();
    expect(result.errors).toEqual([missing('Inner.value', ['strict', 'inner', 'deep', 'value'])]);
  });

  it('makes a list null when its items are non-null', async () => {
    await using graph = await answering({ boxes: [{ id: '1' }, null] });
    const result = await graph.run('{ boxes { id } }');
    expect(result).toEqual({ data: { boxes: null }, errors: [missing('Query.boxes', ['boxes', 1])] });
  });

  it('remains in the list when items are nullable', async () => {
    await using graph = await answering({ loose: [{ name: 'a' }, { name: null }, null] });
    expect(await graph.run('{ loose { name } }')).toEqual({
      data: { loose: [{ name: 'a' }, null, null] },
      errors: [missing('Box.name', ['loose', 1, 'name'])],
    });
  });

  it('bubbles through lists of lists', async () => {
    await using graph = await answering({ grid: [[{ id: '1' }], [{ id: null }]], rows: [[1, 2], [3, null], null] });
    expect(await graph.run('{ grid { id } rows }')).toEqual({
      data: { grid: null, rows: [[1, 2], null, null] },
      errors: [missing('Box.id', ['grid', 1, 0, 'id']), missing('Query.rows', ['rows', 1, 1])],
    });
  });

  it('adds no error when the subgraph reported one', async () => {
    const answer = () => ({
      data: { box: { name: null }, loose: [{ name: null }] },
      errors: [{ message: 'No name', path: ['box', 'name'], extensions: { code: 'NO_NAME' } }],
    });
    await using graph = await startGraph({ subgraph: { typeDefs, answer } });
    expect(await graph.run('{ box { name } loose { name } }')).toEqual({
      data: { box: null, loose: [null] },
      errors: [
        { message: 'No name', path: ['box', 'name'], extensions: { code: 'NO_NAME' } },
        missing('Box.name', ['loose', 0, 'name']),
      ],
    });
  });

  it('does not change the error paths of later fields', async () => {
    await using graph = await answering({ loose: [{ tags: ['a', null] }, { tags: ['b'], name: null }] });
    const result = await graph.run('{ loose { tags name } }');
    expect(result.errors?.map(({ path }) => path)).toEqual([
      ['loose', 0, 'tags', 1],
      ['loose', 1, 'name'],
    ]);
  });
});

describe('a leaf value', () => {
  it('becomes null with an error when it has the wrong type', async () => {
    await using graph = await answering({
      leaf: { int: '1', float: 'x', id: true, flag: 1, text: 5, list: [1, '2', 3.5, 2 ** 40], ints: [1, 'x'] },
    });
    expect(await graph.run('{ leaf { int float id flag text list ints } }')).toEqual({
      data: {
        leaf: { int: null, float: null, id: null, flag: null, text: null, list: [1, null, null, null], ints: null },
      },
      errors: [
        invalid('Int', ['leaf', 'int']),
        invalid('Float', ['leaf', 'float']),
        invalid('ID', ['leaf', 'id']),
        invalid('Boolean', ['leaf', 'flag']),
        invalid('String', ['leaf', 'text']),
        invalid('Int', ['leaf', 'list', 1]),
        invalid('Int', ['leaf', 'list', 2]),
        invalid('Int', ['leaf', 'list', 3]),
        invalid('Int', ['leaf', 'ints', 1]),
      ],
    });
  });

  it('passes when it has the right type, including a number as an ID and any custom scalar', async () => {
    const json = { any: ['thing', 1, null] };
    await using graph = await answering({
      leaf: { int: -3, float: 1e3, id: 7, flag: false, text: '', list: null, json },
    });
    expect(await graph.data('{ leaf { int float id flag text list json } }')).toEqual({
      leaf: { int: -3, float: 1000, id: '7', flag: false, text: '', list: null, json },
    });
  });

  it('becomes null with an error in place of an object or a list', async () => {
    await using graph = await answering({ box: 'text', loose: { id: '1' } });
    expect(await graph.run('{ box { id } loose { id } }')).toEqual({
      data: { box: null, loose: null },
      errors: [invalid('Box', ['box']), invalid('list of Box', ['loose'])],
    });
  });
});
