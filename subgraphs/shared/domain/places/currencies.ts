import { data } from 'currency-codes';

/** Money of the package's list of June 2024 that ISO 4217 has withdrawn since. */
const WITHDRAWN: ReadonlySet<string> = new Set(['ANG', 'BGN', 'CUC']);

/** What ISO 4217 took in since that list: the Caribbean guilder, of 31 March 2025. */
const ADDED = [['XCG', 2]] as const;

/** Metals, bond units and codes for tests: ISO 4217 gives them no minor unit, so no amount can be in them. */
const NOT_MONEY: ReadonlySet<string> = new Set('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' '));

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...data
    .filter(({ code }) => !WITHDRAWN.has(code) && !NOT_MONEY.has(code))
    .map(({ code, digits }) => [code, digits] as const),
  ...ADDED,
]);

/** Digits after the point of an active currency of ISO 4217; undefined for every other text. */
export function currencyDigits(code: string): number | undefined {
  return DIGITS.get(code);
}

/** Why a text is not an active currency of ISO 4217, with the cure; undefined when it is one. */
export function currencyFault(text: string): string | undefined {
  if (DIGITS.has(text)) return undefined;
  const capitals = text.trim().toUpperCase();
  if (DIGITS.has(capitals)) return `A currency must be written in capital letters: ${capitals}.`;
  if (!/^[A-Z]{3}$/.test(text)) return 'A currency must be an ISO 4217 code of three capital letters, such as "USD".';
  const left = WITHDRAWN.has(text) ? 'is no longer in use' : 'is not the ISO 4217 code of a currency';
  return `${text} ${left}. Use a code such as "USD", "EUR" or "JPY".`;
}
