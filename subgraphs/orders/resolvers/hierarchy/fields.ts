import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { may } from '../../../shared/domain/access.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import { LIST_SIZE, readPage, toConnection, type Connection } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import type { SubscriptionRow } from '../../entities/subscription.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { findOrders, findSubscriptions } from '../../services/orders/find-orders.ts';
import { AccountStub } from './types.ts';
import { PaymentMethodEnum } from '../orders/enums.ts';
import { OrdersOfAccountArgs, SubscriptionsOfAccountArgs } from '../placing/inputs.ts';
import { AccountBalanceType, CloudSubscriptionConnection, OrderConnection } from '../orders/types.ts';

const nothing = <T>(page: Parameters<typeof toConnection>[1]): Connection<T> =>
  toConnection<T>(
    [],
    page,
    () => [],
    () => Promise.resolve(0),
  );

@Resolver(() => AccountStub)
export class AccountOrderFields {
  @FieldResolver(() => AccountBalanceType, {
    nullable: true,
    description: 'What the account owes its product vendor; null without VIEW_FINANCIALS.',
  })
  async balance(@Root() { id }: AccountStub, @Ctx() context: OrdersContext): Promise<AccountBalanceType | null> {
    const place = await visiblePlace(context, id);
    if (place === null || !may(context.principal, 'VIEW_FINANCIALS')) return null;
    const credit = await context.loaders.credit.load(id);
    if (credit === null)
      return { balance: toMoney({ amountMinor: 0n, currency: place.currency }), creditLimit: null, available: null };
    const { currency, balanceMinor, limitMinor, reservedMinor } = credit;
    return {
      balance: toMoney({ amountMinor: balanceMinor, currency }),
      creditLimit: toMoney({ amountMinor: limitMinor, currency }),
      available: toMoney({ amountMinor: limitMinor - balanceMinor - reservedMinor, currency }),
    };
  }

  @FieldResolver(() => PaymentMethodEnum, {
    nullable: true,
    description: 'How the account pays unless an order says otherwise.',
  })
  async paymentMethod(@Root() { id }: AccountStub, @Ctx() context: OrdersContext): Promise<string | null> {
    if ((await visiblePlace(context, id)) === null) return null;
    return (await context.loaders.credit.load(id)) === null ? 'CREDIT_CARD' : 'TERMS';
  }

  @FieldResolver(() => OrderConnection, { description: 'Its orders and those of the accounts below it, newest first.' })
  @Directive(LIST_SIZE)
  async orders(
    @Root() { id }: AccountStub,
    @Args(() => OrdersOfAccountArgs) { filter, ...paging }: OrdersOfAccountArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<OrderRow>> {
    const page = readPage(paging);
    const place = await visiblePlace(context, id);
    return place === null ? nothing(page) : findOrders(context.loaders, place.path, filter ?? {}, page);
  }

  @FieldResolver(() => CloudSubscriptionConnection, {
    description: 'Its subscriptions and those of the accounts below it, newest first.',
  })
  @Directive(LIST_SIZE)
  async subscriptions(
    @Root() { id }: AccountStub,
    @Args(() => SubscriptionsOfAccountArgs) { filter, ...paging }: SubscriptionsOfAccountArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<SubscriptionRow>> {
    const page = readPage(paging);
    const place = await visiblePlace(context, id);
    return place === null ? nothing(page) : findSubscriptions(context.loaders, place.path, filter ?? {}, page);
  }
}
