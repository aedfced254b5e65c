import type { Statement } from '../../../../shared/database/sql.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import { listedAt } from '../../../loaders/price-periods.ts';
import type { WriteStep } from '../sheet-importer.ts';
import type { MatrixDraft } from './write-offers.ts';

const PAGE_PRODUCTS = 500;

/** The products of a vendor that are on sale, as a statement for rows of `product`. */
export function onSaleProducts(vendorId: Id<'ven'>, now: Date): Statement {
  return {
    sql: `select product.* from catalog.product join catalog.vendor on vendor.id = product.vendor_id
      where product.vendor_id = ? and ${listedAt(now)}`,
    values: [vendorId],
  };
}

/** The products that a price list names. */
export function namedProducts(vendorId: Id<'ven'>, importId: Id<'imp'>): Statement {
  return {
    sql: `select product.* from catalog.sheet_product as named
      join catalog.product on product.vendor_id = ? and product.mpn = named.mpn where named.import_id = ?`,
    values: [vendorId, importId],
  };
}

/** How many of some products are licences, and the part numbers of those without a row. */
export interface LicenceRows {
  readonly licences: number;
  readonly missing: readonly string[];
}

interface ProductRows {
  readonly mpn: string;
  readonly is_licence: boolean;
  readonly has_row: boolean;
}

/** Which products with plans of licence sheets have no row in a version of the vendor's offer matrix. */
export async function licencesWithoutOffer(
  write: WriteStep,
  { vendorId, version }: MatrixDraft,
  products: Statement,
): Promise<LicenceRows> {
  const missing: string[] = [];
  let licences = 0;
  for (let last: string | undefined = ''; last !== undefined;) {
    const after: string = last;
    const page = await write((tx) =>
      tx.query<ProductRows>(
        `select page.mpn,
           exists (select 1 from catalog.plan where plan.product_id = page.id and plan.sheet = 'LICENCE') as is_licence,
           exists (select 1 from catalog.offer
             where offer.vendor_id = ? and offer.mpn = page.mpn and offer.since_version <= ?
               and (offer.until_version is null or offer.until_version > ?)) as has_row
         from (select * from (${products.sql}) as product where product.mpn > ? order by product.mpn limit ?) as page
         order by page.mpn`,
        [vendorId, version, version, ...products.values, after, PAGE_PRODUCTS],
      ),
    );
    const sold = page.filter((product) => product.is_licence);
    licences += sold.length;
    missing.push(...sold.filter((product) => !product.has_row).map(({ mpn }) => mpn));
    last = page.at(-1)?.mpn;
  }
  return { licences, missing };
}
