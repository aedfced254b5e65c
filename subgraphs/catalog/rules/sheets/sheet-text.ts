import { RowFault, shown } from './rejection.ts';

/** Characters with which a spreadsheet begins a formula, in both widths. */
const FORMULA = /^[=+@＝＋＠\t\r]/;
/** A minus begins a formula too, but also the items of a list: those have a space behind it and call no program. */
const MINUS_FORMULA = /^[-－](?:\S|.*\|)/s;

/** Whether a spreadsheet would take a text for a formula. */
export function beginsLikeFormula(text: string): boolean {
  return FORMULA.test(text) || MINUS_FORMULA.test(text);
}

/**
 * Checks a text that people read. Throws a RowFault that names the column when it contains the character NUL, or begins
 * like a formula: whoever opens an export of the catalogue in a spreadsheet would run it.
 */
export function checkText(column: string, text: string): void {
  if (text.includes('\0')) throw new RowFault(column, 'The text contains the character NUL.');
  if (beginsLikeFormula(text)) {
    throw new RowFault(column, `A text must not begin like a formula; the value is ${shown(text)}.`);
  }
}
