import { Field, ID, InputType, Int } from 'type-graphql';
import { ActivateResellerInput, CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { DurationScalar } from '../../../shared/graphql/scalars.ts';
import { BillingCycleEnum } from '../../../shared/graphql/trade-enums.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import { MAX_PARAMETERS } from '../../../shared/domain/product-parameter.ts';
import type { BillingCycle } from '../../../shared/domain/trade.ts';
import { MAX_ESTIMATE_TOKEN_LENGTH } from '../../services/placing/estimate-token.ts';
import { ParameterValueInput } from '../carts/inputs.ts';
import { PaymentMethodEnum } from '../billing/types.ts';
import { VendorParametersInput } from '../tenants/inputs.ts';

@InputType('OrderLineInput', {
  description:
    'One line of an order: either a plan by its id, or a product by its MPN with a term and a billing cycle.',
})
export class OrderLineInput {
  @Field(() => ID, { nullable: true, description: 'The id of the plan. Give either this or `mpn`.' })
  planId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The MPN of the product, if you do not give `planId`: ProductId:SkuId, or the ProductId alone if only one of its SKUs fits.',
  })
  mpn?: string | null;

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'The term of the plan: P1M, P1Y or P3Y. Used only together with `mpn`.',
  })
  term?: string | null;

  @Field(() => BillingCycleEnum, {
    nullable: true,
    description: 'How often the plan is billed. Used only together with `mpn`.',
  })
  billingCycle?: BillingCycle | null;

  @Field(() => Int, { description: 'The number of seats to order.' })
  quantity!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'A promotion to order the plan with: one of its `promotions`. The line keeps it for its term.',
  })
  promotionId?: string | null;

  @Field(() => [ParameterValueInput], {
    nullable: true,
    description: 'The values of what the vendor asks for with each order: see `Product.parameters`.',
  })
  @Length({ maxItems: MAX_PARAMETERS })
  parameters?: readonly ParameterValueInput[] | null;
}

@InputType('PlaceOrderInput', { description: 'What is ordered, for which customer, and how it is paid.' })
export class PlaceOrderInput {
  @Field(() => ID, { nullable: true, description: 'The id of the cart to order. Give either this or `lines`.' })
  cartId?: string | null;

  @Field(() => [OrderLineInput], { nullable: true, description: 'The plans to order without a cart.' })
  lines?: readonly OrderLineInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The id of the customer. By default the customer of the cart, or your own account when it is a customer.',
  })
  customerId?: string | null;

  @Field(() => CreateCustomerInput, {
    nullable: true,
    description: 'A customer to create together with the order. Give either this or `customerId`.',
  })
  newCustomer?: CreateCustomerInput | null;

  @Field(() => ActivateResellerInput, {
    nullable: true,
    description:
      'Activates your own reseller, which is PENDING, in the same step: see `activateReseller`. When the order is refused, nothing is activated.',
  })
  activation?: ActivateResellerInput | null;

  @Field(() => VendorParametersInput, {
    nullable: true,
    description:
      'What Microsoft needs to know besides the lines. An order of the products of another vendor does not use it: what that vendor asks for is in `parameters` of the lines.',
  })
  vendorParameters?: VendorParametersInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Your own number for the order, such as a purchase order number.',
  })
  purchaseOrderNumber?: string | null;

  @Field(() => PaymentMethodEnum, {
    nullable: true,
    description:
      'How the reseller pays. By default TERMS if the reseller has payment terms in the currency of the order, otherwise CREDIT_CARD.',
  })
  paymentMethod?: PaymentMethod | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The token of an estimate of the same lines, to order at the prices that it locked. It can be used for one order.',
  })
  @Length({ max: MAX_ESTIMATE_TOKEN_LENGTH })
  estimateToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Repeat the request with the same key to get the first result, not a duplicate. The same key with different input is refused with IDEMPOTENCY_CONFLICT. Keys are kept for 30 days.',
  })
  idempotencyKey?: string | null;
}
