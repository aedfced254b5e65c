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

/** The columns of an offer matrix that matter here. */
export const OFFER_MATRIX_COLUMNS = { required: REQUIRED, optional: [] as never[] };

export type OfferMatrixColumn = (typeof REQUIRED)[number];

/** What an offer matrix says of a product. */
export interface OfferMatrixRow {
  readonly mpn: string;
  readonly minQuantity: number;
  readonly maxQuantity: number;
  /** MPNs, any of which must be owned or ordered together; sorted. */
  readonly prerequisites: readonly string[];
  /** MPNs to which subscriptions may be converted; sorted. */
  readonly conversions: readonly string[];
}

/** A product that no offer matrix limits is sold in any reasonable number. */
export const UNLIMITED_QUANTITY = 10_000_000;

/** Reads one record of an offer matrix, or why it is not taken. */
export function readOfferMatrixRow(
  header: SheetHeader<OfferMatrixColumn>,
  fields: readonly string[],
): { readonly value: OfferMatrixRow } | { readonly fault: Rejection } {
  const read = (column: OfferMatrixColumn): string => header.read(fields, column);
  return attempt(() => {
    if (fields.length !== header.width) {
      throw new RowFault(null, `The row has ${fields.length} fields, the header has ${header.width}.`);
    }
    const minQuantity = readCount('MinLicenses', read('MinLicenses'), 1);
    const maxQuantity = readCount('MaxLicenses', read('MaxLicenses'), UNLIMITED_QUANTITY);
    if (maxQuantity < minQuantity) {
      throw new RowFault('MaxLicenses', `The largest number, ${maxQuantity}, is below the smallest, ${minQuantity}.`);
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
  if (/^\d{1,10}$/.test(text) && count >= 1 && count <= 2_147_483_647) return count;
  throw new RowFault(column, `A number of licences is a whole number from 1; this is ${shown(text)}.`);
}
