import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { may } from '../../../shared/domain/access.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { OrdersContext } from '../../context.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { AccountStub } from '../hierarchy/types.ts';
import { AccountBalanceType, PaymentMethodEnum } from './types.ts';

@Resolver(() => AccountStub)
export class AccountBillingFields {
  @FieldResolver(() => AccountBalanceType, {
    nullable: true,
    description:
      'What the account owes the account it buys from. Null without the permission VIEW_FINANCIALS, and when you may not see the account.',
  })
  async balance(@Root() account: AccountStub, @Ctx() context: OrdersContext): Promise<AccountBalanceType | null> {
    const id = readId('acc', account.id);
    const place = await visiblePlace(context, id);
    if (place === null || !may(context.principal, 'VIEW_FINANCIALS')) return null;
    const credit = await context.loaders.credit.load(id);
    if (credit === null) {
      const balance = toMoney({ amountMinor: 0n, currency: place.currency });
      return { balance, creditLimit: null, available: null };
    }
    const { currency, balanceMinor, limitMinor, reservedMinor } = credit;
    return {
      balance: toMoney({ amountMinor: balanceMinor, currency }),
      creditLimit: toMoney({ amountMinor: limitMinor, currency }),
      available: toMoney({ amountMinor: limitMinor - balanceMinor - reservedMinor, currency }),
    };
  }

  @FieldResolver(() => PaymentMethodEnum, {
    nullable: true,
    description: 'How the account pays unless an order names another method. Null when you may not see the account.',
  })
  async paymentMethod(@Root() account: AccountStub, @Ctx() context: OrdersContext): Promise<PaymentMethod | null> {
    const id = readId('acc', account.id);
    if ((await visiblePlace(context, id)) === null) return null;
    return (await context.loaders.credit.load(id)) === null ? 'CREDIT_CARD' : 'TERMS';
  }
}
