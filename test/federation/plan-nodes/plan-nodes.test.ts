import type { PlanNode as RawNode } from '@graphql-hive/router-query-planner';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileCollect } from '../../../gateway/engine/compile/collect.ts';
import type { DataObject } from '../../../gateway/engine/compile/data.ts';
import { compileRepresent } from '../../../gateway/engine/compile/represent.ts';
import { TypeRelations } from '../../../gateway/engine/compile/type-relations.ts';
import { normalisePlan } from '../../../gateway/engine/plan/normalise-plan.ts';
import type { EntitySelection, RequiredSelection } from '../../../gateway/engine/plan/plan-nodes.ts';
import { startGraph } from '../harness.ts';
import type { TestSubgraph } from '../harness.ts';

const relations = new TypeRelations(
  buildSchema(`
    type Query { account: Account }
    interface Account { id: ID }
    type Reseller implements Account { id: ID }
    type Customer implements Account { id: ID }
    type Other { id: ID }
  `),
);

const field = (name: string, as = name, selections: RequiredSelection[] = []): RequiredSelection => {
  return { kind: 'field', name, as, selections };
};
const on = (typeCondition: string, selections: RequiredSelection[], skipIf?: string): RequiredSelection => {
  return { kind: 'fragment', typeCondition, selections, skipIf, includeIf: undefined };
};

function represent(requires: RequiredSelection[], entity: DataObject, rest: Partial<EntitySelection> = {}): unknown {
  const base = { alias: '_entities', variable: 'representations', paths: [], inputRewrites: [], outputRewrites: [] };
  const text = compileRepresent({ ...base, requires, ...rest }, relations)(entity, { yes: true });
  return text === '' ? undefined : JSON.parse(text);
}

describe('a representation', () => {
  const key = [field('__typename'), field('id')];

  it('reads a name and writes its alias', () => {
    const requires = [on('Other', [...key, field('x', 'name')])];
    expect(represent(requires, { __typename: 'Other', id: '1', x: 'n' })).toEqual({
      __typename: 'Other',
      id: '1',
      name: 'n',
    });
  });

  it('is written for members of a condition and for interfaces of a member', () => {
    expect(represent([on('Account', key)], { __typename: 'Customer', id: '1' })).toEqual({
      __typename: 'Customer',
      id: '1',
    });
    expect(represent([on('Customer', key)], { __typename: 'Account', id: '1' })).toEqual({
      __typename: 'Account',
      id: '1',
    });
    expect(represent([on('Customer', key)], { __typename: 'Reseller', id: '1' })).toBeUndefined();
  });

  it('holds a key once when several conditions are met', () => {
    const requires = [on('Reseller', key), on('Customer', [...key, field('name')])];
    const text = compileRepresent(
      { alias: '', variable: '', paths: [], requires, inputRewrites: [], outputRewrites: [] },
      relations,
    )({ __typename: 'Account', id: '1', name: 'n' }, {});
    expect(text).toBe('{"__typename":"Account","id":"1","name":"n"}');
  });

  it('holds nulls and leaves out what is missing', () => {
    const requires = [on('Other', [...key, field('a'), field('b', 'b', [field('c')])])];
    expect(represent(requires, { __typename: 'Other', id: null, b: [{ c: null }, null] })).toEqual({
      __typename: 'Other',
      id: null,
      b: [{ c: null }, null],
    });
  });

  it('leaves out a fragment that a variable skips', () => {
    const requires = [on('Other', key), on('Other', [field('a')], 'yes')];
    expect(represent(requires, { __typename: 'Other', id: '1', a: 2 })).toEqual({ __typename: 'Other', id: '1' });
  });

  it('is rewritten as a copy', () => {
    const entity = { __typename: 'Customer', id: '1', old: { deep: 1 } };
    const inputRewrites = [
      {
        kind: 'set-value',
        path: [
          { kind: 'types', names: ['Account'] },
          { kind: 'key', name: '__typename' },
        ],
        value: 'Account',
      },
      {
        kind: 'rename-key',
        path: [
          { kind: 'key', name: 'old' },
          { kind: 'key', name: 'deep' },
        ],
        name: 'high',
      },
    ] as const;
    const requires = [on('Account', [...key, field('old', 'old', [field('deep')])])];
    expect(represent(requires, entity, { inputRewrites })).toEqual({
      __typename: 'Account',
      id: '1',
      old: { high: 1 },
    });
    expect(entity).toEqual({ __typename: 'Customer', id: '1', old: { deep: 1 } });
  });
});

describe('a path', () => {
  it('passes type conditions in both directions and objects without typename', () => {
    const data = {
      list: [{ __typename: 'Customer' }, { __typename: 'Account' }, {}, { __typename: 'Other' }, null, 'text'],
    };
    const found: DataObject[] = [];
    const path = [{ kind: 'field', name: 'list' }, { kind: 'items' }, { kind: 'types', names: ['Customer'] }] as const;
    compileCollect(path, relations)(data, found);
    expect(found).toEqual([{ __typename: 'Customer' }, { __typename: 'Account' }, {}]);
  });
});

describe("the planner's output", () => {
  const fetch = { kind: 'Fetch', serviceName: 's', operation: '{a}' } as const;

  it('may nest its nodes in any way', () => {
    const raw: RawNode = {
      kind: 'Flatten',
      path: [{ Field: 'a' }, '@'],
      node: {
        kind: 'Sequence',
        nodes: [
          { kind: 'Flatten', path: [{ Field: 'b' }], node: fetch },
          { kind: 'Parallel', nodes: [fetch] },
        ],
      },
    };
    const path = [{ kind: 'field', name: 'a' }, { kind: 'items' }];
    expect(normalisePlan(raw)).toMatchObject({
      kind: 'sequence',
      nodes: [
        { kind: 'fetch', path: [...path, { kind: 'field', name: 'b' }] },
        { kind: 'fetch', path },
      ],
    });
  });

  it('may have conditions without a branch', () => {
    const none = { kind: 'Condition', condition: 'x', ifClause: null, elseClause: fetch } as unknown as RawNode;
    expect(normalisePlan(none)).toMatchObject({ whenTrue: undefined, whenFalse: { kind: 'fetch' } });
    expect(normalisePlan({ kind: 'Condition', condition: 'x' })).toBeUndefined();
  });

  it('renames keys of conflicting types, and the answer has the names asked for', async () => {
    const shapes: TestSubgraph = {
      typeDefs: `
        type Query { shapes: [Shape!]! } union Shape = Square | Circle
        type Square @key(fields: "id") { id: ID! size: Int! @shareable }
        type Circle @key(fields: "id") { id: ID! size: Int }
      `,
      resolvers: {
        Query: {
          shapes: () => [
            { __typename: 'Square', id: '1', size: 4 },
            { __typename: 'Circle', id: '2', size: 5 },
          ],
        },
      },
    };
    const nullable: TestSubgraph = {
      typeDefs: 'type Query { unused: Int } type Square @key(fields: "id") { id: ID! size: Int @shareable }',
    };
    await using graph = await startGraph({ shapes, nullable });
    expect(await graph.data('{ shapes { ... on Square { size } ... on Circle { size } } }')).toEqual({
      shapes: [{ size: 4 }, { size: 5 }],
    });
    expect(graph.seen[0]?.query).toContain('_internal_qp_alias');
  });
});
