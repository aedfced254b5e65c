import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rejection } from '../rules/rejection.ts';
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

/** Takes one kind of sheet, batch by batch; each call is within a transaction of its own. */
export interface SheetWriter {
  write(tx: EntityManager, records: readonly SheetRecord[]): Promise<BatchOutcome>;
  /** Called when the sheet was read to its end. Returns how many rows were retired. */
  finish(tx: EntityManager): Promise<number>;
}
