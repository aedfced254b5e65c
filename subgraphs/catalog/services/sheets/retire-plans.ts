import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../../shared/database/sql.ts';
import { planKey, type PlanIdentity } from '../../rules/products/plan-key.ts';
import type { ScopeCount } from '../../rules/sheets/retirement-limit.ts';

/** Where a full sheet speaks for all plans of some kinds. */
export interface SheetScope extends Pick<PlanIdentity, 'market' | 'segment'> {
  readonly kinds: ReadonlySet<string>;
}

/** What a sheet says of the plans of its vendor. */
export interface SheetContent {
  readonly vendorId: string;
  readonly scopes: readonly SheetScope[];
  /** The keys of the plans that the sheet names. */
  readonly present: ReadonlyMap<string, unknown>;
  /** The kinds of the products that the sheet names, by MPN; they replace the known ones. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly now: Date;
}

interface PlanOnSale {
  readonly id: string;
  readonly kind: string;
  readonly isAbsent: boolean;
}

const PAGE = 5_000;

/** Counts what a sheet would retire, in each scope and kind it speaks for; changes nothing. */
export async function countAbsentPlans(em: EntityManager, content: SheetContent): Promise<readonly ScopeCount[]> {
  const counts: ScopeCount[] = [];
  for (const scope of content.scopes) {
    const byKind = new Map([...scope.kinds].map((kind) => [kind, { onSale: 0, absent: 0 }]));
    for await (const plans of plansOnSale(em, content, scope)) {
      for (const { kind, isAbsent } of plans) {
        const count = byKind.get(kind);
        if (count === undefined) continue;
        count.onSale += 1;
        if (isAbsent) count.absent += 1;
      }
    }
    const { market, segment } = scope;
    counts.push(...[...byKind].map(([kind, count]) => ({ market, segment, kind, ...count })));
  }
  return counts;
}

/** Ends the plans that a full sheet does not name any more, in the scopes and kinds it covers. Returns how many. */
export async function retireAbsentPlans(tx: EntityManager, content: SheetContent): Promise<number> {
  let retired = 0;
  for (const scope of content.scopes) {
    for await (const plans of plansOnSale(tx, content, scope)) {
      const ids = plans.filter(({ kind, isAbsent }) => isAbsent && scope.kinds.has(kind)).map(({ id }) => id);
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
  em: EntityManager,
  { vendorId, present, kinds, now }: SheetContent,
  { market, segment }: SheetScope,
): AsyncGenerator<readonly PlanOnSale[]> {
  let after = '';
  while (true) {
    const rows = await em.execute<(Record<string, string> & { id: string; term: PlanIdentity['term'] })[]>(
      `select plan.id, product.mpn, product.category, plan.term, plan.billing_cycle, plan.currency
       from catalog.plan join catalog.product on product.id = plan.product_id
       where plan.market = ? and plan.segment = ? and plan.id > ? and product.vendor_id = ?
         and (plan.valid_to is null or plan.valid_to > ?::timestamptz)
       order by plan.id limit ?`,
      [market, segment, after, vendorId, now.toISOString(), PAGE],
    );
    yield rows.map(({ id, mpn = '', category = '', term, billing_cycle: billingCycle, currency = '' }) => {
      const identity = { mpn, market, segment, term, billingCycle, currency } as PlanIdentity;
      return { id, kind: kinds.get(mpn) ?? category, isAbsent: !present.has(planKey(identity)) };
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Ends the sale of products without a plan that is or will be valid, and resumes it where there is one again. */
export async function settleProductStatus(tx: EntityManager, vendorId: string, now: Date): Promise<void> {
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
