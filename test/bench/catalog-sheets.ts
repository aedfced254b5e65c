import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { bytesOf, dearer, makeSheet, shuffled, type BenchSheet } from './catalog-sheet.ts';

/** One import of the benchmark. */
export interface SheetRun {
  readonly title: string;
  readonly file: string;
  readonly month: string;
  readonly isDryRun: boolean;
  /** How many seconds it may take, on PostgreSQL and on PGlite; undefined where nothing was promised. */
  readonly goalS: number | undefined;
  readonly embeddedGoalS: number | undefined;
}

const NEXT_MONTH = { file: 'next-month.csv', month: '2026-12', goalS: undefined, embeddedGoalS: undefined } as const;
const THIS_MONTH = { month: '2026-11', isDryRun: false } as const;

/** What is imported, in this order. */
export const SHEETS: readonly SheetRun[] = [
  { ...THIS_MONTH, title: 'the first sheet', file: 'first.csv', goalS: 20, embeddedGoalS: 60 },
  { ...THIS_MONTH, title: 'the same rows in another order', file: 'other-order.csv', goalS: 5, embeddedGoalS: 5 },
  { ...NEXT_MONTH, title: 'every price changed, a dry run', isDryRun: true },
  { ...NEXT_MONTH, title: 'every price changed', isDryRun: false },
];

/** What one import took. */
export interface ImportFigures {
  readonly status: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly seconds: number;
  /** The most that the process had more than before the import. */
  readonly memoryMb: number;
  /** The longest time that the event loop was held. */
  readonly longestHoldMs: number;
}

/** Writes the sheets into a folder. */
export async function writeSheets(folder: string, rowCount: number): Promise<void> {
  const sheet = await makeSheet(rowCount);
  await write(join(folder, 'first.csv'), sheet);
  await write(join(folder, 'other-order.csv'), shuffled(sheet));
  await write(join(folder, 'next-month.csv'), dearer(sheet, '2026-12-01T00:00:00Z'));
}

async function write(path: string, sheet: BenchSheet): Promise<void> {
  await pipeline(bytesOf(sheet), createWriteStream(path));
}
