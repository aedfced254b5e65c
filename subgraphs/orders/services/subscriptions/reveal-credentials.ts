import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../../shared/domain/access.ts';
import { refusal, refused, done, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import type { OrdersServices } from '../../context.ts';
import { SubscriptionEntity } from '../../entities/subscription.ts';

export interface RevealedCredentials {
  readonly userId: string;
  readonly temporaryPassword: string;
}

/**
 * Shows the temporary password of a new tenant's administrator, once: afterwards it is not stored any more.
 * Who saw it, acting from where, is recorded in the same transaction.
 */
export async function revealCredentials(
  services: OrdersServices,
  em: EntityManager,
  viewer: SignedInPrincipal,
  subscriptionId: string,
): Promise<Outcome<RevealedCredentials>> {
  const path = ['subscriptionId'];
  return em.transactional(async (tx) => {
    const subscription = await tx.findOne(SubscriptionEntity, { id: subscriptionId });
    if (subscription === null || !maySee(viewer, subscription.path)) {
      return refused(refusal('NOT_FOUND', 'There is no subscription with this id that you may see.', { path }));
    }
    const rows = await tx.execute<{ user_id: string; password_sealed: string | null }[]>(
      `select user_id, password_sealed from orders.tenant_credential where customer_id = ? and tenant_domain = ? for update`,
      [subscription.customerId, subscription.tenantDomain],
    );
    const [credential] = rows;
    if (credential === undefined) {
      const message = 'The tenant was there before the order, so its administrator has a password already.';
      return refused(refusal('NOT_FOUND', message, { path }));
    }
    if (credential.password_sealed === null) {
      const remedies = [{ description: "Reset the administrator's password at the vendor." }];
      return refused(
        refusal('STATE_CONFLICT', 'The temporary password was shown already; it is shown once.', { path, remedies }),
      );
    }
    const now = services.now();
    await tx.execute(
      `update orders.tenant_credential set password_sealed = null, revealed_at = ?, revealed_by = ?
       where customer_id = ? and tenant_domain = ?`,
      [now, viewer.subject, subscription.customerId, subscription.tenantDomain],
    );
    await tx.execute(
      `insert into orders.audit_entry (action, subject, user_id, account_id, acting_from, occurred_at)
       values ('reveal-credentials', ?, ?, ?, ?, ?)`,
      [subscription.id, viewer.subject, viewer.accountId, viewer.actingFrom ?? null, now],
    );
    const temporaryPassword = services.config.sealer.open(credential.password_sealed);
    return done({ userId: credential.user_id, temporaryPassword });
  });
}
