import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { textArray } from '../../../shared/database/sql.ts';
import { planKey, type PlanIdentity } from '../../rules/products/plan-key.ts';
import type { ScopeCount } from '../../rules/sheets/retirement-limit.ts';

/** A market and segment for which a sheet lists all plans of some categories. */
export interface SheetScope extends Pick<PlanIdentity, 'market' | 'segment'> {
  readonly categories: ReadonlySet<string>;
}

/** What a sheet says about the plans of its vendor. */
export interface SheetContent {
  readonly vendorId: Id<'ven'>;
  readonly scopes: readonly SheetScope[];
  /** The plans that the sheet names, by their keys. */
  readonly presentPlans: ReadonlyMap<string, unknown>;
  /** The categories of the products that the sheet names, by MPN; they replace the stored ones. */
  readonly categories: ReadonlyMap<string, string>;
  readonly now: Date;
}

interface PlanOnSale {
  readonly id: Id<'pln'>;
  readonly category: string;
  readonly isAbsent: boolean;
}

interface PlanOnSaleRow extends Pick<PlanIdentity, 'mpn' | 'term' | 'currency'> {
  readonly id: Id<'pln'>;
  readonly category: string;
  readonly billing_cycle: PlanIdentity['billingCycle'];
}

const PAGE = 5_000;

/** Counts the plans that a sheet would retire, for each scope and category it covers. */
export async function countAbsentPlans(read: Reader, content: SheetContent): Promise<readonly ScopeCount[]> {
  const counts: ScopeCount[] = [];
  for (const scope of content.scopes) {
    const byCategory = new Map([...scope.categories].map((category) => [category, { onSale: 0, absent: 0 }]));
    for await (const plans of plansOnSale(read, content, scope)) {
      for (const { category, isAbsent } of plans) {
        const count = byCategory.get(category);
        if (count === undefined) continue;
        count.onSale += 1;
        if (isAbsent) count.absent += 1;
      }
    }
    const { market, segment } = scope;
    counts.push(...[...byCategory].map(([category, count]) => ({ market, segment, category, ...count })));
  }
  return counts;
}

/** Ends the sale of plans that the sheet no longer names, in the scopes and categories it covers. Returns how many. */
export async function retireAbsentPlans(tx: Writer, content: SheetContent): Promise<number> {
  let retired = 0;
  for (const scope of content.scopes) {
    for await (const plans of plansOnSale(tx, content, scope)) {
      const ids = plans
        .filter(({ category, isAbsent }) => isAbsent && scope.categories.has(category))
        .map(({ id }) => id);
      if (ids.length === 0) continue;
      retired += ids.length;
      await tx.execute(
        `update catalog.plan set valid_to = ?::timestamptz,
           next_cost_minor = null, next_retail_minor = null, next_valid_from = null
         where id = any (?::text[])`,
        [content.now.toISOString(), textArray(ids)],
      );
    }
  }
  return retired;
}

async function* plansOnSale(
  read: Reader,
  { vendorId, presentPlans, categories, now }: SheetContent,
  { market, segment }: SheetScope,
): AsyncGenerator<readonly PlanOnSale[]> {
  let after = '';
  while (true) {
    const rows = await read.query<PlanOnSaleRow>(
      `select plan.id, product.mpn, product.category, plan.term, plan.billing_cycle, plan.currency
       from catalog.plan join catalog.product on product.id = plan.product_id
       where plan.market = ? and plan.segment = ? and plan.id > ? and product.vendor_id = ?
         and (plan.valid_to is null or plan.valid_to > ?::timestamptz)
       order by plan.id limit ?`,
      [market, segment, after, vendorId, now.toISOString(), PAGE],
    );
    yield rows.map(({ id, mpn, category, term, billing_cycle: billingCycle, currency }) => {
      const key = planKey({ mpn, market, segment, term, billingCycle, currency });
      return { id, category: categories.get(mpn) ?? category, isAbsent: !presentPlans.has(key) };
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Ends the sale of products that have no plan on sale or announced, and resumes the sale of those that have one again. */
export async function updateProductStatus(tx: Writer, vendorId: Id<'ven'>, now: Date): Promise<void> {
  await tx.execute(
    `update catalog.product set status = wanted.status
     from (
       select candidate.id, case when exists (
         select 1 from catalog.plan
         where plan.product_id = candidate.id and (plan.valid_to is null or plan.valid_to > ?::timestamptz)
       ) then 'PUBLISHED' else 'END_OF_SALE' end as status
       from catalog.product as candidate where candidate.vendor_id = ?
     ) as wanted
     where wanted.id = product.id and wanted.status <> product.status`,
    [now.toISOString(), vendorId],
  );
}
