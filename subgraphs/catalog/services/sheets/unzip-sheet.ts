import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { ImportFault } from '../../errors.ts';

/** Files that archives have beside the sheet: notes, and what operating systems add. */
const BESIDE = /(?:^|\/)(?:__MACOSX\/|\.|read.?me)|\.(?:md|pdf|docx?|html?|rtf|json|xml)$|\/$/i;
const SHEET = /\.(?:csv|tsv|tab)$/i;
/** What may be a sheet where nothing else is one. */
const TEXT = /\.txt$/i;

const DAMAGED = 'The zip file is damaged or cut off; fetch it again.';
const WORKBOOK = 'The file is an Excel workbook; save the sheet as "CSV UTF-8" and import that.';

/** More entries than an archive with one sheet has. */
const MAX_ENTRIES = 1_000;

/**
 * Unpacks the one sheet in a zip archive. The archive lists its files at its end, so it is first copied into a file of the
 * operating system's temporary folder, which has no name any more while it is read and needs no clearing up.
 * Throws an ImportFault for a damaged archive, and for one with no sheet or several. `check` is told the packed and the
 * unpacked bytes so far.
 */
export async function* unzipSheet(
  bytes: AsyncIterable<Uint8Array>,
  check: (packed: number, unpacked: number) => void,
): AsyncGenerator<Uint8Array> {
  const file = await openNameless();
  try {
    for await (const chunk of bytes) await file.write(chunk);
    // The archive must not close the file: it is closed below in any case.
    const archive = await readArchive(() => fromFdPromise(file.fd, { autoClose: false, lazyEntries: true }));
    const entry = sheetAmong(await readArchive(() => entriesOf(archive)));
    check(entry.compressedSize, entry.uncompressedSize);
    yield* contentOf(archive, entry, check);
  } finally {
    await file.close();
  }
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-sheet-'));
  try {
    return await open(join(folder, 'sheet.zip'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function entriesOf(archive: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of archive.eachEntry()) {
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) throw new ImportFault(`The zip file has more than ${MAX_ENTRIES} files.`);
  }
  return entries;
}

function sheetAmong(entries: readonly Entry[]): Entry {
  if (entries.some(({ fileName }) => fileName === '[Content_Types].xml')) throw new ImportFault(WORKBOOK);
  const relevant = entries.filter(({ fileName }) => !BESIDE.test(fileName));
  const named = relevant.filter(({ fileName }) => SHEET.test(fileName));
  const sheets = named.length > 0 ? named : relevant.filter(({ fileName }) => TEXT.test(fileName));
  const [sheet] = sheets;
  if (sheet === undefined) throw new ImportFault('The zip file contains no CSV file.');
  if (sheets.length > 1) {
    const names = sheets.slice(0, 3).map(({ fileName }) => shownName(fileName));
    throw new ImportFault(
      `The zip file contains ${sheets.length} CSV files (${names.join(', ')}${sheets.length > 3 ? ', …' : ''}); import them one by one.`,
    );
  }
  if (sheet.isEncrypted()) throw new ImportFault('The zip file is protected with a password; unpack it first.');
  if (!sheet.canDecodeFileData()) throw new ImportFault('The zip file is packed in an unusual way; unpack it first.');
  return sheet;
}

/** A name for a message, without characters that cannot be shown, or stored. */
function shownName(fileName: string): string {
  return fileName.slice(0, 100).toWellFormed().replaceAll(/\p{C}/gu, '\u{FFFD}');
}

async function* contentOf(
  archive: ZipFile,
  entry: Entry,
  check: (packed: number, unpacked: number) => void,
): AsyncGenerator<Uint8Array> {
  const content = await readArchive(() => archive.openReadStreamPromise(entry));
  let unpacked = 0;
  let checksum = 0;
  try {
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      checksum = crc32(chunk, checksum);
      check(entry.compressedSize, unpacked);
      yield chunk;
    }
  } catch (error) {
    throw archiveFault(error);
  }
  if (checksum !== entry.crc32) throw new ImportFault(DAMAGED);
}

/** Awaits what the library reads of an archive. Whatever it does not accept is a damaged file. */
async function readArchive<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw archiveFault(error);
  }
}

/** Errors of the operating system have a number, and another attempt may mend them; all others are of the file. */
function archiveFault(error: unknown): unknown {
  const isSystemFault = error instanceof Error && 'errno' in error && 'syscall' in error;
  return error instanceof ImportFault || isSystemFault ? error : new ImportFault(DAMAGED);
}
