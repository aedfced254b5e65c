import { attempt, RowFault, shown, type Rejection } from './rejection.ts';
import type { SheetHeader } from './sheet-header.ts';
import { readSku, readSkuList } from './sku.ts';

const REQUIRED = [
  'ProductId',
  'SkuId',
  'MinLicenses',
  'MaxLicenses',
  'ProductSkuPreRequisites',
  'ProductSkuConversion',
] as const;

/** The columns of an offer matrix that are read. */
export const OFFER_MATRIX_COLUMNS = { required: REQUIRED, optional: [] };

export type OfferMatrixColumn = (typeof REQUIRED)[number];

/** What an offer matrix says about a product. */
export interface OfferMatrixRow {
  readonly mpn: string;
  readonly minQuantity: number;
  readonly maxQuantity: number;
  /** MPNs, sorted. A customer must own one of them, or order one together with this product. */
  readonly prerequisites: readonly string[];
  /** MPNs, sorted, to which subscriptions of this product can be converted. */
  readonly conversions: readonly string[];
}

/** The largest integer that the database stores in the columns of quantities. */
const MAX_COUNT = 2_147_483_647;

/** The largest quantity of a product that no offer matrix limits. */
export const UNLIMITED_QUANTITY = 10_000_000;

/** Reads one record of an offer matrix; returns the reason when it is rejected. */
export function readOfferMatrixRow(
  header: SheetHeader<OfferMatrixColumn>,
  fields: readonly string[],
): { readonly value: OfferMatrixRow } | { readonly fault: Rejection } {
  const read = (column: OfferMatrixColumn): string => header.read(fields, column);
  return attempt(() => {
    if (fields.length !== header.width) {
      throw new RowFault(null, `The row has ${fields.length} fields, but the header has ${header.width}.`);
    }
    const minQuantity = readCount('MinLicenses', read('MinLicenses'), 1);
    const maxQuantity = readCount('MaxLicenses', read('MaxLicenses'), UNLIMITED_QUANTITY);
    if (maxQuantity < minQuantity) {
      throw new RowFault('MaxLicenses', `The maximum of ${maxQuantity} is below the minimum of ${minQuantity}.`);
    }
    return {
      mpn: `${readSku('ProductId', read('ProductId'))}:${readSku('SkuId', read('SkuId'))}`,
      minQuantity,
      maxQuantity,
      prerequisites: readSkuList('ProductSkuPreRequisites', read('ProductSkuPreRequisites')),
      conversions: readSkuList('ProductSkuConversion', read('ProductSkuConversion')),
    };
  });
}

function readCount(column: OfferMatrixColumn, text: string, fallback: number): number {
  if (text === '') return fallback;
  const count = Number(text);
  if (/^\d{1,10}$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  const message = `A number of licences must be a whole number from 1 to ${MAX_COUNT}; the value is ${shown(text)}.`;
  throw new RowFault(column, message);
}
