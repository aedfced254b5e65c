import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { HubRow } from '../../entities/hub.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import { createMarketplace } from '../../services/marketplaces/create-marketplace.ts';
import { publishListing, retireListing } from '../../services/marketplaces/listings.ts';
import { decideListing } from '../../services/marketplaces/decide-listing.ts';
import { createHub } from '../../services/marketplaces/hubs.ts';
import { setListingConsent } from '../../services/marketplaces/listing-consent.ts';
import {
  CreateHubInput,
  CreateMarketplaceInput,
  DecideListingInput,
  PublishListingInput,
  RetireListingInput,
  SetListingConsentInput,
} from './inputs.ts';
import {
  readConsentDemand,
  readListingDecision,
  readNewHub,
  readNewListing,
  readNewMarketplace,
} from './read-inputs.ts';
import { HubType, ListingType, MarketplaceAccount, MarketplaceType } from './types.ts';

const CreateMarketplacePayload = payloadType('CreateMarketplace', 'The result of `createMarketplace`.', {
  marketplace: { type: () => MarketplaceType, description: 'The marketplace that was created.' },
});
const PublishListingPayload = payloadType('PublishListing', 'The result of `publishListing`.', {
  listing: { type: () => ListingType, description: 'The listing of the product in the marketplace.' },
});
const RetireListingPayload = payloadType('RetireListing', 'The result of `retireListing`.', {
  listing: { type: () => ListingType, description: 'The listing that was retired.' },
});
const DecideListingPayload = payloadType('DecideListing', 'The result of `decideListing`.', {
  listing: { type: () => ListingType, description: 'The listing that was decided about.' },
});
const SetListingConsentPayload = payloadType('SetListingConsent', 'The result of `setListingConsent`.', {
  account: {
    type: () => MarketplaceAccount,
    description: 'The account whose listings it is about; the seller when it is about those of all its children.',
  },
});
const CreateHubPayload = payloadType('CreateHub', 'The result of `createHub`.', {
  hub: { type: () => HubType, description: 'The hub that was created.' },
});

@Resolver()
export class MarketplaceMutations {
  @Mutation(() => CreateMarketplacePayload, {
    description: 'Creates a marketplace, which has no listings at first. Needs the permission MANAGE_CATALOG.',
  })
  async createMarketplace(
    @Arg('input', () => CreateMarketplaceInput, { description: 'The owner, name, country and currency.' })
    input: CreateMarketplaceInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly marketplace: MarketplaceRow }>> {
    const outcome = await createMarketplace(requirePermission(context, 'MANAGE_CATALOG'), readNewMarketplace(input));
    return toPayload(outcome, 'marketplace');
  }

  @Mutation(() => PublishListingPayload, {
    description:
      'Puts a product on sale in a marketplace, under texts of your own if you give them. Where the account that sells to ' +
      'the owner wants to be asked, the listing is REQUESTED and waits for its `decideListing`. A product that is listed ' +
      'already keeps its listing, with the texts that you give; one that was declined is asked for again. Needs the ' +
      'permission MANAGE_CATALOG.',
  })
  async publishListing(
    @Arg('input', () => PublishListingInput, { description: 'The product, and the marketplace.' })
    input: PublishListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly listing: ListingRow }>> {
    const outcome = await publishListing(requirePermission(context, 'MANAGE_CATALOG'), readNewListing(input));
    return toPayload(outcome, 'listing');
  }

  @Mutation(() => RetireListingPayload, {
    description:
      'Takes a product out of a marketplace. Returns the listing unchanged if it is already retired. Needs the ' +
      'permission MANAGE_CATALOG.',
  })
  async retireListing(
    @Arg('input', () => RetireListingInput, { description: 'The id of the listing.' })
    { listingId }: RetireListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly listing: ListingRow }>> {
    const input = { listingId: readId('lst', listingId) };
    return toPayload(await retireListing(requirePermission(context, 'MANAGE_CATALOG'), input), 'listing');
  }

  @Mutation(() => DecideListingPayload, {
    description:
      'Decides about a listing of the status REQUESTED: the account from which the owner of the marketplace buys, or one ' +
      'above it. See `listingRequests`. Needs the permission MANAGE_CATALOG.',
  })
  async decideListing(
    @Arg('input', () => DecideListingInput, { description: 'The listing, and the decision.' })
    input: DecideListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly listing: ListingRow }>> {
    const outcome = await decideListing(requirePermission(context, 'MANAGE_CATALOG'), readListingDecision(input));
    return toPayload(outcome, 'listing');
  }

  @Mutation(() => SetListingConsentPayload, {
    description:
      "Sets whether new listings in the marketplaces of a seller's children wait for its consent. Without it, they need " +
      'none. Needs the permission MANAGE_CATALOG.',
  })
  async setListingConsent(
    @Arg('input', () => SetListingConsentInput, { description: 'The seller, and whose listings.' })
    input: SetListingConsentInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly account: { readonly id: string } }>> {
    const outcome = await setListingConsent(requirePermission(context, 'MANAGE_CATALOG'), readConsentDemand(input));
    return toPayload(outcome, 'account');
  }

  @Mutation(() => CreateHubPayload, {
    description:
      "Creates a hub, which ties marketplaces to their owner's own commerce system. Needs the permission MANAGE_API_CLIENTS.",
  })
  async createHub(
    @Arg('input', () => CreateHubInput, { description: 'The owner, the marketplaces and the API client.' })
    input: CreateHubInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly hub: HubRow }>> {
    return toPayload(await createHub(requirePermission(context, 'MANAGE_API_CLIENTS'), readNewHub(input)), 'hub');
  }
}
