import type { Writer } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { parsePercent } from '../../rules/prices/price.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';

/** What a margin rule is for. */
export type MarginTarget =
  | { readonly kind: 'all-products' }
  | { readonly kind: 'product'; readonly productId: Id<'prd'> }
  /** `productId` is the product that the plan is said to belong to. */
  | { readonly kind: 'plan'; readonly planId: Id<'pln'>; readonly productId: Id<'prd'> | undefined };

/** A margin rule of a seller, to be set or removed. */
export interface MarginChange {
  readonly sellerId: Id<'acc'>;
  /** The direct child that the rule is for; undefined for all of them. */
  readonly accountId: Id<'acc'> | undefined;
  readonly target: MarginTarget;
  /** A decimal text; null removes the rule. */
  readonly percent: string | null;
}

const LOWEST_PERCENT = -100;
const HIGHEST_PERCENT = 1_000;

/** Sets, replaces or removes one margin rule of a seller that the viewer may see. */
export async function setMargin(context: SignedInContext, change: MarginChange): Promise<Outcome<object>> {
  const errors = [
    ...checkPercent(change.percent),
    ...(await checkAccounts(context, change)),
    ...(await checkTarget(context, change.target)),
  ];
  if (errors.length > 0) return refused(...errors);
  return context.write(async (tx) => {
    await writeMargin(tx, change);
    return done({});
  });
}

async function writeMargin(tx: Writer, { sellerId, accountId, target, percent }: MarginChange): Promise<void> {
  const productId = target.kind === 'product' ? target.productId : null;
  const planId = target.kind === 'plan' ? target.planId : null;
  const ids = [sellerId, accountId ?? null, productId, planId];
  if (percent === null) {
    await tx.execute(
      `delete from catalog.margin where seller_id = ? and account_id is not distinct from ?
         and product_id is not distinct from ? and plan_id is not distinct from ?`,
      ids,
    );
  } else {
    await tx.execute(
      `insert into catalog.margin (id, seller_id, account_id, product_id, plan_id, percent)
       values (?, ?, ?, ?, ?, ?::numeric)
       on conflict (seller_id, account_id, product_id, plan_id) do update set percent = excluded.percent`,
      [newId('mgn'), ...ids, percent],
    );
  }
}

function checkPercent(percent: string | null): readonly Refusal[] {
  if (percent === null) return [];
  const isInRange = Number(percent) >= LOWEST_PERCENT && Number(percent) <= HIGHEST_PERCENT;
  if (parsePercent(percent) !== undefined && isInRange) return [];
  const message = `A margin must be from ${LOWEST_PERCENT} to ${HIGHEST_PERCENT} percent; it is ${percent}.`;
  return [refusal('OUT_OF_RANGE', message, { path: ['percent'] })];
}

async function checkAccounts(
  { loaders }: SignedInContext,
  { sellerId, accountId }: MarginChange,
): Promise<readonly Refusal[]> {
  const seller = await loaders.place.load(sellerId);
  if (seller === null) return [notFound('account', 'sellerId')];
  if (seller.type === 'CUSTOMER') {
    const message = 'A customer sells to no other account, so it has no margins.';
    return [refusal('NOT_ALLOWED', message, { path: ['sellerId'] })];
  }
  if (accountId === undefined) return [];
  const buyer = await loaders.place.load(accountId);
  if (buyer === null) return [notFound('account', 'accountId')];
  if (isDirectChild(buyer.path, seller.path)) return [];
  return [
    refusal('INVALID', 'This account is not a direct child of the seller.', {
      path: ['accountId'],
      remedies: [{ description: 'Give an account directly below the seller, or leave it out to mean all of them.' }],
    }),
  ];
}

async function checkTarget({ loaders }: SignedInContext, target: MarginTarget): Promise<readonly Refusal[]> {
  if (target.kind === 'all-products') return [];
  const { productId } = target;
  const product = productId === undefined ? undefined : await loaders.product.load(productId);
  const errors = product === null ? [notFound('product', 'productId')] : [];
  if (target.kind === 'product') return errors;
  const plan = await loaders.plan.load(target.planId);
  if (plan === null) return [...errors, notFound('plan', 'planId')];
  if (product === undefined || product === null || plan.productId === product.id) return errors;
  return [refusal('INVALID', 'The plan does not belong to this product.', { path: ['planId'] })];
}
