import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../shared/sql.ts';
import { planKey, type PlanIdentity } from '../rules/plan-key.ts';

interface Retirement {
  readonly vendorId: string;
  readonly scopes: readonly Pick<PlanIdentity, 'market' | 'segment'>[];
  /** The keys of the plans that the sheet names. */
  readonly present: ReadonlyMap<string, unknown>;
  readonly now: Date;
}

const PAGE = 5_000;

/** Ends the plans that a full sheet does not name any more, in the scopes it covers. Returns how many. */
export async function retireAbsentPlans(tx: EntityManager, retirement: Retirement): Promise<number> {
  let retired = 0;
  for (const scope of retirement.scopes) {
    for await (const ids of absentPlans(tx, retirement, scope)) {
      retired += ids.length;
      await tx.execute(
        `update catalog.plan set valid_to = ?::timestamptz,
           next_cost_minor = null, next_retail_minor = null, next_valid_from = null
         where id = any (?::text[])`,
        [retirement.now.toISOString(), textArray(ids)],
      );
    }
  }
  return retired;
}

async function* absentPlans(
  tx: EntityManager,
  { vendorId, present, now }: Retirement,
  { market, segment }: Retirement['scopes'][number],
): AsyncGenerator<readonly string[]> {
  let after = '';
  while (true) {
    const rows = await tx.execute<(Record<string, string> & { id: string; term: PlanIdentity['term'] })[]>(
      `select plan.id, product.mpn, plan.term, plan.billing_cycle, plan.currency
       from catalog.plan join catalog.product on product.id = plan.product_id
       where plan.market = ? and plan.segment = ? and plan.id > ? and product.vendor_id = ?
         and (plan.valid_to is null or plan.valid_to > ?::timestamptz)
       order by plan.id limit ?`,
      [market, segment, after, vendorId, now.toISOString(), PAGE],
    );
    const absent = rows.filter((row) => {
      const { mpn = '', term, billing_cycle: billingCycle, currency = '' } = row;
      const identity = { mpn, market, segment, term, billingCycle, currency } as PlanIdentity;
      return !present.has(planKey(identity));
    });
    if (absent.length > 0) yield absent.map((row) => row.id);
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
