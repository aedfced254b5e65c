import { access, copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../../../shared/domain/invariant.ts';
import { PriceListImportEntity } from '../../entities/price-list-import.ts';
import { importPriceList, type ImportParts } from './import-price-list.ts';
import { recordImport } from './import-record.ts';
import { openSheet } from './import-source.ts';
import { findOrCreateVendor } from '../products/vendors.ts';

const SEED_VENDOR = 'Microsoft Corporation';
const SEED_FILES = ['price-list.csv', 'offer-matrix.csv'];
/** As the sample price list is called where sheets to import are put. */
const OFFERED = 'price-list-2026-11.csv';
const sourceOf = (file: string): string => `seed/${file}`;

/**
 * Fills a new catalogue with the sample sheets of the project, once: a catalogue into which anything else was imported
 * is left alone. After a crash in the middle it goes on with what is missing.
 */
export async function seedCatalog(parts: ImportParts): Promise<void> {
  const sources = SEED_FILES.map(sourceOf);
  const em = parts.fork();
  if ((await em.count(PriceListImportEntity, { source: { $nin: sources } })) > 0) return;
  const completed = await em.find(PriceListImportEntity, { status: 'COMPLETED' });
  for (const file of SEED_FILES) {
    const source = sourceOf(file);
    if (completed.some((known) => known.source === source)) continue;
    const path = join(await projectRoot(), 'subgraphs', 'catalog', 'seed', file);
    const importId = await parts.fork().transactional(async (tx) => {
      const vendor = await findOrCreateVendor(tx, SEED_VENDOR);
      return recordImport(tx, { vendorId: vendor.id, source, requestedBy: null, now: parts.now() }).id;
    });
    await importPriceList(parts, { importId, open: () => openSheet({ kind: 'file', path }) });
    const record = await parts.fork().findOne(PriceListImportEntity, { id: importId });
    invariant(record?.status === 'COMPLETED', `the sample ${file} could not be imported: ${record?.failure ?? ''}`);
  }
}

/** Puts the sample price list where sheets to import are, so that there is one; a file of that name stays as it is. */
export async function offerSample(importDir: string): Promise<void> {
  await mkdir(importDir, { recursive: true });
  const sample = join(await projectRoot(), 'subgraphs', 'catalog', 'seed', 'price-list.csv');
  if (!(await exists(join(importDir, OFFERED)))) await copyFile(sample, join(importDir, OFFERED));
}

/** The folder of the project: the built code lies deeper in it than the source, and the sheets are not built. */
async function projectRoot(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!(await exists(join(folder, 'package.json')))) {
    const parent = dirname(folder);
    invariant(parent !== folder, 'the project has a package.json');
    folder = parent;
  }
  return folder;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
