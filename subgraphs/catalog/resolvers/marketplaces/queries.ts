import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { MarketplaceRow } from '../../entities/marketplace.ts';
import { visibleMarketplace } from '../../services/marketplaces/visible-marketplaces.ts';
import { MarketplaceType } from './types.ts';

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
}
