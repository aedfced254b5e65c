import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import { PriceListImportType } from '../sheets/types.ts';
import { ListingType, MarketplaceType } from '../marketplaces/types.ts';

const USER_ERRORS = 'Why it was refused; empty when it was not. When it is not empty, nothing was changed.';

@ObjectType('ImportPriceListPayload', { description: 'The import that has begun, or why there is none.' })
export class ImportPriceListPayload {
  @Field(() => PriceListImportType, {
    nullable: true,
    description: 'The import, running; ask `priceListImport` for its progress. Null when refused.',
  })
  priceListImport?: PriceListImportRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('SetMarginPayload', { description: 'Whether the rule was set.' })
export class SetMarginPayload {
  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('CreateMarketplacePayload', { description: 'The new marketplace, or why there is none.' })
export class CreateMarketplacePayload {
  @Field(() => MarketplaceType, { nullable: true, description: 'The marketplace; null when refused.' })
  marketplace?: MarketplaceRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('PublishListingPayload', { description: 'The listing, or why there is none.' })
export class PublishListingPayload {
  @Field(() => ListingType, { nullable: true, description: 'The listing; null when refused.' })
  listing?: ListingRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType('RetireListingPayload', { description: 'The ended listing, or why it was not ended.' })
export class RetireListingPayload {
  @Field(() => ListingType, { nullable: true, description: 'The listing; null when refused.' })
  listing?: ListingRow | undefined;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
