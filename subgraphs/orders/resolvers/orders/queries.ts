import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import { LIST_SIZE, readPage, toConnection, type Connection } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import { CartEntity, type CartRow } from '../../entities/cart.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { maySeeCart } from '../../services/carts/carts.ts';
import { findOrders } from '../../services/orders/find-orders.ts';
import { visibleOrder, visibleSubscription } from '../../services/orders/visible-orders.ts';
import { CartType } from '../carts/types.ts';
import { OrdersArgs } from '../placing/inputs.ts';
import { CloudSubscriptionType, OrderConnection, OrderType } from './types.ts';

@Resolver()
export class OrderQueries {
  @Query(() => CartType, { nullable: true, description: 'A cart of yours, or of an account below you.' })
  async cart(
    @Arg('id', () => ID, { description: "The cart's id." }) id: string,
    @Ctx() { em, principal }: OrdersContext,
  ): Promise<CartRow | null> {
    const viewer = signedIn(principal);
    const cart = await em.findOne(CartEntity, { id });
    return cart !== null && maySeeCart(viewer, cart) ? cart : null;
  }

  @Query(() => OrderType, { nullable: true, description: 'An order in your subtree, by its id or its number.' })
  async order(
    @Arg('id', () => ID, { nullable: true, description: "The order's id." }) id: string | undefined,
    @Arg('number', () => String, { nullable: true, description: 'Or its number: SO and digits.' })
    number: string | undefined,
    @Ctx() context: OrdersContext,
  ): Promise<OrderRow | null> {
    signedIn(context.principal);
    if (typeof id === 'string') return visibleOrder(context, id);
    if (typeof number !== 'string') throw badUserInput('Give the id or the number of the order.', 'id');
    const order = await context.em.findOne(OrderEntity, { number: number.toUpperCase() });
    return order === null ? null : visibleOrder(context, order.id);
  }

  @Query(() => OrderConnection, { description: 'Orders of your subtree, or below `root`, newest first.' })
  @Directive(LIST_SIZE)
  async orders(
    @Args(() => OrdersArgs) { root, filter, ...paging }: OrdersArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<OrderRow>> {
    const viewer = signedIn(context.principal);
    const page = readPage(paging);
    const path = typeof root === 'string' ? (await visiblePlace(context, root))?.path : viewer.path;
    if (path === undefined)
      return toConnection<OrderRow>(
        [],
        page,
        () => [],
        () => Promise.resolve(0),
      );
    return findOrders(context.loaders, path, filter ?? {}, page);
  }

  @Query(() => CloudSubscriptionType, { nullable: true, description: 'A subscription in your subtree, by its id.' })
  subscription(
    @Arg('id', () => ID, { description: "The subscription's id." }) id: string,
    @Ctx() context: OrdersContext,
  ): Promise<SubscriptionRow | null> {
    signedIn(context.principal);
    return visibleSubscription(context, id);
  }
}
