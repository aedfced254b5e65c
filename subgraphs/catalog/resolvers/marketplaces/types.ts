import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import {
  ACCOUNT_DESCRIPTION,
  LISTING_DESCRIPTION,
  MARKETPLACE_DESCRIPTION,
} from '../../../shared/graphql/entity-descriptions.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';

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

  @Field(() => DateTimeScalar, { description: 'When the product went on sale in the marketplace.' })
  publishedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the product was taken out of the marketplace. Null while it is listed.',
  })
  retiredAt?: Date | null;
}

export const ListingConnection = connectionType('Listing', () => ListingType);
