import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, toConnection, type Connection, PageArgs, readPage } from '../../../shared/graphql/connection.ts';
import type { CatalogContext } from '../../context.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import type { PriceListImportRow, RejectedRowRow } from '../../entities/price-list-import.ts';
import type { ProductRow } from '../../entities/product.ts';
import { marketplacesOf } from '../../services/marketplaces/visible.ts';
import { PriceListImportType, RejectedRowType } from '../sheets/types.ts';
import { ListingConnection, ListingType, MarketplaceAccount, MarketplaceType } from './types.ts';
import { ProductType } from '../products/types.ts';

@Resolver(() => MarketplaceAccount)
export class AccountFields {
  @FieldResolver(() => [MarketplaceType], {
    description: 'The marketplaces it owns; for a customer, those it may buy in.',
  })
  @Directive('@listSize(assumedSize: 5)')
  marketplaces(
    @Root() account: { readonly id: string },
    @Ctx() context: CatalogContext,
  ): Promise<readonly MarketplaceRow[]> {
    return marketplacesOf(context, account.id);
  }
}

@Resolver(() => MarketplaceType)
export class MarketplaceFields {
  @FieldResolver(() => MarketplaceAccount, {
    description: 'The account that sells there; for a viewer below it, their own account.',
  })
  async owner(
    @Root() marketplace: MarketplaceRow,
    @Ctx() { principal, loaders }: CatalogContext,
  ): Promise<{ readonly id: string }> {
    const owner = await loaders.place.load(marketplace.ownerId);
    return { id: owner?.id ?? signedIn(principal).accountId };
  }

  @FieldResolver(() => ListingConnection, { description: 'What is on sale there, newest first.' })
  @Directive(LIST_SIZE)
  async listings(
    @Root() marketplace: MarketplaceRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Connection<ListingRow>> {
    const page = readPage(args);
    const rows = await loaders.listings.load({ ownerId: marketplace.id, page });
    return toConnection(
      rows,
      page,
      (row) => [row.id],
      () => loaders.listingCount.load(marketplace.id),
    );
  }
}

@Resolver(() => ListingType)
export class ListingFields {
  @FieldResolver(() => MarketplaceType, { description: 'Where it is listed.' })
  async marketplace(@Root() listing: ListingRow, @Ctx() { loaders }: CatalogContext): Promise<MarketplaceRow> {
    const marketplace = await loaders.marketplace.load(listing.marketplaceId);
    invariant(marketplace, 'a listing has a marketplace');
    return marketplace;
  }

  @FieldResolver(() => ProductType, { description: 'What is listed.' })
  async product(@Root() listing: ListingRow, @Ctx() { loaders }: CatalogContext): Promise<ProductRow> {
    const product = await loaders.product.load(listing.productId);
    invariant(product, 'a listing has a product');
    return product;
  }
}

@Resolver(() => PriceListImportType)
export class ImportFields {
  @FieldResolver(() => [RejectedRowType], {
    description: 'The rows that were not taken, by line; the first thousand. `rowsRejected` counts all.',
  })
  @Directive('@listSize(assumedSize: 20)')
  rejected(@Root() record: PriceListImportRow, @Ctx() { loaders }: CatalogContext): Promise<readonly RejectedRowRow[]> {
    return loaders.rejectedRows.load(record.id);
  }
}
