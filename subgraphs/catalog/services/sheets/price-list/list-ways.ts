import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import type { ProductPage } from './list-products.ts';
import type { VersionDraft } from './version-draft.ts';

/** The ways to buy some products in the version that is written, each product with the hash of its own. */
const OFFERED = `select sold.*, md5(string_agg(concat_ws('|', segment, market, currency, coalesce(term, ''), billing_cycle,
    coalesce(extract(epoch from ends_at)::text, '')), ',')
    over (partition by product_id order by segment, market, currency, term, billing_cycle
      rows between unbounded preceding and unbounded following)) as set_id
  from (
    select plan.product_id, plan.segment, plan.market, plan.currency, plan.term, plan.billing_cycle,
      nullif(last.ends, 'infinity') as ends_at
    from catalog.plan
    cross join lateral (
      select max(coalesce(period.valid_to, 'infinity')) as ends from catalog.price_period as period
      where period.plan_id = plan.id and period.until_version is null
    ) as last
    where plan.product_id = any (?::text[]) and last.ends > ?::timestamptz
  ) as sold`;

/**
 * Says of a page of products by which ways they can be bought from the version on, for filters and facets. Readers of the
 * version before go on seeing the ways of that one.
 */
export async function listWays(tx: Writer, { version, now }: VersionDraft, { productIds }: ProductPage): Promise<void> {
  const ids = textArray(productIds);
  await tx.execute(
    `with offered as materialized (${OFFERED}), added as (
       insert into catalog.sold_way (set_id, segment, market, currency, term, billing_cycle, ends_at)
       select distinct set_id, segment, market, currency, term, billing_cycle, ends_at from offered
       where not exists (select 1 from catalog.sold_way as known where known.set_id = offered.set_id)
       on conflict do nothing
     )
     update catalog.product set ways = wanted.set_id, ways_since = ?,
       ways_before = case when product.ways_since = ? then product.ways_before else product.ways end
     from (
       select listed.id, (select set_id from offered where offered.product_id = listed.id limit 1) as set_id
       from unnest(?::text[]) as listed (id)
     ) as wanted
     where wanted.id = product.id and product.ways is distinct from wanted.set_id`,
    [ids, now.toISOString(), version, version, ids],
  );
}

/** Gives products back the ways that they had before a version that nobody has seen. */
export async function withdrawWays(tx: Writer, version: number, productIds: string): Promise<void> {
  await tx.execute(
    `update catalog.product set ways = ways_before, ways_since = 0 where ways_since = ? and id = any (?::text[])`,
    [version, productIds],
  );
}
