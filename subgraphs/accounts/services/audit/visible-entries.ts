import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { AuditEntryRow } from '../../entities/audit-entry.ts';
import { visibleAccount } from '../hierarchy/visible-accounts.ts';

/** An entry by its id, for those who may read it in the log; null for others. */
export async function visibleAuditEntry(context: SignedInContext, id: Id<'aud'>): Promise<AuditEntryRow | null> {
  if (!may(context.viewer, 'MANAGE_ACCOUNTS')) return null;
  const entry = await context.loaders.auditEntry.load(id);
  return entry !== null && (await visibleAccount(context, entry.accountId)) !== null ? entry : null;
}
