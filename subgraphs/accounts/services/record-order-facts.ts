import type { EntityManager } from '@mikro-orm/postgresql';
import { factMoment } from '../../shared/fact-moment.ts';
import { AccountEntity } from '../entities/account.ts';

/** What orders tells of a customer: the directory that the vendor made or confirmed. */
export interface TenantAssigned {
  readonly customerId: string;
  readonly tenantDomain: string;
  readonly assignedAt: string;
}

/** What orders tells of a reseller: the identity that the vendor confirmed with an order. */
export interface PartnerConfirmed {
  readonly resellerId: string;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly confirmedAt: string;
}

/** What orders tells when a placement made a customer and was then refused: nothing of it may stay. */
export interface PlacementAbandoned {
  /** The account in whose name it was placed. */
  readonly accountId: string;
  readonly placementId: string;
}

/**
 * Remembers the customer's tenant; an older fact does not replace a newer one. Throws for one that is ahead of now.
 */
export async function recordTenant(em: EntityManager, fact: TenantAssigned, now: Date): Promise<void> {
  const tenantAssignedAt = factMoment(fact.assignedAt, now);
  await em.nativeUpdate(
    AccountEntity,
    { id: fact.customerId, $or: [{ tenantAssignedAt: null }, { tenantAssignedAt: { $lt: tenantAssignedAt } }] },
    { tenantDomain: fact.tenantDomain, tenantAssignedAt },
  );
}

/**
 * Remembers the reseller's identity for its next order; an older fact does not replace a newer one. Throws for one that
 * is ahead of now.
 */
export async function recordPartner(em: EntityManager, fact: PartnerConfirmed, now: Date): Promise<void> {
  const confirmedAt = factMoment(fact.confirmedAt, now);
  await em.nativeUpdate(
    AccountEntity,
    { id: fact.resellerId, $or: [{ partnerVerifiedAt: null }, { partnerVerifiedAt: { $lt: confirmedAt } }] },
    {
      locationMpnId: fact.locationMpnId,
      indirectResellerDomain: fact.indirectResellerDomain,
      partnerVerifiedAt: confirmedAt,
    },
  );
}

/**
 * Removes the customer that an abandoned placement made, with its first administrator. A placement is abandoned for
 * good, so the fact may come again at any time.
 */
export async function removeAbandoned(em: EntityManager, fact: PlacementAbandoned): Promise<void> {
  await em.nativeDelete(AccountEntity, { type: 'CUSTOMER', placementId: `${fact.accountId}:${fact.placementId}` });
}
