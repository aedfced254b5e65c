import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { textArray } from '../../../shared/database/sql.ts';
import { ImportFault } from '../../errors.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { OFFER_MATRIX_COLUMNS, readOfferMatrixRow, type OfferMatrixRow } from '../../rules/sheets/offer-matrix-row.ts';
import { readHeader } from '../../rules/sheets/sheet-header.ts';
import type { RejectedLine, SheetImporter } from './sheet-importer.ts';

interface KnownProduct {
  readonly id: Id<'prd'>;
  readonly mpn: string;
  readonly min_quantity: number;
  readonly max_quantity: number;
  readonly prerequisites: readonly string[];
  readonly conversions: readonly string[];
}

interface ProductChange {
  readonly product: KnownProduct;
  readonly row: OfferMatrixRow;
}

/**
 * Makes the importer for an offer matrix of one vendor: quantities, prerequisites and conversions of its products.
 * Throws an ImportFault when its header lacks a column.
 */
export function createOfferMatrixImporter(header: readonly string[], vendor: VendorRow): SheetImporter {
  const columns = readHeader(header, OFFER_MATRIX_COLUMNS);
  if (typeof columns === 'string') throw new ImportFault(columns, 1);
  return {
    inspect: () => undefined,
    checkInspected: () => Promise.resolve(),
    async importBatch(tx, records) {
      const rejected: RejectedLine[] = [];
      const rows = new Map<string, { readonly line: number; readonly row: OfferMatrixRow }>();
      for (const { line, fields } of records) {
        const reading = readOfferMatrixRow(columns, fields);
        if ('fault' in reading) rejected.push({ line, ...reading.fault });
        else rows.set(reading.value.mpn, { line, row: reading.value });
      }
      const known = await findProducts(tx, vendor.id, [...rows.keys()]);
      const changes: ProductChange[] = [];
      for (const [mpn, { line, row }] of rows) {
        const product = known.get(mpn);
        if (product === undefined) rejected.push({ line, column: 'ProductId', message: unknownProduct(mpn) });
        else if (!isSame(product, row)) changes.push({ product, row });
      }
      await applyChanges(tx, changes);
      return { added: 0, changed: changes.length, rejected };
    },
    retireAbsent: () => Promise.resolve(0),
  };
}

const unknownProduct = (mpn: string): string =>
  `The catalogue has no product ${mpn}. Import the price list that contains it first.`;

async function findProducts(
  read: Reader,
  vendorId: Id<'ven'>,
  mpns: readonly string[],
): Promise<ReadonlyMap<string, KnownProduct>> {
  const related = (kind: string) => `coalesce((
    select json_agg(related_mpn order by related_mpn) from catalog.product_relation
    where product_id = product.id and kind = '${kind}'), '[]')`;
  const rows = await read.query<KnownProduct>(
    `select id, mpn, min_quantity, max_quantity, ${related('PREREQUISITE')} as prerequisites,
       ${related('CONVERSION')} as conversions
     from catalog.product where vendor_id = ? and mpn = any (?::text[])`,
    [vendorId, textArray(mpns)],
  );
  return new Map(rows.map((row) => [row.mpn, row]));
}

function isSame(product: KnownProduct, row: OfferMatrixRow): boolean {
  return (
    product.min_quantity === row.minQuantity &&
    product.max_quantity === row.maxQuantity &&
    product.prerequisites.join(',') === row.prerequisites.join(',') &&
    product.conversions.join(',') === row.conversions.join(',')
  );
}

async function applyChanges(tx: Writer, changes: readonly ProductChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.execute(
    `update catalog.product set min_quantity = sheet.min_quantity, max_quantity = sheet.max_quantity
     from jsonb_to_recordset(?::jsonb) as sheet (id text, min_quantity int, max_quantity int)
     where product.id = sheet.id`,
    [
      JSON.stringify(
        changes.map(({ product, row }) => ({
          id: product.id,
          min_quantity: row.minQuantity,
          max_quantity: row.maxQuantity,
        })),
      ),
    ],
  );
  await tx.execute('delete from catalog.product_relation where product_id = any (?::text[])', [
    textArray(changes.map(({ product }) => product.id)),
  ]);
  await tx.execute(
    `insert into catalog.product_relation (product_id, kind, related_mpn)
     select product_id, kind, related_mpn
     from jsonb_to_recordset(?::jsonb) as sheet (product_id text, kind text, related_mpn text)`,
    [JSON.stringify(changes.flatMap(({ product, row }) => relationsOf(product.id, row)))],
  );
}

function relationsOf(productId: Id<'prd'>, { prerequisites, conversions }: OfferMatrixRow): readonly object[] {
  const relation = (kind: string) => (related: string) => ({ product_id: productId, kind, related_mpn: related });
  return [...prerequisites.map(relation('PREREQUISITE')), ...conversions.map(relation('CONVERSION'))];
}
