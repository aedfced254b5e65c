import {
  ProductsOfVendorDocument,
  VendorsDocument,
  type ProductsOfVendorQuery,
} from '../../../operations/generated/graphql.ts';
import { providerUser, type SheetRow, type Catalog } from '../catalog-under-test.ts';

/** The products of a vendor, by its name, with the plans of the provider. */
export async function productsOf(
  catalog: Catalog,
  vendor: string,
): Promise<ProductsOfVendorQuery['products']['nodes']> {
  const vendors = (await catalog.ask(VendorsDocument, {}, providerUser)).data.vendors.nodes;
  const vendorId = vendors.find(({ name }) => name === vendor)?.id;
  return (await catalog.ask(ProductsOfVendorDocument, { vendorId }, providerUser)).data.products.nodes;
}

/** Rows of products of their own, all in one scope. */
export function many(count: number, title: string): SheetRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ProductId: `${title}${index}`,
    SkuTitle: `${title} ${index}`,
  }));
}
