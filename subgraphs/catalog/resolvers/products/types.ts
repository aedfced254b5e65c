import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node, Segment } from '../../../shared/graphql/graphql-types.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  DurationScalar,
} from '../../../shared/graphql/scalars.ts';
import { BillingCycleEnum, ProductStatusEnum } from './enums.ts';

@ObjectType('Vendor', { description: 'The maker of products, such as Microsoft. Not an account.', implements: Node })
@Directive('@key(fields: "id")')
export class VendorType implements Node {
  @Field(() => ID, { description: "The vendor's id." })
  id!: string;

  @Field(() => String, { description: 'As its price lists are imported under.' })
  name!: string;
}

@ObjectType('Product', { description: 'One SKU of a vendor.', implements: Node })
@Directive('@key(fields: "id")')
export class ProductType implements Node {
  @Field(() => ID, { description: "The product's id." })
  id!: string;

  @Field(() => String, {
    description: 'The manufacturer part number: ProductId:SkuId for Microsoft, e.g. CFQ7TTC0LH18:0001.',
  })
  mpn!: string;

  @Field(() => String, { description: 'What the vendor calls it.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is, in the words of the vendor.' })
  description?: string | null;

  @Field(() => String, { description: 'The shelf it stands on: pass it as `filter.category` for its neighbours.' })
  category!: string;

  @Field(() => ProductStatusEnum, { description: 'Whether it can be bought.' })
  status!: ProductStatusEnum;

  @Field(() => Int, { description: 'The smallest number of seats an order may have.' })
  minQuantity!: number;

  @Field(() => Int, { description: 'The largest number of seats a customer may have.' })
  maxQuantity!: number;
}

@ObjectType('Plan', {
  description: 'One way to buy a product: segment, term, billing, market and currency.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class PlanType implements Node {
  @Field(() => ID, { description: "The plan's id: what an order line names." })
  id!: string;

  @Field(() => Segment, { description: 'Who may buy it. Public bodies buy commercial plans.' })
  segment!: Segment;

  @Field(() => DurationScalar, { nullable: true, description: 'ISO 8601: P1M, P1Y, P3Y; null for one-time purchases.' })
  term?: string | null;

  @Field(() => BillingCycleEnum, { description: 'How often it is billed.' })
  billingCycle!: BillingCycleEnum;

  @Field(() => CountryCodeScalar, { description: 'The country of the customers it is sold to.' })
  market!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency of its prices; nothing is converted.' })
  currency!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its sale ends; null while no end is known.' })
  validTo?: Date | null;
}

export const VendorConnection = connectionType('Vendor', () => VendorType);
export const ProductConnection = connectionType('Product', () => ProductType);
