import { readId } from '../../../shared/domain/ids.ts';
import type { NewMarketplace } from '../../services/marketplaces/create-marketplace.ts';
import type { NewListing } from '../../services/marketplaces/listings.ts';
import type { CreateMarketplaceInput, PublishListingInput } from './inputs.ts';

/** Reads the input of `createMarketplace`. */
export function readNewMarketplace({ ownerId, name, market, currency }: CreateMarketplaceInput): NewMarketplace {
  return { ownerId: readId('acc', ownerId), name: name.trim(), market, currency };
}

/** Reads the input of `publishListing`. */
export function readNewListing({ marketplaceId, productId }: PublishListingInput): NewListing {
  return { marketplaceId: readId('mkt', marketplaceId), productId: readId('prd', productId) };
}
