import { recordChange } from '../../../shared/database/record-change.ts';
import { characterCount } from '../../../shared/domain/characters.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { forbidden } from '../../../shared/graphql/errors.ts';
import type { SignedInContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import { findOrCreateVendor, findVendor } from '../products/vendors.ts';
import { IMPORT_QUEUE, type ImportJob } from './import-queue.ts';
import { recordImport, type SheetOptions } from './import-record.ts';
import { locateSheet } from './import-source.ts';
import { findMapping } from './vendor-mappings.ts';

/** A sheet that somebody wants to import, and what is told of it. */
export interface ImportRequest extends SheetOptions {
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
  context: SignedInContext,
  { vendorName, source, ...told }: ImportRequest,
): Promise<Outcome<PriceListImportRow>> {
  const { viewer, deps, write } = context;
  if (viewer.accountType !== 'PROVIDER') throw forbidden('MANAGE_CATALOG');
  if (vendorName === '' || characterCount(vendorName) > MAX_VENDOR_NAME || vendorName.includes('\0')) {
    const message = `The name of a vendor must have 1 to ${MAX_VENDOR_NAME} characters.`;
    return refused(refusal('INVALID', message, { path: ['vendor'] }));
  }
  const location = await locateSheet(deps.config, source);
  if (!location.ok) return location;
  const known = await findVendor(context.read, vendorName);
  const mapping = await findMapping(deps.config.mappingsDir, known?.name ?? vendorName);
  if (mapping.kind === 'faulty') return refused(...mapping.faults.map(faultyMapping));
  return write(async (tx) => {
    const vendor = await findOrCreateVendor(tx, vendorName);
    const now = deps.now();
    const record = recordImport(tx, { ...told, vendorId: vendor.id, source, requestedBy: viewer.subject, now });
    await tx.flush();
    await deps.jobs.enqueue(tx, IMPORT_QUEUE.name, { importId: record.id } satisfies ImportJob);
    await recordChange(tx, context, {
      action: 'importPriceList',
      accountId: viewer.accountId,
      subjectId: record.id,
      changes: changesOfField('vendor', undefined, vendorName),
    });
    return done(record);
  });
}

function faultyMapping(fault: string): Refusal {
  return refusal('INVALID', `The vendor's price lists cannot be read: ${fault}`, {
    path: ['vendor'],
    remedies: [{ description: 'Ask the operator to correct the file in the folder of mappings.' }],
  });
}
