/** Writes a moment for a reader of a language (BCP 47), in UTC: 26 November 2026 at 09:12 UTC. */
export function dateText(date: Date, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(date)} UTC`;
}

/** Writes the day of a moment for a reader of a language (BCP 47), in UTC: 26 November 2026. */
export function dayText(date: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** Writes a whole number for a reader of a language (BCP 47): 1,200 in English. */
export function numberText(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}
