import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../../../shared/graphql/connection.ts';
import type { SubscriptionStatus } from '../../entities/subscription.ts';
import { SubscriptionStatusEnum } from './types.ts';

@InputType('RevealCredentialsInput', { description: 'The subscription whose tenant credentials to reveal.' })
export class RevealCredentialsInput {
  @Field(() => ID, { description: 'The id of a subscription in the new tenant.' })
  subscriptionId!: string;
}

@InputType('SubscriptionFilter', {
  description: 'Conditions for subscriptions. A subscription must meet all of them.',
})
export class SubscriptionFilter {
  @Field(() => [SubscriptionStatusEnum], {
    nullable: true,
    description: 'Only subscriptions with one of these statuses.',
  })
  status?: readonly SubscriptionStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Only subscriptions of the product with this id.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only subscriptions of the customer with this id.' })
  customerId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether the subscriptions of the accounts below are included.',
  })
  includeDescendants?: boolean | null;
}

@ArgsType()
export class SubscriptionsOfAccountArgs extends PageArgs {
  @Field(() => SubscriptionFilter, {
    nullable: true,
    description: 'Which subscriptions to list; all of them by default.',
  })
  filter?: SubscriptionFilter | null;
}
