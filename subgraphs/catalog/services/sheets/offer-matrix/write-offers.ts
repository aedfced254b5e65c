import { textArray } from '../../../../shared/database/sql.ts';
import type { Reader, Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import { OFFER_COLUMNS, toOffer, type OfferColumns } from '../../../loaders/offerings.ts';
import type { Offer } from '../../../rules/products/offering.ts';
import type { OfferMatrixRow } from '../../../rules/sheets/offer-matrix-row.ts';
import type { WriteStep } from '../sheet-importer.ts';

/** A version of a vendor's offer matrix that is being written and that nobody sees yet. */
export interface MatrixDraft {
  readonly vendorId: Id<'ven'>;
  /** One more than the version that readers see. */
  readonly version: number;
}

/** The rows that readers see while the draft is written: those which it has ended belong to them. */
const HELD = `offer.vendor_id = ? and offer.since_version < ?
  and (offer.until_version is null or offer.until_version = ?)`;

/** The rows that readers see, of some products. */
export async function heldOffers(
  read: Reader,
  { vendorId, version }: MatrixDraft,
  mpns: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  const rows = await read.query<OfferColumns & { readonly mpn: string }>(
    `select offer.mpn, ${OFFER_COLUMNS} from catalog.offer where ${HELD} and offer.mpn = any (?::text[])`,
    [vendorId, version, version, textArray(mpns)],
  );
  return new Map(rows.map((row) => [row.mpn, toOffer(row)]));
}

const COMPARED =
  'min_quantity, max_quantity, ownership_limit, ownership_limit_type, allowed_countries, prerequisites, conversions';

const comparedOf = (table: string): string =>
  COMPARED.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');

/** Writes rows into the draft, as far as they differ from those that readers see. */
export async function writeOffers(
  tx: Writer,
  { vendorId, version }: MatrixDraft,
  rows: readonly OfferMatrixRow[],
): Promise<void> {
  await tx.execute(
    `with sheet as (
       select * from jsonb_to_recordset(?::jsonb) as sheet (mpn text, min_quantity int, max_quantity int,
         ownership_limit int, ownership_limit_type text, allowed_countries text[], prerequisites text[], conversions text[])
     ), changed as (
       select sheet.* from sheet
       left join catalog.offer on ${HELD} and offer.mpn = sheet.mpn
       where (${comparedOf('sheet')}) is distinct from (${comparedOf('offer')})
     ), ended as (
       update catalog.offer set until_version = ? from changed
       where offer.vendor_id = ? and offer.mpn = changed.mpn and offer.until_version is null and offer.since_version < ?
     )
     insert into catalog.offer (vendor_id, mpn, since_version, ${COMPARED})
     select ?, mpn, ?, ${COMPARED} from changed`,
    [JSON.stringify(rows.map(toColumns)), vendorId, version, version, version, vendorId, version, vendorId, version],
  );
}

function toColumns({ mpn, ...offer }: OfferMatrixRow): OfferColumns & { readonly mpn: string } {
  return {
    mpn,
    min_quantity: offer.minQuantity,
    max_quantity: offer.maxQuantity,
    ownership_limit: offer.ownershipLimit,
    ownership_limit_type: offer.ownershipLimitType,
    allowed_countries: offer.allowedCountries,
    prerequisites: offer.prerequisites,
    conversions: offer.conversions,
  };
}

/** A page of the rows that readers see. */
interface HeldPage {
  readonly after: string;
  readonly limit: number;
  /** Whether the matrix has a product. */
  readonly isNamed: (mpn: string) => boolean;
}

/** Ends, with the draft, those rows of a page that the matrix lacks. Without `last` there is no further page. */
export async function retireOffers(
  tx: Writer,
  { vendorId, version }: MatrixDraft,
  { after, limit, isNamed }: HeldPage,
): Promise<{ readonly held: number; readonly retired: number; readonly last: string | undefined }> {
  const rows = await tx.query<{ readonly mpn: string }>(
    `select offer.mpn from catalog.offer where ${HELD} and offer.mpn > ? order by offer.mpn limit ?`,
    [vendorId, version, version, after, limit],
  );
  const absent = rows.map(({ mpn }) => mpn).filter((mpn) => !isNamed(mpn));
  if (absent.length > 0) {
    await tx.execute(
      `update catalog.offer set until_version = ?
       where vendor_id = ? and since_version < ? and until_version is null and mpn = any (?::text[])`,
      [version, vendorId, version, textArray(absent)],
    );
  }
  return { held: rows.length, retired: absent.length, last: rows.at(-1)?.mpn };
}

/** Deletes what a version that readers see has ended: nobody asks what an offer matrix once said. */
export async function deleteEndedOffers(tx: Writer, { vendorId, version }: MatrixDraft): Promise<void> {
  await tx.execute('delete from catalog.offer where vendor_id = ? and until_version <= ?', [vendorId, version]);
}

/** Takes back what was written of a matrix that nobody has seen. */
export async function withdrawMatrix(write: WriteStep, vendorId: Id<'ven'>): Promise<void> {
  const ofVendor = 'catalog.vendor where vendor.id = ? and offer.vendor_id = vendor.id';
  await write(async (tx) => {
    await tx.execute(`delete from catalog.offer using ${ofVendor} and offer.since_version > vendor.matrix_version`, [
      vendorId,
    ]);
    await tx.execute(
      `update catalog.offer set until_version = null from ${ofVendor} and offer.until_version > vendor.matrix_version`,
      [vendorId],
    );
  });
}
