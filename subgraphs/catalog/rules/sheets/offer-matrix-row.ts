import { countryFault } from '../../../shared/domain/places/countries.ts';
import { attempt, RowFault, shown, type Rejection } from './rejection.ts';
import { isFooter, widthFault, type SheetHeader } from './sheet-header.ts';
import { readCount } from './sheet-number.ts';
import { readMpn, readSkuList } from './sku.ts';

const REQUIRED = [
  'ProductId',
  'SkuId',
  'MinLicenses',
  'MaxLicenses',
  'ProductSkuPreRequisites',
  'ProductSkuConversion',
] as const;
const OPTIONAL = ['AssetOwnershipLimit', 'AssetOwnershipLimitType', 'AllowedCountries'] as const;

/** The columns of an offer matrix that are read. */
export const OFFER_MATRIX_COLUMNS = { required: REQUIRED, optional: OPTIONAL };

export type OfferMatrixColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** What an offer matrix says about a product. */
export interface OfferMatrixRow {
  readonly mpn: string;
  readonly minQuantity: number;
  readonly maxQuantity: number;
  /** How many subscriptions of the product a tenant may have; null when that is not limited. */
  readonly ownershipLimit: number | null;
  /** How the vendor counts against that limit, in its own word, such as `ConcurrentCount`; null when it says nothing. */
  readonly ownershipLimitType: string | null;
  /** Country codes of ISO 3166-1, sorted, in which the product may be sold; empty when it may be sold everywhere. */
  readonly allowedCountries: readonly string[];
  /** MPNs, sorted. A customer must own one of them, or order one together with this product. */
  readonly prerequisites: readonly string[];
  /** MPNs, sorted, to which subscriptions of this product can be converted. */
  readonly conversions: readonly string[];
}

/** The largest quantity of a product that no offer matrix limits. */
export const UNLIMITED_QUANTITY = 10_000_000;

type Read = (column: OfferMatrixColumn) => string;

/** The outcome of reading a record: a row, a line that is none, or a fault. */
export type OfferMatrixReading =
  | { readonly outcome: 'row'; readonly row: OfferMatrixRow }
  | { readonly outcome: 'ignored' }
  | { readonly outcome: 'rejected'; readonly fault: Rejection; readonly mpn: string | undefined };

/** Reads one record of an offer matrix. */
export function readOfferMatrixRow(
  header: SheetHeader<OfferMatrixColumn>,
  fields: readonly string[],
): OfferMatrixReading {
  if (isFooter(fields)) return { outcome: 'ignored' };
  const narrow = widthFault(header, fields);
  if (narrow !== undefined) return { outcome: 'rejected', fault: narrow, mpn: undefined };
  const read: Read = (column) => header.read(fields, column);
  const mpn = attempt(() => readMpn(read('ProductId'), read('SkuId')));
  if ('fault' in mpn) return { outcome: 'rejected', fault: mpn.fault, mpn: undefined };
  const row = attempt(() => readRow(mpn.value, read));
  return 'fault' in row
    ? { outcome: 'rejected', fault: row.fault, mpn: mpn.value }
    : { outcome: 'row', row: row.value };
}

function readRow(mpn: string, read: Read): OfferMatrixRow {
  return {
    mpn,
    ...readQuantities(read),
    // A limit of 0 would forbid the product that the row offers; sheets write it where there is none.
    ownershipLimit: readCount('AssetOwnershipLimit', read('AssetOwnershipLimit'), 0) || null,
    ownershipLimitType: readLimitType(read),
    allowedCountries: readCountries(read),
    prerequisites: readSkuList('ProductSkuPreRequisites', read('ProductSkuPreRequisites')),
    conversions: readSkuList('ProductSkuConversion', read('ProductSkuConversion')),
  };
}

function readQuantities(read: Read): Pick<OfferMatrixRow, 'minQuantity' | 'maxQuantity'> {
  // Nobody can order nothing: a minimum of 0 is 1.
  const minQuantity = readCount('MinLicenses', read('MinLicenses'), 0) || 1;
  const maximum = read('MaxLicenses');
  if (/[a-z]/i.test(maximum)) {
    const message = `The value must be a whole number, or empty where there is no maximum; it is ${shown(maximum)}.`;
    throw new RowFault('MaxLicenses', message);
  }
  const maxQuantity = readCount('MaxLicenses', maximum, 1) ?? UNLIMITED_QUANTITY;
  if (maxQuantity >= minQuantity) return { minQuantity, maxQuantity };
  throw new RowFault('MaxLicenses', `The maximum of ${maxQuantity} is below the minimum of ${minQuantity}.`);
}

function readLimitType(read: Read): string | null {
  const text = read('AssetOwnershipLimitType');
  if (text === '') return null;
  if (/^[A-Za-z]{1,40}$/.test(text)) return text;
  throw new RowFault(
    'AssetOwnershipLimitType',
    `The value must be one word, such as "ConcurrentCount"; it is ${shown(text)}.`,
  );
}

function readCountries(read: Read): readonly string[] {
  const countries = read('AllowedCountries')
    .split(/[;,]/)
    .map((country) => country.trim())
    .filter((country) => country !== '')
    .map((country) => {
      const fault = countryFault(country.toUpperCase());
      if (fault === undefined) return country.toUpperCase();
      throw new RowFault('AllowedCountries', `${fault} The value is ${shown(country)}.`);
    });
  return [...new Set(countries)].sort();
}
