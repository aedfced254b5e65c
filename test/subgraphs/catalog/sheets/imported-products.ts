import { providerUser, type SheetRow, type Catalog } from '../catalog-under-test.ts';

interface Products {
  readonly products: {
    readonly nodes: readonly {
      readonly mpn: string;
      readonly name: string;
      readonly description: string | null;
      readonly category: string;
      readonly status: string;
      readonly plans: readonly {
        readonly id: string;
        readonly market: string;
        readonly price: { readonly amount: string };
        readonly retailPrice: { readonly amount: string };
        readonly validFrom: string;
        readonly validTo: string | null;
      }[];
    }[];
  };
}

const PRODUCTS = `query ($vendorId: ID) { products(filter: { vendorId: $vendorId }, first: 100) { nodes {
  mpn name description category status
  plans { id market price { amount } retailPrice { amount } validFrom validTo }
} } }`;

/** The products of a vendor, by its name, with the plans of the provider. */
export async function productsOf(catalog: Catalog, vendor: string): Promise<Products['products']['nodes']> {
  const { data } = await catalog.query<{ vendors: { nodes: { id: string; name: string }[] } }>(
    '{ vendors(first: 100) { nodes { id name } } }',
    {},
    providerUser,
  );
  const vendorId = data.vendors.nodes.find(({ name }) => name === vendor)?.id;
  return (await catalog.query<Products>(PRODUCTS, { vendorId }, providerUser)).data.products.nodes;
}

/** Rows of products of their own, all in one scope. */
export function many(count: number, title: string): SheetRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ProductId: `${title}${index}`,
    SkuTitle: `${title} ${index}`,
  }));
}
