import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Money, Node } from '../../../shared/graphql/graphql-types.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { DateScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import { Remedy, UserError } from '../../../shared/graphql/user-errors.ts';
import type { SubscriptionStatus } from '../../entities/subscription.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';
import {
  OrderActionEnum,
  OrderStatusEnum,
  OrderTypeEnum,
  PaymentMethodEnum,
  ProvisioningStatusEnum,
  SubscriptionStatusEnum,
  WaitingPartyEnum,
} from './enums.ts';

@ObjectType('AccountBalance', { description: 'What an account owes and may still owe.' })
export class AccountBalanceType {
  @Field(() => Money, { description: 'What is owed for provisioned orders.' })
  balance!: Money;

  @Field(() => Money, { nullable: true, description: 'How much may be owed; null without payment terms.' })
  creditLimit!: Money | null;

  @Field(() => Money, { nullable: true, description: 'The limit less what is owed and reserved for open orders.' })
  available!: Money | null;
}

@ObjectType('WaitingOn', { description: 'Who or what an order waits on.' })
export class WaitingOnType {
  @Field(() => WaitingPartyEnum, { description: 'Whose turn it is.' })
  party!: string;

  @Field(() => String, {
    description:
      "What is awaited and from whom, in words of its own: what comes next, where an event's `message` says what happened.",
  })
  reason!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it is expected to be settled.' })
  expectedUntil?: string | undefined;

  @Field(() => [Remedy], { description: 'What settles it.' })
  remedies!: readonly Remedy[];
}

@ObjectType('AllowedAction', { description: 'Something that may be done now.' })
export class AllowedActionType {
  @Field(() => OrderActionEnum, { description: 'What.' })
  action!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; null when it has no end.' })
  until?: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'Up to how many, where a quantity is meant.' })
  maxQuantity?: number | undefined;

  @Field(() => Money, { nullable: true, description: 'What would be given back.' })
  refund?: Money | undefined;
}

@ObjectType('Order', { description: 'One purchase, with its way to the vendor and back.', implements: Node })
@Directive('@key(fields: "id")')
export class OrderType implements Node {
  id!: string;

  @Field(() => String, {
    description:
      'SO followed by digits; unique. Gaps mean nothing: numbers are handed out without orders waiting for each other.',
  })
  number!: string;

  @Field(() => OrderTypeEnum, { description: 'What it is for.' })
  type!: string;

  @Field(() => OrderStatusEnum, { description: 'Where it stands; derived from its lines.' })
  status!: OrderStatus;

  @Field(() => PaymentMethodEnum, { description: 'How the reseller pays it.' })
  paymentMethod!: string;

  @Field(() => String, { nullable: true, description: "The reseller's own number for it." })
  purchaseOrderNumber?: string;

  @Field(() => DateTimeScalar, { description: 'When it was placed.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it is open.' })
  completedAt?: Date;
}

@ObjectType('OrderLine', { description: 'One plan of an order.', implements: Node })
@Directive('@key(fields: "id")')
export class OrderLineType implements Node {
  id!: string;

  @Field(() => Int, { description: 'How many seats.' })
  quantity!: number;

  @Field(() => ProvisioningStatusEnum, { description: 'Where it stands.' })
  status!: LineStatus;

  @Field(() => UserError, { nullable: true, description: 'Why it failed or waits; null otherwise.' })
  error?: UserError | null;
}

@ObjectType('ProvisioningEvent', {
  description: "One step of an order's way, numbered per order without gaps.",
  implements: Node,
})
@Directive('@key(fields: "id")')
export class ProvisioningEventType implements Node {
  id!: string;

  @Field(() => Int, { description: '1, 2, 3 … within its order.' })
  sequence!: number;

  @Field(() => ProvisioningStatusEnum, { description: 'The status of the line, or of the order, after the step.' })
  status!: LineStatus;

  @Field(() => ProvisioningStatusEnum, { nullable: true, description: 'The status before the step.' })
  previousStatus?: LineStatus | null;

  @Field(() => String, { description: 'What happened, in words.' })
  message!: string;

  @Field(() => WaitingOnType, { nullable: true, description: 'Whom it waits on from here; null when on nobody.' })
  waitingOn?: WaitingOnType | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  occurredAt!: Date;
}

@ObjectType('RefundWindow', { description: 'Seats that can still be given back.' })
export class RefundWindowType {
  @Field(() => Int, { description: 'How many.' })
  quantity!: number;

  @Field(() => DateTimeScalar, { description: 'Until when.' })
  until!: Date;

  @Field(() => Money, { nullable: true, description: 'What is given back for each of them now.' })
  refundPerSeat?: Money | null;
}

@ObjectType('CloudSubscription', {
  description: 'Seats of a plan with a term: what a completed order line leaves behind.',
  implements: Node,
})
@Directive('@key(fields: "id")')
export class CloudSubscriptionType implements Node {
  id!: string;

  @Field(() => Int, { description: 'How many seats.' })
  quantity!: number;

  @Field(() => SubscriptionStatusEnum, { description: 'Where it stands in its life.' })
  status!: SubscriptionStatus;

  @Field(() => Boolean, { description: 'Whether it renews by itself at the end of the term.' })
  autoRenew!: boolean;

  @Field(() => DateScalar, { description: 'The first day of the term.' })
  startsOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day of the term; null for one-time purchases.' })
  endsOn?: string;

  @Field(() => String, { nullable: true, description: "The vendor's own id of it." })
  vendorSubscriptionId?: string;
}

export const OrderConnection = connectionType('Order', () => OrderType);
export const CloudSubscriptionConnection = connectionType('CloudSubscription', () => CloudSubscriptionType);
export const ProvisioningEventConnection = connectionType('ProvisioningEvent', () => ProvisioningEventType);
