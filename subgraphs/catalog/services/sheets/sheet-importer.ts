import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Rejection } from '../../rules/sheets/rejection.ts';
import type { SheetRecord } from './read-sheet.ts';

/** A rejected row, by its line in the file. */
export interface RejectedLine extends Rejection {
  readonly line: number;
}

/** What the import of one batch of records changed. */
export interface BatchOutcome {
  readonly added: number;
  readonly changed: number;
  readonly rejected: readonly RejectedLine[];
}

/**
 * Imports one kind of sheet, which is read twice. The first reading only inspects it, so that a sheet which may not be
 * imported is refused before anything is written. Records come in batches, each of which is written in its own
 * transaction.
 */
export interface SheetImporter {
  /** First reading: remembers what the checks and the second reading need. */
  inspect(records: readonly SheetRecord[]): void;
  /** Called after the first reading. Throws an ImportFault when the sheet may not be imported. */
  checkInspected(read: Reader): Promise<void>;
  /** Second reading of the same records: writes them. */
  importBatch(tx: Writer, records: readonly SheetRecord[]): Promise<BatchOutcome>;
  /** Called after the second reading. Retires the plans that the sheet no longer has, and returns how many. */
  retireAbsent(tx: Writer): Promise<number>;
}
