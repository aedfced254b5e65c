import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { Length } from '../../../shared/graphql/input-lengths.ts';
import { MAX_CURSOR_LENGTH, PageArgs } from '../../../shared/graphql/connection.ts';
import { DateScalar, DateTimeScalar, DurationScalar, EmailAddressScalar } from '../../../shared/graphql/scalars.ts';
import { MAX_ESTIMATE_TOKEN_LENGTH } from '../../services/placing/estimate-token.ts';
import {
  BillingCycleEnum,
  OrderStatusEnum,
  OrderTypeEnum,
  PaymentMethodEnum,
  SubscriptionStatusEnum,
  TenantModeEnum,
} from '../orders/enums.ts';

@InputType('CustomerAgreementInput', {
  description: "Who accepted the vendor's customer agreement for the customer: a person, in their own name.",
})
export class CustomerAgreementInput {
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => EmailAddressScalar, { description: 'E-mail address.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  phone?: string | null;

  @Field(() => DateScalar, { description: 'The day on which it was accepted.' })
  acceptedOn!: string;
}

@InputType('VendorParametersInput', {
  description: 'What the vendor needs besides the lines; what is left out is remembered.',
})
export class VendorParametersInput {
  @Field(() => String, {
    nullable: true,
    description: "The reseller's location MPN ID, 7 digits, from Partner Center. Only the reseller's side names it.",
  })
  locationMpnId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The reseller's own .onmicrosoft.com domain. Only the reseller's side names it.",
  })
  indirectResellerDomain?: string | null;

  @Field(() => TenantModeEnum, { nullable: true, description: 'A new tenant or an existing one.' })
  tenantMode?: 'NEW' | 'EXISTING' | null;

  @Field(() => String, {
    nullable: true,
    description: "The tenant's name (letters and digits) or its .onmicrosoft.com domain.",
  })
  tenantDomain?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Signs the partner-on-record attestation: the name of the one who signs.',
  })
  attestedBy?: string | null;

  @Field(() => CustomerAgreementInput, {
    nullable: true,
    description:
      "Who accepted the vendor's customer agreement for the customer: needed once, remembered until its version changes.",
  })
  agreement?: CustomerAgreementInput | null;
}

@InputType('CreateCartInput', { description: 'Whose cart it is.' })
export class CreateCartInput {
  @Field(() => ID, {
    nullable: true,
    description: "The reseller that orders; the customer's, or your own account, by default.",
  })
  resellerId?: string;

  @Field(() => ID, { nullable: true, description: 'The customer it is for, if that is known.' })
  customerId?: string;
}

@InputType('SetCartLineInput', { description: 'How many of a plan; quantity 0 removes the line.' })
export class SetCartLineInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => ID, { description: 'The plan.' })
  planId!: string;

  @Field(() => Int, { description: 'How many seats; 0 removes the line.' })
  quantity!: number;
}

@InputType('SetCartCustomerInput', { description: 'Whom a cart is for.' })
export class SetCartCustomerInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => ID, { description: 'The customer.' })
  customerId!: string;
}

@InputType('SetVendorParametersInput', { description: 'What the vendor needs, for a cart.' })
export class SetVendorParametersInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => VendorParametersInput, { description: 'The parameters; what is left out stays.' })
  parameters!: VendorParametersInput;
}

@InputType('OrderLineInput', { description: 'A plan by its id, or a product by its MPN with term and billing cycle.' })
export class OrderLineInput {
  @Field(() => ID, { nullable: true, description: 'The plan.' })
  planId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The product, where no plan is given: ProductId:SkuId, or the ProductId where only one SKU of it fits.',
  })
  mpn?: string;

  @Field(() => DurationScalar, { nullable: true, description: 'With `mpn`: the term, P1M, P1Y or P3Y.' })
  term?: string;

  @Field(() => BillingCycleEnum, { nullable: true, description: 'With `mpn`: how often it is billed.' })
  billingCycle?: string;

  @Field(() => Int, { description: 'How many seats.' })
  quantity!: number;
}

