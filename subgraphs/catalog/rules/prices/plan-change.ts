import { isGiven, type Optional } from '../../../shared/domain/given.ts';

/** The values of a plan that a sheet decides. */
export interface PlanValues {
  readonly costMinor: bigint;
  readonly retailMinor: bigint;
  readonly validFrom: Date;
  readonly validTo?: Optional<Date>;
  /** A price that the vendor announced for a later day. Either all three values are given or none. */
  readonly nextCostMinor?: Optional<bigint>;
  readonly nextRetailMinor?: Optional<bigint>;
  readonly nextValidFrom?: Optional<Date>;
}

/** The values of a plan as a row of a sheet gives them. */
export type RowValues = Pick<PlanValues, 'costMinor' | 'retailMinor' | 'validFrom' | 'validTo'>;

const NO_NEXT = { nextCostMinor: null, nextRetailMinor: null, nextValidFrom: null } as const;

/** The plan at a moment: from its day on, an announced price is the price. */
export function currentValues<T extends PlanValues>(plan: T, now: Date): T {
  const { nextCostMinor, nextRetailMinor, nextValidFrom } = plan;
  const isDue = (nextValidFrom ?? now) <= now;
  if (!isDue || !isGiven(nextCostMinor) || !isGiven(nextRetailMinor) || !isGiven(nextValidFrom)) return plan;
  return { ...plan, costMinor: nextCostMinor, retailMinor: nextRetailMinor, validFrom: nextValidFrom, ...NO_NEXT };
}

/** Whether the plan can be bought at a moment. */
export function isOnSale({ validFrom, validTo }: Pick<PlanValues, 'validFrom' | 'validTo'>, now: Date): boolean {
  return validFrom <= now && (!isGiven(validTo) || validTo > now);
}

/** The values of a plan that a sheet contains for the first time. */
export function newPlan(row: RowValues): PlanValues {
  return { ...row, ...NO_NEXT };
}

/**
 * What a row changes an existing plan into; undefined when it changes nothing.
 * A price for a later day is stored beside the present one, so that the plan stays on sale until then.
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
