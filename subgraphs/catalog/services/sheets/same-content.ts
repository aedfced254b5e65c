import { hash } from 'node:crypto';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import type { OpenSheet } from './read-sheet.ts';

const LIMIT = 2n ** 128n;

/** What is in a sheet, whatever the order of its rows: a hash of its header, and the sum of those of its rows. */
export class SheetContent {
  #header: string | undefined;
  #sum = 0n;
  #rows = 0;
  readonly #reading: string;

  /** @param reading how the sheet is read, if not as a sheet in the standard layout */
  constructor(reading?: string) {
    this.#reading = reading === undefined ? '' : `-${reading}`;
  }

  /** Adds a record, the header first. A row that comes twice counts twice: none can take the place of another one. */
  add(fields: readonly string[]): void {
    const digest = hash('md5', JSON.stringify(fields));
    if (this.#header === undefined) {
      this.#header = digest;
      return;
    }
    this.#sum = (this.#sum + BigInt(`0x${digest}`)) % LIMIT;
    this.#rows += 1;
  }

  get rowsRead(): number {
    return this.#rows;
  }

  get hash(): string {
    return `${this.#header ?? ''}-${this.#sum.toString(16)}-${this.#rows}${this.#reading}`;
  }
}

const TOLD_EVERY_ROWS = 1_000;

/** Reads a sheet to its end, for what is in it. */
export async function readContent(
  sheet: OpenSheet,
  content: SheetContent,
  onRows: (rowsRead: number, bytesRead: number) => void,
): Promise<SheetContent> {
  for await (const { fields } of sheet.records) {
    content.add(fields);
    if (content.rowsRead % TOLD_EVERY_ROWS === 0) onRows(content.rowsRead, sheet.bytesRead());
  }
  return content;
}

/**
 * The import that has published the vendor's price list as it is, when it was of the same content, told the same, and all of
 * it was taken: importing it again would change nothing.
 */
export async function importOfSameContent(
  read: Reader,
  { id: vendorId, priceVersion }: VendorRow,
  record: PriceListImportRow,
  content: SheetContent,
): Promise<Id<'imp'> | undefined> {
  const [same] = await read.query<{ readonly id: Id<'imp'> }>(
    `select id from catalog.price_list_import
     where vendor_id = ? and version = ? and status = 'COMPLETED' and content_hash = ?
       and (month, is_preview, is_partial) is not distinct from (?, ?, ?)
       and (?::text is null or kind = ?)`,
    [
      vendorId,
      priceVersion,
      content.hash,
      record.month ?? null,
      record.isPreview,
      record.isPartial,
      record.kind ?? null,
      record.kind ?? null,
    ],
  );
  return same?.id;
}

/** Counts for an import what another one of the same content found, of which nothing is new any more. */
export async function recordSameContent(
  tx: Writer,
  importId: Id<'imp'>,
  same: Id<'imp'>,
  sha256: string,
): Promise<void> {
  await tx.execute(
    `update catalog.price_list_import as record
     set rows_read = same.rows_read, rows_unchanged = same.rows_added + same.rows_changed + same.rows_unchanged,
       rows_skipped = same.rows_skipped, rows_rejected = same.rows_rejected, kind = coalesce(record.kind, same.kind),
       markets = same.markets, sha256 = ?
     from catalog.price_list_import as same where record.id = ? and same.id = ?`,
    [sha256, importId, same],
  );
  await tx.execute(
    `insert into catalog.rejected_row (import_id, line, column_name, message)
     select ?, line, column_name, message from catalog.rejected_row where import_id = ?`,
    [importId, same],
  );
}
