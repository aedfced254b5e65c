import type { Outbox } from '../../../shared/database/outbox.ts';
import { isUniqueViolation, type Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { factMoment } from '../../../shared/messaging/fact-moment.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { decideTenant } from '../../rules/hierarchy/tenant-assignment.ts';
import { announceAccount } from './announce-account.ts';

/** Told by orders: the vendor created or confirmed the directory of a customer. */
export interface TenantAssigned {
  readonly customerId: Id<'acc'>;
  readonly tenantDomain: string;
}

/** Told by orders: the vendor confirmed the identity of a reseller with an order. */
export interface PartnerConfirmed {
  readonly resellerId: Id<'acc'>;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly confirmedAt: string;
}

/** Told by orders: a customer placed an order, its first or a later one. */
export interface OrderPlaced {
  readonly customerId: Id<'acc'>;
  readonly placedAt: string;
}

/**
 * Records the customer's tenant and tells the other subgraphs. A customer keeps its first tenant, and a tenant belongs to
 * one customer: a fact that contradicts this is ignored and leaves a line in the log.
 */
export async function recordTenant({ write, deps }: WorkContext, fact: TenantAssigned): Promise<void> {
  const { customerId, tenantDomain } = fact;
  const ignored = (reason: string): void => deps.logger.warn({ customerId, tenantDomain }, `tenant ignored: ${reason}`);
  try {
    const assignment = await write((tx) => assignTenant(tx, deps.outbox, fact));
    if (assignment === 'HAS_ANOTHER') ignored('the customer has another');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    ignored('another customer has it');
  }
}

async function assignTenant(tx: Writer, outbox: Outbox, { customerId, tenantDomain }: TenantAssigned) {
  const account = await tx.lock(AccountEntity, { id: customerId });
  if (account === null) return undefined;
  const assignment = decideTenant(account.tenantDomain ?? undefined, tenantDomain);
  if (assignment !== 'ASSIGN') return assignment;
  account.tenantDomain = tenantDomain;
  account.version += 1;
  await tx.flush();
  await announceAccount(tx, outbox, account);
  return assignment;
}

/** Records when a customer ordered first: from then on its currency is fixed. */
export async function recordFirstOrder({ write }: WorkContext, { customerId, placedAt }: OrderPlaced): Promise<void> {
  await write((tx) =>
    tx.nativeUpdate(
      AccountEntity,
      { id: customerId, type: 'CUSTOMER', firstOrderedAt: null },
      { firstOrderedAt: new Date(placedAt) },
    ),
  );
}

/**
 * Records the reseller's identity, which its next order starts from. An older fact does not replace a newer one. Throws
 * for a fact whose moment lies ahead of the clock.
 */
export async function recordPartner({ write, deps }: WorkContext, fact: PartnerConfirmed): Promise<void> {
  const confirmedAt = factMoment(fact.confirmedAt, deps.now());
  await write((tx) =>
    tx.nativeUpdate(
      AccountEntity,
      { id: fact.resellerId, $or: [{ partnerVerifiedAt: null }, { partnerVerifiedAt: { $lt: confirmedAt } }] },
      {
        locationMpnId: fact.locationMpnId,
        indirectResellerDomain: fact.indirectResellerDomain,
        partnerVerifiedAt: confirmedAt,
      },
    ),
  );
}
