import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { isGiven } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { HubRow } from '../../entities/hub.ts';
import type { ListingRow, MarketplaceRow } from '../../entities/marketplace.ts';
import type { ProductRow } from '../../entities/product.ts';
import { listingsNeedConsent } from '../../services/marketplaces/listing-consent.ts';
import {
  findListings,
  marketplacesOf,
  seesOwner,
  visibleOwnerId,
} from '../../services/marketplaces/visible-marketplaces.ts';
import { ProductType } from '../products/types.ts';
import { ListingsArgs } from './inputs.ts';
import {
  ApiClientStub,
  HubType,
  ListingConnection,
  ListingType,
  MarketplaceAccount,
  MarketplaceType,
} from './types.ts';

/** An account of which the catalogue knows no more than its id. */
interface AccountStub {
  readonly id: Id<'acc'>;
}

@Resolver(() => MarketplaceAccount)
export class AccountFields {
  @FieldResolver(() => [MarketplaceType], {
    description:
      'The marketplaces that the account owns or, if it is a customer, those in which it buys: of its seller, for its ' +
      'country. Empty when you may not see the account.',
  })
  @Directive('@listSize(assumedSize: 5)')
  marketplaces(@Root() account: AccountStub, @Ctx() context: CatalogContext): Promise<readonly MarketplaceRow[]> {
    return marketplacesOf(requireSignedIn(context), account.id);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether new listings in the marketplaces of the account wait for the consent of the account that sells to it: see ' +
      '`setListingConsent`. Null for customers and the provider, and when you may not see the account.',
  })
  listingsNeedConsent(@Root() account: AccountStub, @Ctx() context: CatalogContext): Promise<boolean | null> {
    return listingsNeedConsent(requireSignedIn(context), account.id);
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

  @FieldResolver(() => ListingConnection, {
    description:
      'The listings of the marketplace, newest first. Accounts that only buy there see what is on sale; its owner, and ' +
      'accounts above, also what was asked for or declined.',
  })
  @Directive(LIST_SIZE)
  async listings(
    @Root() marketplace: MarketplaceRow,
    @Args(() => ListingsArgs) { status, ...paging }: ListingsArgs,
    @Ctx() context: CatalogContext,
  ): Promise<Connection<ListingRow>> {
    const wanted = { statuses: status ?? undefined, page: readPage(paging) };
    return findListings(requireSignedIn(context), marketplace, wanted);
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

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was said when the listing was decided about. Null without a decision or a reason, and for accounts that only ' +
      'buy in the marketplace.',
  })
  async reason(@Root() listing: ListingRow, @Ctx() context: CatalogContext): Promise<string | null> {
    const marketplace = await context.loaders.marketplace.load(listing.marketplaceId);
    invariant(marketplace, 'a listing has a marketplace');
    return (await seesOwner(requireSignedIn(context), marketplace)) ? (listing.reason ?? null) : null;
  }
}

@Resolver(() => HubType)
export class HubFields {
  @FieldResolver(() => MarketplaceAccount, { description: 'The account whose marketplaces and system the hub ties.' })
  owner(@Root() { ownerId }: HubRow): AccountStub {
    return { id: ownerId };
  }

  @FieldResolver(() => [MarketplaceType], { description: 'The marketplaces that the hub ties, newest first.' })
  @Directive('@listSize(assumedSize: 5)')
  marketplaces(@Root() { id }: HubRow, @Ctx() { loaders }: CatalogContext): Promise<readonly MarketplaceRow[]> {
    return loaders.hubMarketplaces.load(id);
  }

  @FieldResolver(() => ApiClientStub, {
    nullable: true,
    description: 'The API client by which the commerce system signs in. Null where none was named.',
  })
  apiClient(@Root() { apiClientId }: HubRow): { readonly id: string } | null {
    return isGiven(apiClientId) ? { id: apiClientId } : null;
  }
}
