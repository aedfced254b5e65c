/**
 * Imports the sheets of the folder `SHEETS` one after the other, on the PostgreSQL database at `DATABASE_URL`, or on PGlite
 * in a folder of its own below `SHEETS`, and reports what each took: `node test/bench/catalog-imports.ts`. It is a process of
 * its own, so that its memory and its event loop are those of the import alone.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PGlite } from '@electric-sql/pglite';
import type * as CatalogModule from '../../subgraphs/catalog/main.ts';
import type * as ImportModule from '../../subgraphs/catalog/services/sheets/import-price-list.ts';
import type * as RecordModule from '../../subgraphs/catalog/services/sheets/import-record.ts';
import type * as VendorsModule from '../../subgraphs/catalog/services/products/vendors.ts';
import type { DatabaseAddress } from '../../subgraphs/shared/database/database.ts';
import type * as EmbeddedDatabaseModule from '../../subgraphs/shared/database/embedded-database.ts';
import type * as TransactionModule from '../../subgraphs/shared/database/transaction.ts';
import { fromDist } from './from-dist.ts';
import { SHEETS, type ImportFigures, type SheetRun } from './catalog-sheets.ts';

const CATALOG = '../subgraphs/catalog';
const { openCatalogDatabase } = await fromDist<typeof CatalogModule>(`${CATALOG}/main.js`);
const { importPriceList } = await fromDist<typeof ImportModule>(`${CATALOG}/services/sheets/import-price-list.js`);
const { recordImport } = await fromDist<typeof RecordModule>(`${CATALOG}/services/sheets/import-record.js`);
const { findOrCreateVendor } = await fromDist<typeof VendorsModule>(`${CATALOG}/services/products/vendors.js`);
const { workWith } = await fromDist<typeof TransactionModule>('../subgraphs/shared/database/transaction.js');

const folder = process.env['SHEETS'] ?? '.';
const VENDOR = 'Microsoft Corporation';
const MB = 1024 ** 2;

async function addressOf(url: string | undefined): Promise<DatabaseAddress> {
  if (url !== undefined && url !== '') return { kind: 'postgresql', url };
  const embedded = '../subgraphs/shared/database/embedded-database.js';
  const { PGLITE_OPTIONS } = await fromDist<typeof EmbeddedDatabaseModule>(embedded);
  const dataDir = join(folder, 'pglite');
  // Making a database leaves a large heap behind, which opening it anew does not have.
  await (await PGlite.create({ dataDir, ...PGLITE_OPTIONS })).close();
  return { kind: 'pglite', pglite: await PGlite.create({ dataDir, ...PGLITE_OPTIONS }) };
}

const database = await openCatalogDatabase(await addressOf(process.env['DATABASE_URL']));
const context = workWith(database.fresh, { now: () => new Date() });

function addImport({ month, isDryRun }: SheetRun, source: string) {
  return context.write(async (tx) => {
    const vendor = await findOrCreateVendor(tx, VENDOR);
    await tx.flush();
    const told = { month, isDryRun, requestedBy: undefined, now: new Date() };
    return recordImport(tx, { vendorId: vendor.id, source, ...told }).id;
  });
}

async function run(sheet: SheetRun): Promise<ImportFigures> {
  const path = join(folder, sheet.file);
  const importId = await addImport(sheet, path);
  const idle = process.memoryUsage().rss;
  let most = idle;
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const startedAtMs = performance.now();
  await importPriceList(context, {
    importId,
    open: () => Promise.resolve(createReadStream(path) as AsyncIterable<Uint8Array>),
  });
  const seconds = (performance.now() - startedAtMs) / 1_000;
  loop.disable();
  clearInterval(look);
  const [ended] = await context.read.query<Pick<ImportFigures, 'status' | 'added' | 'changed' | 'unchanged'>>(
    `select status, rows_added as added, rows_changed as changed, rows_unchanged as unchanged
     from catalog.price_list_import where id = ?`,
    [importId],
  );
  if (ended?.status !== 'COMPLETED') throw new Error(`The import of ${sheet.file} has ended as ${ended?.status}`);
  return { ...ended, seconds, memoryMb: (most - idle) / MB, longestHoldMs: loop.max / 1e6 };
}

const figures: ImportFigures[] = [];
for (const sheet of SHEETS) figures.push(await run(sheet));
process.send?.(figures);
await database.close();
process.disconnect?.();
