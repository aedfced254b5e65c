import type { Id } from '../../../shared/domain/ids.ts';
import { meansMpn, readMpn } from '../../../shared/domain/mpn.ts';
import type { SignedInContext } from '../../context.ts';
import { ProductEntity, type ProductRow } from '../../entities/product.ts';
import { PRODUCT_COLUMNS } from '../../loaders/product-lists.ts';
import { offeredConditions } from '../marketplaces/shops.ts';
import { offeredProduct } from './offered.ts';
import { hasMpn } from './product-mpns.ts';

/** How one product is named: by its id, to which a part number may be added as a check, or by its part number. */
export type ProductKey =
  | { readonly kind: 'id'; readonly id: Id<'prd'>; readonly mpn: string | undefined }
  | { readonly kind: 'mpn'; readonly mpn: string };

/**
 * The product, on sale or not; null when there is none that the viewer may see, or when its part number is not the one that was
 * given.
 */
export async function findProduct(context: SignedInContext, key: ProductKey): Promise<ProductRow | null> {
  if (key.kind === 'mpn') return findProductByMpn(context, key.mpn);
  const product = await offeredProduct(context, key.id);
  return product === null || key.mpn === undefined || meansMpn(key.mpn, product.mpn) ? product : null;
}

/**
 * The product that a part number means; of several vendors' products the first. Null when there is none, and when the
 * text has no SKU but a vendor has several SKUs of the product.
 */
async function findProductByMpn(context: SignedInContext, text: string): Promise<ProductRow | null> {
  const { read } = context;
  const conditions = [hasMpn([text]), ...(await offeredConditions(context))];
  const rows = await read.query(
    `select ${PRODUCT_COLUMNS} from catalog.product where ${conditions.map(([sql]) => sql).join(' and ')}
     order by product.vendor_id, product.id limit 2`,
    conditions.flatMap(([, ...values]) => values),
  );
  const [first, second] = rows.map((row) => read.map(ProductEntity, row));
  if (first === undefined) return null;
  return readMpn(text)?.sku === undefined && second?.vendorId === first.vendorId ? null : first;
}
