import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { ORDER_DESCRIPTION, ORDER_LINE_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { Money, Node } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { OrderType as OrderPurpose } from '../../entities/order.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';
import { PaymentMethodEnum } from '../billing/types.ts';
import { ParameterValueType } from '../carts/types.ts';

const OPEN_STATUSES = {
  SUBMITTED: 'Placed, but not started yet.',
  AWAITING_APPROVAL: 'Waiting for somebody to approve it.',
  CREDIT_HOLD: 'Waiting until the credit problem of the account is resolved.',
  SCHEDULED: 'Starts on a later day.',
  PROVISIONING: 'The vendor is working on it.',
  ACTION_REQUIRED: 'Waiting for somebody to act. `waitingOn` says who has to do what.',
} as const;

export const ProvisioningStatusEnum = enumType<LineStatus>('ProvisioningStatus', 'The status of a line of an order.', {
  ...OPEN_STATUSES,
  COMPLETED: 'The vendor has provisioned the line and the subscription is active.',
  FAILED: 'Ended without a subscription. The error of the line says why.',
  CANCELLED: 'Cancelled before it was provisioned.',
});

export const OrderStatusEnum = enumType<OrderStatus>(
  'OrderStatus',
  'The status of an order, derived from the statuses of its lines.',
  {
    ...OPEN_STATUSES,
    COMPLETED: 'Every line is completed.',
    PARTIALLY_COMPLETED: 'The order has ended: some lines are completed, others failed or were cancelled.',
    FAILED: 'The order has ended without a completed line.',
    CANCELLED: 'Every line was cancelled.',
  },
);

export const OrderTypeEnum = enumType<OrderPurpose>('OrderType', 'What an order is for.', {
  ACTIVATION: 'Activates a reseller, free of charge.',
  SALES: 'Buys plans for a customer.',
  CHANGE: 'Changes the quantity, plan, term or renewal of a subscription.',
  RENEWAL: 'Renews a subscription for another term.',
  CANCELLATION: 'Ends a subscription before its term does.',
});

/** What a viewer may do with an order or a subscription. */
export type OrderAction =
  | 'CANCEL'
  | 'RESUBMIT'
  | 'ADD_SEATS'
  | 'REMOVE_SEATS'
  | 'CHANGE_PLAN'
  | 'SET_AUTO_RENEW'
  | 'SUSPEND'
  | 'RESUME'
  | 'REVEAL_CREDENTIALS';

export const OrderActionEnum = enumType<OrderAction>(
  'OrderAction',
  'An action that can be taken on an order or a subscription.',
  {
    CANCEL: 'Cancel the order or the subscription.',
    RESUBMIT: 'Submit the failed lines of the order again.',
    ADD_SEATS: 'Buy more seats of the subscription.',
    REMOVE_SEATS: 'Return some seats of the subscription.',
    CHANGE_PLAN: 'Convert the subscription to another plan.',
    SET_AUTO_RENEW: 'Decide whether the subscription renews automatically.',
    SUSPEND: 'Suspend the use of the subscription for a time.',
    RESUME: 'Resume the use of a suspended subscription.',
    REVEAL_CREDENTIALS: "Reveal the temporary password of the new tenant's administrator, once.",
  },
);

@ObjectType('AllowedAction', { description: 'An action that you can take now, and its limits.' })
export class AllowedActionType {
  @Field(() => OrderActionEnum, { description: 'The action you can take now.' })
  action!: OrderAction;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The moment until which the action is possible. Null when there is no time limit.',
  })
  until?: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The largest quantity you can use in the action. Null when the action takes no quantity.',
  })
  maxQuantity?: number;

  @Field(() => Money, {
    nullable: true,
    description: 'The amount that would be refunded. Null when the action brings no refund.',
  })
  refund?: Money;
}

@ObjectType('Order', { description: ORDER_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class OrderType implements Node {
  id!: string;

  @Field(() => String, {
    description:
      'The unique order number: SO followed by digits. There may be gaps in the numbering, because orders are numbered in parallel.',
  })
  number!: string;

  @Field(() => OrderTypeEnum, { description: 'What the order is for.' })
  type!: OrderPurpose;

  @Field(() => OrderStatusEnum, { description: 'The status of the order, derived from its lines.' })
  status!: OrderStatus;

  @Field(() => PaymentMethodEnum, {
    nullable: true,
    description: 'How the reseller pays for the order. Null for an activation, which costs nothing.',
  })
  paymentMethod?: PaymentMethod | null;

  @Field(() => String, {
    nullable: true,
    description: "The reseller's own number for the order; null when none was given.",
  })
  purchaseOrderNumber?: string;

  @Field(() => DateTimeScalar, { description: 'When the order was placed.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the order ended; null while it is open.' })
  completedAt?: Date;
}

@ObjectType('OrderLine', { description: ORDER_LINE_DESCRIPTION, implements: Node })
@Directive('@key(fields: "id")')
export class OrderLineType implements Node {
  id!: string;

  @Field(() => Int, { description: 'The number of seats that were ordered.' })
  quantity!: number;

  @Field(() => [ParameterValueType], {
    description: 'What was given for the ordering parameters of the product, as the vendor was told it.',
  })
  @Directive('@listSize(assumedSize: 5)')
  parameters!: readonly ParameterValueType[];

  @Field(() => ProvisioningStatusEnum, { description: 'The status of the line.' })
  status!: LineStatus;

  @Field(() => UserError, {
    nullable: true,
    description: 'Why the line failed, or what somebody has to do before it can continue. Null otherwise.',
  })
  error?: UserError | null;
}

export const OrderConnection = connectionType('Order', () => OrderType);
