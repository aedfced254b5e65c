import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Outbox } from '../../../shared/database/outbox.ts';
import { factMoment } from '../../../shared/messaging/fact-moment.ts';
import { AccountEntity } from '../../entities/account.ts';
import { announceAccount } from './account-facts.ts';

/** What orders tells of a customer: the directory that the vendor made or confirmed. */
export interface TenantAssigned {
  readonly customerId: string;
  readonly tenantDomain: string;
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

/** What orders tells of a customer: it ordered, for the first time or once more. */
export interface OrderPlaced {
  readonly customerId: string;
  readonly placedAt: string;
}

interface TenantParts {
  readonly outbox: Outbox;
  readonly logger: Logger;
}

/**
 * Remembers the customer's tenant, once and for all, and tells the others. A tenant belongs to one customer: what a
 * customer has is not replaced, and what another has is not given a second time; both leave a line in the log.
 */
export async function recordTenant(
  { outbox, logger }: TenantParts,
  em: EntityManager,
  { customerId, tenantDomain }: TenantAssigned,
): Promise<void> {
  const ignored = (reason: string): void => logger.warn({ customerId, tenantDomain }, `tenant ignored: ${reason}`);
  try {
    await em.transactional(async (tx) => {
      const account = await tx.findOne(AccountEntity, { id: customerId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (account === null) return;
      const known = account.tenantDomain?.toLowerCase();
      if (known === tenantDomain.toLowerCase()) return;
      if (known !== undefined) {
        ignored('the customer has another');
        return;
      }
      account.tenantDomain = tenantDomain;
      account.version += 1;
      await tx.flush();
      await announceAccount(outbox, tx, account);
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    ignored('another customer has it');
  }
}

/** Remembers when a customer ordered first: from then on its currency is fixed. */
export async function recordFirstOrder(em: EntityManager, { customerId, placedAt }: OrderPlaced): Promise<void> {
  await em.nativeUpdate(
    AccountEntity,
    { id: customerId, type: 'CUSTOMER', firstOrderedAt: null },
    { firstOrderedAt: new Date(placedAt) },
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
