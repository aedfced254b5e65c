import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { characterCount } from '../../../shared/domain/characters.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { ListingEntity, MarketplaceEntity, type ListingRow, type MarketplaceRow } from '../../entities/marketplace.ts';
import { visibleListing, visibleMarketplace, type Reading } from './visible.ts';

export interface NewMarketplace {
  readonly ownerId: string;
  readonly name: string;
  readonly market: string;
  readonly currency: string;
}

const MAX_NAME = 200;

/** Creates a marketplace of an account that the viewer sees and that sells. */
export async function createMarketplace(
  { loaders }: Reading,
  em: EntityManager,
  input: NewMarketplace,
  now: Date,
): Promise<Outcome<MarketplaceRow>> {
  const name = input.name.trim();
  const errors: Refusal[] = [];
  const owner = await loaders.place.load(input.ownerId);
  if (owner === null) errors.push(missing('account', 'ownerId'));
  if (owner?.type === 'CUSTOMER') {
    errors.push(
      refusal('NOT_ALLOWED', 'A customer sells to nobody, so it has no marketplaces.', { path: ['ownerId'] }),
    );
  }
  if (name === '' || characterCount(name) > MAX_NAME || name.includes('\0')) {
    errors.push(refusal('INVALID', `A name has 1 to ${MAX_NAME} characters.`, { path: ['name'] }));
  }
  if (errors.length > 0) return refused(...errors);
  const { ownerId, market, currency } = input;
  try {
    return await em.transactional(async (tx) => {
      const values = { id: newId('mkt'), ownerId, name, market, currency, createdAt: now };
      const marketplace = tx.create(MarketplaceEntity, values);
      await tx.flush();
      return done(marketplace);
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return refused(refusal('ALREADY_EXISTS', 'The account has a marketplace of this name.', { path: ['name'] }));
  }
}

/** Puts a product on sale in a marketplace; what is listed already is answered as it is. */
export async function publishListing(
  reading: Reading,
  em: EntityManager,
  input: { readonly marketplaceId: string; readonly productId: string },
  now: Date,
): Promise<Outcome<ListingRow>> {
  const { marketplaceId, productId } = input;
  const product = await reading.loaders.product.load(productId);
  const errors = await checkOwnership(reading, await visibleMarketplace(reading, marketplaceId), 'marketplaceId');
  if (product === null) errors.push(missing('product', 'productId'));
  if (product?.status === 'END_OF_SALE') {
    errors.push(refusal('STATE_CONFLICT', 'The vendor does not sell this product any more.', { path: ['productId'] }));
  }
  if (errors.length > 0) return refused(...errors);
  return em.transactional(async (tx) => {
    await tx.execute(
      `insert into catalog.listing (id, marketplace_id, product_id, published_at) values (?, ?, ?, ?::timestamptz)
       on conflict (marketplace_id, product_id) where retired_at is null do nothing`,
      [newId('lst'), marketplaceId, productId, now.toISOString()],
    );
    return done(await tx.findOneOrFail(ListingEntity, { marketplaceId, productId, retiredAt: null }));
  });
}

/** Takes a product out of a marketplace; what was taken out before is answered as it is. */
export async function retireListing(
  reading: Reading,
  em: EntityManager,
  listingId: string,
  now: Date,
): Promise<Outcome<ListingRow>> {
  const listing = await visibleListing(reading, listingId);
  if (listing === null) return refused(missing('listing', 'listingId'));
  const errors = await checkOwnership(reading, await visibleMarketplace(reading, listing.marketplaceId), 'listingId');
  if (errors.length > 0) return refused(...errors);
  return em.transactional(async (tx) => {
    const locked = await tx.findOneOrFail(
      ListingEntity,
      { id: listingId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    locked.retiredAt ??= now;
    return done(locked);
  });
}

/** Those who only buy in a marketplace see it, but may not change it. */
async function checkOwnership(
  { loaders }: Reading,
  marketplace: MarketplaceRow | null,
  field: string,
): Promise<Refusal[]> {
  if (marketplace === null) return [missing('marketplace', field)];
  if ((await loaders.place.load(marketplace.ownerId)) !== null) return [];
  return [refusal('NOT_ALLOWED', 'The marketplace belongs to the account you buy from.', { path: [field] })];
}

function missing(kind: string, field: string): Refusal {
  return refusal('NOT_FOUND', `There is no ${kind} with this id that you may see.`, { path: [field] });
}
