import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type DocumentNode } from 'graphql';
import { onTestFinished } from 'vitest';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';

type Modules = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

const productTypes = parse(`${link}
  type Query { products: [Product!]! }
  type Mutation { rename(sku: ID!, name: String!): Product! }
  type Product @key(fields: "sku") { sku: ID! name: String! }
`);
const reviewTypes = (more = ''): DocumentNode =>
  parse(`${link}
    type Query { latest: Review! }
    type Review { stars: Int! product: Product! ${more} }
    type Product @key(fields: "sku") { sku: ID! reviews: [Review!]! }
  `);

/** A graph of somebody else: two subgraphs on Apollo Server, and their supergraph in a file. */
export interface ForeignGraph {
  readonly urls: Readonly<Record<'products' | 'reviews', string>>;
  readonly supergraphFile: string;
  readonly supergraphSdl: string;
  /** The headers of the last request to each subgraph. */
  readonly seen: Map<string, IncomingHttpHeaders>;
  /** The supergraph with one more field in a type, so that the text differs; the subgraph does not know it. */
  variant(field: string): string;
}

export async function startForeignGraph(): Promise<ForeignGraph> {
  const seen = new Map<string, IncomingHttpHeaders>();
  const product = { sku: 'p1', name: 'Lamp' };
  const review = { stars: 5, product: { __typename: 'Product', sku: 'p1' } };
  const urls = {
    products: await serve('products', seen, {
      typeDefs: productTypes,
      resolvers: {
        Query: { products: () => [product] },
        Mutation: { rename: (_root: unknown, given: typeof product) => given },
        Product: { __resolveReference: ({ sku }: { sku: string }) => ({ ...product, sku }) },
      },
    }),
    reviews: await serve('reviews', seen, {
      typeDefs: reviewTypes(),
      resolvers: { Query: { latest: () => review }, Product: { reviews: () => [review] } },
    }),
  };
  const compose = (more?: string): string => {
    const composition = composeSupergraph([
      { name: 'products', url: urls.products, typeDefs: productTypes },
      { name: 'reviews', url: urls.reviews, typeDefs: reviewTypes(more) },
    ]);
    if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
    return composition.supergraphSdl;
  };
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-foreign-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  const supergraphFile = join(folder, 'supergraph.graphql');
  const supergraphSdl = compose();
  await writeFile(supergraphFile, supergraphSdl);
  return { urls, supergraphFile, supergraphSdl, seen, variant: (field) => compose(`${field}: Int`) };
}

async function serve(name: string, seen: Map<string, IncomingHttpHeaders>, module: unknown): Promise<string> {
  const server = new ApolloServer({
    schema: buildSubgraphSchema([module as Modules]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) => {
      seen.set(name, req.headers);
      return {};
    },
  });
  onTestFinished(async () => await server.stop());
  return url;
}
