import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { ImportFault } from '../../errors.ts';
import { PriceListImportEntity } from '../../entities/price-list-import.ts';
import { VendorEntity } from '../../entities/vendor.ts';
import { lookForNotices } from '../prices/price-notices.ts';
import { askForPromotions } from '../promotions/ask-for-promotions.ts';
import { importPriceList, type SheetToImport } from './import-price-list.ts';
import type { ImportJob } from './import-queue.ts';
import { locateSheet, openSheet } from './import-source.ts';
import { findMapping, type FoundMapping } from './vendor-mappings.ts';

/** Runs a queued import. It locates the source again, since the import folder may have changed meanwhile. */
export async function runQueuedImport(context: WorkContext, { importId }: ImportJob): Promise<void> {
  const record = await context.read.findOne(PriceListImportEntity, { id: importId });
  if (record === null) return;
  const open = async (): Promise<AsyncIterable<Uint8Array>> => {
    const location = await locateSheet(context.deps.config, record.source);
    if (location.ok) return openSheet(location.value);
    throw new ImportFault(location.errors[0]?.message ?? 'The source cannot be read.');
  };
  const vendor = await context.read.findOneOrFail(VendorEntity, { id: record.vendorId });
  const found = await findMapping(context.deps.config.mappingsDir, vendor.name);
  await importPriceList(context, withMapping({ importId, open }, found));
  await followUp(context, importId);
}

/** What is sold anew may be sold with a promotion, and what becomes dearer is told. */
async function followUp({ read, write, deps }: WorkContext, importId: Id<'imp'>): Promise<void> {
  const [imported] = await read.query<{ readonly markets: readonly string[] }>(
    `select markets from catalog.price_list_import
     where id = ? and status = 'COMPLETED' and not is_dry_run and kind is distinct from 'OFFER_MATRIX'`,
    [importId],
  );
  if (imported === undefined) return;
  await write(async (tx) => {
    await askForPromotions(tx, deps, imported.markets);
    await lookForNotices(tx, deps.jobs);
  });
}

/** The sheet as the vendor's mapping says to read it. With a faulty mapping it cannot be opened: the import fails for that. */
export function withMapping(sheet: SheetToImport, found: FoundMapping): SheetToImport {
  switch (found.kind) {
    case 'none':
      return sheet;
    case 'found':
      return { ...sheet, mapping: found.mapping };
    case 'faulty':
      return { ...sheet, open: () => Promise.reject(new ImportFault(found.faults.join(' '))) };
  }
}
