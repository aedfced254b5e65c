import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ImportFault } from '../../errors.ts';

/** One record of a sheet, with the line on which it ends. */
export interface SheetRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A sheet that is being read. */
export interface OpenSheet {
  /** The records, the header first. Throws an ImportFault when the bytes are not UTF-8 or not CSV. */
  readonly records: AsyncIterable<SheetRecord>;
  /** The hash of the bytes read so far, in hexadecimal: at the end that of the whole file. */
  sha256(): string;
  bytesRead(): number;
}

/** Far above any row of a price sheet. Without a limit, an unclosed quote would read the rest of the file into memory. */
const MAX_RECORD_BYTES = 256 * 1024;

const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'The file ends inside a quoted field; it seems to be cut off.',
  CSV_MAX_RECORD_SIZE: 'A row is longer than 256 KB; a closing quote seems to be missing.',
  CSV_INVALID_CLOSING_QUOTE: 'A quoted field is not followed by a separator.',
  INVALID_OPENING_QUOTE: 'A field that is not quoted contains a quote.',
};

/** Reads a CSV file as a stream: UTF-8 with or without a byte order mark, any line ends. */
export function readSheet(bytes: AsyncIterable<Uint8Array>): OpenSheet {
  const hash = createHash('sha256');
  let bytesRead = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  async function* decode(): AsyncGenerator<string> {
    for await (const chunk of bytes) {
      hash.update(chunk);
      bytesRead += chunk.length;
      yield decodeChunk(() => decoder.decode(chunk, { stream: true }));
    }
    yield decodeChunk(() => decoder.decode());
  }
  return {
    records: parseRecords(decode()),
    sha256: () => hash.copy().digest('hex'),
    bytesRead: () => bytesRead,
  };
}

function decodeChunk(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new ImportFault('The file is not text in UTF-8; save the sheet as "CSV UTF-8" and import it again.');
  }
}

async function* parseRecords(text: AsyncIterable<string>): AsyncGenerator<SheetRecord> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, fields: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportFault(FAULTS[error.code] ?? 'The file is not a CSV file.', lineOf(error));
  }
}

function lineOf(error: CsvError): number | undefined {
  const line: unknown = error['lines'];
  return typeof line === 'number' ? line : undefined;
}
