const PAGE_PRODUCTS = 50;
/** In the embedded mode nothing else is answered while the plans of a page are written. */
const PAGE_PLANS = 1_500;

/**
 * The statement for a page of products: as many as have 1,500 plans together, and one at least: one product may
 * have hundreds of plans and another one only one.
 *
 * @param products a statement for the ids of all products that are left, in any order
 */
export function pageOfProducts(products: string): string {
  return `select id from (
      select id, coalesce(sum(plans) over (order by id rows between unbounded preceding and 1 preceding), 0) as before
      from (
        select id, (select count(*) from catalog.plan where plan.product_id = left_over.id) as plans
        from (select id from (${products}) as wanted order by id limit ${PAGE_PRODUCTS}) as left_over
      ) as counted
    ) as summed where before < ${PAGE_PLANS} order by id`;
}
