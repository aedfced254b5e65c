import { recordChange } from '../../../shared/database/record-change.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { placementIdOf } from './placements.ts';

/** The platform itself does it. */
const NOBODY = { principal: { kind: 'anonymous', clientAddress: '' } } as const;

/** Told by orders: a placement created a customer and was then refused, so nothing of it may stay. */
export interface PlacementAbandoned {
  /** The account in whose name the order was placed. */
  readonly accountId: Id<'acc'>;
  readonly placementId: string;
}

/**
 * Removes the customer that an abandoned placement created, with its first administrator, and tells the other subgraphs. A placement is abandoned for
 * good, so the fact may come again at any time.
 */
export async function removeAbandoned({ write, deps }: WorkContext, fact: PlacementAbandoned): Promise<void> {
  const placementId = placementIdOf(fact.accountId, fact.placementId);
  await write(async (tx) => {
    const account = await tx.lock(AccountEntity, { type: 'CUSTOMER', placementId });
    if (account === null) return;
    await tx.nativeDelete(AccountEntity, { id: account.id });
    await deps.outbox.append(tx, 'account-removed', { id: account.id });
    const { id: subjectId, parentId } = account;
    if (!isGiven(parentId)) return;
    await recordChange(tx, { ...NOBODY, deps }, { action: 'removeAbandonedCustomer', accountId: parentId, subjectId });
  });
}
