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

/**
 * The products with whether they have a price, and when their last one ends, as the version has it. Each is looked up by
 * itself: a join of all would read the whole tables.
 */
const LAST_ENDS = `select concerned.id, last.ends is not null as has_price, nullif(last.ends, 'infinity') as ends
  from unnest(?::text[]) as concerned (id)
  cross join lateral (
    select max((
      select max(coalesce(period.valid_to, 'infinity')) from catalog.price_period as period
      where period.plan_id = plan.id and period.until_version is null
    )) as ends from catalog.plan where plan.product_id = concerned.id
  ) as last`;

/** With the version, products are listed that have a price now or later, and no others. */
export async function listProducts(
  tx: Writer,
  { version, now }: VersionDraft,
  { productIds }: ProductPage,
): Promise<void> {
  await tx.execute(
    `update catalog.product set
       listed_since = case when wanted.is_sold then ? else product.listed_since end,
       listed_until = case when wanted.is_sold then null else ?::int end
     from (
       select id, has_price and (ends is null or ends > ?::timestamptz) as is_sold from (${LAST_ENDS}) as last
     ) as wanted
     where wanted.id = product.id and wanted.is_sold <> (product.listed_until is null)`,
    [version, version, now.toISOString(), textArray(productIds)],
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

/** Says of products when the price of their last plan ends. */
export async function endSales(tx: Writer, { productIds }: ProductPage): Promise<void> {
  await tx.execute(
    `update catalog.product set sale_ends = ends.ends from (${LAST_ENDS}) as ends
     where ends.id = product.id and ends.has_price and product.sale_ends is distinct from ends.ends`,
    [textArray(productIds)],
  );
}
