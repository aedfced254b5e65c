import { characterCount } from '../../../shared/domain/characters.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { forbidden } from '../../../shared/graphql/errors.ts';
import type { SignedInContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import { findOrCreateVendor } from '../products/vendors.ts';
import { IMPORT_QUEUE, type ImportJob } from './import-queue.ts';
import { recordImport } from './import-record.ts';
import { locateSheet } from './import-source.ts';

/** A sheet that somebody wants to import. */
export interface ImportRequest {
  readonly vendorName: string;
  /** A path below the import folder, or an address on an allowed host. */
  readonly source: string;
}

const MAX_VENDOR_NAME = 200;

/**
 * Records an import and queues it. Refuses a source that does not exist or is not allowed.
 * Throws FORBIDDEN outside of the provider, whose catalogue it is.
 */
export async function requestImport(
  { viewer, deps, write }: SignedInContext,
  { vendorName, source }: ImportRequest,
): Promise<Outcome<PriceListImportRow>> {
  if (viewer.accountType !== 'PROVIDER') throw forbidden('MANAGE_CATALOG');
  if (vendorName === '' || characterCount(vendorName) > MAX_VENDOR_NAME || vendorName.includes('\0')) {
    const message = `The name of a vendor must have 1 to ${MAX_VENDOR_NAME} characters.`;
    return refused(refusal('INVALID', message, { path: ['vendor'] }));
  }
  const location = await locateSheet(deps.config, source);
  if (!location.ok) return location;
  return write(async (tx) => {
    const vendor = await findOrCreateVendor(tx, vendorName);
    const record = recordImport(tx, { vendorId: vendor.id, source, requestedBy: viewer.subject, now: deps.now() });
    await tx.flush();
    await deps.jobs.enqueue(tx, IMPORT_QUEUE.name, { importId: record.id } satisfies ImportJob);
    return done(record);
  });
}
