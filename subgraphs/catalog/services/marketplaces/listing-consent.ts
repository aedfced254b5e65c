import { leaveUnrecorded, recordChange } from '../../../shared/database/record-change.ts';
import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';
import type { AccountPlace } from '../hierarchy/ask-for-account.ts';
import { notAChild } from '../prices/check-margin.ts';

/** Whether listings need the consent of a seller. */
export interface ConsentDemand {
  readonly sellerId: Id<'acc'>;
  /** Whose listings: all children's unless given. */
  readonly accountId: Id<'acc'> | undefined;
  /** Undefined when the demand is withdrawn: then the one for all children counts, or none. */
  readonly isNeeded: boolean | undefined;
}

/**
 * Sets whether the new listings of a seller's children need its consent. Answers the account whose listings it is about: the
 * child, or the seller when it is about all of them.
 */
export async function setListingConsent(
  context: SignedInContext,
  demand: ConsentDemand,
): Promise<Outcome<{ readonly id: Id<'acc'> }>> {
  const errors = await checkAccounts(context, demand);
  if (errors.length > 0) return refused(...errors);
  const { sellerId, accountId = null, isNeeded } = demand;
  return context.write(async (tx) => {
    const [known] = await tx.query<{ readonly needed: boolean }>(
      `select is_needed as needed from catalog.listing_consent
       where seller_id = ? and account_id is not distinct from ?`,
      [sellerId, accountId],
    );
    if (known?.needed === isNeeded) {
      leaveUnrecorded(tx, 'nothing-changed');
      return done({ id: accountId ?? sellerId });
    }
    context.loaders.consent.clearAll();
    await (isNeeded === undefined
      ? tx.execute('delete from catalog.listing_consent where seller_id = ? and account_id is not distinct from ?', [
          sellerId,
          accountId,
        ])
      : tx.execute(
          `insert into catalog.listing_consent (seller_id, account_id, is_needed) values (?, ?, ?)
           on conflict (seller_id, account_id) do update set is_needed = excluded.is_needed`,
          [sellerId, accountId, isNeeded],
        ));
    await recordChange(tx, context, {
      action: 'setListingConsent',
      accountId: sellerId,
      ...(accountId === null ? {} : { subjectId: accountId }),
      changes: changesOfField('consentNeeded', known?.needed, isNeeded),
    });
    return done({ id: accountId ?? sellerId });
  });
}

async function checkAccounts(
  { loaders }: SignedInContext,
  { sellerId, accountId }: ConsentDemand,
): Promise<readonly Refusal[]> {
  const seller = await loaders.place.load(sellerId);
  if (seller === null) return [notFound('account', 'sellerId')];
  if (seller.type === 'CUSTOMER') {
    const message = 'A customer sells to no other account, so nobody asks it.';
    return [refusal('NOT_ALLOWED', message, { path: ['sellerId'] })];
  }
  if (accountId === undefined) return [];
  const child = await loaders.place.load(accountId);
  if (child === null) return [notFound('account', 'accountId')];
  return isDirectChild(child.path, seller.path) ? [] : [notAChild()];
}

/** The account whose consent a new listing of the account at a place needs; undefined when it needs none. */
export async function consentNeededOf(
  { loaders }: SignedInContext,
  { id, path }: Pick<AccountPlace, 'id' | 'path'>,
): Promise<Id<'acc'> | undefined> {
  const sellerId = sellerIdOf(path);
  if (sellerId === undefined) return undefined;
  return (await loaders.consent.load({ sellerId, accountId: id })) ? sellerId : undefined;
}

/** Whether the new listings of an account wait for its seller's consent; null where nobody could be asked, or may know. */
export async function listingsNeedConsent(context: SignedInContext, accountId: Id<'acc'>): Promise<boolean | null> {
  const place = await context.loaders.place.load(accountId);
  if (place?.type !== 'RESELLER') return null;
  return (await consentNeededOf(context, place)) !== undefined;
}
