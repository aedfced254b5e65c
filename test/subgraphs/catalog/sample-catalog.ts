import { expect } from 'vitest';
import type { ContextClaims } from '../../support/principals.ts';
import { announceTree, resellerUser, useCatalog } from './catalog-under-test.ts';
import type { DatabaseKind } from '../../support/databases.ts';

/** A page of products. */
export interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly id: string; readonly mpn: string; readonly name: string }[];
}

/** Lists products. */
export const LIST = `query ($search: String, $filter: ProductFilter, $first: Int = 100, $after: String) {
  products(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id mpn name }
  }
}`;

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
  const ask = async <Data>(text: string, variables: object, user: ContextClaims = resellerUser): Promise<Data> => {
    const { data, errors } = await catalog().query<Data>(text, { ...variables }, user);
    expect(errors).toEqual([]);
    return data;
  };
  const list = async (variables: object, user = resellerUser) =>
    (await ask<{ products: Page }>(LIST, variables, user)).products;
  const names = async (variables: object) => (await list(variables)).nodes.map(({ name }) => name);
  const productId = async (mpn: string) =>
    (await ask<{ product: { id: string } }>('query ($mpn: String) { product(mpn: $mpn) { id } }', { mpn })).product.id;
  return { catalog, importDir, ask, list, names, productId };
}
