import { currencyDigits } from './places/currencies.ts';

/** An amount in the currency's minor units. */
export interface MoneyAmount {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** Digits after the point of a currency: 2 for most, 0 for JPY, 3 for BHD, 4 for CLF. Source: ISO 4217. */
export function fractionDigits(currency: string): number {
  return currencyDigits(currency) ?? 2;
}

/** Writes minor units as a decimal text: (1234n, 'USD') is `12.34`, (1234n, 'JPY') is `1234`. */
export function formatMinor(amountMinor: bigint, currency: string): string {
  const digits = fractionDigits(currency);
  const negative = amountMinor < 0n;
  const text = (negative ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${negative ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

/** An amount as it is shown: a decimal text with all the digits it has. */
export interface ShownAmount {
  readonly amount: string;
  readonly currency: string;
}

/**
 * Writes an exact number of minor units, a decimal text such as `6220.8`, as an amount of the currency with all the
 * digits it has, and no fewer than the currency has: `62.208` USD; `6220` is `62.20`. Nothing is rounded, so the amount
 * times a quantity, rounded once, is the total. Throws for a text that is not a decimal.
 */
export function exactMoney(unitMinor: string, currency: string): ShownAmount {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(unitMinor);
  if (match === null) throw new Error(`Invariant: an exact amount is a decimal text, not "${unitMinor}"`);
  const [, sign = '', whole = '', more = ''] = match;
  const digits = fractionDigits(currency);
  const units = whole.padStart(digits + 1, '0');
  const split = units.length - digits;
  const fraction = `${units.slice(split)}${more}`.replace(/0+$/, '').padEnd(digits, '0');
  const amount = `${units.slice(0, split).replace(/^0+(?=\d)/, '')}${fraction === '' ? '' : `.${fraction}`}`;
  return { amount: `${/[1-9]/.test(amount) ? sign : ''}${amount}`, currency };
}

/**
 * Reads a decimal text as minor units of the currency.
 * Returns undefined when it is not a decimal, or has more digits after the point than the currency has.
 */
export function parseMinor(text: string, currency: string): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, decimals = ''] = match;
  const digits = fractionDigits(currency);
  const fraction = decimals.replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const minor = BigInt(`${whole}${fraction.padEnd(digits, '0')}`);
  return sign === '-' ? -minor : minor;
}

/** Divides with one rounding, half away from zero ("half up" for the amounts of a bill). `divisor` is positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const absolute = negative ? -dividend : dividend;
  const rounded = (2n * absolute + divisor) / (2n * divisor);
  return negative ? -rounded : rounded;
}

/** The first and each further instalment of a total: the rounding rest is in the first. */
export function instalments(totalMinor: bigint, count: number): { readonly first: bigint; readonly each: bigint } {
  const each = totalMinor / BigInt(count);
  return { first: totalMinor - each * BigInt(count - 1), each };
}
