import {
  readOfferMatrixRow,
  OFFER_MATRIX_COLUMNS,
} from '../../../../subgraphs/catalog/rules/sheets/offer-matrix-row.ts';
import { readPriceListHeader } from '../../../../subgraphs/catalog/rules/sheets/price-list-header.ts';
import { readPriceListRow, type PriceListReading } from '../../../../subgraphs/catalog/rules/sheets/price-list-row.ts';
import type { OfferMatrixReading } from '../../../../subgraphs/catalog/rules/sheets/offer-matrix-row.ts';
import { readHeader } from '../../../../subgraphs/catalog/rules/sheets/sheet-header.ts';
import { recogniseSheet } from '../../../../subgraphs/catalog/rules/sheets/sheet-kind.ts';
import {
  readSheet,
  type OpenSheet,
  type SheetRecord,
} from '../../../../subgraphs/catalog/services/sheets/read-sheet.ts';
import type { UnpackLimits } from '../../../../subgraphs/catalog/services/sheets/unpack-sheet.ts';

/** Opens bytes as a sheet that comes in pieces of a length, or in one. */
export function openBytes(bytes: Uint8Array, pieceBytes = Infinity, limits?: UnpackLimits): OpenSheet {
  // A reader never touches what its source says besides bytes, so that a generator is as good as a file.
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const length = Math.min(pieceBytes, Math.max(1, bytes.length));
    for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
  }
  return readSheet(pieces(), limits);
}

/** All records of a sheet, the header first. */
export async function recordsOf(sheet: OpenSheet): Promise<readonly SheetRecord[]> {
  const records: SheetRecord[] = [];
  for await (const record of sheet.records) records.push(record);
  return records;
}

/** What the rows of a price list were read as, by their lines. */
export interface PriceListContent {
  readonly warnings: readonly string[];
  readonly readings: readonly { readonly line: number; readonly reading: PriceListReading }[];
}

/** Reads a price list. Throws the reason for which the sheet is refused as a whole. */
export async function readPriceList(bytes: Uint8Array): Promise<PriceListContent> {
  const sheet = openBytes(bytes);
  const [first, ...records] = await recordsOf(sheet);
  const header = readPriceListHeader(recognised(first, 'PRICE_LIST'), sheet.separator());
  if (typeof header === 'string') throw new Error(header);
  const readings = records.map(({ line, fields }) => ({ line, reading: readPriceListRow(header, fields) }));
  return { warnings: header.warnings, readings };
}

/** Reads an offer matrix: what its rows were read as. */
export async function readOfferMatrix(bytes: Uint8Array): Promise<readonly OfferMatrixReading[]> {
  const [first, ...records] = await recordsOf(openBytes(bytes));
  const header = readHeader(recognised(first, 'OFFER_MATRIX'), OFFER_MATRIX_COLUMNS);
  if (typeof header === 'string') throw new Error(header);
  return records.map(({ fields }) => readOfferMatrixRow(header, fields));
}

function recognised(first: SheetRecord | undefined, layout: string): readonly string[] {
  const fields = first?.fields ?? [];
  const sheet = recogniseSheet(fields);
  if ('fault' in sheet) throw new Error(sheet.fault);
  if (sheet.layout !== layout) throw new Error(`The sheet is taken for ${sheet.layout}.`);
  return fields;
}
