import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { visibleSubscription } from '../../services/subscriptions/find-subscriptions.ts';
import { CloudSubscriptionType } from './types.ts';

@Resolver()
export class SubscriptionQueries {
  @Query(() => CloudSubscriptionType, {
    nullable: true,
    description:
      'A subscription of your own account or of an account below it. Null when there is no such subscription that you may see.',
  })
  subscription(
    @Arg('id', () => ID, { description: 'The id of the subscription.' }) id: string,
    @Ctx() context: OrdersContext,
  ): Promise<SubscriptionRow | null> {
    return visibleSubscription(requireSignedIn(context), readId('sub', id));
  }
}
