/** Where the columns of a sheet are. Their order, case and spaces are free, and further columns are allowed. */
export interface SheetHeader<Column extends string> {
  readonly width: number;
  /** The trimmed text of a column in a record; empty when the sheet does not have the column. */
  read(fields: readonly string[], column: Column): string;
}

interface ColumnNames<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
}

const normalised = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Whether the first record of a sheet names a column. */
export function hasColumn(record: readonly string[], column: string): boolean {
  return record.some((name) => normalised(name) === normalised(column));
}

/** Reads the first record of a sheet. Returns the reason, in one sentence, when a column is missing or occurs twice. */
export function readHeader<Column extends string>(
  record: readonly string[],
  { required, optional }: ColumnNames<Column>,
): SheetHeader<Column> | string {
  const names = record.map(normalised);
  const positions = new Map([...required, ...optional].map((column) => [column, names.indexOf(normalised(column))]));
  const missing = required.filter((column) => positions.get(column) === -1);
  if (missing.length > 0)
    return `The sheet lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}.`;
  const doubled = [...required, ...optional].find(
    (column) => names.indexOf(normalised(column)) !== names.lastIndexOf(normalised(column)),
  );
  if (doubled !== undefined) return `The sheet has the column ${doubled} twice.`;
  return {
    width: record.length,
    read: (fields, column) => fields[positions.get(column) ?? -1]?.trim() ?? '',
  };
}
