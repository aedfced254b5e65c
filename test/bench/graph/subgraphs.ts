import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { products, reviews, users } from './data.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@shareable"]
)`;

interface Key {
  readonly id: string;
  readonly upc: string;
}

interface Shipped extends Key {
  readonly price?: number;
  readonly weight?: number;
}

/** The SDL of each subgraph, as it is composed and served. */
export const subgraphSdl = {
  users: `${LINK}
    type Query { me: User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String birthday: String }`,
  inventory: `${LINK}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `${LINK}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `${LINK}
    type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
    type User @key(fields: "id") { id: ID! reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
} as const;

export type SubgraphName = keyof typeof subgraphSdl;

const resolvers = {
  users: {
    Query: { me: () => users[0], users: () => users },
    User: { __resolveReference: ({ id }: Key) => users.find((user) => user.id === id) },
  },
  inventory: {
    Product: {
      __resolveReference: (key: Shipped) => ({
        ...key,
        inStock: products.find(({ upc }) => upc === key.upc)?.inStock,
      }),
      shippingEstimate: ({ price = 0, weight = 0 }: Shipped) => (price > 1000 ? 0 : Math.round(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_root: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: Key) => products.find((product) => product.upc === upc) },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: Key) => reviews.find((review) => review.id === id),
      author: ({ authorId }: { authorId: string }) => ({ id: authorId }),
      product: ({ upc }: Key) => ({ upc }),
    },
    User: {
      __resolveReference: ({ id }: Key) => ({ id }),
      reviews: ({ id }: Key) => reviews.filter(({ authorId }) => authorId === id),
    },
    Product: {
      __resolveReference: ({ upc }: Key) => ({ upc }),
      reviews: ({ upc }: Key) => reviews.filter((review) => review.upc === upc),
    },
  },
};

/** Builds the executable schema of one subgraph. */
export function buildSubgraph(name: SubgraphName): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(subgraphSdl[name]), resolvers: resolvers[name] }]);
}
