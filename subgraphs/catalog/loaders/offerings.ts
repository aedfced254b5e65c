import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { Offering } from '../rules/products/offering.ts';

/** The condition, in SQL, for the rows of `offer` that belong to the offer matrix as it is: `vendor` is the row of the vendor. */
export const OFFERED = `offer.since_version <= vendor.matrix_version
  and (offer.until_version is null or offer.until_version > vendor.matrix_version)`;

/** A row of an offer matrix as the database has it. */
export interface OfferColumns {
  readonly min_quantity: number;
  readonly max_quantity: number;
  readonly ownership_limit: number | null;
  readonly ownership_limit_type: string | null;
  readonly allowed_countries: readonly string[];
  readonly prerequisites: readonly string[];
  readonly conversions: readonly string[];
}

/** The columns of `offer` that `OfferColumns` has. */
export const OFFER_COLUMNS =
  'offer.min_quantity, offer.max_quantity, offer.ownership_limit, offer.ownership_limit_type, offer.allowed_countries, ' +
  'offer.prerequisites, offer.conversions';

interface OfferingColumns extends OfferColumns {
  readonly id: Id<'prd'>;
  readonly has_matrix: boolean;
  readonly has_row: boolean;
}

/** Batches what the vendors' offer matrices say of products: one statement for all of them. */
export function createOfferingLoader(read: Reader): DataLoader<Id<'prd'>, Offering> {
  return new DataLoader(async (productIds) => {
    const rows = await read.query<OfferingColumns>(
      `select product.id, vendor.matrix_version > 0 as has_matrix, offer.mpn is not null as has_row, ${OFFER_COLUMNS}
       from catalog.product
       join catalog.vendor on vendor.id = product.vendor_id
       left join catalog.offer on offer.vendor_id = product.vendor_id and offer.mpn = product.mpn and ${OFFERED}
       where product.id = any (?::text[])`,
      [textArray(productIds)],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return productIds.map((id) => toOffering(byId.get(id)));
  });
}

function toOffering(row: OfferingColumns | undefined): Offering {
  if (row === undefined) return { hasMatrix: false, offer: undefined };
  return { hasMatrix: row.has_matrix, offer: row.has_row ? toOffer(row) : undefined };
}

/** A row of an offer matrix, from its columns. */
export function toOffer(row: OfferColumns): NonNullable<Offering['offer']> {
  return {
    minQuantity: row.min_quantity,
    maxQuantity: row.max_quantity,
    ownershipLimit: row.ownership_limit,
    ownershipLimitType: row.ownership_limit_type,
    allowedCountries: row.allowed_countries,
    prerequisites: row.prerequisites,
    conversions: row.conversions,
  };
}
