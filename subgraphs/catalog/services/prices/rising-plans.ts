import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkContext } from '../../context.ts';
import type { ChangeMoment } from '../../loaders/change-moments.ts';
import { createOwnPriceLoaders, type OwnPriceLoaders } from '../../loaders/own-price-loaders.ts';
import { findSheetPlans, type SheetPlansWanted } from '../../loaders/sheet-plans.ts';
import { mayRise } from '../../rules/prices/price-notice.ts';

/** A published price list. */
export type Sheet = Pick<SheetPlansWanted, 'vendorId' | 'version' | 'importId'>;

/** Which of its plans are looked at: those that become dearer from a moment on. */
export interface LookedAt extends Sheet {
  readonly from: Date;
  /** Aborted when this is no longer to be done. */
  readonly signal: AbortSignal;
}

/** A page of plans whose prices may rise, with the loaders that have read them. */
export interface RisingPlans {
  readonly moments: readonly ChangeMoment[];
  readonly loaders: OwnPriceLoaders;
}

/** How many plans are looked at at once, which nothing interrupts: a few milliseconds for a page of accounts. */
const PAGE = 25;

/**
 * The plans that a price list has changed and that may become dearer from a moment on, page by page: all moments of a plan are
 * in one page. Each page has loaders of its own, so that none is kept. Throws when the signal is aborted.
 */
export async function* risingPlans(
  context: Pick<WorkContext, 'read' | 'deps'>,
  { signal, ...sheet }: LookedAt,
): AsyncGenerator<RisingPlans> {
  for (let after: string | undefined = ''; after !== undefined;) {
    // PGlite answers within the turn of the event loop in which it is asked: others must have theirs.
    await nextTurn();
    signal.throwIfAborted();
    const page = await findSheetPlans(context.read, { ...sheet, after, limit: PAGE });
    after = page.last;
    const loaders = createOwnPriceLoaders(context.read, context.deps.config.defaultMargins);
    const may = await Promise.all(page.moments.map((moment) => mayRiseAt(loaders, moment)));
    yield { moments: page.moments.filter((_, index) => may[index]), loaders };
  }
}

async function mayRiseAt({ plan, periods }: OwnPriceLoaders, { planId, moment }: ChangeMoment): Promise<boolean> {
  const [row, ofPlan] = await Promise.all([plan.load(planId), periods.load(planId)]);
  return row !== null && mayRise(ofPlan, moment, row.currency);
}
