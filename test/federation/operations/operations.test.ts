import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const first: TestSubgraph = {
  typeDefs: `
    type Query { user(id: ID = "1", filter: Filter): User users: [User!]! echo(input: Filter, list: [Int!]): String }
    input Filter { name: String = "any" kind: Kind = ALL ids: [ID!] }
    enum Kind { ALL SOME }
    type User @key(fields: "id") { id: ID! name: String }
  `,
  resolvers: {
    Query: {
      user: (_: unknown, { id }: { id: string }) => ({ id, name: `User ${id}` }),
      users: () => [{ id: '1', name: 'User 1' }],
      echo: (_: unknown, args: unknown) => JSON.stringify(args),
    },
  },
};
const second: TestSubgraph = {
  typeDefs: `
    type Query { version: Int }
    type User @key(fields: "id") { id: ID! posts(first: Int = 3): [Post!]! constructor: String toString: String }
    type Post { title: String! }
  `,
  resolvers: {
    Query: { version: () => 2 },
    User: {
      posts: (_: unknown, { first: count }: { first: number }) =>
        Array.from({ length: count }, (_item, i) => ({ title: `P${i}` })),
      constructor: () => 'c',
      toString: () => 't',
    },
  },
};

describe('aliases', () => {
  it('name the same field twice with other arguments, also across subgraphs', async () => {
    await using graph = await startGraph({ first, second });
    const query =
      '{ a: user(id: "1") { n: name one: posts(first: 1) { t: title } two: posts(first: 2) { title } } b: user(id: "2") { name posts(first: 0) { title } } }';
    expect(await graph.data(query)).toEqual({
      a: { n: 'User 1', one: [{ t: 'P0' }], two: [{ title: 'P0' }, { title: 'P1' }] },
      b: { name: 'User 2', posts: [] },
    });
  });

  it('may be the names of keys', async () => {
    await using graph = await startGraph({ first, second });
    const query = '{ user { id: name posts(first: 1) { title } } }';
    expect(await graph.data(query)).toEqual({ user: { id: 'User 1', posts: [{ title: 'P0' }] } });
  });

  it('may be the names of keys that another subgraph then needs, at every depth', async () => {
    await using graph = await startGraph({ first, second });
    const query =
      '{ __typename: version user { id: posts(first: 1) { constructor: title } name: constructor _as_1_id: id } }';
    expect(await graph.data(query)).toEqual({
      __typename: 2,
      user: { id: [{ constructor: 'P0' }], name: 'c', _as_1_id: '1' },
    });
  });

  it('that are the names of keys stand in the paths of errors', async () => {
    const refusing = { ...second.resolvers, User: { posts: () => Promise.reject(new Error('No posts')) } };
    await using graph = await startGraph({ first, second: { ...second, resolvers: refusing } });
    const { data, errors } = await graph.run('{ version: user { id: posts { title } } }');
    expect(data).toEqual({ version: null });
    expect(errors).toMatchObject([{ message: 'No posts', path: ['version', 'id'] }]);
  });

  it('may be names that every JavaScript object has', async () => {
    await using graph = await startGraph({ first, second });
    const query = '{ constructor: version user { hasOwnProperty: name valueOf: id constructor toString } }';
    expect(await graph.data(query)).toEqual({
      constructor: 2,
      user: { hasOwnProperty: 'User 1', valueOf: '1', constructor: 'c', toString: 't' },
    });
    expect(
      await graph.data('query($no: Boolean!) { user { constructor: name @include(if: $no) toString: id } }', {
        variables: { no: false },
      }),
    ).toEqual({ user: { toString: '1' } });
  });

  it('named __proto__ are refused', async () => {
    await using graph = await startGraph({ first, second });
    const result = await graph.run('{ __proto__: version }');
    expect(result.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(result).not.toHaveProperty('data');
  });
});

describe('conditions', () => {
  const query = `query($a: Boolean!, $b: Boolean = false) {
    user @include(if: $a) { id name @skip(if: $b) posts(first: 1) @include(if: $b) { title } }
    version @skip(if: $a)
    ... @include(if: $b) { users { name ... on User @skip(if: $a) { posts(first: 1) { title } } } }
  }`;

  it('by variables decide what is asked and answered', async () => {
    await using graph = await startGraph({ first, second });
    const run = async (a: boolean, b?: boolean) =>
      await graph.data(query, { variables: { a, ...(b === undefined ? {} : { b }) } });
    expect(await run(true)).toEqual({ user: { id: '1', name: 'User 1' } });
    expect(await run(true, true)).toEqual({ user: { id: '1', posts: [{ title: 'P0' }] }, users: [{ name: 'User 1' }] });
    expect(await run(false)).toEqual({ version: 2 });
    expect(await run(false, true)).toEqual({ version: 2, users: [{ name: 'User 1', posts: [{ title: 'P0' }] }] });
  });

  it('that leave nothing answer empty data without asking a subgraph', async () => {
    await using graph = await startGraph({ first, second });
    expect(
      await graph.run('{ version @skip(if: true) ...F @include(if: false) } fragment F on Query { users { id } }'),
    ).toEqual({ data: {} });
    expect(await graph.run('query($x: Boolean!) { version @include(if: $x) }', { variables: { x: false } })).toEqual({
      data: {},
    });
    expect(graph.asked).toEqual([]);
  });

  it('on fragments of the root choose one of several', async () => {
    await using graph = await startGraph({ first, second });
    const either = `query($b: Boolean!) { ... on Query @include(if: $b) { user { name posts(first: 1) { title } } }
      ... on Query @skip(if: $b) { users { id } } }`;
    const whenTrue = { user: { name: 'User 1', posts: [{ title: 'P0' }] } };
    expect(await graph.data(either, { variables: { b: true } })).toEqual(whenTrue);
    expect(await graph.data(either, { variables: { b: false } })).toEqual({ users: [{ id: '1' }] });
  });

  it('that leave nothing of an object answer an empty object', async () => {
    await using graph = await startGraph({ first, second });
    expect(await graph.data('{ user { name @skip(if: true) } }')).toEqual({ user: {} });
  });

  it('decide the place of a field, which is that of its first selection that counts', async () => {
    await using graph = await startGraph({ first, second });
    const placed =
      'query($x: Boolean!) { user { name @include(if: $x) id ... @skip(if: $x) { posts(first: 0) { title } } name } }';
    const order = async (x: boolean) => JSON.stringify(await graph.data(placed, { variables: { x } }));
    expect(await order(true)).toBe('{"user":{"name":"User 1","id":"1"}}');
    expect(await order(false)).toBe('{"user":{"id":"1","posts":[],"name":"User 1"}}');
  });

  it('within each other keep subgraphs from being asked for what is left out', async () => {
    await using graph = await startGraph({ first, second });
    const nested = `query($a: Boolean!, $b: Boolean!) { user { name
      ... on User @skip(if: $a) { ... @include(if: $b) { posts(first: 1) { title @skip(if: $a) } } } } }`;
    expect(await graph.data(nested, { variables: { a: true, b: true } })).toEqual({ user: { name: 'User 1' } });
    expect(graph.asked).toEqual(['first']);
    expect(await graph.data(nested, { variables: { a: false, b: true } })).toEqual({
      user: { name: 'User 1', posts: [{ title: 'P0' }] },
    });
  });

  it('are planned once for each combination of their values', async () => {
    await using graph = await startGraph({ first, second });
    const prepared = await graph.prepare(query);
    expect(await graph.prepare(query)).toBe(prepared);
    const variables = { a: true, b: false };
    expect(graph.engine.explain(prepared, { variables })).toBeUndefined();
    await graph.data(query, { variables });
    expect(graph.engine.explain(prepared, { variables })).toMatchObject({ kind: 'fetch', subgraph: 'first' });
  });

  it('on one of two selections of a field leave the other', async () => {
    await using graph = await startGraph({ first, second });
    const both = 'query($x: Boolean!) { user @include(if: $x) { name } user { id } }';
    expect(await graph.data(both, { variables: { x: false } })).toEqual({ user: { id: '1' } });
    expect(await graph.data(both, { variables: { x: true } })).toEqual({ user: { name: 'User 1', id: '1' } });
  });
});

describe('variables', () => {
  it('are coerced once, with defaults, and only the used ones reach a subgraph', async () => {
    await using graph = await startGraph({ first, second });
    const query =
      'query($f: Filter, $l: [Int!] = [1], $n: Int = 2) { echo(input: $f, list: $l) user { posts(first: $n) { title } } }';
    const data = (await graph.data(query, { variables: { f: { ids: 'x' }, unknown: 1 } })) as { echo: string };
    expect(JSON.parse(data.echo)).toEqual({ input: { name: 'any', kind: 'ALL', ids: ['x'] }, list: [1] });
    expect(graph.seen.find(({ query: text }) => text.includes('echo'))?.variables).toEqual({
      f: { name: 'any', kind: 'ALL', ids: ['x'] },
      l: [1],
    });
    expect(graph.seen.find(({ subgraph }) => subgraph === 'second')?.variables).toEqual({
      n: 2,
      representations: [{ __typename: 'User', id: '1' }],
    });
  });

  it('that do not fit are a request error without data', async () => {
    await using graph = await startGraph({ first, second });
    const result = await graph.run('query($l: [Int!]!) { echo(list: $l) }', { variables: { l: ['x'] } });
    expect(result).not.toHaveProperty('data');
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(graph.asked).toEqual([]);
  });

  it('that are null stay null, absent ones stay absent', async () => {
    await using graph = await startGraph({ first, second });
    const query = 'query($f: Filter, $l: [Int!]) { echo(input: $f, list: $l) }';
    const data = (await graph.data(query, { variables: { f: null } })) as { echo: string };
    expect(JSON.parse(data.echo)).toEqual({ input: null });
  });
});

describe('an operation', () => {
  it('is chosen by its name among several', async () => {
    await using graph = await startGraph({ first, second });
    const source = 'query A { version } query B { user { ...U } } fragment U on User { name }';
    expect(await graph.data(source, { operationName: 'B' })).toEqual({ user: { name: 'User 1' } });
    expect(await graph.data(source, { operationName: 'A' })).toEqual({ version: 2 });
  });
});
