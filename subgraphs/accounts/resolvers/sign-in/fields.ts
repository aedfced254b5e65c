import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { securityQuestionOf } from '../../services/sign-in/security-questions.ts';
import { viewerMustEnrol } from '../../services/sign-in/second-factor.ts';
import { ResellerType } from '../hierarchy/types.ts';
import { ViewerType } from '../users/types.ts';

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

@Resolver(() => ViewerType)
export class ViewerSecurity {
  @FieldResolver(() => Boolean, {
    description:
      'Whether you have to begin a second factor, with `enrolSecondFactor`, because your account requires it of its ' +
      'administrators. Until then you may change nothing, and see neither prices nor users.',
  })
  async mustEnrolSecondFactor(@Ctx() context: AccountsContext): Promise<boolean> {
    return await viewerMustEnrol(requireSignedIn(context));
  }
}
