/** Why an import ends when its source gave another file the second time. */
export const SHEET_CHANGED = 'The file changed while it was read; import it again.';

/** A sheet can't be taken to its end, and trying again would not help; the message is for the one who imports. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
  /** The line at which reading stopped; undefined when no line is at fault. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}
