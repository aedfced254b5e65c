import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse, type Parser } from 'csv-parse';
import { ImportFault } from '../../errors.ts';
import { containsRecord, recogniseSeparator, type Separator, type SheetStart } from '../../rules/sheets/separator.ts';
import { decodeSheet } from './decode-sheet.ts';
import { DEFAULT_UNPACK_LIMITS, unpackSheet, type UnpackLimits } from './unpack-sheet.ts';

/** One record of a sheet, with the line on which it ends. */
export interface SheetRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A sheet that is being read. */
export interface OpenSheet {
  /** The records, the header first. Throws an ImportFault when the file is damaged, or no sheet in a known format. */
  readonly records: AsyncIterable<SheetRecord>;
  /** What stands between the fields; known once the first record has been read. */
  separator(): Separator;
  /** The hash of the file's bytes read so far, packed as they are, in hexadecimal: at the end that of the whole file. */
  sha256(): string;
  /** The bytes of the file read so far, packed as they are. A zip file is read to its end before the first record. */
  bytesRead(): number;
}

/** Far above any row of a price sheet. Without a limit, an unclosed quote would read the rest of the file into memory. */
const MAX_RECORD_BYTES = 256 * 1024;

/** Bytes that are read in one turn of the event loop: some hundred rows. */
const PIECE_BYTES = 64 * 1024;

const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'The file ends inside a quoted field; it seems to be cut off.',
  CSV_MAX_RECORD_SIZE: 'A row is longer than 256 KB; a closing quote seems to be missing.',
  CSV_INVALID_CLOSING_QUOTE: 'A quoted field is not followed by a separator.',
  INVALID_OPENING_QUOTE: 'A field that is not quoted contains a quote.',
};
const CUT_OFF = 'The file ends in the middle of a row; it seems to be cut off.';

/**
 * Reads a sheet as a stream, in little memory and without holding up the event loop: a CSV file with commas, semicolons or
 * tabs, any line ends, in UTF-8 or UTF-16, as it is or packed with gzip or zip.
 */
export function readSheet(bytes: AsyncIterable<Uint8Array>, limits: UnpackLimits = DEFAULT_UNPACK_LIMITS): OpenSheet {
  const hash = createHash('sha256');
  let bytesRead = 0;
  let start: SheetStart | undefined;
  async function* metered(): AsyncGenerator<Uint8Array> {
    for await (const chunk of inPieces(bytes)) {
      hash.update(chunk);
      bytesRead += chunk.length;
      yield chunk;
    }
  }
  async function* records(): AsyncGenerator<SheetRecord> {
    const text = decodeSheet(unpackSheet(metered(), limits))[Symbol.asyncIterator]();
    const head = await readHead(text);
    start = startOf(head);
    yield* parseRecords(continued(head.slice(start.skip), text), start);
  }
  return {
    records: records(),
    separator: () => start?.separator ?? ',',
    sha256: () => hash.copy().digest('hex'),
    bytesRead: () => bytesRead,
  };
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}

/** Reads as much text as contains the header, or as a row may have. */
async function readHead(text: AsyncIterator<string>): Promise<string> {
  let head = '';
  // Looked through only when it has doubled: a file may come byte by byte.
  let wanted = 1;
  while (head.length <= MAX_RECORD_BYTES) {
    if (head.length >= wanted) {
      if (containsRecord(head)) break;
      wanted = 2 * head.length;
    }
    const next = await text.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

function startOf(head: string): SheetStart {
  const start = recogniseSeparator(head);
  if (typeof start === 'string') throw new ImportFault(start, 1);
  return start;
}

async function* continued(head: string, text: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => text };
}

async function* parseRecords(
  text: AsyncIterable<string>,
  { separator, skip }: SheetStart,
): AsyncGenerator<SheetRecord> {
  let isAtLineEnd = false;
  async function* watched(): AsyncGenerator<string> {
    for await (const part of text) {
      if (part !== '') isAtLineEnd = /[\r\n]$/.test(part);
      yield part;
      // Otherwise a file that is in memory already would be read in one go.
      await nextTurn();
    }
  }
  const parser = createParser(separator);
  pipeline(Readable.from(watched(), { highWaterMark: 1 }), parser, () => undefined);
  // Lines before the header, less those that the parser counts twice: a CRLF inside quotes is two lines for it.
  let correction = skip === 0 ? 0 : 1;
  let width: number | undefined;
  let last: SheetRecord | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      width ??= record.findLastIndex((name) => name.trim() !== '') + 1;
      correction -= quotedLineBreaks(record);
      last = { line: info.lines + correction, fields: record };
      yield last;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportFault(FAULTS[error.code] ?? 'The file is not a CSV file.', lineOf(error));
  }
  // A line with one field only is a footer, or a damaged row that is rejected.
  const lastWidth = last?.fields.length ?? 0;
  if (!isAtLineEnd && lastWidth > 1 && lastWidth < (width ?? 0)) throw new ImportFault(CUT_OFF, last?.line);
}

function createParser(separator: Separator): Parser {
  return parse({
    delimiter: separator,
    // Left to itself, the parser takes the first line break for that of the whole file.
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
}

function quotedLineBreaks(fields: readonly string[]): number {
  return fields.reduce((count, field) => (field.includes('\r\n') ? count + field.split('\r\n').length - 1 : count), 0);
}

function lineOf(error: CsvError): number | undefined {
  const line: unknown = error['lines'];
  return typeof line === 'number' ? line : undefined;
}
