/** The values of a plan that a sheet decides. */
export interface PlanValues {
  readonly costMinor: bigint;
  readonly retailMinor: bigint;
  readonly validFrom: Date;
  readonly validTo?: Date | null | undefined;
  /** A price that the vendor announced for a later day; all three or none. */
  readonly nextCostMinor?: bigint | null | undefined;
  readonly nextRetailMinor?: bigint | null | undefined;
  readonly nextValidFrom?: Date | null | undefined;
}

/** The values of a plan as a sheet's row gives them. */
export type RowValues = Pick<PlanValues, 'costMinor' | 'retailMinor' | 'validFrom' | 'validTo'>;

const NO_NEXT = { nextCostMinor: null, nextRetailMinor: null, nextValidFrom: null } as const;

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** The plan as it is at a moment: an announced price whose day has come is the price. */
export function currentValues<T extends PlanValues>(plan: T, now: Date): T {
  const { nextCostMinor, nextRetailMinor, nextValidFrom } = plan;
  const isDue = (nextValidFrom ?? now) <= now;
  if (!isDue || !isSet(nextCostMinor) || !isSet(nextRetailMinor) || !isSet(nextValidFrom)) return plan;
  return { ...plan, costMinor: nextCostMinor, retailMinor: nextRetailMinor, validFrom: nextValidFrom, ...NO_NEXT };
}

/** Whether the plan can be bought at a moment. */
export function isOnSale({ validFrom, validTo }: Pick<PlanValues, 'validFrom' | 'validTo'>, now: Date): boolean {
  return validFrom <= now && (!isSet(validTo) || validTo > now);
}

/** The values of a plan that a sheet brings for the first time. */
export function newPlan(row: RowValues): PlanValues {
  return { ...row, ...NO_NEXT };
}

/**
 * What a row makes of a known plan; undefined when it changes nothing.
 * A price for a later day is kept beside the present one, so that the plan stays on sale until then.
 */
export function changedPlan(known: PlanValues, row: RowValues, now: Date): PlanValues | undefined {
  const current = currentValues(known, now);
  const wanted = row.validFrom > now && isOnSale(current, now) ? announced(current, row) : newPlan(row);
  return isSame(current, wanted) ? undefined : wanted;
}

function announced(current: PlanValues, row: RowValues): PlanValues {
  const { costMinor, retailMinor, validFrom } = current;
  const present = { costMinor, retailMinor, validFrom, validTo: row.validTo };
  if (costMinor === row.costMinor && retailMinor === row.retailMinor) return { ...present, ...NO_NEXT };
  return {
    ...present,
    nextCostMinor: row.costMinor,
    nextRetailMinor: row.retailMinor,
    nextValidFrom: row.validFrom,
  };
}

function isSame(a: PlanValues, b: PlanValues): boolean {
  return (
    a.costMinor === b.costMinor &&
    a.retailMinor === b.retailMinor &&
    (a.nextCostMinor ?? null) === (b.nextCostMinor ?? null) &&
    (a.nextRetailMinor ?? null) === (b.nextRetailMinor ?? null) &&
    a.validFrom.getTime() === b.validFrom.getTime() &&
    a.validTo?.getTime() === b.validTo?.getTime() &&
    a.nextValidFrom?.getTime() === b.nextValidFrom?.getTime()
  );
}
