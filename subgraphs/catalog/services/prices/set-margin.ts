import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { parsePercent } from '../../rules/prices/price.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';
import type { Reading } from '../marketplaces/visible.ts';

export interface MarginInput {
  readonly sellerId: string;
  readonly accountId?: string | null | undefined;
  readonly productId?: string | null | undefined;
  readonly planId?: string | null | undefined;
  readonly percent?: string | null | undefined;
}

const LOWEST_PERCENT = -100;
const HIGHEST_PERCENT = 1_000;

/** Sets, replaces or (with a percent of null) removes one rule of a seller that the viewer sees. */
export async function setMargin(reading: Reading, em: EntityManager, input: MarginInput): Promise<Outcome<null>> {
  const errors = [
    ...checkPercent(input.percent),
    ...(await checkAccounts(reading, input)),
    ...(await checkProduct(reading, input)),
  ];
  if (errors.length > 0) return refused(...errors);
  const { sellerId, accountId = null, productId = null, planId = null, percent } = input;
  // A plan says which product is meant, so a rule for a plan names the plan only.
  const ids = [sellerId, accountId, planId === null ? productId : null, planId];
  if (percent === null || percent === undefined) {
    await em.execute(
      `delete from catalog.margin where seller_id = ? and account_id is not distinct from ?
         and product_id is not distinct from ? and plan_id is not distinct from ?`,
      ids,
    );
  } else {
    await em.execute(
      `insert into catalog.margin (id, seller_id, account_id, product_id, plan_id, percent)
       values (?, ?, ?, ?, ?, ?::numeric)
       on conflict (seller_id, account_id, product_id, plan_id) do update set percent = excluded.percent`,
      [newId('mgn'), ...ids, percent],
    );
  }
  return done(null);
}

function checkPercent(percent: string | null | undefined): readonly Refusal[] {
  if (percent === null || percent === undefined) return [];
  const isInRange = Number(percent) >= LOWEST_PERCENT && Number(percent) <= HIGHEST_PERCENT;
  if (parsePercent(percent) !== undefined && isInRange) return [];
  return [
    refusal('OUT_OF_RANGE', `A margin is from ${LOWEST_PERCENT} to ${HIGHEST_PERCENT} percent, got ${percent}.`, {
      path: ['percent'],
    }),
  ];
}

async function checkAccounts({ loaders }: Reading, { sellerId, accountId }: MarginInput): Promise<readonly Refusal[]> {
  const seller = await loaders.place.load(sellerId);
  if (seller === null) return [missing('account', 'sellerId')];
  if (seller.type === 'CUSTOMER') {
    return [refusal('NOT_ALLOWED', 'A customer sells to nobody, so it has no margins.', { path: ['sellerId'] })];
  }
  if (accountId === null || accountId === undefined) return [];
  const buyer = await loaders.place.load(accountId);
  if (buyer === null) return [missing('account', 'accountId')];
  if (isDirectChild(buyer.path, seller.path)) return [];
  return [
    refusal('INVALID', 'This account does not buy from the seller.', {
      path: ['accountId'],
      remedies: [{ description: 'Name an account directly below the seller, or leave it out for all of them.' }],
    }),
  ];
}

async function checkProduct({ loaders }: Reading, { productId, planId }: MarginInput): Promise<readonly Refusal[]> {
  const errors: Refusal[] = [];
  const isProductNamed = productId !== null && productId !== undefined;
  const isPlanNamed = planId !== null && planId !== undefined;
  const product = isProductNamed ? await loaders.product.load(productId) : null;
  const plan = isPlanNamed ? await loaders.plan.load(planId) : null;
  if (isProductNamed && product === null) errors.push(missing('product', 'productId'));
  if (isPlanNamed && plan === null) errors.push(missing('plan', 'planId'));
  if (product !== null && plan !== null && plan.productId !== product.id) {
    errors.push(refusal('INVALID', 'The plan is not one of this product.', { path: ['planId'] }));
  }
  return errors;
}

function missing(kind: string, field: string): Refusal {
  return refusal('NOT_FOUND', `There is no ${kind} with this id that you may see.`, { path: [field] });
}
