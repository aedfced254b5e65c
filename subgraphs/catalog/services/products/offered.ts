import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { PlanSelection, RelationKey } from '../../loaders/product-lists.ts';
import { isOffered, isPlanOffered } from '../marketplaces/shops.ts';

/** The product, or null: a customer sees what its seller lists for it, where its seller lists anything. */
export async function offeredProduct(context: SignedInContext, id: Id<'prd'>): Promise<ProductRow | null> {
  const product = await context.loaders.product.load(id);
  return product !== null && (await isOffered(context, product.id)) ? product : null;
}

/** The plan, or null. Those who see its product see it, customers in their own market. */
export async function offeredPlan(context: SignedInContext, id: Id<'pln'>): Promise<PlanRow | null> {
  const plan = await context.loaders.plan.load(id);
  return plan !== null && (await isPlanOffered(context, plan)) ? plan : null;
}

/** The plans of a product that are on sale or announced, and that the viewer may buy. */
export async function offeredPlans(
  context: SignedInContext,
  productId: Id<'prd'>,
  selection: PlanSelection,
): Promise<readonly PlanRow[]> {
  const plans = await context.loaders.plans.load({ productId, selection });
  return only(plans, (plan) => isPlanOffered(context, plan));
}

/** The products that go with another one, of which the viewer may buy each. */
export async function offeredRelations(context: SignedInContext, key: RelationKey): Promise<readonly ProductRow[]> {
  return only(await context.loaders.relations.load(key), ({ id }) => isOffered(context, id));
}

async function only<Row>(rows: readonly Row[], isWanted: (row: Row) => Promise<boolean>): Promise<readonly Row[]> {
  const wanted = await Promise.all(rows.map(isWanted));
  return rows.filter((_, index) => wanted[index]);
}
