import { divideHalfUp } from '../../../shared/domain/money.ts';

/** An exact amount in minor units. It is not rounded until it is charged. `denominator` is positive. */
export interface ExactAmount {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const PERCENT = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/;

/** A percentage as a whole number of millionths of a percent; undefined when the text is not a decimal. */
export function parsePercent(text: string): bigint | undefined {
  const match = PERCENT.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction = ''] = match;
  const millionths = BigInt(`${whole}${fraction.padEnd(6, '0')}`);
  return sign === '-' ? -millionths : millionths;
}

const HUNDRED_PERCENT = 100_000_000n;

/**
 * What a buyer pays for one seat, exactly: the cost with the margin of each seller on the way. Nothing is rounded between
 * the tiers.
 *
 * @param percentsMillionths one margin per seller, from the provider down, as `parsePercent` reads them
 */
export function priceAlong(costMinor: bigint, percentsMillionths: readonly bigint[]): ExactAmount {
  return {
    numerator: percentsMillionths.reduce((amount, percent) => amount * (HUNDRED_PERCENT + percent), costMinor),
    denominator: HUNDRED_PERCENT ** BigInt(percentsMillionths.length),
  };
}

/** The price of a quantity of seats in minor units, rounded half up: the only rounding there is. */
export function roundedTotal(price: ExactAmount, quantity: number): bigint {
  return divideHalfUp(price.numerator * BigInt(quantity), price.denominator);
}

/** An amount as an exact decimal text without trailing zeros. Its denominator must be a power of ten. */
export function exactText({ numerator, denominator }: ExactAmount): string {
  const digits = denominator.toString().length - 1;
  const text = numerator.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
