import type { Writer } from '../../../../shared/database/transaction.ts';
import type { VendorRow } from '../../../entities/vendor.ts';
import type { VersionDraft } from './version-draft.ts';

/** How many rows one transaction writes. It is short, so that nobody waits for it, in the embedded mode either. */
export const PAGE_ROWS = 500;
/** Each product is taken into the index of words, which is what takes time. */
const PAGE_PRODUCTS = 100;

/** Adds the products that the sheet has and the catalogue has not. Readers see them with the version. Answers the last MPN. */
export async function addProducts(
  tx: Writer,
  vendor: Pick<VendorRow, 'id' | 'name'>,
  { importId, version }: VersionDraft,
  after: string,
): Promise<string | undefined> {
  const page = await tx.query<{ readonly mpn: string }>(
    'select mpn from catalog.sheet_product where import_id = ? and mpn > ? order by mpn limit ?',
    [importId, after, PAGE_PRODUCTS],
  );
  const last = page.at(-1)?.mpn;
  if (last === undefined) return undefined;
  await tx.execute(
    `insert into catalog.product (id, vendor_id, vendor_name, mpn, name, description, category, parameters,
       status, listed_since)
     select new_product_id, ?, ?, mpn, name, description, category, parameters, 'PUBLISHED', ?
     from catalog.sheet_product where import_id = ? and mpn > ? and mpn <= ?
     on conflict (vendor_id, mpn) do nothing`,
    [vendor.id, vendor.name, version, importId, after, last],
  );
  return last;
}

/**
 * Writes the plans and periods of a page of rows: the version ends the periods that the rows change and begins others.
 * Readers see neither before the version is published. Answers the last line.
 */
export async function writeRows(
  tx: Writer,
  vendor: Pick<VendorRow, 'id'>,
  { importId, version }: VersionDraft,
  after: number,
): Promise<number | undefined> {
  const page = await tx.query<{ readonly line: number }>(
    `select line from catalog.sheet_row where import_id = ? and line > ? and outcome <> 'UNCHANGED' order by line limit ?`,
    [importId, after, PAGE_ROWS],
  );
  const last = page.at(-1)?.line;
  if (last === undefined) return undefined;
  const lines = [importId, after, last] as const;
  await addPlans(tx, vendor, lines);
  await tx.execute(
    `update catalog.price_period as period set until_version = ?
     from catalog.sheet_row as row
     where row.import_id = ? and row.line > ? and row.line <= ? and row.outcome = 'CHANGED'
       and period.plan_id = row.plan_id and period.valid_from = row.valid_from
       and period.min_quantity = row.min_quantity and period.until_version is null and period.since_version < ?`,
    [version, ...lines, version],
  );
  await tx.execute(
    `insert into catalog.price_period (plan_id, valid_from, valid_to, end_of_sale, min_quantity, max_quantity, unit_cost,
       retail, since_version)
     select plan_id, valid_from, valid_to, end_of_sale, min_quantity, max_quantity, unit_cost, retail, ?
     from catalog.sheet_row
     where import_id = ? and line > ? and line <= ? and outcome <> 'UNCHANGED'
       and (valid_to is null or valid_to > valid_from)`,
    [version, ...lines],
  );
  return last;
}

/** Adds the plans of rows that the catalogue had not, and notes of those it had what they are now. */
async function addPlans(
  tx: Writer,
  vendor: Pick<VendorRow, 'id'>,
  lines: readonly [string, number, number],
): Promise<void> {
  await tx.execute(
    `insert into catalog.plan (id, product_id, segment, term, billing_cycle, market, currency, kind, sheet)
     select distinct on (row.plan_id) row.plan_id, product.id, row.segment, row.term, row.billing_cycle, row.market,
       row.currency, row.kind, row.sheet
     from catalog.sheet_row as row join catalog.product on product.vendor_id = ? and product.mpn = row.mpn
     where row.import_id = ? and row.line > ? and row.line <= ? and row.outcome = 'ADDED' order by row.plan_id, row.line
     on conflict do nothing`,
    [vendor.id, ...lines],
  );
  await tx.execute(
    `update catalog.plan set kind = row.kind, sheet = row.sheet
     from catalog.sheet_row as row
     where row.import_id = ? and row.line > ? and row.line <= ? and row.is_other_kind and plan.id = row.plan_id`,
    lines,
  );
}
