import type { TableIndex } from '../../shared/database/build-indexes.ts';

/** Indexes that came after the tables had grown. */
export const INDEXES: readonly TableIndex[] = [
  { name: 'listing_by_status', on: 'catalog.listing (marketplace_id, status, id desc)' },
  { name: 'listing_asked', on: 'catalog.listing (asked_id, id desc) where asked_id is not null' },
  { name: 'hub_of_marketplace', on: 'catalog.hub_marketplace (marketplace_id)' },
  { name: 'price_period_begin', on: 'catalog.price_period (valid_from, plan_id) where min_quantity = 1' },
  {
    name: 'price_period_end',
    on: 'catalog.price_period (valid_to, plan_id) where min_quantity = 1 and valid_to is not null',
  },
  { name: 'price_change_plan', on: 'catalog.price_change (import_id, plan_id, effective_at)' },
  { name: 'account_buying', on: `catalog.account (id) where type = 'RESELLER' and status <> 'CANCELLED'` },
];
