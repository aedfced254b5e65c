import type { WorkContext } from '../../context.ts';
import { ImportFault } from '../../errors.ts';
import { PriceListImportEntity } from '../../entities/price-list-import.ts';
import { importPriceList } from './import-price-list.ts';
import type { ImportJob } from './import-queue.ts';
import { locateSheet, openSheet } from './import-source.ts';

/** Runs a queued import. It locates the source again, since the import folder may have changed meanwhile. */
export async function runQueuedImport(context: WorkContext, { importId }: ImportJob): Promise<void> {
  const record = await context.read.findOne(PriceListImportEntity, { id: importId });
  if (record === null) return;
  const open = async (): Promise<AsyncIterable<Uint8Array>> => {
    const location = await locateSheet(context.deps.config, record.source);
    if (location.ok) return openSheet(location.value);
    throw new ImportFault(location.errors[0]?.message ?? 'The source cannot be read.');
  };
  await importPriceList(context, { importId, open });
}
