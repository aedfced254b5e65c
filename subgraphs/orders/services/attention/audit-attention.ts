import type { Writer } from '../../../shared/database/transaction.ts';
import type { SignedInContext } from '../../context.ts';

/** Records in the audit log what somebody did about an item of the list, and from which account they acted. */
export async function auditAttention(
  tx: Writer,
  { viewer, deps }: SignedInContext,
  action: 'retry-attention' | 'complete-line',
  subject: string,
): Promise<void> {
  await tx.execute(
    `insert into orders.audit_entry (action, subject, user_id, account_id, acting_from, occurred_at)
     values (?, ?, ?, ?, ?, ?)`,
    [action, subject, viewer.subject, viewer.accountId, viewer.actingFrom ?? null, deps.now()],
  );
}
