import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { ValidatedOperation } from '../../../gateway/engine/engine.ts';
import { InProcessSubgraphClient } from '../../../gateway/subgraph-clients/in-process-subgraph-client.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { loadSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { startGraph } from '../harness.ts';
import { marketplace } from '../marketplace/graph.ts';

const context = () => ({ variables: {}, headersFor: () => ({}), signal: new AbortController().signal });

function unvalidated(source: string): ValidatedOperation {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation');
  return { document, source, operation, operationName: undefined };
}

describe('preparing an operation', () => {
  it('happens once for equal operations, also at the same time', async () => {
    await using graph = await startGraph(marketplace);
    const [first, second] = await Promise.all([graph.prepare('{ viewer { id } }'), graph.prepare('{ viewer { id } }')]);
    expect(first).toBe(second);
    expect(await graph.prepare('{ viewer { id } }')).toBe(first);
    expect(first.kind).toBe('query');
  });

  it('keeps only as many operations as fit into the cache, and drops the least recently used', async () => {
    await using graph = await startGraph(marketplace, { planCacheBytes: 40_000 });
    const first = await graph.prepare('{ viewer { id } }');
    expect(await graph.prepare('{ viewer { id } }')).toBe(first);
    for (let index = 0; index < 20; index += 1) await graph.prepare(`{ viewer { a${index}: name } }`);
    expect(await graph.prepare('{ viewer { id } }')).not.toBe(first);
  });

  it('answers an operation whose plan is too large for the cache', async () => {
    await using graph = await startGraph(marketplace, { planCacheBytes: 1_000 });
    const first = await graph.prepare('{ viewer { id } }');
    expect(await graph.prepare('{ viewer { id } }')).not.toBe(first);
    expect(await graph.engine.execute(first, context())).toMatchObject({ data: { viewer: { id: expect.anything() } } });
  });

  it('stops when its budget is used up, and is not tried again at once', async () => {
    await using graph = await startGraph(marketplace, { planBudgetMs: 1 });
    const fields = Array.from(
      { length: 800 },
      (_item, index) => `a${index}: order(id: "${index}") { customer { name balance { amount } } }`,
    );
    const source = `{ ${fields.join(' ')} }`;
    const compiled = await graph.prepare(source);
    expect(await graph.engine.execute(compiled, context())).toMatchObject({
      errors: [{ extensions: { code: 'TIMEOUT' } }],
    });
    expect(await graph.prepare(source)).toBe(compiled);
  });

  it('refuses cyclic fragments', async () => {
    await using graph = await startGraph(marketplace);
    const cyclic = unvalidated(
      '{ viewer { ...A } } fragment A on Account { parent { ...B } } fragment B on Account { ...A }',
    );
    const compiled = await graph.engine.prepare(cyclic);
    expect(await graph.engine.execute(compiled, context())).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('refuses fragments that expand into too many fields', async () => {
    await using graph = await startGraph(marketplace);
    const fragments = Array.from(
      { length: 24 },
      (_item, i) => `fragment F${i} on Account { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    );
    const source = `{ viewer { ...F0 } } ${fragments.join(' ')} fragment F24 on Account { id }`;
    const compiled = await graph.engine.prepare(unvalidated(source));
    const result = await graph.engine.execute(compiled, context());
    expect(result.errors?.[0]?.message).toBe('The operation selects too many fields');
  });
});

describe('planning ahead', () => {
  const conditional = 'query ($brief: Boolean!) { viewer { id name @skip(if: $brief) } }';

  it('covers the most recently used operations with the values of their conditions', async () => {
    await using graph = await startGraph(marketplace);
    await graph.run('query A { viewer { id } } query B { viewer { name } }', { operationName: 'B' });
    await graph.run(conditional, { variables: { brief: true } });
    await graph.run('{ viewer { id } }');
    await graph.run(conditional, { variables: { brief: true } });
    expect(graph.engine.recentlyUsed(2)).toEqual([
      { source: conditional, operationName: undefined, conditions: { brief: true }, incremental: false },
      { source: '{ viewer { id } }', operationName: undefined, conditions: {}, incremental: false },
    ]);
    expect(graph.engine.recentlyUsed(10).map(({ operationName }) => operationName)).toEqual([
      undefined,
      undefined,
      'B',
    ]);
  });

  it('makes plans that later executions find in the cache', async () => {
    await using graph = await startGraph(marketplace);
    await graph.engine.planAhead(unvalidated(conditional), { conditions: { brief: true }, incremental: false });
    const compiled = await graph.prepare(conditional);
    expect(graph.engine.explain(compiled, { variables: { brief: false } })).toBeUndefined();
    expect(graph.engine.explain(compiled, { variables: { brief: true } })).toMatchObject({ kind: 'fetch' });
    await graph.run(conditional, { variables: { brief: true } });
    expect(graph.engine.recentlyUsed(10)).toHaveLength(1);
    await graph.run(conditional, { variables: { brief: false } });
    expect(graph.engine.recentlyUsed(10)).toHaveLength(2);
  });

  it('leaves out operations that cannot be planned', async () => {
    await using graph = await startGraph(marketplace);
    await graph.engine.planAhead(unvalidated('{ viewer { ...A } } fragment A on Account { parent { ...A } }'), {
      conditions: {},
      incremental: false,
    });
    expect(graph.engine.recentlyUsed(10)).toEqual([]);
  });
});

describe('an engine', () => {
  it('does not start without a client for every subgraph', async () => {
    const composition = composeSupergraph([{ name: 'a', url: 'http://a', typeDefs: parse('type Query { a: Int }') }]);
    if (composition.kind === 'failed') throw new Error('not composed');
    const supergraph = await loadSupergraph(composition.supergraphSdl);
    expect(() => createEngine({ supergraph, clients: new Map() })).toThrow(
      'The subgraph "a" of the supergraph has no client',
    );
  });

  it('answers null and an error for a field that no subgraph can answer', async () => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
    const composition = composeSupergraph([
      {
        name: 'a',
        url: 'http://a',
        typeDefs: parse(`${link} type Query { one: One two: Int } type One @key(fields: "id") { id: ID! }`),
      },
      {
        name: 'b',
        url: 'http://b',
        typeDefs: parse(`${link} type Query { three: Int } type One @key(fields: "id") { id: ID! far: Int }`),
      },
    ]);
    if (composition.kind === 'failed') throw new Error('not composed');
    const supergraph = await loadSupergraph(composition.supergraphSdl.replaceAll(', key: "id"', ''));
    const subgraph = {
      execute: () => Promise.resolve({ data: { two: 2 } }),
      subscribe: async function* () {},
    };
    const client = new InProcessSubgraphClient(subgraph);
    const engine = createEngine({
      supergraph,
      clients: new Map([
        ['a', client],
        ['b', client],
      ]),
    });
    const compiled = await engine.prepare(unvalidated('{ two one { far } }'));
    const result = await engine.execute(compiled, context());
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: { two: 2, one: null },
      errors: [
        {
          message: 'No subgraph can answer the field "one".',
          path: ['one'],
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    });
    await engine.close();
  });
});
