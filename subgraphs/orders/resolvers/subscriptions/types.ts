import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CLOUD_SUBSCRIPTION_DESCRIPTION } from '../../../shared/graphql/entity-descriptions.ts';
import { connectionType } from '../../../shared/graphql/connection.ts';
import { enumType } from '../../../shared/graphql/enum.ts';
import { Money, Node } from '../../../shared/graphql/graphql-types.ts';
import { DateScalar, DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { SubscriptionStatus } from '../../entities/subscription.ts';

export const SubscriptionStatusEnum = enumType<SubscriptionStatus>(
  'SubscriptionStatus',
  'The status of a subscription at its vendor.',
  {
    PENDING: 'The subscription is not active yet.',
    ACTIVE: 'The customer can use the subscription.',
    SUSPENDED: 'The subscription cannot be used, but is still billed.',
    EXPIRED: 'The term is over. Users keep access for 30 days.',
    DISABLED: 'Only administrators have access, for 90 days.',
    DELETED: 'The subscription and its data are deleted.',
  },
);

@ObjectType('RefundWindow', { description: 'Seats that can still be returned, until a deadline.' })
export class RefundWindowType {
  @Field(() => Int, { description: 'The number of seats that can be returned.' })
  quantity!: number;

  @Field(() => DateTimeScalar, { description: 'The deadline: from this moment the seats can no longer be returned.' })
  until!: Date;

  @Field(() => Money, {
    nullable: true,
    description: 'The refund for each seat that is returned now. Null without the permission VIEW_FINANCIALS.',
  })
  refundPerSeat?: Money | null;
}

@ObjectType('CloudSubscription', {
  description: CLOUD_SUBSCRIPTION_DESCRIPTION,
  implements: Node,
})
@Directive('@key(fields: "id")')
export class CloudSubscriptionType implements Node {
  id!: string;

  @Field(() => Int, { description: 'The number of seats of the subscription.' })
  quantity!: number;

  @Field(() => SubscriptionStatusEnum, { description: 'The status of the subscription at its vendor.' })
  status!: SubscriptionStatus;

  @Field(() => Boolean, { description: 'Whether the subscription renews automatically at the end of its term.' })
  autoRenew!: boolean;

  @Field(() => DateScalar, { description: 'The first day of the term.' })
  startsOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day of the term; null for a one-time purchase.',
  })
  endsOn?: string;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's id of the subscription; null until the vendor has given one.",
  })
  vendorSubscriptionId?: string;
}

export const CloudSubscriptionConnection = connectionType('CloudSubscription', () => CloudSubscriptionType);
