import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import { unseen } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { TermsRequestRow } from '../../entities/terms-request.ts';
import { visibleAccount } from '../../services/hierarchy/visible-accounts.ts';
import { shownLimit, termsRequestOf } from '../../services/terms/terms-requests.ts';
import { AccountInterface, CustomerType, ResellerType } from '../hierarchy/types.ts';
import { TermsRequestType } from './types.ts';

const TERMS_REQUEST =
  'The last request to pay by invoice to the account that sells to it, in whatever currency. Null when there was none, and for who may only use services.';

@Resolver(() => ResellerType)
export class ResellerTerms {
  @FieldResolver(() => TermsRequestType, { nullable: true, description: TERMS_REQUEST })
  async termsRequest(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<TermsRequestRow | null> {
    return await termsRequestOf(context, account);
  }
}

@Resolver(() => CustomerType)
export class CustomerTerms {
  @FieldResolver(() => TermsRequestType, { nullable: true, description: TERMS_REQUEST })
  async termsRequest(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<TermsRequestRow | null> {
    return await termsRequestOf(context, account);
  }
}

@Resolver(() => TermsRequestType)
export class TermsRequestFields {
  @FieldResolver(() => AccountInterface, { description: 'The account that asks for terms.' })
  async account(@Root() { accountId }: TermsRequestRow, @Ctx() context: AccountsContext): Promise<AccountRow> {
    return (await visibleAccount(context, accountId)) ?? unseen('account');
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'The most the account may owe at any time. Null until the request is approved, for others than the account and the one ' +
      'that sells to it, and without the permission VIEW_FINANCIALS.',
  })
  creditLimit(@Root() request: TermsRequestRow, @Ctx() context: AccountsContext): Money | null {
    const limit = shownLimit(context, request);
    return limit === null ? null : toMoney(limit);
  }
}
