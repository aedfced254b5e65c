/** What the name of a file says about the sheet in it. */
export interface NamedMonth {
  /** The month to which the prices belong, such as `2026-11`; undefined when the name does not say it. */
  readonly month: string | undefined;
  /** Whether the sheet announces the prices of next month. */
  readonly isPreview: boolean;
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  'jan january feb february mar march apr april may may jun june jul july aug august sep september oct october nov november dec december'
    .split(' ')
    .map((name, index) => [name, Math.floor(index / 2) + 1]),
);
const SEPT = 9;

/** Four digits that can be the year of a price sheet. */
const YEAR = /^20\d\d$/;

/**
 * The month of a sheet, and whether it is a preview, by the name of its file: `…2026-11.csv`, `…202611.csv`,
 * `Nov_NCE_LicenseBasedPL_GA_US.csv`, `NCE_Preview_…`. A month without a year is the one nearest to `now`.
 */
export function sheetMonth(fileName: string, now: Date): NamedMonth {
  // Of an address, what follows a question mark is no part of the name.
  const name = fileName.split(/[?#]/)[0]?.split(/[/\\]/).at(-1) ?? '';
  return { month: numericMonth(name) ?? namedMonth(name, now), isPreview: /preview/i.test(name) };
}

function numericMonth(name: string): string | undefined {
  const yearFirst = /(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)/.exec(name);
  if (yearFirst !== null) return `${yearFirst[1]}-${yearFirst[2]}`;
  const monthFirst = /(?<!\d)(0[1-9]|1[0-2])[-_. ](20\d\d)(?!\d)/.exec(name);
  return monthFirst === null ? undefined : `${monthFirst[2]}-${monthFirst[1]}`;
}

function namedMonth(name: string, now: Date): string | undefined {
  // Words and numbers, also those that only a capital letter divides: PriceListNov2026.
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  const at = words.findIndex((word) => monthOf(word) !== undefined);
  const month = monthOf(words[at] ?? '');
  if (month === undefined) return undefined;
  const year = [words[at + 1], words[at - 1]].find((word) => word !== undefined && YEAR.test(word));
  return `${year ?? nearestYear(month, now)}-${String(month).padStart(2, '0')}`;
}

function monthOf(word: string): number | undefined {
  const name = word.toLowerCase();
  if (name === 'sept') return SEPT;
  return Object.hasOwn(MONTHS, name) ? MONTHS[name] : undefined;
}

const MONTHS_A_YEAR = 12;

/** The year in which a month is nearest to now; of two equally near ones the earlier. */
function nearestYear(month: number, now: Date): number {
  const year = now.getUTCFullYear();
  const distance = (candidate: number): number =>
    Math.abs((candidate - year) * MONTHS_A_YEAR + month - (now.getUTCMonth() + 1));
  return [year - 1, year, year + 1].reduce((best, next) => (distance(next) < distance(best) ? next : best));
}
