import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { planSale } from '../../rules/prices/price-period.ts';
import { offeredSale, type OfferedSale } from '../../rules/products/offering.ts';

/** Whether a plan can be ordered at the moment of the operation, by its prices and by the vendor's offer matrix. */
export async function saleOf({ loaders }: Pick<CatalogContext, 'loaders'>, plan: PlanRow): Promise<OfferedSale> {
  const [periods, offering] = await Promise.all([loaders.periods.load(plan.id), loaders.offering.load(plan.productId)]);
  return offeredSale(plan, offering, planSale(periods, loaders.moment));
}
