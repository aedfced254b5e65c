import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';

@ObjectType('Account', {
  description: 'An organisation or person in the hierarchy: one provider, resellers at any depth, customers as leaves.',
})
@Directive('@key(fields: "id")')
@Directive('@interfaceObject')
export class MarketplaceAccount {
  @Field(() => ID, { description: "The account's id." })
  id!: string;
}

@ObjectType('Marketplace', {
  description: 'A selection of products that an account offers to those who buy from it.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class MarketplaceType implements Node {
  @Field(() => ID, { description: "The marketplace's id: pass it as `filter.marketplaceId` of products." })
  id!: string;

  @Field(() => String, { description: 'Its name, unique for its owner.' })
  name!: string;

  @Field(() => CountryCodeScalar, { description: 'The country whose plans it shows.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency in which it shows prices.' })
  currency!: string;
}

@ObjectType('Listing', { description: 'A product in a marketplace.', implements: Node })
@Directive('@key(fields: "id")')
export class ListingType implements Node {
  @Field(() => ID, { description: "The listing's id." })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When the product went on sale there.' })
  publishedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken out; null while it is listed.' })
  retiredAt?: Date | null;
}

export const ListingConnection = connectionType('Listing', () => ListingType);
