import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '../../../shared/domain/invariant.ts';
import { exists, projectRoot } from '../../../shared/process/project-root.ts';
import type { ImportContext } from '../../context.ts';
import { PriceListImportEntity } from '../../entities/price-list-import.ts';
import { findOrCreateVendor } from '../products/vendors.ts';
import { importPriceList } from './import-price-list.ts';
import { recordImport } from './import-record.ts';
import { openSheet } from './import-source.ts';

const SEED_VENDOR = 'Microsoft Corporation';
const SEED_FILES = ['price-list.csv', 'offer-matrix.csv'];
/** The name of the sample price list in the import folder. */
const SAMPLE_NAME = 'price-list-2026-11.csv';
const sourceOf = (file: string): string => `seed/${file}`;

/**
 * Fills a new catalogue with the project's sample sheets, once. A catalogue into which anything else was imported stays
 * as it is. After a crash in the middle it goes on with the sheets that are missing.
 */
export async function seedCatalog(context: ImportContext): Promise<void> {
  const { read } = context;
  const sources = SEED_FILES.map(sourceOf);
  if ((await read.count(PriceListImportEntity, { source: { $nin: sources } })) > 0) return;
  const completed = await read.find(PriceListImportEntity, { status: 'COMPLETED' });
  for (const file of SEED_FILES) {
    if (!completed.some(({ source }) => source === sourceOf(file))) await importSeedFile(context, file);
  }
}

async function importSeedFile(context: ImportContext, file: string): Promise<void> {
  const path = join(await projectRoot(), 'subgraphs', 'catalog', 'seed', file);
  const importId = await context.write(async (tx) => {
    const vendor = await findOrCreateVendor(tx, SEED_VENDOR);
    const now = context.deps.now();
    return recordImport(tx, { vendorId: vendor.id, source: sourceOf(file), requestedBy: undefined, now }).id;
  });
  await importPriceList(context, { importId, open: () => openSheet({ kind: 'file', path }) });
  const record = await context.read.findOne(PriceListImportEntity, { id: importId });
  invariant(record?.status === 'COMPLETED', `the sample ${file} could not be imported: ${String(record?.failure)}`);
}

/** Copies the sample price list into the import folder, so that there is a sheet to import; keeps an existing file. */
export async function copySampleSheet(importDir: string): Promise<void> {
  await mkdir(importDir, { recursive: true });
  const sample = join(await projectRoot(), 'subgraphs', 'catalog', 'seed', 'price-list.csv');
  if (!(await exists(join(importDir, SAMPLE_NAME)))) await copyFile(sample, join(importDir, SAMPLE_NAME));
}
