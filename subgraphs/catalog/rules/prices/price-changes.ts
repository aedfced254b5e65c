import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { divideHalfUp } from '../../../shared/domain/money.ts';
import { periodAt, type PricePeriod } from './price-period.ts';

/** A period with what decides the prices of one seat: decimal texts without trailing zeros. */
export interface CostPeriod extends PricePeriod {
  /** What the provider pays. */
  readonly unitCost: string;
  /** What the vendor recommends; nothing where it does not. */
  readonly retail: Optional<string>;
}

/** From a moment on a plan costs something else: the same twice where the vendor only recommends another price. */
export interface CostChange {
  readonly effectiveAt: Date;
  /** Undefined where it had no price, or has none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What one list of periods changes in another, from a moment on: at which moments the cost of one seat, or its retail price,
 * begins to be another one than the old list says. A difference that goes on is told once.
 */
export function changesBetween(
  old: readonly CostPeriod[],
  changed: readonly CostPeriod[],
  from: Date,
): readonly CostChange[] {
  const changes: CostChange[] = [];
  let told = '';
  for (const moment of momentsOf([...old, ...changed], from)) {
    const [before, after] = [periodAt(old, moment), periodAt(changed, moment)];
    const [was, is] = [before, after].map(pricesText);
    const difference = was === is ? '' : `${was} ${is}`;
    if (difference !== '' && difference !== told) {
      changes.push({ effectiveAt: moment, before: before?.unitCost, after: after?.unitCost });
    }
    told = difference;
  }
  return changes;
}

function pricesText(period: CostPeriod | undefined): string {
  return period === undefined ? '' : `${period.unitCost}|${period.retail ?? ''}`;
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
