import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rejection } from '../../rules/sheets/rejection.ts';
import type { SheetRecord } from './read-sheet.ts';

/** A row that was not taken. */
export interface RejectedLine extends Rejection {
  readonly line: number;
}

/** What a batch of records did. */
export interface BatchOutcome {
  readonly added: number;
  readonly changed: number;
  readonly rejected: readonly RejectedLine[];
}

/**
 * Takes one kind of sheet in two readings: the first only takes notes, so that a sheet which may not be taken is refused
 * before anything of it was written. Records come in batches; each writing call is within a transaction of its own.
 */
export interface SheetWriter {
  /** The first reading. */
  note(records: readonly SheetRecord[]): void;
  /** Called after the first reading. Throws an ImportFault when the sheet may not be taken; changes nothing. */
  approve(tx: EntityManager): Promise<void>;
  /** The second reading, of the same records. */
  write(tx: EntityManager, records: readonly SheetRecord[]): Promise<BatchOutcome>;
  /** Called when the sheet was read to its end. Returns how many rows were retired. */
  finish(tx: EntityManager): Promise<number>;
}
