import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import { DecisionEnum, type Decision } from '../../../shared/graphql/decision.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { CountryCodeScalar, CurrencyCodeScalar } from '../../../shared/graphql/scalars.ts';
import type { ListingStatus } from '../../rules/marketplaces/listing-state.ts';
import { MAX_LISTING_DESCRIPTION, MAX_LISTING_NAME } from '../../rules/marketplaces/listing-texts.ts';
import { ListingStatusEnum } from './types.ts';

@InputType('CreateMarketplaceInput', { description: 'The marketplace to create, and its owner.' })
export class CreateMarketplaceInput {
  @Field(() => ID, {
    description: 'The account that sells in the marketplace: your own account or one below it. Not a customer.',
  })
  ownerId!: string;

  @Field(() => String, { description: 'The name, unique among the marketplaces of the owner.' })
  name!: string;

  @Field(() => CountryCodeScalar, { description: 'The country whose plans the marketplace shows.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency in which the marketplace shows prices.' })
  currency!: string;
}

@InputType('PublishListingInput', { description: 'The product to put on sale, and the marketplace.' })
export class PublishListingInput {
  @Field(() => ID, { description: 'The marketplace in which to list the product.' })
  marketplaceId!: string;

  @Field(() => ID, { description: 'The product to list in the marketplace.' })
  productId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The name under which you sell the product. Null takes the vendor's again; left out, the name of a listing stays.",
  })
  @Length({ max: MAX_LISTING_NAME })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Your description of the product. Null takes the vendor's again; left out, the description of a listing stays.",
  })
  @Length({ max: MAX_LISTING_DESCRIPTION })
  description?: string | null;
}

@InputType('DecideListingInput', { description: 'The decision about a listing that waits for consent.' })
export class DecideListingInput {
  @Field(() => ID, { description: 'The listing, of the status REQUESTED.' })
  listingId!: string;

  @Field(() => DecisionEnum, { description: 'Whether the product may be sold in the marketplace.' })
  decision!: Decision;

  @Field(() => String, { nullable: true, description: 'Why, for whoever has asked.' })
  reason?: string | null;
}

@InputType('SetListingConsentInput', {
  description: 'Whether the new listings of accounts need the consent of their seller.',
})
export class SetListingConsentInput {
  @Field(() => ID, { description: 'The account that sells to them: your own account or one below it. Not a customer.' })
  sellerId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The direct child of the seller whose listings it is about. Leave it out for all children without a setting of their own.',
  })
  accountId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether their new listings wait for a decision. Leave it out to remove the setting: then the one for all children ' +
      'holds, and without that none is needed. What is on sale already stays on sale.',
  })
  needed?: boolean | null;
}

@InputType('CreateHubInput', {
  description: 'The hub to create: what it ties, and by which API client the system signs in.',
})
export class CreateHubInput {
  @Field(() => ID, { description: 'The owner of the marketplaces: your own account or one below it. Not a customer.' })
  ownerId!: string;

  @Field(() => String, { description: 'The name, unique among the hubs of the owner.' })
  name!: string;

  @Field(() => [ID], { description: 'The marketplaces of the owner that the hub ties: one or more.' })
  marketplaceIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The API client of the owner by which its commerce system signs in.',
  })
  apiClientId?: string | null;
}

@ArgsType()
export class ListingsArgs extends PageArgs {
  @Field(() => [ListingStatusEnum], {
    nullable: true,
    description:
      'Only listings of these statuses. Leave it out for all that are not retired. Accounts that only buy in the ' +
      'marketplace see those that are on sale.',
  })
  status?: ListingStatus[] | null;
}

@ArgsType()
export class ListingRequestsArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'The account whose consent they wait for: your own account unless you give one below it.',
  })
  sellerId?: string | null;
}

@InputType('RetireListingInput', { description: 'The listing to take out of its marketplace.' })
export class RetireListingInput {
  @Field(() => ID, { description: 'The id of the listing.' })
  listingId!: string;
}
