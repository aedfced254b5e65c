import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import type { Optional } from '../../../shared/domain/given.ts';
import { readOptionalId } from '../../../shared/domain/ids.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { AccountsContext } from '../../context.ts';
import type { TermsRequestRow } from '../../entities/terms-request.ts';
import type { TermsRequestStatus } from '../../rules/terms/terms-request.ts';
import { findTermsRequests } from '../../services/terms/find-terms-requests.ts';
import { TermsRequestStatusEnum, TermsRequestType } from './types.ts';

@Resolver()
export class TermsQueries {
  @Query(() => [TermsRequestType], {
    description:
      'What the accounts in your subtree, or in that of `root`, have asked for: the newest hundred requests, newest first. The ' +
      'list is empty when you may not see `root`. Those that wait for you have the status REQUESTED and an account that buys ' +
      'from yours.',
  })
  @Directive('@listSize(assumedSize: 100)')
  termsRequests(
    @Arg('root', () => ID, {
      nullable: true,
      description: 'The account at the top of the subtree. By default your own.',
    })
    root: Optional<string>,
    @Arg('status', () => [TermsRequestStatusEnum], {
      nullable: true,
      description: 'Only requests with one of these statuses.',
    })
    status: Optional<readonly TermsRequestStatus[]>,
    @Ctx() context: AccountsContext,
  ): Promise<readonly TermsRequestRow[]> {
    const search = { root: readOptionalId('acc', root), statuses: status ?? undefined };
    return findTermsRequests(requireSignedIn(context), search);
  }
}
