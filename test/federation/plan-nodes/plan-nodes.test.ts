import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileCollect } from '../../../gateway/engine/compile/fetches/collect.ts';
import type { DataObject } from '../../../gateway/engine/compile/data.ts';
import { compileRepresent } from '../../../gateway/engine/compile/fetches/represent.ts';
import { TypeRelations } from '../../../gateway/engine/compile/type-relations.ts';
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
  return { kind: 'field', responseName: name, fieldName: as, isKey: name === 'id', nonNull: [], selections };
};
const on = (typeCondition: string, selections: RequiredSelection[]): RequiredSelection => {
  return { kind: 'fragment', typeCondition, selections };
};

function represent(requires: RequiredSelection[], entity: DataObject, rest: Partial<EntitySelection> = {}): unknown {
  const base = { alias: '_entities', variable: 'representations', paths: [], interfaceName: undefined, renames: [] };
  const text = compileRepresent({ ...base, requires, ...rest }, relations)(entity);
  return text === '' ? undefined : JSON.parse(text);
}

describe('a representation', () => {
  const key = [field('__typename'), field('id')];

  it('reads a field by its response name and writes it under its field name', () => {
    const requires = [on('Other', [...key, field('x', 'name')])];
    expect(represent(requires, { __typename: 'Other', id: '1', x: 'n' })).toEqual({
      __typename: 'Other',
      id: '1',
      name: 'n',
    });
  });

  it('is written for members of a type condition, and not for an object of unknown type', () => {
    expect(represent([on('Account', key)], { __typename: 'Customer', id: '1' })).toEqual({
      __typename: 'Customer',
      id: '1',
    });
    expect(represent([on('Customer', key)], { __typename: 'Account', id: '1' })).toBeUndefined();
    expect(represent([on('Customer', key)], { __typename: 'Reseller', id: '1' })).toBeUndefined();
  });

  it('holds a field once when several type conditions apply', () => {
    const requires = [on('Account', key), on('Customer', [...key, field('name')])];
    const text = compileRepresent(
      { alias: '', variable: '', paths: [], requires, interfaceName: undefined, renames: [] },
      relations,
    )({ __typename: 'Customer', id: '1', name: 'n' });
    expect(text).toBe('{"__typename":"Customer","id":"1","name":"n"}');
  });

  it('holds null for a field that is null or missing', () => {
    const requires = [on('Other', [...key, field('a'), field('b', 'b', [field('c')])])];
    expect(represent(requires, { __typename: 'Other', id: null, b: [{ c: null }, null, {}] })).toEqual({
      __typename: 'Other',
      id: null,
      a: null,
      b: [{ c: null }, null, { c: null }],
    });
  });

  it('holds null at the nearest nullable value, and is not written when there is none', () => {
    const sure = (selections: RequiredSelection[], nonNull: boolean[]): RequiredSelection[] => {
      const inner: RequiredSelection = { ...field('b', 'b', selections), nonNull } as RequiredSelection;
      return [...key, inner];
    };
    const c = { ...field('c'), nonNull: [true] } as RequiredSelection;
    const entity = { __typename: 'Other', id: '1', b: [{ c: 1 }, { c: null }] };
    const written = (b: unknown) => ({ __typename: 'Other', id: '1', b });
    expect(represent(sure([c], [false, false]), entity)).toEqual(written([{ c: 1 }, null]));
    expect(represent(sure([c], [false, true]), entity)).toEqual(written(null));
    expect(represent(sure([c], [true, true]), entity)).toBeUndefined();
    expect(represent(sure([c], [true, true]), { __typename: 'Other', id: '1', b: [] })).toEqual(written([]));
    expect(represent([...key, c], { __typename: 'Other', id: '1' })).toBeUndefined();
  });

  it('is not written when a part of the key is missing', () => {
    const owner: RequiredSelection = {
      kind: 'field',
      responseName: 'owner',
      fieldName: 'owner',
      isKey: true,
      nonNull: [],
      selections: [{ ...field('id'), nonNull: [true] } as RequiredSelection],
    };
    expect(represent([field('__typename'), owner], { __typename: 'Other', owner: {} })).toBeUndefined();
    expect(represent([field('__typename'), owner], { __typename: 'Other', owner: null })).toEqual({
      __typename: 'Other',
      owner: null,
    });
  });

  it('is not written without a key', () => {
    expect(represent([...key, field('name')], { __typename: 'Other', name: 'n' })).toBeUndefined();
    expect(represent([...key, field('name')], { __typename: 'Other', id: null })).toEqual({
      __typename: 'Other',
      id: null,
      name: null,
    });
  });

  it('may have the name of an interface in place of an object type', () => {
    const entity = { __typename: 'Customer', id: '1' };
    expect(represent(key, entity, { interfaceName: 'Account' })).toEqual({ __typename: 'Account', id: '1' });
    expect(entity).toEqual({ __typename: 'Customer', id: '1' });
  });
});

describe('a plan path', () => {
  it('leads to members of its types and to objects without __typename', () => {
    const data = {
      list: [{ __typename: 'Customer' }, { __typename: 'Account' }, {}, { __typename: 'Other' }, null, 'text'],
    };
    const found: DataObject[] = [];
    const path = [{ kind: 'field', name: 'list' }, { kind: 'items' }, { kind: 'type', name: 'Customer' }] as const;
    compileCollect(path, relations)(data, found);
    expect(found).toEqual([{ __typename: 'Customer' }, {}]);
  });
});

describe('a plan', () => {
  it('fetches conflicting fields under other response names, and the response has the client names', async () => {
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
    expect(graph.seen[0]?.query).toContain('_or_1_size');
  });
});
