import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readInputRules } from '../../gateway/supergraph/input-rules.ts';
import { apiSchemaOf } from '../../gateway/supergraph/api-schema.ts';

const TYPES = `
  directive @length(max: Int, maxItems: Int) on ARGUMENT_DEFINITION
  directive @size(max: Int, maxItems: Int) on ARGUMENT_DEFINITION
  directive @input__length(max: Int, maxItems: Int) on ARGUMENT_DEFINITION
  directive @input__open on FIELD_DEFINITION
  type Query {
    a(x: String @length(max: 1)): Int
    b(x: String @size(max: 2)): Int
    c(x: String @input__length(max: 3)): Int @input__open
  }
`;

const withLink = (link: string) => parse(`schema ${link} { query: Query } ${TYPES}`);

describe('the rules that a supergraph declares for inputs', () => {
  it.each([
    ['@link(url: "https://specs.tiergraph.example/input/v1.0", import: ["@length"])', 'Query.a(x:)', 1, true],
    [
      '@link(url: "https://specs.tiergraph.example/input/v1.3", import: [{ name: "@length", as: "@size" }, "@open"])',
      'Query.b(x:)',
      2,
      false,
    ],
    ['@link(url: "https://specs.tiergraph.example/input/v1.0")', 'Query.c(x:)', 3, true],
  ])('use the directive names of the link %s', (link, coordinate, max, declaresOpen) => {
    const rules = readInputRules(withLink(link));
    expect([...(rules?.lengths ?? [])]).toEqual([[coordinate, { max, maxItems: undefined }]]);
    expect(rules?.openFields).toEqual(declaresOpen ? new Set(['Query.c']) : undefined);
  });

  it.each([
    '',
    '@link(url: "https://specs.other.example/input/v1.0", import: ["@length", "@open"])',
    '@link(url: "https://specs.tiergraph.example/input/v2.0", import: ["@length", "@open"])',
  ])('are none without the link, and directives of those names remain in the API schema: %s', (link) => {
    const document = withLink(link);
    expect(readInputRules(document)).toBeUndefined();
    expect(print(apiSchemaOf(document))).toContain('a(x: String @length(max: 1))');
  });

  it('are the stricter ones when two subgraphs limit an input differently', () => {
    const text = `
      schema @link(url: "https://specs.tiergraph.example/input/v1.0", import: ["@length"]) { query: Query }
      type Query { a(x: [String] @length(max: 9, maxItems: 2) @length(max: 3)): Int }
    `;
    expect(readInputRules(parse(text))?.lengths.get('Query.a(x:)')).toEqual({ max: 3, maxItems: 2 });
  });
});
