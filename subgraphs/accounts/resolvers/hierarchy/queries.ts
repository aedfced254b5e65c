import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { LIST_SIZE, type Connection } from '../../../shared/graphql/connection.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { findAccounts } from '../../services/hierarchy/find-accounts.ts';
import { visibleAccount } from '../../services/hierarchy/visible-accounts.ts';
import { AccountsArgs } from './inputs.ts';
import { readAccountsQuery } from './read-inputs.ts';
import { AccountConnection, AccountInterface } from './types.ts';

@Resolver()
export class AccountQueries {
  @Query(() => AccountInterface, {
    nullable: true,
    description: 'Your own account, or one below it, by its id. Null when there is none that you may see.',
  })
  account(
    @Arg('id', () => ID, { description: 'The id of the account.' }) id: string,
    @Ctx() context: AccountsContext,
  ): Promise<AccountRow | null> {
    return visibleAccount(requireSignedIn(context), readId('acc', id));
  }

  @Query(() => AccountConnection, {
    description:
      'Finds accounts in your subtree, or in the subtree of `root`. The list is empty when you may not see `root`.',
  })
  @Directive(LIST_SIZE)
  async accounts(
    @Args(() => AccountsArgs) args: AccountsArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AccountRow>> {
    return await findAccounts(requireSignedIn(context), readAccountsQuery(args));
  }
}
