import {
  ListProductsDocument,
  ProductByMpnDocument,
  type ListProductsQuery,
  type ListProductsQueryVariables,
} from '../../operations/generated/graphql.ts';
import { announceTree, askingFor, resellerUser, useCatalog } from './catalog-under-test.ts';
import type { DatabaseKind } from '../../support/databases.ts';

/** A page of products. */
export type Page = ListProductsQuery['products'];

/** The catalogue, filled with the sample sheets, and the questions that several tests ask it. */
export function useSampleCatalog(kind: DatabaseKind) {
  const used = useCatalog(kind, {
    askGraph: () => Promise.resolve({ data: { account: null } }),
    prepare: async (started) => {
      await started.subgraph.seed();
      await announceTree(started);
    },
  });
  const { catalog, importDir } = used;
  const ask = askingFor(catalog);
  const list = async (variables: ListProductsQueryVariables, user = resellerUser) =>
    (await ask(ListProductsDocument, variables, user)).products;
  const names = async (variables: ListProductsQueryVariables) => (await list(variables)).nodes.map(({ name }) => name);
  const productId = async (mpn: string) => {
    const { product } = await ask(ProductByMpnDocument, { mpn });
    if (product === null) throw new Error(`The sample has no product ${mpn}`);
    return product.id;
  };
  return { catalog, importDir, ask, list, names, productId };
}
