import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, listConnection, PageArgs, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import type { ProductRow } from '../../entities/product.ts';
import { marketplacesOf, visibleOwnerId } from '../../services/marketplaces/visible-marketplaces.ts';
import { ProductType } from '../products/types.ts';
import { ListingConnection, ListingType, MarketplaceAccount, MarketplaceType } from './types.ts';

/** An account of which the catalogue knows no more than its id. */
interface AccountStub {
  readonly id: Id<'acc'>;
}

@Resolver(() => MarketplaceAccount)
export class AccountFields {
  @FieldResolver(() => [MarketplaceType], {
    description:
      'The marketplaces that the account owns or, if it is a customer, those of the account it buys from. Empty when ' +
      'you may not see the account.',
  })
  @Directive('@listSize(assumedSize: 5)')
  marketplaces(@Root() account: AccountStub, @Ctx() context: CatalogContext): Promise<readonly MarketplaceRow[]> {
    return marketplacesOf(requireSignedIn(context), account.id);
  }
}

@Resolver(() => MarketplaceType)
export class MarketplaceFields {
  @FieldResolver(() => MarketplaceAccount, {
    description:
      'The account that sells in the marketplace. If you may not see that account, your own account is returned instead.',
  })
  async owner(@Root() marketplace: MarketplaceRow, @Ctx() context: CatalogContext): Promise<AccountStub> {
    return { id: await visibleOwnerId(requireSignedIn(context), marketplace) };
  }

  @FieldResolver(() => ListingConnection, { description: 'The current listings of the marketplace, newest first.' })
  @Directive(LIST_SIZE)
  async listings(
    @Root() { id: owner }: MarketplaceRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Connection<ListingRow>> {
    return listConnection(loaders.listings, { owner, page: readPage(args) }, (row) => [row.id]);
  }
}

@Resolver(() => ListingType)
export class ListingFields {
  @FieldResolver(() => MarketplaceType, { description: 'The marketplace that lists the product.' })
  async marketplace(@Root() listing: ListingRow, @Ctx() { loaders }: CatalogContext): Promise<MarketplaceRow> {
    const marketplace = await loaders.marketplace.load(listing.marketplaceId);
    invariant(marketplace, 'a listing has a marketplace');
    return marketplace;
  }

  @FieldResolver(() => ProductType, { description: 'The product that is listed.' })
  async product(@Root() listing: ListingRow, @Ctx() { loaders }: CatalogContext): Promise<ProductRow> {
    const product = await loaders.product.load(listing.productId);
    invariant(product, 'a listing has a product');
    return product;
  }
}
