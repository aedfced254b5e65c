import { isGiven, type Optional } from '../../../shared/domain/given.ts';

/** From when to when, and for which quantities, a plan has one price. */
export interface PricePeriod {
  /** Inclusive. */
  readonly validFrom: Date;
  /** Exclusive; nothing while no end is known. */
  readonly validTo?: Optional<Date>;
  /** From then on the plan is not sold anew, while additions and renewals go on at this price. */
  readonly endOfSale?: Optional<Date>;
  readonly minQuantity: number;
  readonly maxQuantity?: Optional<number>;
}

/** Whether a period has a price for a quantity. */
function holdsFor({ minQuantity, maxQuantity }: PricePeriod, quantity: number): boolean {
  return quantity >= minQuantity && (!isGiven(maxQuantity) || quantity <= maxQuantity);
}

function covers({ validFrom, validTo }: PricePeriod, moment: Date): boolean {
  return validFrom <= moment && (!isGiven(validTo) || moment < validTo);
}

/** Where periods overlap, the one that ends first holds until it ends; of those that end together, the latest. */
function before(a: PricePeriod, b: PricePeriod): number {
  const ends = (period: PricePeriod): number => period.validTo?.getTime() ?? Number.POSITIVE_INFINITY;
  if (ends(a) !== ends(b)) return ends(a) < ends(b) ? -1 : 1;
  return b.validFrom.getTime() - a.validFrom.getTime();
}

/** The period that decides the price of a quantity at a moment; undefined when the plan has no price then. */
export function periodAt<Period extends PricePeriod>(
  periods: readonly Period[],
  moment: Date,
  quantity = 1,
): Period | undefined {
  let found: Period | undefined;
  for (const period of periods) {
    if (!holdsFor(period, quantity) || !covers(period, moment)) continue;
    if (found === undefined || before(period, found) < 0) found = period;
  }
  return found;
}

/** The moment whose rules decide the price of a period: its beginning while that lies ahead, and else now. */
export function pricingMoment({ validFrom }: Pick<PricePeriod, 'validFrom'>, now: Date): Date {
  return validFrom > now ? validFrom : now;
}

/** Whether a plan can be ordered, and if not, since when not or from when on. */
export type PlanSale =
  | { readonly kind: 'on-sale'; readonly minQuantity: number }
  | { readonly kind: 'not-yet'; readonly from: Date }
  | { readonly kind: 'ended' };

/** Whether any quantity of a plan can be ordered at a moment. */
export function planSale(periods: readonly PricePeriod[], moment: Date): PlanSale {
  const onSale = rangesAt(periods, moment).filter(({ endOfSale }) => !isGiven(endOfSale) || moment < endOfSale);
  const [least] = onSale;
  if (least !== undefined) return { kind: 'on-sale', minQuantity: least.minQuantity };
  const later = periods.filter(
    ({ validFrom, endOfSale }) => validFrom > moment && (!isGiven(endOfSale) || endOfSale > validFrom),
  );
  const [next] = later.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
  return next === undefined ? { kind: 'ended' } : { kind: 'not-yet', from: next.validFrom };
}

/** The periods that decide the prices of all quantities at a moment, the smallest quantities first. */
export function rangesAt<Period extends PricePeriod>(periods: readonly Period[], moment: Date): readonly Period[] {
  const least = [...new Set(periods.map(({ minQuantity }) => minQuantity))].toSorted((a, b) => a - b);
  return least
    .map((quantity) => periodAt(periods, moment, quantity))
    .filter((period) => period !== undefined)
    .filter((period, index, all) => all.indexOf(period) === index);
}

/**
 * Every stretch of time with its price, the oldest first, without overlaps: what `periodAt` answers between two moments at
 * which it may change. Those of several ranges of quantities follow each other by the range.
 */
export function stretchesOf<Period extends PricePeriod>(periods: readonly Period[]): readonly Period[] {
  // So it is for most plans, and a page has hundreds of them.
  if (periods.length < 2) return periods;
  const ranges = Map.groupBy(periods, ({ minQuantity }) => minQuantity);
  return [...ranges.keys()]
    .toSorted((a, b) => a - b)
    .flatMap((minQuantity) => stretchesOfRange(ranges.get(minQuantity) ?? [], minQuantity))
    .toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
}

function stretchesOfRange<Period extends PricePeriod>(periods: readonly Period[], quantity: number): readonly Period[] {
  const moments = periods.flatMap(({ validFrom, validTo }) => (isGiven(validTo) ? [validFrom, validTo] : [validFrom]));
  const bounds = [...new Set(moments.map((moment) => moment.getTime()))].toSorted((a, b) => a - b);
  const stretches: { readonly source: Period; readonly validFrom: Date; validTo: Date | null }[] = [];
  for (const [index, bound] of bounds.entries()) {
    const source = periodAt(periods, new Date(bound), quantity);
    if (source === undefined) continue;
    const next = bounds[index + 1];
    const validTo = next === undefined ? null : new Date(next);
    const last = stretches.at(-1);
    if (last?.source === source && last.validTo?.getTime() === bound) last.validTo = validTo;
    else stretches.push({ source, validFrom: new Date(bound), validTo });
  }
  return stretches.map(({ source, validFrom, validTo }) => ({ ...source, validFrom, validTo }));
}

/** The stretch that holds at a moment; the next one where none does, and else the last: undefined only for no price at all. */
export function stretchAround<Period extends PricePeriod>(
  periods: readonly Period[],
  moment: Date,
): Period | undefined {
  const stretches = stretchesOf(periods);
  return (
    stretches.find((stretch) => covers(stretch, moment)) ??
    stretches.find(({ validFrom }) => validFrom > moment) ??
    stretches.at(-1)
  );
}
