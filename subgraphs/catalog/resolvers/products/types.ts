import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { BillingCycle, CustomerSegment } from '../../../shared/domain/trade.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import {
  PLAN_DESCRIPTION,
  PRODUCT_DESCRIPTION,
  VENDOR_DESCRIPTION,
} from '../../../shared/graphql/entity-descriptions.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Node } from '../../../shared/graphql/graphql-types.ts';
import { CountryCodeScalar, CurrencyCodeScalar, DurationScalar } from '../../../shared/graphql/scalars.ts';
import { BillingCycleEnum, SegmentEnum } from '../../../shared/graphql/trade-enums.ts';
import type { FacetField } from '../../rules/products/facets.ts';
import type { ProductParameterType as ParameterKind } from '../../../shared/domain/product-parameter.ts';
import type { PlanKind } from '../../rules/products/plan-kind.ts';
import type { ProductStatus } from '../../rules/products/product-status.ts';

export const ProductStatusEnum = enumType<ProductStatus>('ProductStatus', 'Whether a product can be bought.', {
  PUBLISHED: 'The product has plans that are on sale or announced.',
  END_OF_SALE: 'The product is no longer sold. Existing subscriptions continue.',
});

const PlanKindEnum = enumType<PlanKind>('PlanKind', 'What a plan is.', {
  LICENCE: 'A subscription to a licence, with seats, which is renewed at the end of its term.',
  SOFTWARE: 'A subscription to software for one or three years, paid once.',
  PERPETUAL: 'A licence for ever, paid once. It has no term.',
  TRIAL: 'A subscription at no price, for a limited time.',
});

export const ProductParameterTypeEnum = enumType<ParameterKind>(
  'ProductParameterType',
  'What kind of value an ordering parameter takes. Every value is given as a text.',
  {
    TEXT: 'Any text of one line, or one that matches the pattern.',
    CHOICE: 'One of the choices, as it is written there.',
    NUMBER: 'A decimal number with a point, such as 12 or 0.5.',
    EMAIL: 'An e-mail address, such as cora@contoso.example.',
    CHECKBOX: 'The word true or false. A required one must be true.',
  },
);

@ObjectType('ProductParameter', {
  description:
    'Something that the vendor wants to know with each order of a product. Give its value in `parameters` of the order ' +
    'line or of the cart line, by its name.',
})
export class ProductParameterType {
  @Field(() => String, { description: 'By which a value is given in `parameters` of a line.' })
  name!: string;

  @Field(() => String, { description: 'The question, for a form.' })
  label!: string;

  @Field(() => ProductParameterTypeEnum, { description: 'What kind of value it takes.' })
  type!: ParameterKind;

  @Field(() => Boolean, { description: 'Whether an order without a value is refused.' })
  required!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's explanation, for a form. Null when there is none.",
  })
  help?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The values that a CHOICE may have, in the order in which to show them. Null for other types.',
  })
  choices?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A regular expression in the syntax of RE2, which the whole value of a TEXT must match. Null when any text will do.',
  })
  pattern?: string | null;
}

@ObjectType('Vendor', {
  description: VENDOR_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class VendorType implements Node {
  @Field(() => ID, { description: 'The id of the vendor.' })
  id!: string;

  @Field(() => String, { description: 'The name under which the price lists of the vendor are imported.' })
  name!: string;
}

@ObjectType('Product', { description: PRODUCT_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class ProductType implements Node {
  @Field(() => ID, { description: 'The id of the product.' })
  id!: string;

  @Field(() => String, {
    description: 'The manufacturer part number. For Microsoft it is ProductId:SkuId, for example CFQ7TTC0LH18:0001.',
  })
  mpn!: string;

  @Field(() => String, { description: 'The name that the vendor gives the product.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The description that the vendor gives the product. Null when there is none.',
  })
  description?: string | null;

  @Field(() => String, {
    description:
      'The category of the product. Pass it as `filter.category` of `products` to find other products of the category.',
  })
  category!: string;

  @Field(() => [ProductParameterType], {
    description: 'What the vendor wants to know with each order of the product. Empty when it asks for nothing.',
  })
  @Directive('@listSize(assumedSize: 5)')
  parameters!: readonly ProductParameterType[];
}

@ObjectType('Plan', { description: PLAN_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class PlanType implements Node {
  @Field(() => ID, { description: 'The id of the plan. Use it as the `planId` of an order line.' })
  id!: string;

  @Field(() => SegmentEnum, {
    description: 'The kind of customer that may buy the plan. Public bodies buy commercial plans.',
  })
  segment!: CustomerSegment;

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'The length of the subscription, ISO 8601: P1M, P1Y or P3Y. Null for a one-time purchase.',
  })
  term?: string | null;

  @Field(() => BillingCycleEnum, { description: 'How often the plan is billed.' })
  billingCycle!: BillingCycle;

  @Field(() => CountryCodeScalar, { description: 'The country of the customers to whom the plan is sold.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, {
    description: 'The currency of all prices of the plan. Prices are never converted.',
  })
  currency!: string;

  @Field(() => PlanKindEnum, { description: 'Whether the plan is a licence, software, for ever or a trial.' })
  kind!: PlanKind;
}

export const ProductFacetFieldEnum = enumType<FacetField>(
  'ProductFacetField',
  'A filter of `products` whose values are counted.',
  {
    VENDOR: 'The makers of the products: `filter.vendorId`.',
    CATEGORY: 'The categories of the products: `filter.category`.',
    SEGMENT: 'The kinds of customers that may buy: `filter.segment`.',
    MARKET: 'The countries of the customers: `filter.market`.',
    TERM: 'How long a subscription runs: `filter.term`. What is bought once has no term: see BILLING_CYCLE.',
    BILLING_CYCLE: 'How often is paid: `filter.billingCycle`.',
  },
);

@ObjectType('FacetValue', { description: 'A value of a filter, with the number of products that it would leave.' })
export class FacetValueType {
  @Field(() => String, { description: 'The value as the filter takes it.' })
  value!: string;

  @Field(() => String, { description: 'The value in words, in English: a name, not a code.' })
  label!: string;

  @Field(() => Int, {
    description: 'How many products the list would have if the filter had this value and everything else stayed.',
  })
  count!: number;
}

@ObjectType('Facet', {
  description:
    'The values of one filter that would find something. The other filters and the search hold for its counts.',
})
export class FacetType {
  @Field(() => ProductFacetFieldEnum, { description: 'The filter whose values are counted.' })
  field!: FacetField;

  @Field(() => [FacetValueType], {
    description: 'Its values, the most frequent first. Its own value does not narrow them.',
  })
  @Directive('@listSize(assumedSize: 20)')
  values!: readonly FacetValueType[];
}

export const VendorConnection = connectionType('Vendor', () => VendorType);
export const ProductConnection = connectionType('Product', () => ProductType);
