import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Id } from '../../shared/domain/ids.ts';
import type { ListingStatus } from '../rules/marketplaces/listing-state.ts';

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

/** A product in a marketplace, from the moment at which its owner wants it there until it is retired. */
export const ListingEntity = defineEntity({
  name: 'Listing',
  tableName: 'listing',
  properties: {
    id: p.text().$type<Id<'lst'>>().primary(),
    marketplaceId: p.text().$type<Id<'mkt'>>(),
    productId: p.text().$type<Id<'prd'>>(),
    status: p.text().$type<ListingStatus>(),
    /** Instead of the vendor's, where they are given. */
    name: p.text().nullable(),
    description: p.text().nullable(),
    /** The account whose consent it waits for; null unless it waits. */
    askedId: p.text().$type<Id<'acc'>>().nullable(),
    /** What that account said when it decided. */
    reason: p.text().nullable(),
    /** Null until it was on sale. */
    publishedAt: p.datetime().nullable(),
    retiredAt: p.datetime().nullable(),
  },
});

export type ListingRow = InferEntity<typeof ListingEntity>;
