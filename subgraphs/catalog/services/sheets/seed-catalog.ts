import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '../../../shared/domain/invariant.ts';
import { exists, projectRoot } from '../../../shared/process/project-root.ts';
import type { CatalogConfig } from '../../config.ts';
import type { ImportContext } from '../../context.ts';
import { PriceListImportEntity } from '../../entities/price-list-import.ts';
import { findOrCreateVendor } from '../products/vendors.ts';
import { importPriceList } from './import-price-list.ts';
import { recordImport } from './import-record.ts';
import { openSheet } from './import-source.ts';
import { withMapping } from './run-queued-import.ts';
import { findMapping, mappingFileOf } from './vendor-mappings.ts';

/** A sample sheet of a vendor. */
interface Sample {
  readonly vendor: string;
  readonly file: string;
}

const STANDARD_SAMPLES: readonly Sample[] = [
  { vendor: 'Microsoft Corporation', file: 'price-list.csv' },
  { vendor: 'Microsoft Corporation', file: 'offer-matrix.csv' },
];
/** A made-up vendor, whose price list has a layout of its own. Its mapping lies beside it. */
const OWN_LAYOUT: Sample = { vendor: 'Fernhill Software', file: 'fernhill-software.csv' };
/** The names of the sample price lists in the import folder. */
const SAMPLE_NAMES: Readonly<Record<string, string>> = {
  'price-list.csv': 'price-list-2026-11.csv',
  [OWN_LAYOUT.file]: 'fernhill-software-2026-11.csv',
};
const sourceOf = ({ file }: Sample): string => `seed/${file}`;

/**
 * Fills a new catalogue with the project's sample sheets, once. A catalogue into which anything else was imported stays
 * as it is. After a crash in the middle it goes on with the sheets that are missing.
 */
export async function seedCatalog(
  context: ImportContext,
  { withOwnLayout }: { readonly withOwnLayout: boolean },
): Promise<void> {
  const { read } = context;
  const known = [...STANDARD_SAMPLES, OWN_LAYOUT].map(sourceOf);
  if ((await read.count(PriceListImportEntity, { source: { $nin: known } })) > 0) return;
  const completed = await read.find(PriceListImportEntity, { status: 'COMPLETED' });
  for (const sample of withOwnLayout ? [...STANDARD_SAMPLES, OWN_LAYOUT] : STANDARD_SAMPLES) {
    if (!completed.some(({ source }) => source === sourceOf(sample))) await importSample(context, sample);
  }
}

async function importSample(context: ImportContext, sample: Sample): Promise<void> {
  const folder = await seedFolder();
  const path = join(folder, sample.file);
  const importId = await context.write(async (tx) => {
    const vendor = await findOrCreateVendor(tx, sample.vendor);
    const now = context.deps.now();
    return recordImport(tx, { vendorId: vendor.id, source: sourceOf(sample), requestedBy: undefined, now }).id;
  });
  const sheet = { importId, open: () => openSheet({ kind: 'file', path }) };
  await importPriceList(context, withMapping(sheet, await findMapping(folder, sample.vendor)));
  const record = await context.read.findOne(PriceListImportEntity, { id: importId });
  const { file } = sample;
  invariant(record?.status === 'COMPLETED', `the sample ${file} could not be imported: ${String(record?.failure)}`);
}

async function seedFolder(): Promise<string> {
  return join(await projectRoot(), 'subgraphs', 'catalog', 'seed');
}

/** Copies the sample price lists and the mapping to where an operator has such files; keeps those that are there. */
export async function copySamples({
  importDir,
  mappingsDir,
}: Pick<CatalogConfig, 'importDir' | 'mappingsDir'>): Promise<void> {
  const folder = await seedFolder();
  const mapping = mappingFileOf(OWN_LAYOUT.vendor);
  const copies = [
    ...Object.entries(SAMPLE_NAMES).map(([file, name]) => ({ from: file, to: join(importDir, name) })),
    { from: mapping, to: join(mappingsDir, mapping) },
  ];
  for (const directory of [importDir, mappingsDir]) await mkdir(directory, { recursive: true });
  for (const { from, to } of copies) {
    if (!(await exists(to))) await copyFile(join(folder, from), to);
  }
}
