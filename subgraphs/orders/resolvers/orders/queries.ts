import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { emptyConnection, LIST_SIZE, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { findOrderByNumber, findOrders } from '../../services/orders/find-orders.ts';
import { visibleOrder } from '../../services/orders/visible-orders.ts';
import { OrdersArgs } from './inputs.ts';
import { readOrderFilter } from './read-inputs.ts';
import { OrderConnection, OrderType } from './types.ts';

@Resolver()
export class OrderQueries {
  @Query(() => OrderType, {
    nullable: true,
    description:
      'An order of your own account or of an account below it, by its id or its number. Null when there is no such order that you may see.',
  })
  order(
    @Arg('id', () => ID, { nullable: true, description: 'The id of the order. Give either this or `number`.' })
    id: Optional<string>,
    @Arg('number', () => String, { nullable: true, description: 'The number of the order: SO followed by digits.' })
    number: Optional<string>,
    @Ctx() context: OrdersContext,
  ): Promise<OrderRow | null> {
    const viewing = requireSignedIn(context);
    if (isGiven(id)) return visibleOrder(viewing, readId('ord', id));
    if (!isGiven(number)) throw badUserInput('Give the id or the number of the order.', 'id');
    return findOrderByNumber(viewing, number.toUpperCase());
  }

  @Query(() => OrderConnection, {
    description:
      'The orders of your own account (or of `root`) and, by default, of the accounts below it, newest first.',
  })
  @Directive(LIST_SIZE)
  async orders(
    @Args(() => OrdersArgs) { root, filter, ...paging }: OrdersArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<OrderRow>> {
    const viewing = requireSignedIn(context);
    const page = readPage(paging);
    const { accountId, path } = viewing.viewer;
    const place = isGiven(root) ? await visiblePlace(viewing, readId('acc', root)) : { id: accountId, path };
    return place === null ? emptyConnection(page) : findOrders(viewing, place, readOrderFilter(filter), page);
  }
}
