import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { OrdersContext } from '../../context.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import type { Credit } from '../../services/billing/credit.ts';
import { visibleCredits } from '../../services/billing/visible-credits.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { AccountStub } from '../hierarchy/types.ts';
import { AccountBalanceType, PaymentMethodEnum } from './types.ts';

@Resolver(() => AccountStub)
export class AccountBillingFields {
  @FieldResolver(() => AccountBalanceType, {
    nullable: true,
    description:
      'What the account owes the account it buys from. Only these two may see it: null for accounts further up, and without the permission VIEW_FINANCIALS.',
  })
  async balance(@Root() account: AccountStub, @Ctx() context: OrdersContext): Promise<AccountBalanceType | null> {
    const known = await visibleCredits(context, readId('acc', account.id));
    if (known === null) return null;
    const { currency, credits } = known;
    return toBalance(credits.find((credit) => credit.currency === currency) ?? { currency });
  }

  @FieldResolver(() => [AccountBalanceType], {
    nullable: true,
    description:
      'The same in every currency: first in that of the account, then in those in which it has payment terms or owes something. Null where `balance` is null.',
  })
  async balances(
    @Root() account: AccountStub,
    @Ctx() context: OrdersContext,
  ): Promise<readonly AccountBalanceType[] | null> {
    const known = await visibleCredits(context, readId('acc', account.id));
    if (known === null) return null;
    const { currency, credits } = known;
    const own = credits.find((credit) => credit.currency === currency) ?? { currency };
    return [own, ...credits.filter((credit) => credit !== own)].map(toBalance);
  }

  @FieldResolver(() => PaymentMethodEnum, {
    nullable: true,
    description: 'How the account pays unless an order names another method. Null when you may not see the account.',
  })
  async paymentMethod(@Root() account: AccountStub, @Ctx() context: OrdersContext): Promise<PaymentMethod | null> {
    const id = readId('acc', account.id);
    const place = await visiblePlace(context, id);
    if (place === null) return null;
    const credits = await context.loaders.credits.load(id);
    const hasTerms = credits.some(({ currency, limitMinor }) => currency === place.currency && limitMinor > 0n);
    return hasTerms ? 'TERMS' : 'CREDIT_CARD';
  }
}

/** What an account owes in a currency, where it may have terms or not. */
function toBalance(credit: Pick<Credit, 'currency'> & Partial<Credit>): AccountBalanceType {
  const { currency, balanceMinor = 0n, limitMinor = 0n, reservedMinor = 0n } = credit;
  const money = (amountMinor: bigint): AccountBalanceType['balance'] => toMoney({ amountMinor, currency });
  const hasTerms = limitMinor > 0n;
  return {
    balance: money(balanceMinor),
    creditLimit: hasTerms ? money(limitMinor) : null,
    available: hasTerms ? money(limitMinor - balanceMinor - reservedMinor) : null,
  };
}
