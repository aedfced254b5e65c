import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSheet } from '../../../../subgraphs/catalog/services/sheets/read-sheet.ts';
import { openBytes, recordsOf } from './reading.ts';
import { zipArchive, type ArchivedFile } from './zip-archive.ts';

const TEXT = 'Größe,Preis\r\n"two\r\nlines, ""so""",1\r\n\r\n猫 🐈,2\r\n';
const RECORDS = [
  { line: 1, fields: ['Größe', 'Preis'] },
  { line: 3, fields: ['two\r\nlines, "so"', '1'] },
  { line: 5, fields: ['猫 🐈', '2'] },
];
const MARK = '\u{FEFF}';
const utf16le = Buffer.from(MARK + TEXT, 'utf16le');
const csv = (name = 'sheet.csv', content: string | Uint8Array = TEXT): ArchivedFile => ({ name, content });

describe('a sheet', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(MARK + TEXT)],
    ['UTF-16, little end first', utf16le],
    ['UTF-16, big end first', Buffer.from(utf16le).swap16()],
    ['gzip', gzipSync(TEXT)],
    ['gzip in two parts', Buffer.concat([gzipSync(TEXT.slice(0, 20)), gzipSync(TEXT.slice(20))])],
    ['gzip around UTF-16', gzipSync(utf16le)],
    ['zip', zipArchive([csv()])],
    ['zip without compression', zipArchive([{ ...csv(), isStored: true }])],
    ['zip around UTF-16', zipArchive([csv('Price List.CSV', utf16le)])],
    [
      'zip with a note and what a Mac adds',
      zipArchive([csv('README.txt', 'x'), csv('prices/'), csv('prices/sheet.csv'), csv('__MACOSX/prices/._sheet.csv')]),
    ],
    ['zip with a text beside it', zipArchive([csv('terms.txt', 'x'), csv('sheet.tsv')])],
    ['zip as a text', zipArchive([csv('sheet.txt')])],
    ['semicolons', Buffer.from('Größe;Preis\r\n"two\r\nlines, ""so""";1\r\n\r\n猫 🐈;2\r\n')],
    ['tabs', Buffer.from('Größe\tPreis\r\n"two\r\nlines, ""so"""\t1\r\n\r\n猫 🐈\t2\r\n')],
  ])('in %s has the same records, in whatever pieces it comes', async (_format, bytes) => {
    for (const pieceBytes of [1, 7, Infinity]) {
      const sheet = openBytes(bytes, pieceBytes);
      expect(await recordsOf(sheet)).toEqual(RECORDS);
      expect(sheet.bytesRead()).toBe(bytes.length);
      expect(sheet.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('may change its line ends in the middle', async () => {
    for (const pieceBytes of [1, Infinity]) {
      const records = await recordsOf(openBytes(Buffer.from('a,b\r\n1,"x\r\ny\nz\rz"\n2,b\r\r\n3,c'), pieceBytes));
      expect(records).toEqual([
        { line: 1, fields: ['a', 'b'] },
        { line: 5, fields: ['1', 'x\r\ny\nz\rz'] },
        { line: 6, fields: ['2', 'b'] },
        { line: 8, fields: ['3', 'c'] },
      ]);
    }
  });

  it.each([
    ['sep=;\r\na;b,c\r\n1;2\r\n', ';', ['a', 'b,c']],
    ['"sep=,"\na,b;c;d;e\n1,2\n', ',', ['a', 'b;c;d;e']],
    ['SEP=\t\na\tb,c,d\n1\t2\n', '\t', ['a', 'b,c,d']],
  ])('names its separator in a first line: %j', async (text, separator, header) => {
    for (const mark of ['', MARK]) {
      const sheet = openBytes(Buffer.from(mark + text));
      expect(await recordsOf(sheet)).toEqual([
        { line: 2, fields: header },
        { line: 3, fields: ['1', '2'] },
      ]);
      expect(sheet.separator()).toBe(separator);
    }
  });

  it('without a line break at its end has its last row all the same', async () => {
    const records = await recordsOf(openBytes(Buffer.from('a,b,\n1,2\nRows: 1')));
    expect(records.map(({ fields }) => fields)).toEqual([['a', 'b', ''], ['1', '2'], ['Rows: 1']]);
  });

  it('that is empty has no records', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from(MARK), gzipSync(''), zipArchive([csv('a.csv', '')])]) {
      expect(await recordsOf(openBytes(bytes))).toEqual([]);
    }
  });

  const faultOf = async (bytes: Uint8Array, limits?: { maxBytes: number; maxRatio: number }): Promise<unknown> => {
    const faults = new Set<string>();
    for (const pieceBytes of [13, Infinity]) {
      await recordsOf(openBytes(bytes, pieceBytes, limits)).catch((error: Error) => faults.add(error.message));
    }
    expect(faults.size).toBe(1);
    return [...faults][0];
  };
  const gzip = gzipSync(TEXT.repeat(100));
  const zip = zipArchive([csv('sheet.csv', TEXT.repeat(100))]);
  const damaged = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
    return copy;
  };

  it.each<[string, Uint8Array, string]>([
    ['is Windows-1252', Buffer.from('Größe,Preis\r\n', 'latin1'), 'not text in UTF-8; save the sheet as "CSV UTF-8"'],
    ['is UTF-16 without a mark', Buffer.from(TEXT, 'utf16le'), 'UTF-16 without a byte order mark; save the sheet as'],
    ['is UTF-16 with half a character', utf16le.subarray(0, -1), 'damaged: it is not UTF-16'],
    ['is a workbook', zipArchive([csv('[Content_Types].xml'), csv('xl/sheet.xml')]), 'an Excel workbook; save'],
    ['is an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an Excel workbook; save'],
    ['has another separator', Buffer.from('sep=|\na|b\n'), 'names a separator other than comma, semicolon and tab'],
    ['ends inside a quoted field', Buffer.from('a,b\n1,"2'), 'ends inside a quoted field; it seems to be cut off'],
    ['ends inside a row', Buffer.from('a,b,c\n1,2,3\n1,2'), 'ends in the middle of a row; it seems to be cut off'],
    ['has a row of 300 KB', Buffer.from(`a,b\n1,"${'x'.repeat(300 * 1024)}"\n`), 'A row is longer than 256 KB'],
    ['has a header of 300 KB', Buffer.from(`a,"${'x'.repeat(300 * 1024)}"\n1,2\n`), 'A row is longer than 256 KB'],
    ['never closes a quote', Buffer.from(`a,b\n1,"2\n${'1,2\n'.repeat(100_000)}`), 'A row is longer than 256 KB'],
    ['is a gzip file that is cut off', gzip.subarray(0, -9), 'The gzip file is damaged or cut off'],
    ['is a gzip file without its checksum', gzip.subarray(0, -8), 'The gzip file is damaged or cut off'],
    ['is a damaged gzip file', damaged(gzip, 30), 'The gzip file is damaged or cut off'],
    ['is a zip file that is cut off', zip.subarray(0, -30), 'The zip file is damaged or cut off'],
    ['is the beginning of a zip file', zip.subarray(0, 40), 'The zip file is damaged or cut off'],
    ['is a damaged zip file', damaged(zip, 60), 'The zip file is damaged or cut off'],
    ['has a wrong checksum', zipArchive([{ ...csv(), claimed: { crc32: 1 } }]), 'The zip file is damaged or cut off'],
    ['has a wrong length', zipArchive([{ ...csv(), claimed: { bytes: 10 } }]), 'The zip file is damaged or cut off'],
    ['has a password', zipArchive([{ ...csv(), isEncrypted: true }]), 'protected with a password; unpack it first'],
    ['is an empty archive', zipArchive([]), 'contains no CSV file'],
    ['is an archive of notes', zipArchive([csv('README.md')]), 'contains no CSV file'],
    [
      'is an archive of two',
      zipArchive([csv('a.csv'), csv('b.csv')]),
      '2 CSV files (a.csv, b.csv); import them one by',
    ],
    [
      'is an archive of names that cannot be shown',
      zipArchive([csv('a\0.csv'), csv('b.csv')]),
      '2 CSV files (a\u{FFFD}.csv, b.csv)',
    ],
    ['is an archive in an archive', zipArchive([csv('a.zip', zip)]), 'contains no CSV file'],
  ])('that %s is refused in words', async (_what, bytes, reason) => {
    expect(await faultOf(bytes)).toContain(reason);
  });

  it('that contains far more than it has bytes is refused before it is unpacked', async () => {
    const zeros = Buffer.alloc(20 * 1024 ** 2, '1,2\n');
    const tooOften = 'contains more than 250 times its own size';
    expect(await faultOf(gzipSync(zeros))).toContain(tooOften);
    expect(await faultOf(zipArchive([csv('a.csv', zeros)]))).toContain(tooOften);
    expect(await faultOf(zipArchive([{ ...csv('a.csv', zeros), claimed: { bytes: 9 } }]))).toContain('is damaged');
  });

  it('that contains more than the limit is refused, whatever it says itself', async () => {
    const limits = { maxBytes: 1_000, maxRatio: 250 };
    for (const bytes of [gzip, zip]) expect(await faultOf(bytes, limits)).toContain('contains more than 1000 bytes');
    expect(await recordsOf(openBytes(zipArchive([csv()]), Infinity, limits))).toEqual(RECORDS);
  });

  it('leaves no file behind, even when its reader stops at the first record', async () => {
    const copies = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('tiergraph-sheet-'));
    const before = await copies();
    for await (const { fields } of openBytes(zip).records) {
      expect(fields).toEqual(RECORDS[0]?.fields);
      break;
    }
    await expect(recordsOf(openBytes(zip.subarray(0, -30)))).rejects.toThrow('damaged');
    expect(await copies()).toEqual(before);
  });

  it('lets other work have its turn while it is read, even when it is in memory already', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const rows = await recordsOf(openBytes(Buffer.from(`a,b\n${`1,${'x'.repeat(200)}\n`.repeat(20_000)}`)));
    clearInterval(timer);
    expect(rows).toHaveLength(20_001);
    expect(turns).toBeGreaterThan(10);
  });

  it('passes on the fault of its source', async () => {
    for (const start of ['a,b\n', gzip.subarray(0, 30), zip.subarray(0, 30)]) {
      async function* failing(): AsyncGenerator<Uint8Array> {
        yield await Promise.resolve(Buffer.from(start));
        throw new Error('The connection was lost.');
      }
      await expect(recordsOf(readSheet(failing()))).rejects.toThrow('The connection was lost.');
    }
  });
});
