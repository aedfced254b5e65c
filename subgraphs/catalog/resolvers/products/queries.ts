import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { signedIn } from '../../../shared/graphql/signed-in.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import { meansMpn } from '../../../shared/domain/mpn.ts';
import { LIST_SIZE, toConnection, type Connection, PageArgs, readPage } from '../../../shared/graphql/connection.ts';
import type { CatalogContext } from '../../context.ts';
import type { MarketplaceRow } from '../../entities/marketplace.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import {
  findProductByMpn,
  findProducts,
  PRODUCT_CURSOR_PARTS,
  productSortKey,
} from '../../services/products/find-products.ts';
import { findVendors } from '../../services/products/find-vendors.ts';
import { visibleImport, visibleMarketplace } from '../../services/marketplaces/visible.ts';
import { PriceListImportType } from '../sheets/types.ts';
import { ProductsArgs } from './inputs.ts';
import { MarketplaceType } from '../marketplaces/types.ts';
import { PlanType, ProductConnection, ProductType, VendorConnection } from './types.ts';

@Resolver()
export class CatalogQueries {
  @Query(() => VendorConnection, { description: 'The makers of products, newest first.' })
  @Directive(LIST_SIZE)
  vendors(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { principal, em }: CatalogContext,
  ): Promise<Connection<VendorRow>> {
    signedIn(principal);
    return findVendors(em, readPage(args));
  }

  @Query(() => ProductType, {
    nullable: true,
    description: 'A product by its id or its manufacturer part number, also when it is not sold any more.',
  })
  async product(
    @Arg('id', () => ID, { nullable: true, description: "The product's id." }) id: string | null | undefined,
    @Arg('mpn', () => String, {
      nullable: true,
      description:
        'Its MPN, in any case, with `:` or `/`; without the SKU where the product has only one. Of several vendors, the ' +
        'first is answered.',
    })
    mpn: string | null | undefined,
    @Ctx() { principal, em, loaders }: CatalogContext,
  ): Promise<ProductRow | null> {
    signedIn(principal);
    if ((id ?? mpn) === undefined || (id ?? mpn) === null) throw badUserInput('Give the id or the mpn.', 'id');
    const byMpn = mpn === null || mpn === undefined ? undefined : mpn;
    if (id === null || id === undefined) {
      return findProductByMpn(em, byMpn ?? '');
    }
    const product = await loaders.product.load(id);
    return byMpn === undefined || meansMpn(byMpn, product?.mpn ?? '') ? product : null;
  }

  @Query(() => ProductConnection, { description: 'The products on sale, by name.' })
  @Directive(LIST_SIZE)
  async products(
    @Args(() => ProductsArgs) { filter, search, ...paging }: ProductsArgs,
    @Ctx() context: CatalogContext,
  ): Promise<Connection<ProductRow>> {
    signedIn(context.principal);
    const page = readPage(paging, PRODUCT_CURSOR_PARTS);
    const { marketplaceId } = filter ?? {};
    if (marketplaceId !== null && marketplaceId !== undefined) {
      const marketplace = await visibleMarketplace(context, marketplaceId);
      if (marketplace === null) return toConnection<ProductRow>([], page, productSortKey, () => Promise.resolve(0));
    }
    return findProducts(context.em, { ...filter, search, page, now: context.services.now() });
  }

  @Query(() => PlanType, { nullable: true, description: 'A plan by its id, also when it is not sold any more.' })
  plan(
    @Arg('id', () => ID, { description: "The plan's id." }) id: string,
    @Ctx() { principal, loaders }: CatalogContext,
  ): Promise<PlanRow | null> {
    signedIn(principal);
    return loaders.plan.load(id);
  }

  @Query(() => MarketplaceType, {
    nullable: true,
    description: 'A marketplace of your subtree, or of the account you buy from.',
  })
  marketplace(
    @Arg('id', () => ID, { description: "The marketplace's id." }) id: string,
    @Ctx() context: CatalogContext,
  ): Promise<MarketplaceRow | null> {
    return visibleMarketplace(context, id);
  }

  @Query(() => PriceListImportType, {
    nullable: true,
    description: 'Progress and outcome of a price list import. Null without MANAGE_CATALOG.',
  })
  priceListImport(
    @Arg('id', () => ID, { description: "The import's id." }) id: string,
    @Ctx() context: CatalogContext,
  ): Promise<PriceListImportRow | null> {
    return visibleImport(context, id);
  }
}
