/** The reason for failing an import that was confirmed for another file. */
export const SHEET_CHANGED = 'The file is not the one that was confirmed. Import it again.';

/** A sheet can't be imported, and another attempt would not help. The message is for the person who imports it. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  /** The line at which reading stopped; undefined when the fault is in no single line. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}
