/** An amount in the currency's minor units. Source of the digits: ISO 4217. */
export interface MoneyAmount {
  readonly amountMinor: bigint;
  readonly currency: string;
}

const FRACTION_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Digits after the point of a currency: 2 for most, 0 for JPY, 3 for BHD. */
export function fractionDigits(currency: string): number {
  return FRACTION_DIGITS[currency] ?? 2;
}

/** Writes minor units as a decimal text: (1234n, 'USD') is `12.34`, (1234n, 'JPY') is `1234`. */
export function formatMinor(amountMinor: bigint, currency: string): string {
  const digits = fractionDigits(currency);
  const negative = amountMinor < 0n;
  const text = (negative ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${negative ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

/**
 * Reads a decimal text as minor units of the currency.
 * Returns undefined when it is not a decimal, or has more digits after the point than the currency has.
 */
export function parseMinor(text: string, currency: string): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) return undefined;
  const digits = fractionDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const minor = BigInt(`${match[2]}${fraction.padEnd(digits, '0')}`);
  return match[1] === '-' ? -minor : minor;
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
