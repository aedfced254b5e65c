import { recordChange } from '../../../shared/database/record-change.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { forbidden } from '../../../shared/graphql/errors.ts';
import type { SignedInContext } from '../../context.ts';
import { PriceListImportEntity, type PriceListImportRow } from '../../entities/price-list-import.ts';
import { IMPORT_QUEUE, type ImportJob } from './import-queue.ts';

/**
 * Lets a sheet be imported that looks like a mistake and waits for somebody to say that it is none. It is read again, and
 * must be the same file. Throws FORBIDDEN outside of the provider, whose catalogue it is.
 */
export function confirmImport(context: SignedInContext, importId: Id<'imp'>): Promise<Outcome<PriceListImportRow>> {
  const { viewer, deps, write } = context;
  if (viewer.accountType !== 'PROVIDER') throw forbidden('MANAGE_CATALOG');
  return write(async (tx): Promise<Outcome<PriceListImportRow>> => {
    const record = await tx.lock(PriceListImportEntity, { id: importId });
    if (record === null) return refused(notFound('import', 'importId'));
    if (record.status !== 'NEEDS_CONFIRMATION') {
      const message = `This import does not wait for a confirmation: it is ${record.status}.`;
      return refused(refusal('STATE_CONFLICT', message, { path: ['importId'] }));
    }
    Object.assign(record, { status: 'RUNNING', isConfirmed: true });
    await tx.flush();
    await deps.jobs.enqueue(tx, IMPORT_QUEUE.name, { importId } satisfies ImportJob);
    await recordChange(tx, context, {
      action: 'confirmPriceListImport',
      accountId: viewer.accountId,
      subjectId: importId,
      changes: record.warnings.map((warning, index) => ({
        field: `warning ${index + 1}`,
        before: warning,
        after: null,
      })),
    });
    return done(record);
  });
}
