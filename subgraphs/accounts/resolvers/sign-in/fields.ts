import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { securityQuestionOf } from '../../services/sign-in/security-questions.ts';
import { ResellerType } from '../hierarchy/types.ts';

@Resolver(() => ResellerType)
export class ResellerSecurity {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The question by which the service desk recognises who calls for the reseller; `verifySecurityQuestion` checks the ' +
      'answer. Needs the permission MANAGE_ACCOUNTS. Null when none is set.',
  })
  async securityQuestion(@Root() account: AccountRow, @Ctx() context: AccountsContext): Promise<string | null> {
    return await securityQuestionOf(context, account);
  }
}
