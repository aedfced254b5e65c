/**
 * Writes an amount for a reader of a language (BCP 47) with all its digits, and no fewer than the currency has: 62.208 is
 * `USD 62.208` in English, 62 is `USD 62.00`.
 *
 * @param amount a decimal text in units of the currency
 */
export function amountText(amount: string, currency: string, locale: string): string {
  const digits = amount.split('.')[1]?.length ?? 0;
  const format = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  const { minimumFractionDigits = 0 } = new Intl.NumberFormat(locale, format).resolvedOptions();
  const maximumFractionDigits = Math.max(minimumFractionDigits, digits);
  // A text keeps digits that a double has not.
  return new Intl.NumberFormat(locale, { ...format, maximumFractionDigits }).format(amount as `${number}`);
}

/** Writes by how many percent something rises: 12.50 is `+12.5%` in English. */
export function riseText(percent: string, locale: string): string {
  const format = { style: 'percent', maximumFractionDigits: 2, signDisplay: 'always' } as const;
  return new Intl.NumberFormat(locale, format).format(Number(percent) / 100);
}

const TERM = /^P(\d+)([MY])$/;

/** Writes a term of months or years, P1Y, as a reader of a language does: 1 year. Anything else as it is. */
export function termText(term: string, locale: string): string {
  const [, count, unit] = TERM.exec(term) ?? [];
  if (count === undefined) return term;
  const format = { style: 'unit', unit: unit === 'M' ? 'month' : 'year', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, format).format(Number(count));
}

/** The name of a country by its code (ISO 3166): United States. */
export function countryText(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}
