import { buildSchema, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withoutImpossibleFragments } from '../../../gateway/engine/plan/possible-fragments.ts';

const schema = buildSchema(`
  type Query { a: A any: Any }
  interface Any { id: ID any: Any }
  type A implements Any { id: ID any: Any b: B }
  type B implements Any { id: ID any: Any }
`);
const plain = (text: string): string => print(parse(text));

describe('an operation that the planner wrote', () => {
  it('is left as it is where every fragment may hold', () => {
    const text = '{any{__typename ...on A{id ...on Any{id}} ...on B{id}}}';
    expect(withoutImpossibleFragments(text, schema)).toBe(text);
  });

  it('loses fragments that never hold, with the fragments that only they use', () => {
    const text = `
      {a{id ...on B{...x} b{...on A{id}} any{...on A{...on B{...y} ...y}}}}
      fragment x on B {any{...z}} fragment y on Any {id} fragment z on Any {id}
    `;
    expect(withoutImpossibleFragments(text, schema)).toBe(
      plain('{a{id b{__typename} any{...on A{...y}}}} fragment y on Any {id}'),
    );
  });

  it('keeps what it asks of entities, whose type nothing tells but their conditions', () => {
    const text = 'query($r:[_Any!]!){_entities(representations:$r){...on A{id ...on B{id}} ...on B{id}}}';
    expect(withoutImpossibleFragments(text, schema)).toBe(
      plain('query($r:[_Any!]!){_entities(representations:$r){...on A{id} ...on B{id}}}'),
    );
  });
});
