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
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  DurationScalar,
} from '../../../shared/graphql/scalars.ts';
import { BillingCycleEnum, SegmentEnum } from '../../../shared/graphql/trade-enums.ts';
import type { ProductStatus } from '../../entities/product.ts';

const ProductStatusEnum = enumType<ProductStatus>('ProductStatus', 'Whether a product can be bought.', {
  PUBLISHED: 'The product has plans that are on sale or announced.',
  END_OF_SALE: 'The product is no longer sold. Existing subscriptions continue.',
});

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

  @Field(() => ProductStatusEnum, { description: 'Whether the product can be bought.' })
  status!: ProductStatus;

  @Field(() => Int, { description: 'The smallest number of seats of the product that one order line may have.' })
  minQuantity!: number;

  @Field(() => Int, { description: 'The largest number of seats of the product that one tenant may have.' })
  maxQuantity!: number;
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

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the sale of the plan ends. Null while no end is known.',
  })
  validTo?: Date | null;
}

export const VendorConnection = connectionType('Vendor', () => VendorType);
export const ProductConnection = connectionType('Product', () => ProductType);
