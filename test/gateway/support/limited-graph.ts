import { parse } from 'graphql';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { LocalSubgraph } from './local-subgraph.ts';

const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective", "@key"])
    @link(url: "https://specs.tiergraph.example/input/v1.0", import: ["@length", "@open"])
    @composeDirective(name: "@length")
    @composeDirective(name: "@open")
  directive @length(max: Int, maxItems: Int) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | SCALAR
  directive @open on FIELD_DEFINITION
`;

const types = parse(`${head}
  scalar Code @length(max: 4)
  type Query {
    echo(value: String @length(max: 5)): String
    find(ids: [ID!] @length(max: 4, maxItems: 3), codes: [[Code]] @length(maxItems: 2)): Int
    item(filter: Filter): Item
    free(value: String): String
    status: String @open
  }
  type Item { id: ID! note(in: String @length(max: 2)): String }
  type Mutation {
    signIn(input: SignIn!): String @open
    rename(name: String! @length(max: 5)): String
  }
  type Subscription { news(of: ID! @length(max: 4)): String }
  input SignIn { login: String! @length(max: 3) code: Code password: String = "six" @length(max: 6) }
  input Filter { text: String @length(max: 5) all: [Filter!] @length(maxItems: 2) not: Filter }
`);

/** A subgraph that bounds its inputs and says which of its root fields are open; nothing but what it is asked counts. */
export function createLimitedGraph() {
  const shop = new LocalSubgraph(types, {
    Query: {
      echo: (_root, { value }: { value?: string }) => value,
      find: (_root, { ids }: { ids?: readonly string[] }) => ids?.length,
      item: () => ({ id: 'one', note: 'noted' }),
      free: (_root, { value }: { value?: string }) => value,
      status: () => 'well',
    },
    Mutation: {
      signIn: (_root, { input }: { input: { login: string; password: string } }) => `${input.login} ${input.password}`,
      rename: (_root, { name }: { name: string }) => name,
    },
    Subscription: {
      news: {
        async *subscribe() {
          yield { news: 'one' };
        },
      },
    },
  });
  const composition = composeSupergraph([{ name: 'shop', url: 'http://shop.invalid', typeDefs: types }]);
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  const { supergraphSdl, apiSdl } = composition;
  return { supergraphSdl, apiSdl, shop };
}
