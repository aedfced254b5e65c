import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { ChangeMoment } from './change-moments.ts';
import { SEEN } from './price-periods.ts';

/** Which plans of a published price list are looked at. */
export interface SheetPlansWanted {
  readonly vendorId: Id<'ven'>;
  readonly version: number;
  readonly importId: Id<'imp'>;
  /** Earlier moments are left out. */
  readonly from: Date;
  /** The plan after which the list goes on; an empty text for its beginning. */
  readonly after: string;
  readonly limit: number;
}

/** A page of the plans that a price list has changed. */
export interface SheetPlans {
  /** When their prices may change from then on, by plan and time. */
  readonly moments: readonly ChangeMoment[];
  /** The plan after which the next page begins; undefined at the end. */
  readonly last: Id<'pln'> | undefined;
}

interface MomentColumns {
  readonly plan_id: Id<'pln'>;
  readonly moment_ms: number | null;
}

/**
 * The moment at which a change of a price list takes effect, in SQL: the beginning of its day, since a list that comes during
 * the day from which on it holds changes prices from the hour of its import on.
 */
const effectiveDay = (column: string): string => `date_trunc('day', ${column}, 'UTC')`;

/**
 * The next plans of which a price list has changed the cost or the retail price, with the moments from then on at which periods begin or end, as
 * the vendor's list is now. A moment belongs to the last list that changed the plan from then or from earlier on: what
 * a later one has changed again is left to that one.
 */
export async function findSheetPlans(read: Reader, wanted: SheetPlansWanted): Promise<SheetPlans> {
  const { vendorId, version, importId, from, after, limit } = wanted;
  const rows = await read.query<MomentColumns>(
    `select changed.plan_id, (extract(epoch from found.moment) * 1000)::float8 as moment_ms
     from (
       select plan_id, min(effective_at) as since from catalog.price_change
       where import_id = ? and plan_id > ? group by plan_id order by plan_id limit ?
     ) as changed
     left join lateral (
       select distinct bound.moment from catalog.price_period as period
       join catalog.vendor on vendor.id = ?
       cross join lateral (values (period.valid_from), (period.valid_to)) as bound (moment)
       where period.plan_id = changed.plan_id and period.min_quantity = 1 and ${SEEN}
         and bound.moment >= greatest(${effectiveDay('changed.since')}, ?::timestamptz)
         and not exists (
           select 1 from catalog.price_version as later
           join catalog.price_change as other on other.import_id = later.import_id and other.plan_id = changed.plan_id
           where later.vendor_id = vendor.id and later.version > ? and ${effectiveDay('other.effective_at')} <= bound.moment
         )
     ) as found on true
     order by changed.plan_id, found.moment`,
    [importId, after, limit, vendorId, from.toISOString(), version],
  );
  const planIds = new Set(rows.map((row) => row.plan_id));
  return {
    moments: rows.flatMap(({ plan_id: planId, moment_ms: moment }) =>
      moment === null ? [] : [{ planId, moment: new Date(moment) }],
    ),
    last: planIds.size < limit ? undefined : rows.at(-1)?.plan_id,
  };
}
