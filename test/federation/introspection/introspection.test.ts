import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import type { IntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startGraph } from '../harness.ts';
import { marketplace } from '../marketplace/graph.ts';

describe('introspection', () => {
  it('is answered locally with the whole API schema', async () => {
    await using graph = await startGraph(marketplace);
    const result = (await graph.data(getIntrospectionQuery())) as IntrospectionQuery;
    const text = printSchema(buildClientSchema(result));
    expect(text).toContain('type Customer implements Account & Node');
    expect(text).not.toMatch(/join__|_entities|_Any|core__|link__/);
    expect(graph.asked).toEqual([]);
  });

  it('is answered beside other fields, with variables, aliases and fragments', async () => {
    await using graph = await startGraph(marketplace);
    const query = `query($name: String!, $deep: Boolean!) {
      viewer { name } t: __type(name: $name) { name kind fields @include(if: $deep) { name } }
      ...Root kind: __typename
    } fragment Root on Query { __schema { queryType { name } } __typename }`;
    expect(await graph.data(query, { variables: { name: 'Plan', deep: false } })).toEqual({
      viewer: { name: 'Reseller' },
      t: { name: 'Plan', kind: 'OBJECT' },
      __schema: { queryType: { name: 'Query' } },
      __typename: 'Query',
      kind: 'Query',
    });
    expect(graph.asked).toEqual(['accounts']);
  });

  it('answers null for an unknown type', async () => {
    await using graph = await startGraph(marketplace);
    expect(await graph.data('{ __type(name: "join__Graph") { name } }')).toEqual({ __type: null });
  });

  it('answers the __typename of every root type without a subgraph', async () => {
    await using graph = await startGraph(marketplace);
    expect(await graph.data('{ __typename }')).toEqual({ __typename: 'Query' });
    expect(await graph.data('mutation { __typename }')).toEqual({ __typename: 'Mutation' });
    expect(graph.asked).toEqual([]);
  });
});
