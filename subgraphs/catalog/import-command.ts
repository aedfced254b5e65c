import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readEnvironment, type Environment } from '../shared/process/config.ts';
import type { Database } from '../shared/database/database.ts';
import { openEmbeddedDatabase } from '../shared/database/embedded-database.ts';
import { workWith } from '../shared/database/transaction.ts';
import { isGiven } from '../shared/domain/given.ts';
import { invariant } from '../shared/domain/invariant.ts';
import {
  PriceListImportEntity,
  RejectedRowEntity,
  type ImportStatus,
  type PriceListImportRow,
} from './entities/price-list-import.ts';
import type { ImportContext } from './context.ts';
import { readMappingsDir } from './config.ts';
import { openCatalogDatabase } from './main.ts';
import { importPriceList, type ImportProgress } from './services/sheets/import-price-list.ts';
import { recordImport, type SheetOptions } from './services/sheets/import-record.ts';
import { openSheet } from './services/sheets/import-source.ts';
import { withMapping } from './services/sheets/run-queued-import.ts';
import { findMapping } from './services/sheets/vendor-mappings.ts';
import { findOrCreateVendor } from './services/products/vendors.ts';

// Usage: see USAGE.
// Imports into the database at DATABASE_URL. Without that address it imports into the embedded database in DATA_DIR, which
// no other process may be using.

const USAGE = `Usage: npm run catalog:import -- FILE [options]
  --vendor NAME        the vendor, Microsoft Corporation by default
  --offer-matrix FILE  imports the offer matrix afterwards
  --month 2026-11      the month of the prices; read from the name of the file by default
  --next-month         a preview, which retires nothing
  --partial            a part of its kind, which retires nothing
  --dry-run            says what would change, and changes nothing
  --anyway             imports a sheet that looks like a mistake`;
const SHOWN_REJECTIONS = 20;
const ADVICE: Partial<Record<ImportStatus, string>> = {
  NEEDS_CONFIRMATION: 'Nothing was changed. If the sheet is right, import it with the option --anyway.',
};
const SHOWN_STATUS = {
  RUNNING: 'is being imported',
  NEEDS_CONFIRMATION: 'looks like a mistake',
  COMPLETED: 'completed',
  FAILED: 'failed',
} as const;
const BAR_WIDTH = 30;
const NUMBERS = new Intl.NumberFormat('en-US');

/** A stream that a command writes to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** One call of the command. */
export interface ImportCommand {
  /** The arguments that follow the name of the program. */
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Imports sheets from the command line, with a progress bar on a terminal and a summary at the end. Never rejects.
 * Returns the exit code: 1 when a file could not be read to its end, when it looks like a mistake, or when all of its rows
 * were rejected.
 */
export async function runImportCommand(command: ImportCommand): Promise<0 | 1> {
  try {
    const { files, vendor, told } = await readArguments(command.args);
    const { database, close } = await openDatabase(command.environment);
    const context = workWith(database.fresh, { now: database.clock.now });
    try {
      let exitCode: 0 | 1 = 0;
      for (const file of files) {
        const mappingsDir = readMappingsDir(readEnvironment(command.environment));
        const record = await importOne(context, { file, vendor, mappingsDir, told, output: command.stderr });
        const isGood = await summarise(context, record, file, command.stdout);
        if (!isGood) exitCode = 1;
      }
      return exitCode;
    } finally {
      await close();
    }
  } catch (error) {
    command.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

interface Arguments {
  readonly files: readonly string[];
  readonly vendor: string;
  readonly told: SheetOptions;
}

async function readArguments(args: readonly string[]): Promise<Arguments> {
  const { values, positionals } = parseCommandLine(args);
  const files = [...positionals, ...(values['offer-matrix'] === undefined ? [] : [values['offer-matrix']])];
  if (files.length === 0 || positionals.length > 1) throw new ConfigError(USAGE);
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) throw new ConfigError(`The file ${file} does not exist.`);
    if (!found.isFile()) throw new ConfigError(`${file} is not a file.`);
  }
  const { month } = values;
  if (month !== undefined && !/^20\d\d-(?:0[1-9]|1[0-2])$/.test(month)) throw new ConfigError(USAGE);
  const told = {
    month,
    isPreview: values['next-month'] ? true : undefined,
    isPartial: values.partial,
    isDryRun: values['dry-run'],
    isConfirmed: values.anyway,
  };
  return { files, vendor: values.vendor.trim() || 'Microsoft Corporation', told };
}

function parseCommandLine(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        vendor: { type: 'string', default: 'Microsoft Corporation' },
        'offer-matrix': { type: 'string' },
        month: { type: 'string' },
        'next-month': { type: 'boolean', default: false },
        partial: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        anyway: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ConfigError(`${messageOf(error)}\n${USAGE}`);
  }
}

