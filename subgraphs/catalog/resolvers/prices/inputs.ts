import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MAX_CURSOR_LENGTH } from '../../../shared/graphql/connection.ts';
import { MoneyInput } from '../../../shared/graphql/customer-inputs.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
} from '../../../shared/graphql/scalars.ts';

@ArgsType()
export class OrderQuoteArgs {
  @Field(() => [ID], { description: 'The ids of the plans to quote.' })
  planIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The account that a new customer or reseller would buy from. Give either this or `buyerId`.',
  })
  sellerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The account that would buy. Give either this or `sellerId`.' })
  buyerId?: string | null;
}

export const MARGINS_PAGE = 50;

@ArgsType()
export class MarginRulesArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'The account whose rules are listed: your own account, which it is when you leave it out, or one below it.',
  })
  sellerId?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: MARGINS_PAGE,
    description: 'The number of items to return, from 1 to 100.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the item after which to start. Leave it out to start at the beginning.',
  })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string | null;
}

@InputType('ExportPriceListInput', { description: 'The price list to export.' })
export class ExportPriceListInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Whose prices: a direct child of your account, or your own account, which is meant when you leave it out.',
  })
  accountId?: string | null;

  @Field(() => CountryCodeScalar, { description: 'The country whose plans are listed.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of the plans that are listed.' })
  currency!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Only products of this vendor: a sheet that is imported is one of one vendor. All vendors unless you give it.',
  })
  vendorId?: string | null;
}

export const CHANGES_PAGE = 50;

/** A page of price changes. */
@ArgsType()
export class ChangesPageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: CHANGES_PAGE,
    description: 'The number of items to return at most, from 1 to 100.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the item after which to start. Leave it out to start at the beginning.',
  })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string | null;
}

@ArgsType()
export class PriceChangesArgs extends ChangesPageArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'The account that pays: your own account, which it is when you leave it out, or a direct child of it, which pays you.',
  })
  accountId?: string | null;

  @Field(() => DateScalar, { description: 'The first day, in UTC, from whose beginning on changes are listed.' })
  from!: string;

  @Field(() => DateScalar, {
    description:
      'The day, in UTC, at whose beginning the list ends: later than `from`, for example the first of a month.',
  })
  to!: string;
}

@InputType('SetMarginInput', {
  description:
    'A rule by which a seller makes its prices. It is known by its seller, its child, its target and its validity: the same ' +
    'again replaces it. Without `percent`, `percentOffRetail` and `fixedPrice` it is removed. If several rules apply to a ' +
    'sale, the nearest wins: by plan, product, category, vendor, everything, and of each the one for the account before ' +
    'that for all children. Of several for the same target, the one that ends first counts, then the one that began last.',
})
export class SetMarginInput {
  @Field(() => ID, {
    description: 'The account whose selling prices the rule changes: your own account or one below it.',
  })
  sellerId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The direct child of the seller that the rule is for. Leave it out to mean all its children.',
  })
  accountId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The vendor whose products the rule is for.' })
  vendorId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The category whose products the rule is for, exactly as it is shown at a product.',
  })
  category?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The product that the rule is for. Leave out this, `planId`, `category` and `vendorId` to mean everything.',
  })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The single plan that the rule is for.' })
  planId?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The percentage added to the seller's cost, from -100 to 1000; a negative percentage is a discount.",
  })
  percent?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "The percentage below the vendor's recommended retail price, from 0 to 100. Where the vendor names none, the next " +
      'nearest rule applies.',
  })
  percentOffRetail?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      "The price of one seat for the whole term, in the plan's currency, whatever the seller pays. Needs `planId`.",
  })
  fixedPrice?: MoneyInput | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first moment at which the rule holds. Leave it out for a rule that holds already.',
  })
  from?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first moment at which the rule no longer holds. Leave it out for a rule without an end.',
  })
  to?: string | null;
}
