import type { Reader } from '../../../../shared/database/transaction.ts';
import type { SheetScope } from './retire-plans.ts';
import type { VersionDraft } from './version-draft.ts';

/** The latest month of the full sheets that were imported before for a kind and market of these; undefined for none. */
export async function latestMonth(
  read: Reader,
  { vendorId, importId }: VersionDraft,
  scopes: readonly SheetScope[],
): Promise<string | undefined> {
  const rows = await read.query<{ readonly kind: string | null; readonly markets: string[]; readonly month: string }>(
    `select kind, markets, month from catalog.price_list_import
     where vendor_id = ? and status = 'COMPLETED' and version is not null and month is not null
       and not is_preview and not is_partial and id <> ?
     order by month desc limit 200`,
    [vendorId, importId],
  );
  const markets = new Set(scopes.map(({ market }) => market));
  const kinds = new Set<string>(scopes.map(({ sheet }) => sheet));
  return rows.find(
    (row) => (row.kind === null || kinds.has(row.kind)) && row.markets.some((market) => markets.has(market)),
  )?.month;
}
