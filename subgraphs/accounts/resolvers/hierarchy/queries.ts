import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { CreateCustomerInput } from '../../../shared/graphql/customer-inputs.ts';
import { permitted, signedIn } from '../../../shared/graphql/signed-in.ts';
import { LIST_SIZE, readPage, toConnection, type Connection } from '../../../shared/graphql/connection.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { UserError } from '../../../shared/graphql/user-errors.ts';
import type { AccountsContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { UserRow } from '../../entities/user.ts';
import { findCustomerObstacles } from '../../services/onboarding/account-obstacles.ts';
import { cursorParts, findAccounts } from '../../services/hierarchy/find-accounts.ts';
import { visibleAccount, visibleUser } from '../../services/hierarchy/visible-accounts.ts';
import { AccountConnection, AccountInterface } from './types.ts';
import { AccountOrderEnum } from './enums.ts';
import { AccountsArgs, newCustomer } from './inputs.ts';
import { UserType } from '../users/types.ts';

@Resolver()
export class AccountQueries {
  @Query(() => AccountInterface, { nullable: true, description: 'An account in your subtree, by its id.' })
  account(
    @Arg('id', () => ID, { description: "The account's id." }) id: string,
    @Ctx() context: AccountsContext,
  ): Promise<AccountRow | null> {
    signedIn(context.principal);
    return visibleAccount(context, id);
  }

  @Query(() => AccountConnection, {
    description: "Locating accounts: everything in the viewer's subtree, or below `root`.",
  })
  @Directive(LIST_SIZE)
  async accounts(
    @Args(() => AccountsArgs) { root, filter, ...args }: AccountsArgs,
    @Ctx() context: AccountsContext,
  ): Promise<Connection<AccountRow>> {
    const viewer = signedIn(context.principal);
    const orderBy = args.orderBy ?? AccountOrderEnum.CREATED_AT_DESC;
    const page = readPage(args, cursorParts(orderBy));
    const rootPath = root === undefined || root === null ? viewer.path : (await visibleAccount(context, root))?.path;
    if (rootPath === undefined)
      return toConnection<AccountRow>(
        [],
        page,
        (row) => [row.id],
        () => Promise.resolve(0),
      );
    return findAccounts(context.em, { ...filter, rootPath, orderBy, page });
  }

  @Query(() => [UserError], {
    description:
      'Everything that would refuse `createCustomer` with this input, all at once; empty when nothing would. Changes ' +
      'nothing. Needs MANAGE_ACCOUNTS.',
  })
  @Directive('@listSize(assumedSize: 5)')
  createCustomerObstacles(
    @Arg('input', () => CreateCustomerInput, { description: 'The customer that would be created.' })
    input: CreateCustomerInput,
    @Ctx() { em, principal }: AccountsContext,
  ): Promise<readonly Refusal[]> {
    const viewer = permitted(principal, 'MANAGE_ACCOUNTS');
    return findCustomerObstacles(em, viewer, newCustomer(input, viewer.accountId));
  }

  @Query(() => UserType, { nullable: true, description: 'A user in your subtree, by its id.' })
  user(
    @Arg('id', () => ID, { description: "The user's id." }) id: string,
    @Ctx() context: AccountsContext,
  ): Promise<UserRow | null> {
    return visibleUser(context, id);
  }
}
