import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** The markets and currencies of a sheet that is made larger. */
const MARKETS = 'US DE GB JP FR NL BE AT CH IT ES PT SE NO DK FI PL CZ IE CA AU NZ SG HK MX BR'.split(' ');

/** A price list in the vendor's layout. */
export interface BenchSheet {
  readonly header: string;
  /** One text for each row, without its line end. */
  readonly rows: readonly string[];
}

/** Makes a price list of so many rows out of the rows of the sample: other products and markets, the same layout. */
export async function makeSheet(rowCount: number): Promise<BenchSheet> {
  const path = new URL('../../subgraphs/catalog/seed/price-list.csv', import.meta.url);
  const [header = '', ...lines] = (await readFile(path, 'utf8')).split('\r\n').filter((line) => line !== '');
  const us = lines.filter((line) => line.includes(',"US","USD",'));
  const rows: string[] = [];
  for (let copy = 0; rows.length < rowCount; copy += 1) {
    const market = MARKETS[copy % MARKETS.length] ?? 'US';
    const series = String(Math.floor(copy / MARKETS.length)).padStart(3, '0');
    for (const line of us) {
      if (rows.length === rowCount) break;
      rows.push(line.replace(',"US",', `,"${market}",`).replace(/"(CFQ7|DG7)(\w{5})/, `"$1${series}$2`));
    }
  }
  return { header, rows };
}

/** The bytes of a sheet, in pieces as a file has them. */
export function bytesOf({ header, rows }: BenchSheet): AsyncIterable<Uint8Array> {
  const text = Buffer.from(`${header}\r\n${rows.join('\r\n')}\r\n`);
  const pieces: Buffer[] = [];
  for (let from = 0; from < text.length; from += 65_536) pieces.push(text.subarray(from, from + 65_536));
  return Readable.from(pieces);
}

/** The same rows in another order. */
export function shuffled({ header, rows }: BenchSheet): BenchSheet {
  const mixed = rows.map((row, index) => ({ row, key: (index * 2_654_435_761) % 4_294_967_296 }));
  return { header, rows: mixed.toSorted((a, b) => a.key - b.key).map(({ row }) => row) };
}

/** The sheet of the next month: every price is a little higher from its first day on. */
export function dearer({ header, rows }: BenchSheet, from: string): BenchSheet {
  return {
    header,
    rows: rows.map((row) =>
      row
        .replace(/,"([\d.]+)","","",/, (_match, price: string) => `,"${(Number(price) * 1.03).toFixed(2)}","","",`)
        .replace('"2026-11-01T00:00:00Z"', `"${from}"`),
    ),
  };
}
