import { Arg, Ctx, Directive, ID, Mutation, Resolver } from 'type-graphql';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import { orderActivation } from '../../services/onboarding/order-activation.ts';
import { OrderType } from '../orders/types.ts';

@Resolver()
export class OnboardingMutations {
  @Mutation(() => OrderType, {
    description: 'Places the order that activates your own reseller, or answers the one that is there. For accounts.',
  })
  @Directive('@inaccessible')
  async orderActivation(
    @Arg('activationId', () => ID, { description: 'The id under which accounts keeps what the reseller says.' })
    activationId: string,
    @Ctx() context: OrdersContext,
  ): Promise<OrderRow> {
    return await orderActivation(requirePermission(context, 'MANAGE_ACCOUNTS'), activationId);
  }
}
