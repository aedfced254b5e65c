/** The reason why a row of a sheet is rejected. */
export interface Rejection {
  /** The column with the wrong value; null when the reason concerns the whole row. */
  readonly column: string | null;
  readonly message: string;
}

/** Stops the reading of one row. `attempt` catches it. */
export class RowFault extends Error implements Rejection {
  override readonly name = 'RowFault';
  readonly column: string | null;

  constructor(column: string | null, message: string) {
    super(message);
    this.column = column;
  }
}

const MAX_SHOWN = 60;

/** A value for a message: in quotes, and cut when it is long. */
export function shown(text: string): string {
  // The cut may fall between the halves of one character, which PostgreSQL would not store.
  return `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text}"`;
}

/** Reads a part of a row: returns its value, or the reason why the row is rejected. */
export function attempt<T>(read: () => T): { readonly value: T } | { readonly fault: Rejection } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof RowFault) return { fault: { column: error.column, message: error.message } };
    throw error;
  }
}