@InputType('PlaceOrderInput', { description: 'What is ordered, for whom, and how it is paid.' })
export class PlaceOrderInput {
  @Field(() => ID, { nullable: true, description: 'The cart to order; or give `lines`.' })
  cartId?: string;

  @Field(() => [OrderLineInput], { nullable: true, description: 'What to order, without a cart.' })
  lines?: OrderLineInput[];

  @Field(() => ID, {
    nullable: true,
    description: "The customer; the cart's, or your own account if it is one, by default.",
  })
  customerId?: string;

  @Field(() => CreateCustomerInput, { nullable: true, description: 'A customer to create with the order.' })
  newCustomer?: CreateCustomerInput;

  @Field(() => VendorParametersInput, { nullable: true, description: 'What the vendor needs besides the lines.' })
  vendorParameters?: VendorParametersInput;

  @Field(() => String, { nullable: true, description: 'Your own number for it.' })
  purchaseOrderNumber?: string;

  @Field(() => PaymentMethodEnum, { nullable: true, description: 'Terms where the reseller has them, by default.' })
  paymentMethod?: 'CREDIT_CARD' | 'TERMS';

  @Field(() => String, {
    nullable: true,
    description: 'The token of an estimate of the same lines: its prices are paid, once.',
  })
  @Length({ max: MAX_ESTIMATE_TOKEN_LENGTH })
  estimateToken?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Sent again with the same input it returns the first answer; with another input it is a conflict. Kept for 30 days.',
  })
  idempotencyKey?: string;
}

@InputType('RevealCredentialsInput', { description: 'Which credentials.' })
export class RevealCredentialsInput {
  @Field(() => ID, { description: 'A subscription in the new tenant.' })
  subscriptionId!: string;
}

@InputType('OrderFilter', { description: 'Which orders; all conditions must hold.' })
export class OrderFilter {
  @Field(() => [OrderStatusEnum], { nullable: true, description: 'Only in one of these states.' })
  status?: string[];

  @Field(() => [OrderTypeEnum], { nullable: true, description: 'Only of one of these types.' })
  type?: string[];

  @Field(() => ID, { nullable: true, description: 'Only of this customer.' })
  customerId?: string;

  @Field(() => String, { nullable: true, description: 'Exactly this order number.' })
  number?: string;

  @Field(() => String, { nullable: true, description: 'Exactly this purchase order number.' })
  purchaseOrderNumber?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Placed at this time or later.' })
  createdFrom?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Placed before this time.' })
  createdTo?: string;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Also those of the accounts below.' })
  includeDescendants?: boolean;
}

@InputType('SubscriptionFilter', { description: 'Which subscriptions; all conditions must hold.' })
export class SubscriptionFilter {
  @Field(() => [SubscriptionStatusEnum], { nullable: true, description: 'Only in one of these states.' })
  status?: string[];

  @Field(() => ID, { nullable: true, description: 'Only of this product.' })
  productId?: string;

  @Field(() => ID, { nullable: true, description: 'Only of this customer.' })
  customerId?: string;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Also those of the accounts below.' })
  includeDescendants?: boolean;
}

@ArgsType()
export class TimelineArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 100.' })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of an event to continue behind.' })
  @Length({ max: MAX_CURSOR_LENGTH })
  after?: string;
}

@ArgsType()
export class OrdersOfAccountArgs extends PageArgs {
  @Field(() => OrderFilter, { nullable: true, description: 'Which orders.' })
  filter?: OrderFilter;
}

@ArgsType()
export class OrdersArgs extends OrdersOfAccountArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'The account whose orders, and those below it, are meant; yours by default.',
  })
  root?: string;
}

@ArgsType()
export class SubscriptionsOfAccountArgs extends PageArgs {
  @Field(() => SubscriptionFilter, { nullable: true, description: 'Which subscriptions.' })
  filter?: SubscriptionFilter;
}
