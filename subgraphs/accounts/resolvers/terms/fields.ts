import { FieldResolver, Resolver, Root } from 'type-graphql';
import { isGiven } from '../../../shared/domain/given.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import type { AccountRow } from '../../entities/account.ts';
import { ResellerType } from '../hierarchy/types.ts';
import { TermsRequestType } from './types.ts';

@Resolver(() => ResellerType)
export class ResellerTerms {
  @FieldResolver(() => TermsRequestType, {
    nullable: true,
    description: "The reseller's last request to pay by invoice. Null when there was none.",
  })
  termsRequest(@Root() account: AccountRow): TermsRequestType | null {
    const { termsStatus, termsRequestedAt, termsDecidedAt, termsCreditLimitMinor, currency } = account;
    if (!isGiven(termsStatus)) return null;
    return {
      status: termsStatus,
      requestedAt: termsRequestedAt ?? null,
      decidedAt: termsDecidedAt ?? null,
      creditLimit: isGiven(termsCreditLimitMinor) ? toMoney({ amountMinor: termsCreditLimitMinor, currency }) : null,
    };
  }
}
