import { Field, ID, InputType } from 'type-graphql';
import { CountryCodeScalar, CurrencyCodeScalar } from '../../../shared/graphql/scalars.ts';

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
}

@InputType('RetireListingInput', { description: 'The listing to take out of its marketplace.' })
export class RetireListingInput {
  @Field(() => ID, { description: 'The id of the listing.' })
  listingId!: string;
}
