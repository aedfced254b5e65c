import type { Writer } from '../../../shared/database/transaction.ts';
import type { Rejection } from '../../rules/sheets/rejection.ts';
import type { SheetRecord } from './read-sheet.ts';

/** A rejected row, by its line in the file. */
export interface RejectedLine extends Rejection {
  readonly line: number;
}

/** What became of one batch of records. */
export interface BatchOutcome {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly rejected: readonly RejectedLine[];
}

/** What an import writes: each call is a transaction of its own, which only the import that has the vendor may commit. */
export type WriteStep = <T>(step: (tx: Writer) => Promise<T>) => Promise<T>;

/** What is known of a sheet when all of it has been prepared. */
export interface PreparedSheet {
  readonly retired: number;
  /** What looks like a mistake, in sentences for the person who sent the sheet. */
  readonly doubts: readonly string[];
  /** What is worth knowing besides, and keeps nothing from being imported. */
  readonly notes: readonly string[];
}

/**
 * Imports one kind of file. Everything up to `publish` is written where no reader sees it: there a dry run ends, and a sheet
 * that looks like a mistake waits.
 */
export interface SheetImporter {
  /** Takes a batch of records, in their order. */
  stage(tx: Writer, records: readonly SheetRecord[]): Promise<BatchOutcome>;
  /** Called after the last record: prepares all that the sheet changes, and says what it is. */
  prepare(write: WriteStep): Promise<PreparedSheet>;
  /** Makes all of it visible at once. */
  publish(tx: Writer): Promise<{ readonly version: number | undefined }>;
  /** Called after `publish`, and again after a crash: what follows from it, and is of no account to prices. */
  finish(write: WriteStep): Promise<void>;
  /** What is known of the file so far: its kind and markets. */
  describe(): SheetDescription;
}

/** What a file is, as its rows say. */
export interface SheetDescription {
  readonly kind: 'LICENCE' | 'SOFTWARE' | 'OFFER_MATRIX' | undefined;
  readonly markets: readonly string[];
}
