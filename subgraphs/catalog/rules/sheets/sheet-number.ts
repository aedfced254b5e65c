import { RowFault, shown } from './rejection.ts';
import type { Separator } from './separator.ts';

/** Digits after the point that a price may have: more are a computing error of whoever wrote the sheet. */
const MAX_DECIMALS = 6;

/** Above any price of a licence in any currency: 10^12. */
const MAX_PRICE = 1_000_000_000_000n;

/** The largest integer that the database stores in the columns of quantities. */
export const MAX_COUNT = 2_147_483_647;

/** How numbers are written beside a separator: with a semicolon as on the continent of Europe, else with a point. */
interface NumberForms {
  readonly plain: RegExp;
  readonly grouped: RegExp;
  /** A number that can be read in two ways, since one separator stands before exactly three digits. */
  readonly ambiguous: RegExp | undefined;
  readonly thousands: RegExp;
  readonly mark: string;
  readonly example: string;
}

const POINT: NumberForms = {
  plain: /^(?:\d+(?:\.\d+)?|\.\d+)$/,
  grouped: /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
  ambiguous: undefined,
  thousands: /,/g,
  mark: 'point',
  example: '12.50',
};
const COMMA: NumberForms = {
  // A point before any other number of digits than three can only be the decimal point.
  plain: /^(?:\d+(?:[,.]\d+)?|[,.]\d+)$/,
  grouped: /^\d{1,3}(?:[.\u{A0}\u{202F} ]\d{3})+(?:,\d+)?$/u,
  ambiguous: /^\d{1,3}\.\d{3}$/,
  thousands: /[.\u{A0}\u{202F} ]/gu,
  mark: 'comma',
  example: '12,50',
};
const FORMS: Readonly<Record<Separator, NumberForms>> = {
  ',': POINT,
  ';': COMMA,
  // Spreadsheets write tabs in every country, so a lone comma may be either.
  '\t': { ...POINT, ambiguous: /^\d{1,3},\d{3}$/ },
};

/**
 * Reads a price as an exact decimal in major units without needless zeros: `1,234.50` is `1234.5`.
 * Throws a RowFault that names the column for what is no price from 0 to 10^12 with at most six digits after the point.
 */
export function readPrice(column: string, text: string, separator: Separator): string {
  const forms = FORMS[separator];
  if (/^-[\d.,]+$/.test(text)) throw new RowFault(column, `A price cannot be negative; the value is ${shown(text)}.`);
  if (forms.ambiguous?.test(text) === true) {
    throw new RowFault(
      column,
      `It is not clear whether ${shown(text)} has thousands or decimals; write prices with two digits after the ${forms.mark}.`,
    );
  }
  const decimal = decimalOf(text, forms);
  if (decimal === undefined) {
    const form = `A price must be a decimal number with a ${forms.mark}, such as "${forms.example}"`;
    throw new RowFault(column, `${form}; the value is ${shown(text)}.`);
  }
  const { whole, fraction } = decimal;
  if (fraction.length > MAX_DECIMALS) {
    const message = `A price may have at most ${MAX_DECIMALS} digits after the ${forms.mark}; the value is ${shown(text)}.`;
    throw new RowFault(column, message);
  }
  if (isAboveMaximum(whole, fraction)) {
    throw new RowFault(column, `A price cannot be above ${MAX_PRICE}; the value is ${shown(text)}.`);
  }
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function decimalOf(
  text: string,
  forms: NumberForms,
): { readonly whole: string; readonly fraction: string } | undefined {
  const isGrouped = forms.grouped.test(text);
  if (!isGrouped && !forms.plain.test(text)) return undefined;
  const [whole = '', fraction = ''] = (isGrouped ? text.replaceAll(forms.thousands, '') : text).split(/[.,]/);
  return { whole: whole.replace(/^0+/, '') || '0', fraction: fraction.replace(/0+$/, '') };
}

function isAboveMaximum(whole: string, fraction: string): boolean {
  if (whole.length !== MAX_PRICE.toString().length) return whole.length > MAX_PRICE.toString().length;
  return BigInt(whole) > MAX_PRICE || (BigInt(whole) === MAX_PRICE && fraction !== '');
}

/**
 * Reads a whole number, with or without thousands separators; undefined for an empty text.
 * Throws a RowFault that names the column for anything but a number from `from` to the largest that is stored.
 */
export function readCount(column: string, text: string, from: 0 | 1): number | undefined {
  if (text === '') return undefined;
  const digits = /^\d{1,3}(?:[.,]\d{3})+$/.test(text) ? text.replaceAll(/[.,]/g, '') : text;
  const count = Number(digits);
  if (/^\d{1,10}$/.test(digits) && count >= from && count <= MAX_COUNT) return count;
  const message = `The value must be a whole number from ${from} to ${MAX_COUNT}; it is ${shown(text)}.`;
  throw new RowFault(column, message);
}
