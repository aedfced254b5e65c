import { isUniqueViolation, type Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountsDeps, WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { decideTenant, type AssignedTenant } from '../../rules/hierarchy/tenant-assignment.ts';
import { announceAccount } from './announce-account.ts';

/** Told by orders: the vendor created or confirmed the directory of a customer. */
export interface TenantAssigned {
  readonly customerId: Id<'acc'>;
  readonly tenantDomain: string;
  /** When an order claimed the tenant; not told by the release before. */
  readonly assignedAt?: string;
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
 * Records the customer's tenant and tells the other subgraphs. A customer keeps the tenant that was assigned first, and a tenant belongs to
 * one customer: a fact that contradicts this is ignored and leaves a line in the log.
 */
export async function recordTenant({ write, deps }: WorkContext, fact: TenantAssigned): Promise<void> {
  const { customerId, tenantDomain } = fact;
  const ignored = (reason: string): void => deps.logger.warn({ customerId, tenantDomain }, `tenant ignored: ${reason}`);
  try {
    const assignment = await write((tx) => assignTenant(tx, deps, fact));
    if (assignment === 'HAS_ANOTHER') ignored('the customer has another');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    ignored('another customer has it');
  }
}

async function assignTenant(
  tx: Writer,
  { outbox, now }: Pick<AccountsDeps, 'outbox' | 'now'>,
  { customerId, tenantDomain, assignedAt }: TenantAssigned,
) {
  const account = await tx.lock(AccountEntity, { id: customerId });
  if (account === null) return undefined;
  const tenant = { domain: tenantDomain, assignedAt: assignedAt === undefined ? now() : new Date(assignedAt) };
  const assignment = decideTenant(tenantOf(account), tenant);
  if (assignment !== 'ASSIGN') return assignment;
  account.tenantDomain = tenant.domain;
  account.tenantAssignedAt = tenant.assignedAt;
  account.version += 1;
  await tx.flush();
  await announceAccount(tx, outbox, account);
  return assignment;
}

function tenantOf({ tenantDomain, tenantAssignedAt }: AccountRow): AssignedTenant | undefined {
  return isGiven(tenantDomain) ? { domain: tenantDomain, assignedAt: tenantAssignedAt ?? undefined } : undefined;
}

/** Records when a customer ordered first: from then on its currency is fixed. */
export async function recordFirstOrder({ write }: WorkContext, { customerId, placedAt }: OrderPlaced): Promise<void> {
  const firstOrderedAt = new Date(placedAt);
  await write((tx) =>
    tx.nativeUpdate(
      AccountEntity,
      {
        id: customerId,
        type: 'CUSTOMER',
        $or: [{ firstOrderedAt: null }, { firstOrderedAt: { $gt: firstOrderedAt } }],
      },
      { firstOrderedAt },
    ),
  );
}

/**
 * Records the reseller's identity, which its next order starts from. An older fact does not replace a newer one.
 */
export async function recordPartner({ write }: WorkContext, fact: PartnerConfirmed): Promise<void> {
  const confirmedAt = new Date(fact.confirmedAt);
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
