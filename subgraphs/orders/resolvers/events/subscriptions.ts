import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Optional } from '../../../shared/domain/given.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import type { EventPage } from '../../services/events/event-feed.ts';
import { followAccountOrders, followOrder, readEventCursor } from '../../services/events/order-progress.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { maySeeOrders, visibleOrder } from '../../services/orders/visible-orders.ts';
import { ProvisioningEventType } from './types.ts';

interface OrderArgs {
  readonly orderId: string;
  readonly after?: Optional<string>;
}

interface AccountArgs {
  readonly accountId: string;
  readonly includeDescendants?: Optional<boolean>;
  readonly after?: Optional<string>;
}

const AFTER =
  'The cursor of the last event that you have; without it, the stream begins with the first event. A cursor that does not come from this log is refused with CURSOR_UNKNOWN: subscribe again without it.';

async function subscribeToOrder(args: OrderArgs, context: OrdersContext): Promise<AsyncIterable<EventPage>> {
  const viewing = requireSignedIn(context);
  const after = readEventCursor(args.after);
  const order = await visibleOrder(viewing, readId('ord', args.orderId));
  if (order === null) throw badUserInput('There is no order with this id that you may see.', 'orderId');
  return followOrder(viewing, order.id, after);
}

async function subscribeToAccount(args: AccountArgs, context: OrdersContext): Promise<AsyncIterable<EventPage>> {
  const viewing = requireSignedIn(context);
  const after = readEventCursor(args.after);
  const place = await visiblePlace(viewing, readId('acc', args.accountId));
  if (place === null || !maySeeOrders(viewing.viewer, place.path)) {
    throw badUserInput('There is no account with this id whose orders you may see.', 'accountId');
  }
  const includeDescendants = args.includeDescendants ?? true;
  return followAccountOrders(viewing, { accountId: place.id, path: place.path, includeDescendants }, after);
}

@Resolver()
export class ProgressSubscriptions {
  @Subscription(() => ProvisioningEventType, {
    description:
      'Every event of one order: first those after the cursor, then new ones as they happen. The stream completes when the order ends.',
    subscribe: ({ args, context }) => subscribeToOrder(args as OrderArgs, context as OrdersContext),
  })
  orderProvisioning(
    @Root() event: ProvisioningEventRow,
    @Arg('orderId', () => ID, { description: 'The id of the order to follow.' }) _orderId: string,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: Optional<string>,
  ): ProvisioningEventRow {
    return event;
  }

  @Subscription(() => ProvisioningEventType, {
    description:
      'Every event of the orders of an account and, by default, of the accounts below it: first those after the cursor, then new ones as they happen.',
    subscribe: ({ args, context }) => subscribeToAccount(args as AccountArgs, context as OrdersContext),
  })
  accountProvisioning(
    @Root() event: ProvisioningEventRow,
    @Arg('accountId', () => ID, { description: 'The id of the account whose orders to follow.' }) _accountId: string,
    @Arg('includeDescendants', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description: 'Whether the orders of the accounts below are included.',
    })
    _includeDescendants: Optional<boolean>,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: Optional<string>,
  ): ProvisioningEventRow {
    return event;
  }
}
