import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { divideHalfUp } from '../../../shared/domain/money.ts';
import { periodAt, type PricePeriod } from './price-period.ts';

/** A period with what the provider pays in it for one seat, a decimal text without trailing zeros. */
export interface CostPeriod extends PricePeriod {
  readonly unitCost: string;
}

/** From a moment on a plan costs something else. */
export interface CostChange {
  readonly effectiveAt: Date;
  /** Undefined where it had no price, or has none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What one list of periods changes in another, from a moment on: at which moments one seat begins to cost something else
 * than the old list says. A difference that goes on is told once.
 */
export function changesBetween(
  old: readonly CostPeriod[],
  changed: readonly CostPeriod[],
  from: Date,
): readonly CostChange[] {
  const changes: CostChange[] = [];
  let told = '';
  for (const moment of momentsOf([...old, ...changed], from)) {
    const before = periodAt(old, moment)?.unitCost;
    const after = periodAt(changed, moment)?.unitCost;
    const difference = before === after ? '' : `${before ?? ''}|${after ?? ''}`;
    if (difference !== '' && difference !== told) changes.push({ effectiveAt: moment, before, after });
    told = difference;
  }
  return changes;
}

function momentsOf(periods: readonly PricePeriod[], from: Date): readonly Date[] {
  const moments = periods.flatMap(({ validFrom, validTo }) => (isGiven(validTo) ? [validFrom, validTo] : [validFrom]));
  const later = moments.filter((moment) => moment > from).map((moment) => moment.getTime());
  return [...new Set([from.getTime(), ...later])].toSorted((a, b) => a - b).map((moment) => new Date(moment));
}

/** Two decimal texts as whole numbers of the same unit, the smallest that either of them has. */
function inOneUnit(texts: readonly [string, string]): readonly [bigint, bigint] {
  const parts = texts.map((text) => text.split('.'));
  const digits = Math.max(...parts.map(([, fraction = '']) => fraction.length));
  const [one = 0n, other = 0n] = parts.map(([whole = '', fraction = '']) =>
    BigInt(`${whole}${fraction.padEnd(digits, '0')}`),
  );
  return [one, other];
}

/** By how many percent a price rises, rounded half up to hundredths; null where there is none before or after. */
export function changePercent(before: Optional<string>, after: Optional<string>): string | null {
  if (!isGiven(before) || !isGiven(after)) return null;
  const [was, is] = inOneUnit([before, after]);
  if (was === 0n) return null;
  const hundredths = divideHalfUp((is - was) * 10_000n, was);
  const text = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Whether a change is more than a price list usually has: a price that doubled, or halved. */
export function isStriking({ before, after }: CostChange): boolean {
  if (before === undefined || after === undefined) return false;
  const [was, is] = inOneUnit([before, after]);
  return is >= 2n * was || 2n * is <= was;
}
