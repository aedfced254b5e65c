import DataLoader from 'dataloader';
import { textArray } from '../../shared/database/sql.ts';
import type { Reader } from '../../shared/database/transaction.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { MarketplaceEntity, type MarketplaceRow } from '../entities/marketplace.ts';

/** Batches the marketplaces that hubs tie, the newest first: one statement for all of them. */
export function createHubMarketplacesLoader(read: Reader): DataLoader<Id<'hub'>, readonly MarketplaceRow[]> {
  return new DataLoader(async (ids) => {
    const rows = await read.query<{ readonly hub_id: Id<'hub'> }>(
      `select tied.hub_id, marketplace.* from catalog.hub_marketplace as tied
       join catalog.marketplace on marketplace.id = tied.marketplace_id
       where tied.hub_id = any (?::text[]) order by marketplace.id desc`,
      [textArray(ids)],
    );
    const byHub = Map.groupBy(rows, (row) => row.hub_id);
    return ids.map((id) => (byHub.get(id) ?? []).map(({ hub_id: _hub, ...row }) => read.map(MarketplaceEntity, row)));
  });
}