async function openDatabase(environment: Environment): Promise<{ database: Database; close: () => Promise<void> }> {
  const read = readEnvironment(environment);
  const variable = read.optional('CATALOG_DATABASE_URL') === undefined ? 'DATABASE_URL' : 'CATALOG_DATABASE_URL';
  if (read.optional(variable) !== undefined) {
    const url = read.url(variable, ['postgres:', 'postgresql:']);
    read.check();
    const database = await openCatalogDatabase({ kind: 'postgresql', url }).catch((error: unknown) => {
      throw new ConfigError(`${variable}: the database cannot be used (${messageOf(error)}).`);
    });
    return { database, close: () => database.close() };
  }
  const embedded = await openEmbeddedDatabase(read.text('DATA_DIR', './data'));
  const database = await openCatalogDatabase({ kind: 'pglite', pglite: embedded.pglite });
  return {
    database,
    async close() {
      await database.close();
      await embedded.close();
    },
  };
}

interface OneImport {
  readonly file: string;
  readonly vendor: string;
  readonly mappingsDir: string;
  readonly told: SheetOptions;
  readonly output: Output;
}

async function importOne(
  context: ImportContext,
  { file, vendor, mappingsDir, told, output }: OneImport,
): Promise<PriceListImportRow> {
  const { importId, name } = await context.write(async (tx) => {
    const known = await findOrCreateVendor(tx, vendor);
    const now = context.deps.now();
    const source = basename(file);
    const { id } = recordImport(tx, { ...told, vendorId: known.id, source, requestedBy: 'command', now });
    return { importId: id, name: known.name };
  });
  const { size } = await stat(file);
  const bar = createProgressBar(output, size);
  const open = () => openSheet({ kind: 'file', path: file });
  const mapping = await findMapping(mappingsDir, name);
  await importPriceList(context, withMapping({ importId, open, onProgress: bar.show }, mapping));
  bar.clear();
  const record = await context.read.findOne(PriceListImportEntity, { id: importId });
  invariant(record, 'an import leaves a record');
  return record;
}

function createProgressBar(output: Output, totalBytes: number) {
  const startedAtMs = performance.now();
  return {
    show({ phase, rowsRead, bytesRead }: ImportProgress): void {
      if (output.isTTY !== true) return;
      const done = totalBytes === 0 ? 1 : Math.min(1, bytesRead / totalBytes);
      const filled = Math.round(done * BAR_WIDTH);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
      const rowsPerSecond = Math.round((rowsRead * 1_000) / Math.max(1, performance.now() - startedAtMs));
      const rows = `${NUMBERS.format(rowsRead)} rows`;
      const figures = phase === 'writing' ? `${rows}, comparing …` : `${rows}, ${NUMBERS.format(rowsPerSecond)} rows/s`;
      output.write(`\r\u{1b}[K${bar} ${Math.round(done * 100)} %  ${figures}`);
    },
    clear(): void {
      if (output.isTTY === true) output.write('\r\u{1b}[K');
    },
  };
}

async function summarise(
  { read }: ImportContext,
  record: PriceListImportRow,
  file: string,
  stdout: Output,
): Promise<boolean> {
  const count = (label: string, rows: number): string => `${label} ${NUMBERS.format(rows)}`;
  const counts = [
    count('read', record.rowsRead),
    count('added', record.rowsAdded),
    count('changed', record.rowsChanged),
    count('unchanged', record.rowsUnchanged),
    count('retired', record.rowsRetired),
    count('skipped', record.rowsSkipped),
    count('rejected', record.rowsRejected),
  ];
  const failure = isGiven(record.failure) ? `: ${record.failure}` : '';
  stdout.write(`${basename(file)} ${SHOWN_STATUS[record.status]}${failure}\n  ${counts.join(', ')}\n`);
  for (const warning of record.warnings) stdout.write(`  ${warning}\n`);
  const advice = ADVICE[record.status];
  if (advice !== undefined) stdout.write(`  ${advice}\n`);
  const options = { orderBy: { line: 'asc' }, limit: SHOWN_REJECTIONS } as const;
  const rejected = await read.find(RejectedRowEntity, { importId: record.id }, options);
  for (const { line, column, message } of record.rowsRejected === 0 ? [] : rejected) {
    const place = column === null || column === undefined ? `line ${line}` : `line ${line}, ${column}`;
    stdout.write(`  ${place}: ${message}\n`);
  }
  const more = record.rowsRejected - SHOWN_REJECTIONS;
  if (more > 0) stdout.write(`  and ${NUMBERS.format(more)} more\n`);
  const areAllRejected = record.rowsRead > 0 && record.rowsRejected === record.rowsRead;
  return record.status === 'COMPLETED' && !areAllRejected;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

if (import.meta.main) {
  process.exitCode = await runImportCommand({
    args: process.argv.slice(2),
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
