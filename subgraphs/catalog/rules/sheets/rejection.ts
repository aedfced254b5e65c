/** Why a row of a sheet is not taken. */
export interface Rejection {
  /** Null when the row as a whole is at fault. */
  readonly column: string | null;
  readonly message: string;
}

/** Stops the reading of one row; caught where rows are read. */
export class RowFault extends Error implements Rejection {
  override readonly name = 'RowFault';
  readonly column: string | null;

  constructor(column: string | null, message: string) {
    super(message);
    this.column = column;
  }
}

const MAX_SHOWN = 60;

/** A value as a message shows it: in quotes, not too long. */
export function shown(text: string): string {
  // The cut may fall between the halves of one character, which PostgreSQL would not store.
  return `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text}"`;
}

/** Reads something of a row: the value, or why there is none. */
export function attempt<T>(read: () => T): { readonly value: T } | { readonly fault: Rejection } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof RowFault) return { fault: { column: error.column, message: error.message } };
    throw error;
  }
}
