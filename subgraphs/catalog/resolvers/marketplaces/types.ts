import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import {
  ACCOUNT_DESCRIPTION,
  API_CLIENT_DESCRIPTION,
  HUB_DESCRIPTION,
  LISTING_DESCRIPTION,
  MARKETPLACE_DESCRIPTION,
} from '../../../shared/graphql/entity-descriptions.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { ListingStatus } from '../../rules/marketplaces/listing-state.ts';

export const ListingStatusEnum = enumType<ListingStatus>(
  'ListingStatus',
  'Whether a product is on sale in a marketplace.',
  {
    REQUESTED: 'It waits for the consent of the account from which the owner of the marketplace buys.',
    PUBLISHED: 'It is on sale: customers see it and can order it.',
    DECLINED: 'The consent was refused. The owner can ask again with `publishListing`.',
    RETIRED: 'It was taken out of the marketplace, for good. The product can be listed anew.',
  },
);

/** What the catalogue adds to every kind of account; the account itself belongs to accounts. */
@ObjectType('Account', { description: ACCOUNT_DESCRIPTION })
@Directive('@key(fields: "id")')
@Directive('@interfaceObject')
export class MarketplaceAccount {
  @Field(() => ID, { description: 'The id of the account.' })
  id!: string;
}

@ObjectType('Marketplace', {
  description: MARKETPLACE_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class MarketplaceType implements Node {
  @Field(() => ID, {
    description: 'The id of the marketplace. Pass it as `filter.marketplaceId` of `products` to list its products.',
  })
  id!: string;

  @Field(() => String, { description: 'The name, unique among the marketplaces of its owner.' })
  name!: string;

  @Field(() => CountryCodeScalar, { description: 'The country whose plans the marketplace shows.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency in which the marketplace shows prices.' })
  currency!: string;
}

@ObjectType('Listing', { description: LISTING_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class ListingType implements Node {
  @Field(() => ID, { description: 'The id of the listing.' })
  id!: string;

  @Field(() => ListingStatusEnum, { description: 'Whether the product is on sale in the marketplace, and why not.' })
  status!: ListingStatus;

  @Field(() => String, {
    nullable: true,
    description: "The seller's own name of the product. Null where it sells it under the vendor's: `product { name }`.",
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The seller's own description of the product. Null where the vendor's holds: `product { description }`.",
  })
  description?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the product went on sale in the marketplace. Null until then.',
  })
  publishedAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the product was taken out of the marketplace. Null while it is listed.',
  })
  retiredAt?: Date | null;
}

/** The API client itself belongs to accounts. */
@ObjectType('ApiClient', { description: API_CLIENT_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class ApiClientStub implements Node {
  id!: string;
}

@ObjectType('Hub', { description: HUB_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class HubType implements Node {
  @Field(() => ID, { description: 'The id of the hub.' })
  id!: string;

  @Field(() => String, { description: 'The name, unique among the hubs of its owner.' })
  name!: string;
}

export const ListingConnection = connectionType('Listing', () => ListingType);
