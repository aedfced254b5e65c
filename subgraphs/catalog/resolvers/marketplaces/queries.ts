import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { LIST_SIZE, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requirePermission, requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { HubRow } from '../../entities/hub.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import { hubsOf } from '../../services/marketplaces/hubs.ts';
import { findRequests, visibleMarketplace } from '../../services/marketplaces/visible-marketplaces.ts';
import { ListingRequestsArgs } from './inputs.ts';
import { HubType, ListingConnection, MarketplaceType } from './types.ts';

@Resolver()
export class MarketplaceQueries {
  @Query(() => MarketplaceType, {
    nullable: true,
    description:
      'A marketplace of your own account, of an account below it, or of the account you buy from. Null when there is no ' +
      'such marketplace that you may see.',
  })
  marketplace(
    @Arg('id', () => ID, { description: 'The id of the marketplace.' }) id: string,
    @Ctx() context: CatalogContext,
  ): Promise<MarketplaceRow | null> {
    return visibleMarketplace(requireSignedIn(context), readId('mkt', id));
  }

  @Query(() => [HubType], {
    description:
      'The hubs of your own account, newest first: what ties its marketplaces to its commerce system. Needs the permission ' +
      'MANAGE_API_CLIENTS.',
  })
  @Directive('@listSize(assumedSize: 10)')
  hubs(@Ctx() context: CatalogContext): Promise<readonly HubRow[]> {
    return hubsOf(requirePermission(context, 'MANAGE_API_CLIENTS'));
  }

  @Query(() => ListingConnection, {
    description:
      'The listings that wait for the consent of an account, newest first: decide about them with `decideListing`. Empty ' +
      'when you may not see the account. Needs the permission MANAGE_CATALOG.',
  })
  @Directive(LIST_SIZE)
  async listingRequests(
    @Args(() => ListingRequestsArgs) { sellerId, ...paging }: ListingRequestsArgs,
    @Ctx() context: CatalogContext,
  ): Promise<Connection<ListingRow>> {
    const wanted = { sellerId: readOptionalId('acc', sellerId), page: readPage(paging) };
    return findRequests(requirePermission(context, 'MANAGE_CATALOG'), wanted);
  }
}
