import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import { visibleNodes } from '../../../shared/graphql/visible-nodes.ts';
import type { OrdersContext } from '../../context.ts';
import { references } from '../../references/order-references.ts';

@Resolver()
export class OrderNodeQueries {
  @Query(() => [ID], { description: 'Those of the ids whose objects are here and may be seen by you. For accounts.' })
  @Directive('@inaccessible')
  @Directive('@listSize(assumedSize: 100)')
  async orderNodes(
    @Arg('ids', () => [ID], { description: 'Ids of objects of this part of the graph.' }) ids: string[],
    @Ctx() context: OrdersContext,
  ): Promise<readonly string[]> {
    return await visibleNodes(references, ids, requireSignedIn(context));
  }
}
