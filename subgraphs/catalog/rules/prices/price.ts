import { divideHalfUp, fractionDigits } from '../../../shared/domain/money.ts';

/** An exact amount in minor units. It is not rounded until it is charged. `denominator` is positive. */
export interface ExactAmount {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** Reads a decimal text in major units, such as `5.184` USD, as an exact number of minor units. Throws for another text. */
export function exactMinor(amount: string, currency: string): ExactAmount {
  const match = DECIMAL.exec(amount);
  if (match === null) throw new Error(`Invariant: a price is a decimal text, not "${amount}"`);
  const [, whole = '', fraction = ''] = match;
  const digits = fractionDigits(currency);
  const more = fraction.replace(/0+$/, '').padEnd(digits, '0');
  return { numerator: BigInt(`${whole}${more}`), denominator: 10n ** BigInt(more.length - digits) };
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

/** How one seller makes its price: a percentage on what it pays, in millionths, or a price whatever it pays. */
export type PriceStep =
  { readonly kind: 'add'; readonly millionths: bigint } | { readonly kind: 'set'; readonly price: ExactAmount };

/** An amount with a percentage of it added, exactly. */
export function withPercent({ numerator, denominator }: ExactAmount, millionths: bigint): ExactAmount {
  return { numerator: numerator * (HUNDRED_PERCENT + millionths), denominator: denominator * HUNDRED_PERCENT };
}

/**
 * What a buyer pays for one seat, exactly: the cost after the step of each seller on the way. Nothing is rounded between
 * the tiers.
 *
 * @param steps one for each seller, from the provider down
 */
export function priceAlong(cost: ExactAmount, steps: readonly PriceStep[]): ExactAmount {
  return steps.reduce<ExactAmount>(
    (price, step) => (step.kind === 'set' ? step.price : withPercent(price, step.millionths)),
    cost,
  );
}

/** Which of two amounts is more: negative when it is the second, 0 when they are equal. */
export function compareAmounts(a: ExactAmount, b: ExactAmount): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The price of a quantity of seats in minor units, rounded half up: the only rounding there is. */
export function roundedTotal(price: ExactAmount, quantity: number): bigint {
  return divideHalfUp(price.numerator * BigInt(quantity), price.denominator);
}

/** A decimal text without trailing zeros after the point. */
export function shortDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** An amount as an exact decimal text without trailing zeros. Its denominator must be a power of ten. */
export function exactText({ numerator, denominator }: ExactAmount): string {
  const digits = denominator.toString().length - 1;
  const text = numerator.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
