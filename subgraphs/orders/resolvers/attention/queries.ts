import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { isGiven } from '../../../shared/domain/given.ts';
import { readId } from '../../../shared/domain/ids.ts';
import { emptyConnection, LIST_SIZE, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { AttentionRow } from '../../entities/attention.ts';
import { findAttention } from '../../services/attention/find-attention.ts';
import { visiblePlace } from '../../services/hierarchy/account-places.ts';
import { NeedsAttentionArgs } from './inputs.ts';
import { readAttentionFilter } from './read-inputs.ts';
import { AttentionItemConnection } from './types.ts';

@Resolver()
export class AttentionQueries {
  @Query(() => AttentionItemConnection, {
    description:
      'What the platform cannot finish by itself, of your own account (or of `root`) and of the accounts below it, newest first. The provider also sees what is about no order. Needs the permission MANAGE_SUBSCRIPTIONS.',
  })
  @Directive(LIST_SIZE)
  async needsAttention(
    @Args(() => NeedsAttentionArgs) { root, filter, ...paging }: NeedsAttentionArgs,
    @Ctx() context: OrdersContext,
  ): Promise<Connection<AttentionRow>> {
    const viewing = requirePermission(context, 'MANAGE_SUBSCRIPTIONS');
    const page = readPage(paging);
    const place = isGiven(root) ? await visiblePlace(viewing, readId('acc', root)) : viewing.viewer;
    return place === null
      ? emptyConnection(page)
      : findAttention(viewing, place.path, readAttentionFilter(filter), page);
  }
}
