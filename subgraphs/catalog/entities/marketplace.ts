import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** A selection of products that an account offers to those who buy from it. */
export const MarketplaceEntity = defineEntity({
  name: 'Marketplace',
  tableName: 'marketplace',
  properties: {
    id: p.text().primary(),
    ownerId: p.text(),
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
    id: p.text().primary(),
    marketplaceId: p.text(),
    productId: p.text(),
    publishedAt: p.datetime(),
    retiredAt: p.datetime().nullable(),
  },
});

export type ListingRow = InferEntity<typeof ListingEntity>;
