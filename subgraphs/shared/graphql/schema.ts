import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, print, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { checkArguments } from './check-arguments.ts';
import { INPUT_LINK, withInputLengths } from './input-lengths.ts';

const FEDERATION_LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@interfaceObject", "@tag", "@cost", "@listSize", "@composeDirective"]
)
`;

/** Resolves a representation, `{ __typename, …key fields }`, to the entity, or null when it may not be seen. */
export type ReferenceResolver<Context> = (
  representation: { readonly __typename: string; readonly id: string },
  context: Context,
) => unknown;

export interface FederatedSchemaParts<Context> {
  readonly resolvers: NonEmptyArray<NewableFunction>;
  /** Types that no field names: they implement an interface, or are reached from other subgraphs only. */
  readonly orphanedTypes: readonly NewableFunction[];
  /** One resolver for each entity of this subgraph, by type name. */
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
}

export interface FederatedSchema {
  readonly schema: GraphQLSchema;
  /** The types with their federation directives, which the composition reads. */
  readonly sdl: string;
}

/** The library requires one, although every subscription here has a source of its own. */
const NO_PUB_SUB = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Invariant: every subscription has its own source');
  },
};

type ResolverMap = Record<string, Record<string, unknown>>;

/** Builds one subgraph's executable schema, and its SDL, from its type-graphql classes. */
export function buildFederatedSchema<Context>(parts: FederatedSchemaParts<Context>): FederatedSchema {
  const schema = buildSchemaSync({
    resolvers: parts.resolvers as NonEmptyArray<Function>,
    orphanedTypes: [...parts.orphanedTypes] as Function[],
    validate: false,
    pubSub: NO_PUB_SUB,
  });
  const types = print(withInputLengths(parse(printSchemaWithDirectives(schema), { noLocation: true })));
  const sdl = FEDERATION_LINK + INPUT_LINK + describeRoots(types);
  const resolvers = createResolversMap(schema) as ResolverMap;
  for (const [typeName, resolve] of Object.entries(parts.references)) {
    resolvers[typeName] = { ...resolvers[typeName], __resolveReference: resolve };
  }
  const executable = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  checkArguments(executable);
  return { schema: executable, sdl };
}

const ROOTS = {
  Query: 'Everything you can read. Lists are connections: use `first` and `after` to page through them.',
  Mutation: 'Everything you can change. A mutation that refuses a call says why in `userErrors`, and changes nothing.',
  Subscription:
    'Everything you can follow live. A stream starts with what you missed and continues with what happens next.',
};

/** Describes the root types, which the library declares without descriptions. */
function describeRoots(sdl: string): string {
  return Object.entries(ROOTS).reduce(
    (text, [name, description]) => text.replace(`\ntype ${name} {`, `\n"""${description}"""\ntype ${name} {`),
    sdl,
  );
}
