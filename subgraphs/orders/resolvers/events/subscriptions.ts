import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { OrdersContext } from '../../context.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { followOrder, readEventCursor } from '../../services/events/order-progress.ts';
import { visibleOrder } from '../../services/orders/visible-orders.ts';
import { ProvisioningEventType } from '../orders/types.ts';

interface OrderArgs {
  readonly orderId: string;
  readonly after?: string | null;
}

interface AccountArgs {
  readonly accountId: string;
  readonly includeDescendants?: boolean | null;
  readonly after?: string | null;
}

const AFTER =
  'The cursor of the last event that you have; from the beginning without it. One that this log never gave is refused with CURSOR_UNKNOWN: start over.';

async function subscribeToOrder(args: OrderArgs, context: OrdersContext): Promise<AsyncIterable<ProvisioningEventRow>> {
  signedIn(context.principal);
  const after = readEventCursor(args.after);
  const order = await visibleOrder(context, args.orderId);
  if (order === null) throw badUserInput('There is no order with this id that you may see.', 'orderId');
  await context.services.feed.requireKnown(after);
  return followOrder(context.services, context.em, order.id, after);
}

async function subscribeToAccount(
  args: AccountArgs,
  context: OrdersContext,
): Promise<AsyncIterable<ProvisioningEventRow>> {
  signedIn(context.principal);
  const after = readEventCursor(args.after);
  const place = await visiblePlace(context, args.accountId);
  if (place === null) throw badUserInput('There is no account with this id that you may see.', 'accountId');
  await context.services.feed.requireKnown(after);
  const scope = { kind: 'account', path: place.path, includeDescendants: args.includeDescendants ?? true } as const;
  return context.services.feed.follow(scope, after);
}

@Resolver()
export class ProgressSubscriptions {
  @Subscription(() => ProvisioningEventType, {
    description:
      'Every step of one order: first all after the cursor, then live; completes when the order is terminal.',
    subscribe: ({ args, context }) => subscribeToOrder(args as OrderArgs, context as OrdersContext),
  })
  orderProvisioning(
    @Root() event: ProvisioningEventRow,
    @Arg('orderId', () => ID, { description: 'The order.' }) _orderId: string,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | undefined,
  ): ProvisioningEventRow {
    return event;
  }

  @Subscription(() => ProvisioningEventType, {
    description:
      'Every step of every order of an account and, by default, of everything below it; replays from the cursor, then live.',
    subscribe: ({ args, context }) => subscribeToAccount(args as AccountArgs, context as OrdersContext),
  })
  accountProvisioning(
    @Root() event: ProvisioningEventRow,
    @Arg('accountId', () => ID, { description: 'The account.' }) _accountId: string,
    @Arg('includeDescendants', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description: 'Also the orders of the accounts below.',
    })
    _includeDescendants: boolean | undefined,
    @Arg('after', () => String, { nullable: true, description: AFTER }) _after: string | undefined,
  ): ProvisioningEventRow {
    return event;
  }
}
