import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';

/** A selection of products that an account offers to those who buy from it. */
export const MarketplaceEntity = defineEntity({
  name: 'Marketplace',
  tableName: 'marketplace',
  properties: {
    id: p.text().$type<Id<'mkt'>>().primary(),
    ownerId: p.text().$type<Id<'acc'>>(),
    name: p.text(),
    market: p.text(),
    currency: p.text(),
    createdAt: p.datetime(),
  },
});

export type MarketplaceRow = InferEntity<typeof MarketplaceEntity>;

/** A product in a marketplace, from its publication until it is retired. */
export const ListingEntity = defineEntity({
  name: 'Listing',
  tableName: 'listing',
  properties: {
    id: p.text().$type<Id<'lst'>>().primary(),
    marketplaceId: p.text().$type<Id<'mkt'>>(),
    productId: p.text().$type<Id<'prd'>>(),
    publishedAt: p.datetime(),
    retiredAt: p.datetime().nullable(),
  },
});

export type ListingRow = InferEntity<typeof ListingEntity>;
