import type { VendorRow } from '../../../entities/vendor.ts';
import { ImportFault } from '../../../errors.ts';
import {
  OFFER_MATRIX_COLUMNS,
  readOfferMatrixRow,
  type OfferMatrixRow,
} from '../../../rules/sheets/offer-matrix-row.ts';
import { matrixDoubtsOf } from '../../../rules/sheets/sheet-doubts.ts';
import { readHeader } from '../../../rules/sheets/sheet-header.ts';
import { withoutOfferNote } from '../../../rules/sheets/without-offer.ts';
import type { SheetImporter, WriteStep } from '../sheet-importer.ts';
import { isSameOffer } from '../../../rules/products/offering.ts';
import { licencesWithoutOffer, onSaleProducts } from './licences-without-offer.ts';
import { deleteEndedOffers, heldOffers, retireOffers, writeOffers, type MatrixDraft } from './write-offers.ts';

/** How an offer matrix is imported. */
export interface OfferMatrixOptions {
  readonly vendor: VendorRow;
  readonly now: Date;
  /** Whether it has all products of the vendor, so that those which it lacks are not offered any more. */
  readonly isFull: boolean;
}

/** A row may have two hundred countries: in the embedded mode nothing else is answered while a page of them is written. */
const PAGE_ROWS = 100;
/** Only part numbers are read of them. */
const PAGE_HELD = 500;

/** What is remembered of a matrix while it is read: some thousand rows, of which the last of a product counts. */
interface Seen {
  rowsRead: number;
  rowsRejected: number;
  readonly rows: Map<string, OfferMatrixRow>;
  /** Products of rows that are rejected for something else than their part number: the matrix has them. */
  readonly protected: Set<string>;
  hasUnreadable: boolean;
}

/**
 * Makes the importer for an offer matrix of one vendor: quantities, limits, countries, prerequisites and conversions of its
 * products, those which the price list lacks included. Throws an ImportFault when its header lacks a column.
 */
export function createOfferMatrixImporter(
  header: readonly string[],
  { vendor, now, isFull }: OfferMatrixOptions,
): SheetImporter {
  const columns = readHeader(header, OFFER_MATRIX_COLUMNS);
  if (typeof columns === 'string') throw new ImportFault(columns, 1);
  const draft: MatrixDraft = { vendorId: vendor.id, version: vendor.matrixVersion + 1 };
  const seen: Seen = { rowsRead: 0, rowsRejected: 0, rows: new Map(), protected: new Set(), hasUnreadable: false };
  return {
    async stage(tx, records) {
      const readings = records.map(({ line, fields }) => ({ line, reading: readOfferMatrixRow(columns, fields) }));
      const rows = readings.flatMap(({ reading }) => (reading.outcome === 'row' ? [reading.row] : []));
      const rejected = readings.flatMap(({ line, reading }) =>
        reading.outcome === 'rejected' ? [{ line, ...reading.fault, mpn: reading.mpn }] : [],
      );
      const held = await heldOffers(
        tx,
        draft,
        rows.map(({ mpn }) => mpn),
      );
      const counted = { added: 0, changed: 0, unchanged: 0 };
      for (const row of rows) {
        const before = seen.rows.get(row.mpn) ?? held.get(row.mpn);
        counted[before === undefined ? 'added' : isSameOffer(before, row) ? 'unchanged' : 'changed'] += 1;
        seen.rows.set(row.mpn, row);
      }
      for (const { mpn } of rejected) {
        if (mpn === undefined) seen.hasUnreadable = true;
        else seen.protected.add(mpn);
      }
      seen.rowsRead += rows.length + rejected.length;
      seen.rowsRejected += rejected.length;
      return { ...counted, skipped: 0, rejected: rejected.map(({ mpn: _mpn, ...fault }) => fault) };
    },
    async prepare(write) {
      await writePages(write, draft, [...seen.rows.values()]);
      const mayRetire = isFull && !seen.hasUnreadable;
      const counts = mayRetire ? await retirePages(write, draft, seen) : { held: 0, retired: 0 };
      const { licences, missing } = await licencesWithoutOffer(write, draft, onSaleProducts(vendor.id, now));
      const notes = isFull && seen.hasUnreadable ? [NOTHING_RETIRED] : [];
      const unsold = vendor.matrixVersion === 0 ? missing.length : 0;
      return {
        retired: counts.retired,
        doubts: matrixDoubtsOf({ ...seen, ...counts, licences, unsold }),
        notes: [...notes, ...withoutOfferNote(missing)],
      };
    },
    async publish(tx) {
      await tx.execute('update catalog.vendor set matrix_version = ? where id = ?', [draft.version, vendor.id]);
      return { version: undefined };
    },
    finish: (write) => write((tx) => deleteEndedOffers(tx, draft)),
    describe: () => ({ kind: 'OFFER_MATRIX', markets: [] }),
  };
}

const NOTHING_RETIRED = 'No row is retired, because the product of a rejected row cannot be read.';

async function writePages(write: WriteStep, draft: MatrixDraft, rows: readonly OfferMatrixRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += PAGE_ROWS) {
    await write((tx) => writeOffers(tx, draft, rows.slice(from, from + PAGE_ROWS)));
  }
}

/** Ends the rows of products that the matrix lacks; answers how many there were, and how many of them it lacks. */
async function retirePages(
  write: WriteStep,
  draft: MatrixDraft,
  { rows, protected: kept }: Seen,
): Promise<{ readonly held: number; readonly retired: number }> {
  const counts = { held: 0, retired: 0 };
  const isNamed = (mpn: string): boolean => rows.has(mpn) || kept.has(mpn);
  for (let last: string | undefined = ''; last !== undefined;) {
    const after: string = last;
    const page = await write((tx) => retireOffers(tx, draft, { after, limit: PAGE_HELD, isNamed }));
    counts.held += page.held;
    counts.retired += page.retired;
    last = page.last;
  }
  return counts;
}
