import { textArray } from '../../../../shared/database/sql.ts';
import type { Writer } from '../../../../shared/database/transaction.ts';
import type { Id } from '../../../../shared/domain/ids.ts';
import type { VersionDraft } from './version-draft.ts';
import { pageOfProducts } from './product-pages.ts';
import { PAGE_ROWS } from './write-plans.ts';

/** A page of the products that a sheet is about. */
export interface ProductPage {
  readonly productIds: readonly Id<'prd'>[];
  readonly last: Id<'prd'>;
}

/** The products with plans or prices that the sheet changes, adds or retires, a page after another. */
export async function concernedProducts(
  tx: Writer,
  { importId, vendorId }: VersionDraft,
  after: string,
): Promise<ProductPage | undefined> {
  const rows = await tx.query<{ readonly id: Id<'prd'> }>(
    pageOfProducts(`select id from (
       select product.id from catalog.sheet_product as named
       join catalog.product on product.vendor_id = ? and product.mpn = named.mpn
       where named.import_id = ? and named.is_changed
       union
       select plan.product_id from catalog.sheet_retirement as retired
       join catalog.plan on plan.id = retired.plan_id where retired.import_id = ?
     ) as concerned where id > ?`),
    [vendorId, importId, importId, after],
  );
  const last = rows.at(-1)?.id;
  return last === undefined ? undefined : { productIds: rows.map(({ id }) => id), last };
}

/** The ways to buy some products in the version that is written, and for each product the hash of its own. */
const SOLD = `sold as materialized (
    select plan.product_id, plan.segment, plan.market, plan.currency, plan.term, plan.billing_cycle,
      nullif(last.ends, 'infinity') as ends_at
    from catalog.plan
    cross join lateral (
      select max(coalesce(period.valid_to, 'infinity')) as ends from catalog.price_period as period
      where period.plan_id = plan.id and period.until_version is null
    ) as last
    where plan.product_id = any (?::text[]) and last.ends > ?::timestamptz
  ), sets as materialized (
    select product_id, md5(string_agg(concat_ws('|', segment, market, currency, coalesce(term, ''), billing_cycle,
      coalesce(extract(epoch from ends_at)::text, '')), ',' order by segment, market, currency, term, billing_cycle)) as set_id
    from sold group by product_id
  )`;

/**
 * Says of a page of products by which ways they can be bought from the version on. With it, products are listed that have a
 * way to buy now or later, and no others. Readers of the version before go on seeing what was.
 */
export async function listProducts(
  tx: Writer,
  { version, now }: VersionDraft,
  { productIds }: ProductPage,
): Promise<void> {
  const ids = textArray(productIds);
  await tx.execute(
    `with ${SOLD}, added as (
       insert into catalog.sold_way (set_id, segment, market, currency, term, billing_cycle, ends_at)
       select unknown.set_id, segment, market, currency, term, billing_cycle, ends_at
       from (
         select distinct on (set_id) set_id, product_id from sets
         where not exists (select 1 from catalog.sold_way as known where known.set_id = sets.set_id)
       ) as unknown join sold on sold.product_id = unknown.product_id
       on conflict do nothing
     )
     update catalog.product set
       ways = wanted.set_id,
       ways_since = case when wanted.is_same then product.ways_since else ? end,
       ways_before = case when wanted.is_same or product.ways_since = ? then product.ways_before else product.ways end,
       listed_since = case when wanted.is_sold and product.listed_until is not null then ? else product.listed_since end,
       listed_until = case when wanted.is_sold then null else coalesce(product.listed_until, ?) end
     from (
       select product.id, sets.set_id, sets.set_id is not null as is_sold,
         product.ways is not distinct from sets.set_id as is_same
       from catalog.product left join sets on sets.product_id = product.id where product.id = any (?::text[])
     ) as wanted
     where wanted.id = product.id and not (wanted.is_same and wanted.is_sold = (product.listed_until is null))`,
    [ids, now.toISOString(), version, version, version, version, ids],
  );
}

/** Gives products back the ways that they had before a version that nobody has seen. */
export async function withdrawWays(tx: Writer, version: number, productIds: string): Promise<void> {
  await tx.execute(
    `update catalog.product set ways = ways_before, ways_since = 0 where ways_since = ? and id = any (?::text[])`,
    [version, productIds],
  );
}

/** Gives a page of products the names and parameters that the sheet has for them. Answers the last part number. */
export async function nameProducts(
  tx: Writer,
  { importId, vendorId }: VersionDraft,
  after: string,
): Promise<string | undefined> {
  const page = await tx.query<{ readonly mpn: string }>(
    'select mpn from catalog.sheet_product where import_id = ? and mpn > ? order by mpn limit ?',
    [importId, after, PAGE_ROWS],
  );
  const last = page.at(-1)?.mpn;
  if (last === undefined) return undefined;
  await tx.execute(
    `update catalog.product set name = named.name, description = named.description, category = named.category,
       parameters = named.parameters
     from catalog.sheet_product as named
     where named.import_id = ? and named.mpn > ? and named.mpn <= ? and product.vendor_id = ? and product.mpn = named.mpn
       and (product.name, product.description, product.category, product.parameters)
         is distinct from (named.name, named.description, named.category, named.parameters)`,
    [importId, after, last, vendorId],
  );
  return last;
}

/** Says of products when the last way to buy them ends. */
export async function endSales(tx: Writer, { productIds }: ProductPage): Promise<void> {
  const ids = textArray(productIds);
  await tx.execute(
    `update catalog.product set sale_ends = last.ends
     from (
       select set_id, nullif(max(coalesce(ends_at, 'infinity')), 'infinity') as ends from catalog.sold_way
       where set_id in (select ways from catalog.product where id = any (?::text[])) group by set_id
     ) as last
     where product.id = any (?::text[]) and last.set_id = product.ways and product.sale_ends is distinct from last.ends`,
    [ids, ids],
  );
}
