import countryToCurrency from 'country-to-currency';
import { iso31661 } from 'iso-3166';

const NAMES: ReadonlyMap<string, string> = new Map(iso31661.map(({ alpha2, name }) => [alpha2, name]));

/** What people write for a country instead of its code: [in capitals, the code]. */
const CODES: ReadonlyMap<string, string> = new Map([
  ...iso31661.flatMap(({ alpha2, alpha3, name }) => [[alpha3, alpha2] as const, [name.toUpperCase(), alpha2] as const]),
  ['EL', 'GR'],
  ['UK', 'GB'],
  ['GREAT BRITAIN', 'GB'],
  ['UNITED KINGDOM', 'GB'],
  ['UNITED STATES', 'US'],
]);

/** Short names of those that ISO 3166 names at length and whose codes people confuse. */
const SHORT_NAMES: Readonly<Record<string, string>> = { GB: 'Great Britain', US: 'the United States' };

/** The name of a country as messages show it; the code itself when it is none. */
export function countryName(code: string): string {
  return SHORT_NAMES[code] ?? NAMES.get(code) ?? code;
}

/** Why a text is not an assigned country code of ISO 3166-1, with the cure; undefined when it is one. */
export function countryFault(text: string): string | undefined {
  if (NAMES.has(text)) return undefined;
  const capitals = text.trim().toUpperCase();
  const meant = NAMES.has(capitals) ? capitals : CODES.get(capitals);
  if (meant !== undefined) {
    const name = countryName(meant);
    return `A country must be given as its two-letter ISO 3166-1 code: ${name.charAt(0).toUpperCase()}${name.slice(1)} is ${meant}.`;
  }
  return 'A country must be an assigned ISO 3166-1 code of two capital letters, such as "US", "DE" or "GB".';
}

/** The currency in which a country's market is billed, by its ISO 3166-1 code; undefined for what is no country. */
export function marketCurrency(country: string): string | undefined {
  const currencies: Readonly<Record<string, string>> = countryToCurrency;
  return NAMES.has(country) ? currencies[country] : undefined;
}
