import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import { createMarketplace } from '../../services/marketplaces/create-marketplace.ts';
import { publishListing, retireListing } from '../../services/marketplaces/listings.ts';
import { CreateMarketplaceInput, PublishListingInput, RetireListingInput } from './inputs.ts';
import { readNewListing, readNewMarketplace } from './read-inputs.ts';
import { ListingType, MarketplaceType } from './types.ts';

const CreateMarketplacePayload = payloadType('CreateMarketplace', 'The result of `createMarketplace`.', {
  marketplace: { type: () => MarketplaceType, description: 'The marketplace that was created.' },
});
const PublishListingPayload = payloadType('PublishListing', 'The result of `publishListing`.', {
  listing: { type: () => ListingType, description: 'The listing of the product in the marketplace.' },
});
const RetireListingPayload = payloadType('RetireListing', 'The result of `retireListing`.', {
  listing: { type: () => ListingType, description: 'The listing that was retired.' },
});

@Resolver()
export class MarketplaceMutations {
  @Mutation(() => CreateMarketplacePayload, {
    description: 'Creates a marketplace, which has no listings at first. Needs the permission MANAGE_PRICES.',
  })
  async createMarketplace(
    @Arg('input', () => CreateMarketplaceInput, { description: 'The owner, name, country and currency.' })
    input: CreateMarketplaceInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly marketplace: MarketplaceRow }>> {
    const outcome = await createMarketplace(requirePermission(context, 'MANAGE_PRICES'), readNewMarketplace(input));
    return toPayload(outcome, 'marketplace');
  }

  @Mutation(() => PublishListingPayload, {
    description:
      'Puts a product on sale in a marketplace. Returns the existing listing if the product is already listed there. ' +
      'Needs the permission MANAGE_PRICES.',
  })
  async publishListing(
    @Arg('input', () => PublishListingInput, { description: 'The product, and the marketplace.' })
    input: PublishListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly listing: ListingRow }>> {
    const outcome = await publishListing(requirePermission(context, 'MANAGE_PRICES'), readNewListing(input));
    return toPayload(outcome, 'listing');
  }

  @Mutation(() => RetireListingPayload, {
    description:
      'Takes a product out of a marketplace. Returns the listing unchanged if it is already retired. Needs the ' +
      'permission MANAGE_PRICES.',
  })
  async retireListing(
    @Arg('input', () => RetireListingInput, { description: 'The id of the listing.' })
    { listingId }: RetireListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly listing: ListingRow }>> {
    const input = { listingId: readId('lst', listingId) };
    return toPayload(await retireListing(requirePermission(context, 'MANAGE_PRICES'), input), 'listing');
  }
}
