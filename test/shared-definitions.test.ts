import { readFileSync } from 'node:fs';
import {
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';

const SUBGRAPHS = ['accounts', 'catalog', 'orders'] as const;
const ROOTS = ['Query', 'Mutation', 'Subscription'];

type Definition = TypeDefinitionNode | DirectiveDefinitionNode;

const readSdl = (subgraph: string): string =>
  readFileSync(new URL(`../schema/${subgraph}.graphql`, import.meta.url), 'utf8');

const isNamed = (node: DefinitionNode): node is Definition =>
  isTypeDefinitionNode(node) || node.kind === Kind.DIRECTIVE_DEFINITION;

const hasDirective = (definition: Definition, name: string): boolean =>
  'directives' in definition && definition.directives?.some((directive) => directive.name.value === name) === true;

/** Each subgraph defines its own fields of an entity and of the roots; only the description is common to them. */
const hasOwnFields = (definition: Definition): boolean =>
  hasDirective(definition, 'key') || ROOTS.includes(definition.name.value);

const commonText = (definition: Definition): string =>
  hasOwnFields(definition) ? (definition.description?.value ?? '') : print(definition);

/** The names that several schemas define, each with its different texts. */
function differentTexts(schemas: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const definitions = schemas.flatMap((schema) => parse(schema, { noLocation: true }).definitions.filter(isNamed));
  const byName = Map.groupBy(definitions, ({ kind, name }) =>
    kind === Kind.DIRECTIVE_DEFINITION ? `@${name.value}` : name.value,
  );
  const texts = [...byName].map(([name, copies]) => [name, [...new Set(copies.map(commonText))]] as const);
  return Object.fromEntries(texts.filter(([, different]) => different.length > 1));
}

/** The names that several schemas define. */
function sharedNames(schemas: readonly string[]): readonly string[] {
  const names = schemas.flatMap((schema) => [
    ...new Set(
      parse(schema)
        .definitions.filter(isNamed)
        .map(({ name }) => name.value),
    ),
  ]);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

describe('definitions that several subgraphs have under one name', () => {
  const schemas = SUBGRAPHS.map(readSdl);

  it('are there: inputs, enums, scalars, shareable types and entities', () => {
    expect(sharedNames(schemas)).toEqual(
      expect.arrayContaining([
        'CreateCustomerInput',
        'Segment',
        'BillingCycle',
        'DateTime',
        'PageInfo',
        'Account',
        'Plan',
      ]),
    );
  });

  it('have one text; entities and root types, whose fields are each subgraph’s own, one description', () => {
    expect(differentTexts(schemas)).toEqual({});
  });
});

describe('the comparison of definitions', () => {
  const input = 'input Address { "The street." line1: String! }';

  it.each([
    ['a field in one copy only', 'input Address { "The street." line1: String! "The city." city: String }'],
    ['another type', 'input Address { "The street." line1: String }'],
    ['another description', 'input Address { "The street and number." line1: String! }'],
    ['another directive', 'input Address { "The street." line1: String! @length(max: 10) }'],
    ['another default', 'input Address { "The street." line1: String! = "" }'],
  ])('sees %s', (_, other) => {
    expect(Object.keys(differentTexts([input, other]))).toEqual(['Address']);
    expect(differentTexts([input, input])).toEqual({});
  });

  it.each([
    ['a value of an enum', 'enum Cycle { MONTHLY }', 'enum Cycle { MONTHLY ANNUAL }'],
    ['the description of a scalar', '"Two letters." scalar Country', '"A country." scalar Country'],
    ['a field of a shareable type', 'type Cycle @shareable { a: Int }', 'type Cycle @shareable { a: Int b: Int }'],
    ['a directive', 'directive @open on FIELD_DEFINITION', 'directive @open on FIELD_DEFINITION | OBJECT'],
    [
      'the description of a stub',
      '"Whole." type P @key(fields: "id") { id: ID! }',
      'type P @key(fields: "id") { id: ID! }',
    ],
    [
      'a stub of an interface',
      '"All." interface A @key(fields: "id") { id: ID! }',
      '"Some." type A @key(fields: "id") { id: ID! }',
    ],
  ])('sees a difference in %s', (_, one, other) => {
    expect(Object.keys(differentTexts([one, other]))).toHaveLength(1);
  });

  it('accepts different fields of an entity and of the root types', () => {
    const types = (field: string) =>
      `"A plan." type Plan @key(fields: "id") { ${field}: ID! } "All that can be read." type Query { ${field}: ID }`;
    expect(differentTexts([types('id'), types('price')])).toEqual({});
  });
});
