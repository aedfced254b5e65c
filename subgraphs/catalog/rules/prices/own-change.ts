import { fractionDigits } from '../../../shared/domain/money.ts';
import { compareAmounts, exactText, type ExactAmount } from './price.ts';

/** What an account pays for a plan before a moment and from then on; undefined where the plan has no price. */
export interface OwnPrices {
  readonly before: ExactAmount | undefined;
  readonly after: ExactAmount | undefined;
}

/** Whether an account pays another price from a moment on: more or less, for the first time, or no longer. */
export function isOwnChange({ before, after }: OwnPrices): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return compareAmounts(before, after) !== 0;
}

/** A price as an exact decimal text in units of its currency. */
export function unitsText({ numerator, denominator }: ExactAmount, currency: string): string {
  return exactText({ numerator, denominator: denominator * 10n ** BigInt(fractionDigits(currency)) });
}

/** The last moment before another one: moments have whole milliseconds. */
export function justBefore(moment: Date): Date {
  return new Date(moment.getTime() - 1);
}
