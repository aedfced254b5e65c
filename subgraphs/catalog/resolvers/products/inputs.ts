import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DecimalScalar,
  DurationScalar,
} from '../../../shared/graphql/scalars.ts';
import { BillingCycleEnum, SegmentEnum } from '../../../shared/graphql/trade-enums.ts';
import type { BillingCycle, CustomerSegment } from '../../../shared/domain/trade.ts';

@InputType('ProductFilter', {
  description:
    'Conditions for products. A product must meet all of them, and those about plans with one and the same plan, which is on ' +
    'sale or announced.',
})
export class ProductFilterInput {
  @Field(() => ID, { nullable: true, description: 'Only products of this vendor.' })
  vendorId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only products of exactly this category.' })
  category?: string | null;

  @Field(() => SegmentEnum, {
    nullable: true,
    description:
      'Only products with a plan for this kind of customer. GOVERNMENT finds commercial plans, which public bodies buy.',
  })
  segment?: CustomerSegment | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Only products with a plan that is sold in this country.',
  })
  market?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Only products with a plan that has prices in this currency.',
  })
  currency?: string | null;

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'Only products with a plan of this term: P1M, P1Y or P3Y.',
  })
  term?: string | null;

  @Field(() => BillingCycleEnum, {
    nullable: true,
    description: 'Only products with a plan that is billed this often. ONE_TIME finds the plans without a term.',
  })
  billingCycle?: BillingCycle | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Only products with a plan that costs your account at least this now: `plan.price`, for one seat and the whole term, in ' +
      'the currency of the plan; give `currency` or `market` as well. Requires the permission VIEW_FINANCIALS.',
  })
  priceFrom?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Only products with a plan that costs your account at most this now: `plan.price`, for one seat and the whole term, in ' +
      'the currency of the plan; give `currency` or `market` as well. Requires the permission VIEW_FINANCIALS.',
  })
  priceTo?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Only products with one of these manufacturer part numbers, in upper or lower case, with `:` or `/` before the ' +
      'SKU. A number without the SKU finds every SKU of the product.',
  })
  mpn?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only products that are listed in this marketplace.' })
  marketplaceId?: string | null;
}

@InputType('PlanFilter', { description: 'Conditions for plans. A plan must meet all of them.' })
export class PlanFilterInput {
  @Field(() => SegmentEnum, {
    nullable: true,
    description: 'Only plans for this kind of customer. GOVERNMENT finds commercial plans, which public bodies buy.',
  })
  segment?: CustomerSegment | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Only plans that are sold in this country.' })
  market?: string | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Only plans with prices in this currency.' })
  currency?: string | null;

  @Field(() => DurationScalar, { nullable: true, description: 'Only plans with this term: P1M, P1Y or P3Y.' })
  term?: string | null;

  @Field(() => BillingCycleEnum, {
    nullable: true,
    description: 'Only plans that are billed this often. ONE_TIME finds the plans without a term.',
  })
  billingCycle?: BillingCycle | null;
}

@ArgsType()
export class ProductArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'The manufacturer part number, in upper or lower case, with `:` or `/` before the SKU. You may leave out the SKU ' +
      'when the product has only one. If several vendors use the number, the product of the first vendor is returned.',
  })
  mpn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the product. Required unless you give `mpn`.' })
  id?: string | null;
}

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductFilterInput, { nullable: true, description: 'The conditions that the products must meet.' })
  filter?: ProductFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words or parts of words, in upper or lower case. Each of them must occur in the name, the MPN, the description or the ' +
      'vendor of a product, or in the name or description with another ending of English or German; one of one or two letters ' +
      'at the beginning of a word. MPNs may be written with `:` or `/`, without the SKU, or without the zeros before it. The ' +
      'product with this MPN comes first, then names that begin with what you give, names that have all words, products that ' +
      'have all as whole words, and all others, each by name. When no product has all words, products are found that have them ' +
      'but for one typing error: in one word of 5 to 20 letters without digits, a letter that is wrong, missing, too many or ' +
      'exchanged with the next. Such a word is looked for at the beginning of words.',
  })
  search?: string | null;
}
