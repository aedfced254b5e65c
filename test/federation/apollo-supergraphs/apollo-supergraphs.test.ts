import { getOperationAST, parse, printSchema, validate, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../gateway/engine/engine.ts';
import { InProcessSubgraphClient } from '../../../gateway/subgraph-clients/in-process-subgraph-client.ts';
import type { InProcessRequest } from '../../../gateway/subgraph-clients/in-process-subgraph-client.ts';
import { loadSupergraph } from '../../../gateway/supergraph/supergraph.ts';

/** What Apollo's composition writes before the types, for each version of the join specification. */
const heads: Record<string, string> = {
  'v0.3': `
    schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query mutation: Mutation }
    directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
    directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
    directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
    scalar join__FieldSet scalar link__Import
    enum link__Purpose { SECURITY EXECUTION }
  `,
  'v0.4': `
    schema
      @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://specs.apollo.dev/join/v0.4", for: EXECUTION)
      @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)
      @link(url: "https://specs.apollo.dev/tag/v0.3")
      @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@listSize"])
      @join__directive(graphs: [SHOP], name: "link", args: { url: "https://specs.apollo.dev/source/v0.1", import: ["@sourceAPI"] })
      { query: Query mutation: Mutation }
    directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
    directive @join__directive(graphs: [join__Graph!], name: String!, args: join__DirectiveArguments) repeatable on SCHEMA | OBJECT | INTERFACE | FIELD_DEFINITION
    directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
    directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean, overrideLabel: String) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
    directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
    directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA
    scalar join__FieldSet scalar join__DirectiveArguments scalar link__Import
    enum link__Purpose { SECURITY EXECUTION }
  `,
  'v0.5': `
    schema
      @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
      @link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY)
      @link(url: "https://specs.apollo.dev/cacheTag/v0.1", for: EXECUTION)
      @link(url: "https://specs.apollo.dev/cost/v0.1")
      @link(url: "https://specs.apollo.dev/tag/v0.3", as: "label")
      { query: Query mutation: Mutation }
    directive @cacheTag(format: String!) repeatable on FIELD_DEFINITION | OBJECT
    directive @context(name: String!) repeatable on INTERFACE | OBJECT | UNION
    directive @context__fromContext(field: context__ContextFieldValue) on ARGUMENT_DEFINITION
    directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
    directive @cost__listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
    directive @join__directive(graphs: [join__Graph!], name: String!, args: join__DirectiveArguments) repeatable on SCHEMA | OBJECT | INTERFACE | FIELD_DEFINITION
    directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
    directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet, type: String, external: Boolean, override: String, usedOverridden: Boolean, overrideLabel: String, contextArguments: [join__ContextArgument!]) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @join__graph(name: String!, url: String!) on ENUM_VALUE
    directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
    directive @label(name: String!) repeatable on FIELD_DEFINITION | OBJECT
    directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
    input join__ContextArgument { name: String! type: String! context: String! selection: join__FieldValue! }
    scalar context__context scalar context__ContextFieldValue
    scalar join__DirectiveArguments scalar join__FieldSet scalar join__FieldValue scalar link__Import
    enum link__Purpose { SECURITY EXECUTION }
  `,
};

/** @param marks directives of one version, by where they stand */
const types = (marks: { item?: string; items?: string; root?: string; secret?: string } = {}) => `
  enum join__Graph {
    SHOP @join__graph(name: "shop", url: "http://shop.invalid")
    STOCK_ROOM @join__graph(name: "Stock-Room", url: "http://stock.invalid")
  }
  "What can be bought."
  type Item implements Thing
    @join__implements(graph: SHOP, interface: "Thing")
    @join__type(graph: SHOP, key: "id")
    @join__type(graph: STOCK_ROOM, key: "id") ${marks.item ?? ''}
  {
    id: ID!
    name(size: Size = BIG): String @join__field(graph: SHOP)
    weight: Int @join__field(graph: SHOP) @join__field(graph: STOCK_ROOM, external: true)
    postage: Int @join__field(graph: STOCK_ROOM, requires: "weight")
    secret: String @join__field(graph: SHOP) ${marks.secret ?? ''}
  }
  enum Size @join__type(graph: SHOP) { BIG @join__enumValue(graph: SHOP) SMALL @join__enumValue(graph: SHOP) }
  interface Thing @join__type(graph: SHOP) { id: ID! }
  union Found @join__type(graph: SHOP) @join__unionMember(graph: SHOP, member: "Item") = Item
  input Wish @join__type(graph: SHOP) { name: String! = "any" size: Size }
  type Mutation @join__type(graph: SHOP) @join__type(graph: STOCK_ROOM) { wish(wish: Wish!): Item @join__field(graph: SHOP) }
  type Query @join__type(graph: SHOP) @join__type(graph: STOCK_ROOM) ${marks.root ?? ''} {
    items(first: Int = 2): [Item!] @join__field(graph: SHOP) ${marks.items ?? ''}
    found: Found @join__field(graph: SHOP)
    postages: Int @join__field(graph: STOCK_ROOM)
  }
`;

const supergraphs: readonly (readonly [string, string])[] = [
  ['join v0.3', (heads['v0.3'] ?? '') + types()],
  [
    'join v0.4 with @inaccessible, @tag and directives of subgraphs',
    (heads['v0.4'] ?? '') +
      types({
        item: '@tag(name: "public")',
        secret: '@inaccessible',
        items: '@join__directive(graphs: [SHOP], name: "listSize", args: { slicingArguments: ["first"] })',
      }),
  ],
  [
    'join v0.5 with @context, @cacheTag, @cost, @listSize and renamed imports',
    (heads['v0.5'] ?? '') +
      types({
        item: '@label(name: "public")',
        root: '@context(name: "shop__root")',
        items: '@cost(weight: 3) @cost__listSize(assumedSize: 9) @cacheTag(format: "items")',
      }),
  ],
];

const answers: Record<string, (request: InProcessRequest) => Record<string, unknown>> = {
  shop: ({ query }) => {
    const item = { __typename: 'Item', id: '1', name: 'One', weight: 4 };
    if (query.includes('wish')) return { wish: item };
    return query.includes('found') ? { found: item } : { items: [item] };
  },
  'Stock-Room': ({ variables }) => {
    const { representations } = variables as { representations: readonly { readonly weight: number }[] };
    return { _entities: representations.map(({ weight }) => ({ __typename: 'Item', postage: weight * 2 })) };
  },
};

describe.each(supergraphs)('a supergraph that Apollo composed, %s,', (_title, sdl) => {
  it('has a valid API schema without federation types', async () => {
    const { apiSchema, subgraphs } = await loadSupergraph(sdl);
    expect(validateSchema(apiSchema)).toEqual([]);
    expect(printSchema(apiSchema)).not.toMatch(/join__|link__|context|@cost|@tag|@label|listSize/);
    expect(printSchema(apiSchema)).toContain('"""What can be bought."""');
    expect(subgraphs.map(({ name }) => name)).toEqual(['shop', 'Stock-Room']);
  });

  it.each([
    ['{ items(first: 1) { id name(size: SMALL) postage } }', { items: [{ id: '1', name: 'One', postage: 8 }] }],
    [
      '{ found { __typename ... on Thing { id ... on Item { postage } } } }',
      { found: { __typename: 'Item', id: '1', postage: 8 } },
    ],
    ['mutation { wish(wish: { size: BIG }) { weight postage } }', { wish: { weight: 4, postage: 8 } }],
  ])('answers %s', async (source, data) => {
    const supergraph = await loadSupergraph(sdl);
    const clients = supergraph.subgraphs.map(({ name }) => {
      const execute = (request: InProcessRequest) => Promise.resolve({ data: answers[name]?.(request) ?? null });
      return [name, new InProcessSubgraphClient({ execute, subscribe: async function* () {} })] as const;
    });
    const engine = createEngine({ supergraph, clients: new Map(clients) });
    const document = parse(source);
    expect(validate(supergraph.apiSchema, document)).toEqual([]);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('No operation');
    const compiled = await engine.prepare({ document, source, operation, operationName: undefined });
    const context = { variables: {}, headersFor: () => ({}), signal: new AbortController().signal };
    expect(JSON.parse(JSON.stringify(await engine.execute(compiled, context)))).toEqual({ data });
    await engine.close();
  });
});

it('leaves an inaccessible field out of the API schema', async () => {
  const { apiSchema } = await loadSupergraph(supergraphs[1]?.[1] ?? '');
  expect(printSchema(apiSchema)).not.toContain('secret');
});
