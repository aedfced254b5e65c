import type { Rejection } from './rejection.ts';

/** Where the columns of a sheet are. Their order, case and spaces are free, and further columns are allowed. */
export interface SheetHeader<Column extends string> {
  /** The number of columns, without empty ones at the end: some programs write a comma after the last one. */
  readonly width: number;
  has(column: Column): boolean;
  /** The trimmed text of a column in a record; empty when the sheet does not have the column. */
  read(fields: readonly string[], column: Column): string;
}

interface ColumnNames<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
  /** Other names under which sheets have a column. */
  readonly aliases?: Readonly<Partial<Record<Column, string>>>;
}

const normalised = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Whether the first record of a sheet names a column. */
export function hasColumn(record: readonly string[], column: string): boolean {
  return record.some((name) => normalised(name) === normalised(column));
}

/** Reads the first record of a sheet. Returns the reason, in one sentence, when a column is missing or occurs twice. */
export function readHeader<Column extends string>(
  record: readonly string[],
  { required, optional, aliases }: ColumnNames<Column>,
): SheetHeader<Column> | string {
  const names = record.map(normalised);
  const placesOf = (column: Column): readonly number[] => {
    const wanted = [column, aliases?.[column] ?? column].map(normalised);
    return names.flatMap((name, index) => (wanted.includes(name) ? [index] : []));
  };
  const places = new Map([...required, ...optional].map((column) => [column, placesOf(column)]));
  const missing = required.filter((column) => places.get(column)?.length === 0);
  if (missing.length > 0)
    return `The sheet lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}.`;
  const doubled = [...places].find(([, found]) => found.length > 1)?.[0];
  if (doubled !== undefined) return `The sheet has the column ${doubled} twice.`;
  const positions = new Map([...places].map(([column, [position = -1]]) => [column, position]));
  return {
    width: record.findLastIndex((name) => name.trim() !== '') + 1,
    has: (column) => positions.get(column) !== -1,
    read: (fields, column) => fields[positions.get(column) ?? -1]?.trim() ?? '',
  };
}

/** Why a record does not fit under its header; undefined when it does. Empty fields at its end are none. */
export function widthFault({ width }: { readonly width: number }, fields: readonly string[]): Rejection | undefined {
  const used = fields.findLastIndex((field) => field !== '') + 1;
  if (fields.length >= width && used <= width) return undefined;
  return { column: null, message: `The row has ${fields.length} fields, but the header has ${width}.` };
}

/** How programs begin the line that they write below a sheet. */
const FOOTER = /^(?:anzahl|count|end of|generated|number of|records?|rows?|sum|summe|gesamt|total|zeilen)\b/i;

/** Whether a record is no row: empty, or a line with a total below the sheet. */
export function isFooter(fields: readonly string[]): boolean {
  const texts = fields.filter((field) => field.trim() !== '');
  const [first = '', ...rest] = texts;
  return texts.length === 0 || (rest.length <= 1 && fields[0] === first && FOOTER.test(first.trim()));
}
