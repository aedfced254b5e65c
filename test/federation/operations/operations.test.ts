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

describe('an alias', () => {
  it('allows the same field twice with different arguments, also across subgraphs', async () => {
    await using graph = await startGraph({ first, second });
    const query =
      '{ a: user(id: "1") { n: name one: posts(first: 1) { t: title } two: posts(first: 2) { title } } b: user(id: "2") { name posts(first: 0) { title } } }';
    expect(await graph.data(query)).toEqual({
      a: { n: 'User 1', one: [{ t: 'P0' }], two: [{ title: 'P0' }, { title: 'P1' }] },
      b: { name: 'User 2', posts: [] },
    });
  });

  it('may be the name of a key field', async () => {
    await using graph = await startGraph({ first, second });
    const query = '{ user { id: name posts(first: 1) { title } } }';
    expect(await graph.data(query)).toEqual({ user: { id: 'User 1', posts: [{ title: 'P0' }] } });
  });

  it('may be the name of a key field that another subgraph needs, at every depth', async () => {
    await using graph = await startGraph({ first, second });
    const query =
      '{ __typename: version user { id: posts(first: 1) { constructor: title } name: constructor _as_1_id: id } }';
    expect(await graph.data(query)).toEqual({
      __typename: 2,
      user: { id: [{ constructor: 'P0' }], name: 'c', _as_1_id: '1' },
    });
  });

  it('is in the paths of errors when it is the name of a key field', async () => {
    const refusing = { ...second.resolvers, User: { posts: () => Promise.reject(new Error('No posts')) } };
    await using graph = await startGraph({ first, second: { ...second, resolvers: refusing } });
    const { data, errors } = await graph.run('{ version: user { id: posts { title } } }');
    expect(data).toEqual({ version: null });
    expect(errors).toMatchObject([{ message: 'No posts', path: ['version', 'id'] }]);
  });

  it('may be a name that every JavaScript object inherits', async () => {
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

  it('is refused when it is __proto__', async () => {
    await using graph = await startGraph({ first, second });
    const result = await graph.run('{ __proto__: version }');
    expect(result.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(result).not.toHaveProperty('data');
  });
});

describe('@skip and @include', () => {
  const query = `query($a: Boolean!, $b: Boolean = false) {
    user @include(if: $a) { id name @skip(if: $b) posts(first: 1) @include(if: $b) { title } }
    version @skip(if: $a)
    ... @include(if: $b) { users { name ... on User @skip(if: $a) { posts(first: 1) { title } } } }
  }`;

  it('decide by their variables what is fetched and answered', async () => {
    await using graph = await startGraph({ first, second });
    const run = async (a: boolean, b?: boolean) =>
      await graph.data(query, { variables: { a, ...(b === undefined ? {} : { b }) } });
    expect(await run(true)).toEqual({ user: { id: '1', name: 'User 1' } });
    expect(await run(true, true)).toEqual({ user: { id: '1', posts: [{ title: 'P0' }] }, users: [{ name: 'User 1' }] });
    expect(await run(false)).toEqual({ version: 2 });
    expect(await run(false, true)).toEqual({ version: 2, users: [{ name: 'User 1', posts: [{ title: 'P0' }] }] });
  });

  it('answer empty data without asking a subgraph when they leave no field', async () => {
    await using graph = await startGraph({ first, second });
    expect(
      await graph.run('{ version @skip(if: true) ...F @include(if: false) } fragment F on Query { users { id } }'),
    ).toEqual({ data: {} });
    expect(await graph.run('query($x: Boolean!) { version @include(if: $x) }', { variables: { x: false } })).toEqual({
      data: {},
    });
    expect(graph.asked).toEqual([]);
  });

  it('choose one of several fragments at the root', async () => {
    await using graph = await startGraph({ first, second });
    const either = `query($b: Boolean!) { ... on Query @include(if: $b) { user { name posts(first: 1) { title } } }
      ... on Query @skip(if: $b) { users { id } } }`;
    const whenTrue = { user: { name: 'User 1', posts: [{ title: 'P0' }] } };
    expect(await graph.data(either, { variables: { b: true } })).toEqual(whenTrue);
    expect(await graph.data(either, { variables: { b: false } })).toEqual({ users: [{ id: '1' }] });
  });

  it('answer an empty object when they leave none of its fields', async () => {
    await using graph = await startGraph({ first, second });
    expect(await graph.data('{ user { name @skip(if: true) } }')).toEqual({ user: {} });
  });

  it('decide the order of a field, which is that of its first included selection', async () => {
    await using graph = await startGraph({ first, second });
    const placed =
      'query($x: Boolean!) { user { name @include(if: $x) id ... @skip(if: $x) { posts(first: 0) { title } } name } }';
    const order = async (x: boolean) => JSON.stringify(await graph.data(placed, { variables: { x } }));
    expect(await order(true)).toBe('{"user":{"name":"User 1","id":"1"}}');
    expect(await order(false)).toBe('{"user":{"id":"1","posts":[],"name":"User 1"}}');
  });

  it('keep subgraphs from being asked for skipped fields when they are nested', async () => {
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

  it('keep a field when only one of its two selections is skipped', async () => {
    await using graph = await startGraph({ first, second });
    const both = 'query($x: Boolean!) { user @include(if: $x) { name } user { id } }';
    expect(await graph.data(both, { variables: { x: false } })).toEqual({ user: { id: '1' } });
    expect(await graph.data(both, { variables: { x: true } })).toEqual({ user: { name: 'User 1', id: '1' } });
  });
});

describe('variables', () => {
  it('are coerced once, with defaults, and reach only the subgraphs that use them', async () => {
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

  it('are a request error without data when they are invalid', async () => {
    await using graph = await startGraph({ first, second });
    const result = await graph.run('query($l: [Int!]!) { echo(list: $l) }', { variables: { l: ['x'] } });
    expect(result).not.toHaveProperty('data');
    expect(result.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(graph.asked).toEqual([]);
  });

  it('remain null when they are null, and absent when they are absent', async () => {
    await using graph = await startGraph({ first, second });
    const query = 'query($f: Filter, $l: [Int!]) { echo(input: $f, list: $l) }';
    const data = (await graph.data(query, { variables: { f: null } })) as { echo: string };
    expect(JSON.parse(data.echo)).toEqual({ input: null });
  });
});

describe('an operation', () => {
  it('is chosen by its name from several', async () => {
    await using graph = await startGraph({ first, second });
    const source = 'query A { version } query B { user { ...U } } fragment U on User { name }';
    expect(await graph.data(source, { operationName: 'B' })).toEqual({ user: { name: 'User 1' } });
    expect(await graph.data(source, { operationName: 'A' })).toEqual({ version: 2 });
  });
});
