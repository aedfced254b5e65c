import type { EntitySchema } from '@mikro-orm/core';
import { AccountEntity } from './account.ts';
import { MarginEntity } from './margin.ts';
import { HubEntity } from './hub.ts';
import { ListingEntity, MarketplaceEntity } from './marketplace.ts';
import { PlanEntity } from './plan.ts';
import { PricePeriodEntity } from './price-period.ts';
import { PriceChangeEntity } from './price-change.ts';
import { PriceListImportEntity, RejectedRowEntity } from './price-list-import.ts';
import { ProductEntity } from './product.ts';
import { VendorEntity } from './vendor.ts';

/** The tables of the catalogue. */
export const ENTITIES: readonly EntitySchema[] = [
  VendorEntity,
  ProductEntity,
  PlanEntity,
  PricePeriodEntity,
  PriceChangeEntity,
  PriceListImportEntity,
  RejectedRowEntity,
  MarginEntity,
  AccountEntity,
  MarketplaceEntity,
  ListingEntity,
  HubEntity,
];
