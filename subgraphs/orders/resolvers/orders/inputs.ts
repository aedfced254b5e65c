import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { OrderType } from '../../entities/order.ts';
import type { OrderStatus } from '../../rules/fulfilment/order-status.ts';
import { OrderStatusEnum, OrderTypeEnum } from './types.ts';

@InputType('OrderFilter', { description: 'Conditions for orders. An order must meet all of them.' })
export class OrderFilter {
  @Field(() => [OrderStatusEnum], { nullable: true, description: 'Only orders with one of these statuses.' })
  status?: readonly OrderStatus[] | null;

  @Field(() => [OrderTypeEnum], { nullable: true, description: 'Only orders of one of these types.' })
  type?: readonly OrderType[] | null;

  @Field(() => ID, { nullable: true, description: 'Only orders of the customer with this id.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only the order with exactly this number.' })
  number?: string | null;

  @Field(() => String, { nullable: true, description: 'Only orders with exactly this purchase order number.' })
  purchaseOrderNumber?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only orders that were placed at this moment or later.' })
  createdFrom?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only orders that were placed before this moment.' })
  createdTo?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only orders that are stuck, so that a person has to look (true), or only the others (false). `attention` of an order says why.',
  })
  needsAttention?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether the orders of the accounts below are included.',
  })
  includeDescendants?: boolean | null;
}

@ArgsType()
export class OrdersOfAccountArgs extends PageArgs {
  @Field(() => OrderFilter, { nullable: true, description: 'Which orders to list; all of them by default.' })
  filter?: OrderFilter | null;
}

@ArgsType()
export class OrdersArgs extends OrdersOfAccountArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'The account whose orders are listed, by default together with those of the accounts below it. Your own account by default.',
  })
  root?: string | null;
}
