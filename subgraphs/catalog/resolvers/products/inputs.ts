import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { Segment } from '../../../shared/graphql/graphql-types.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DecimalScalar,
  DurationScalar,
} from '../../../shared/graphql/scalars.ts';
import { BillingCycleEnum } from './enums.ts';

const SEGMENT = 'Sold to this kind of customer; GOVERNMENT finds commercial plans, which public bodies buy.';

@InputType('ProductFilter', { description: 'Which products; all conditions must hold.' })
export class ProductFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this vendor.' })
  vendorId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this category, exactly.' })
  category?: string | null;

  @Field(() => Segment, { nullable: true, description: SEGMENT })
  segment?: Segment | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Sold in this country.' })
  market?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'With one of these manufacturer part numbers, in any case, with `:` or `/`; without the SKU, every SKU of the product.',
  })
  mpn?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Listed in this marketplace.' })
  marketplaceId?: string | null;
}

@InputType('PlanFilter', { description: 'Which plans; all conditions must hold.' })
export class PlanFilterInput {
  @Field(() => Segment, { nullable: true, description: SEGMENT })
  segment?: Segment | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Sold in this country.' })
  market?: string | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Priced in this currency.' })
  currency?: string | null;

  @Field(() => DurationScalar, { nullable: true, description: 'With this term: P1M, P1Y or P3Y.' })
  term?: string | null;

  @Field(() => BillingCycleEnum, { nullable: true, description: 'Billed this often; ONE_TIME finds what has no term.' })
  billingCycle?: BillingCycleEnum | null;
}

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductFilterInput, { nullable: true, description: 'Which products.' })
  filter?: ProductFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words or parts of words, in any case, all of which occur in name, MPN, description or vendor.',
  })
  search?: string | null;
}

@InputType('ImportPriceListInput', { description: 'A sheet to import.' })
export class ImportPriceListInput {
  @Field(() => String, { description: "The vendor's name; the vendor is made when it is new." })
  vendor!: string;

  @Field(() => String, {
    description: "The file's address or, in the embedded mode, its path below the import folder.",
  })
  @Length({ max: 1_024 })
  source!: string;
}

@InputType('SetMarginInput', { description: 'The nearest rule wins: plan, product, account, all children.' })
export class SetMarginInput {
  @Field(() => ID, { description: 'The account whose selling prices the rule makes: yours, or one below.' })
  sellerId!: string;

  @Field(() => ID, { nullable: true, description: 'For this direct child only; for all of them when left out.' })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For the plans of this product only.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this plan only.' })
  planId?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Percent on the seller's cost; negative is a discount. Null removes the rule.",
  })
  percent?: string | null;
}

@InputType('CreateMarketplaceInput', { description: 'A new marketplace.' })
export class CreateMarketplaceInput {
  @Field(() => ID, { description: 'The account that sells there: yours, or one below.' })
  ownerId!: string;

  @Field(() => String, { description: 'Its name, unique for the owner.' })
  name!: string;

  @Field(() => CountryCodeScalar, { description: 'The country whose plans it shows.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency in which it shows prices.' })
  currency!: string;
}

@InputType('PublishListingInput', { description: 'A product to put on sale.' })
export class PublishListingInput {
  @Field(() => ID, { description: 'Where.' })
  marketplaceId!: string;

  @Field(() => ID, { description: 'What.' })
  productId!: string;
}

@InputType('RetireListingInput', { description: 'A listing to end.' })
export class RetireListingInput {
  @Field(() => ID, { description: 'The listing.' })
  listingId!: string;
}
