import { notFound, refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { currencyFaults, marginFaults, type MarginChange } from '../../rules/prices/margin-faults.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';

/** Everything that is wrong with a rule that is to be set or removed. */
export async function checkMargin(context: SignedInContext, change: MarginChange): Promise<readonly Refusal[]> {
  return [...marginFaults(change), ...(await checkAccounts(context, change)), ...(await checkTarget(context, change))];
}

/** The refusal of an account that does not buy from the seller. */
export function notAChild(): Refusal {
  return refusal('INVALID', 'This account is not a direct child of the seller.', {
    path: ['accountId'],
    remedies: [{ description: 'Give an account directly below the seller, or leave it out to mean all of them.' }],
  });
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
  return [notAChild()];
}

/** Everything that is named must be there, and the nearest must belong to the rest. */
async function checkTarget(context: SignedInContext, change: MarginChange): Promise<readonly Refusal[]> {
  const { loaders } = context;
  const { vendorId, category, productId, planId } = change;
  const [vendor, product, plan, hasCategory] = await Promise.all([
    vendorId === undefined ? undefined : loaders.vendor.load(vendorId),
    productId === undefined ? undefined : loaders.product.load(productId),
    planId === undefined ? undefined : loaders.plan.load(planId),
    category === undefined || isCategory(context, category),
  ]);
  const missing = [
    ...(vendor === null ? [notFound('vendor', 'vendorId')] : []),
    ...(hasCategory ? [] : [unknownCategory()]),
    ...(product === null ? [notFound('product', 'productId')] : []),
    ...(plan === null ? [notFound('plan', 'planId')] : []),
  ];
  if (missing.length > 0) return missing;
  const named = product ?? (plan ? await loaders.product.load(plan.productId) : undefined);
  const faults = plan ? [...currencyFaults(change, plan)] : [];
  const add = (message: string, field: string): void => {
    faults.push(refusal('INVALID', message, { path: [field] }));
  };
  if (plan && product && plan.productId !== product.id) add('The plan does not belong to this product.', 'planId');
  const nearest = plan ? 'planId' : 'productId';
  if (named && vendor && named.vendorId !== vendor.id) add('It is not made by this vendor.', nearest);
  if (named && category !== undefined && named.category !== category) add('It is not of this category.', nearest);
  return faults;
}

async function isCategory({ read }: SignedInContext, category: string): Promise<boolean> {
  const rows = await read.query('select 1 from catalog.product where category = ? limit 1', [category]);
  return rows.length > 0;
}

function unknownCategory(): Refusal {
  return refusal('NOT_FOUND', 'No product is of this category.', {
    path: ['category'],
    remedies: [{ description: 'Give the `category` of a product, exactly as it is shown there.' }],
  });
}
