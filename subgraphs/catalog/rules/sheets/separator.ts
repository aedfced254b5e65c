/** What stands between the fields of a row. With a semicolon, numbers have a decimal comma. */
export type Separator = ',' | ';' | '\t';

/** How the text of a sheet begins. */
export interface SheetStart {
  readonly separator: Separator;
  /** The number of characters before the header: those of a line such as `sep=;`. */
  readonly skip: number;
}

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/** The line with which a spreadsheet is told the separator. */
const SEPARATOR_LINE = /^"?sep=([^"\r\n]*)"?[^\S\r\n]*(?:\r\n|\n|\r|$)/i;

/**
 * Recognises the separator of a sheet by its beginning, which contains at least the header: by a line `sep=`, or else by
 * what stands most often between the names of the columns. Returns the reason when the line names another separator.
 */
export function recogniseSeparator(start: string): SheetStart | string {
  const line = SEPARATOR_LINE.exec(start);
  if (line === null) return { separator: mostFrequentSeparator(start), skip: 0 };
  const [{ length: skip }, named = ''] = line;
  const separator = SEPARATORS.find((known) => known === (named === '\t' ? named : named.trim()));
  if (separator !== undefined) return { separator, skip };
  return 'The first line names a separator other than comma, semicolon and tab; save the sheet as "CSV UTF-8" and import it again.';
}

/** Whether a text contains a whole record: a line break outside quotes that is not at its very end. */
export function containsRecord(text: string): boolean {
  return endOfRecord(text) < text.length - 1;
}

/** The position of the first line break outside quotes that follows some text; the length of the text without one. */
function endOfRecord(text: string): number {
  let isQuoted = false;
  let hasText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) {
      if (hasText) return at;
      continue;
    }
    hasText = true;
  }
  return text.length;
}

function mostFrequentSeparator(text: string): Separator {
  const header = text.slice(0, endOfRecord(text)).replaceAll(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => header.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
