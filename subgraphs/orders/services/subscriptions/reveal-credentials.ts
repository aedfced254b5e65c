import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { SubscriptionEntity, type SubscriptionRow } from '../../entities/subscription.ts';

export interface RevealedCredentials {
  readonly userId: string;
  readonly temporaryPassword: string;
}

const PATH = { path: ['subscriptionId'] } as const;

/**
 * Reveals the temporary password of a new tenant's administrator, once: afterwards it is not stored any more. The audit log
 * records in the same transaction who has seen it, and from which account they acted.
 */
export async function revealCredentials(
  context: SignedInContext,
  subscriptionId: Id<'sub'>,
): Promise<Outcome<RevealedCredentials>> {
  const { viewer, deps } = context;
  return context.write(async (tx) => {
    const subscription = await tx.findOne(SubscriptionEntity, { id: subscriptionId });
    if (subscription === null || !maySee(viewer, subscription.path)) {
      return refused(refusal('NOT_FOUND', 'There is no subscription with this id that you may see.', PATH));
    }
    const credential = await lockCredential(tx, subscription);
    if (credential === undefined) {
      const message =
        'The tenant existed before the order, so there is no temporary password: its administrator already has one.';
      return refused(refusal('NOT_FOUND', message, PATH));
    }
    const { user_id: userId, password_sealed: sealed } = credential;
    if (sealed === null) {
      const remedies = [{ description: "Reset the administrator's password at the vendor." }];
      const message = 'The temporary password has already been revealed. It can be revealed only once.';
      return refused(refusal('STATE_CONFLICT', message, { ...PATH, remedies }));
    }
    await recordRevelation(tx, context, subscription);
    return done({ userId, temporaryPassword: deps.config.sealer.open(sealed) });
  });
}

interface Credential {
  readonly user_id: string;
  readonly password_sealed: string | null;
}

async function lockCredential(
  tx: Writer,
  { customerId, tenantDomain }: SubscriptionRow,
): Promise<Credential | undefined> {
  const [credential] = await tx.execute<Credential>(
    `select user_id, password_sealed from orders.tenant_credential where customer_id = ? and tenant_domain = ? for update`,
    [customerId, tenantDomain],
  );
  return credential;
}

async function recordRevelation(
  tx: Writer,
  context: SignedInContext,
  { id, customerId, tenantDomain }: SubscriptionRow,
): Promise<void> {
  const { viewer, deps } = context;
  const now = deps.now();
  await tx.execute(
    `update orders.tenant_credential set password_sealed = null, revealed_at = ?, revealed_by = ?
     where customer_id = ? and tenant_domain = ?`,
    [now, viewer.subject, customerId, tenantDomain],
  );
  await recordChange(tx, context, {
    action: 'revealCredentials',
    accountId: customerId,
    subjectId: id,
    changes: changesOfField('tenantDomain', undefined, tenantDomain),
  });
}
