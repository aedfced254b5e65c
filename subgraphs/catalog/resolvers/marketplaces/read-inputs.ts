import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import type { NewMarketplace } from '../../services/marketplaces/create-marketplace.ts';
import type { ListingDecision } from '../../services/marketplaces/decide-listing.ts';
import type { NewHub } from '../../services/marketplaces/hubs.ts';
import type { ConsentDemand } from '../../services/marketplaces/listing-consent.ts';
import type { NewListing } from '../../services/marketplaces/listings.ts';
import type {
  CreateHubInput,
  CreateMarketplaceInput,
  DecideListingInput,
  PublishListingInput,
  SetListingConsentInput,
} from './inputs.ts';

/** Reads the input of `createMarketplace`. */
export function readNewMarketplace({ ownerId, name, market, currency }: CreateMarketplaceInput): NewMarketplace {
  return { ownerId: readId('acc', ownerId), name: name.trim(), market, currency };
}

/** Reads the input of `publishListing`. */
export function readNewListing({ marketplaceId, productId, name, description }: PublishListingInput): NewListing {
  return {
    marketplaceId: readId('mkt', marketplaceId),
    productId: readId('prd', productId),
    name: readText(name),
    description: readText(description),
  };
}

/** A text that is nothing means that there is none. */
function readText(text: Optional<string>): Optional<string> {
  if (!isGiven(text)) return text;
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** Reads the input of `decideListing`. */
export function readListingDecision({ listingId, decision, reason }: DecideListingInput): ListingDecision {
  return { listingId: readId('lst', listingId), decision, reason: readText(reason) ?? undefined };
}

/** Reads the input of `setListingConsent`. */
export function readConsentDemand({ sellerId, accountId, needed }: SetListingConsentInput): ConsentDemand {
  return {
    sellerId: readId('acc', sellerId),
    accountId: readOptionalId('acc', accountId),
    isNeeded: needed ?? undefined,
  };
}

/** Reads the input of `createHub`. */
export function readNewHub({ ownerId, name, marketplaceIds, apiClientId }: CreateHubInput): NewHub {
  return {
    ownerId: readId('acc', ownerId),
    name: name.trim(),
    marketplaceIds: marketplaceIds.map((id) => readId('mkt', id)),
    apiClientId: readOptionalId('cli', apiClientId),
  };
}
