import type { EntityManager } from '@mikro-orm/postgresql';
import { characterCount } from '../../../shared/domain/characters.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { CatalogServices } from '../../context.ts';
import { ImportFault } from '../../errors.ts';
import { PriceListImportEntity, type PriceListImportRow } from '../../entities/price-list-import.ts';
import { importPriceList, type ImportParts } from './import-price-list.ts';
import { recordImport } from './import-record.ts';
import { locateSheet, openSheet } from './import-source.ts';
import { findOrCreateVendor } from '../products/vendors.ts';

/** The queue of imports. */
export const IMPORT_QUEUE = 'catalog.import';

export interface ImportJob {
  readonly importId: string;
}

const MAX_VENDOR = 200;

/** Records an import and queues it; refuses a source that is not there or not allowed. */
export async function requestImport(
  { config, jobs, now }: CatalogServices,
  em: EntityManager,
  principal: SignedInPrincipal,
  input: { readonly vendor: string; readonly source: string },
): Promise<Outcome<PriceListImportRow>> {
  const vendorName = input.vendor.trim();
  if (vendorName === '' || characterCount(vendorName) > MAX_VENDOR || vendorName.includes('\0')) {
    return refused(refusal('INVALID', `A vendor's name has 1 to ${MAX_VENDOR} characters.`, { path: ['vendor'] }));
  }
  const location = await locateSheet(config, input.source);
  if (!location.ok) return location;
  return em.transactional(async (tx) => {
    const vendor = await findOrCreateVendor(tx, vendorName);
    const { subject: requestedBy } = principal;
    const record = recordImport(tx, { vendorId: vendor.id, source: input.source, requestedBy, now: now() });
    await tx.flush();
    await jobs.enqueue(tx, IMPORT_QUEUE, { importId: record.id } satisfies ImportJob);
    return done(record);
  });
}

/** Does a queued import. The source is located anew, since the folder may have changed meanwhile. */
export async function doQueuedImport(
  { config }: Pick<CatalogServices, 'config'>,
  parts: ImportParts,
  { importId }: ImportJob,
): Promise<void> {
  const record = await parts.fork().findOne(PriceListImportEntity, { id: importId });
  if (record === null) return;
  const open = async (): Promise<AsyncIterable<Uint8Array>> => {
    const location = await locateSheet(config, record.source);
    if (location.ok) return openSheet(location.value);
    throw new ImportFault(location.errors[0]?.message ?? 'The source can not be read.');
  };
  await importPriceList(parts, { importId, open });
}
