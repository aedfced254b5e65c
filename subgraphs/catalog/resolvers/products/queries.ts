import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { LIST_SIZE, PageArgs, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { findProduct, findProducts } from '../../services/products/find-products.ts';
import { findVendors } from '../../services/products/find-vendors.ts';
import { ProductArgs, ProductsArgs } from './inputs.ts';
import { readProductKey, readProductSearch } from './read-inputs.ts';
import { PlanType, ProductConnection, ProductType, VendorConnection } from './types.ts';

@Resolver()
export class ProductQueries {
  @Query(() => VendorConnection, { description: 'The vendors in the catalogue, newest first.' })
  @Directive(LIST_SIZE)
  async vendors(@Args(() => PageArgs) args: PageArgs, @Ctx() context: CatalogContext): Promise<Connection<VendorRow>> {
    return findVendors(requireSignedIn(context), readPage(args));
  }

  @Query(() => ProductType, {
    nullable: true,
    description:
      'A product by its id or its manufacturer part number, even when it is no longer sold. If you give both, both must ' +
      'match. Null when there is no such product.',
  })
  async product(
    @Args(() => ProductArgs) args: ProductArgs,
    @Ctx() context: CatalogContext,
  ): Promise<ProductRow | null> {
    return findProduct(requireSignedIn(context), readProductKey(args));
  }

  @Query(() => ProductConnection, { description: 'The products on sale, sorted by name.' })
  @Directive(LIST_SIZE)
  async products(
    @Args(() => ProductsArgs) args: ProductsArgs,
    @Ctx() context: CatalogContext,
  ): Promise<Connection<ProductRow>> {
    return findProducts(requireSignedIn(context), readProductSearch(args));
  }

  @Query(() => PlanType, {
    nullable: true,
    description: 'A plan by its id, even when it is no longer sold. Null when there is no such plan.',
  })
  plan(
    @Arg('id', () => ID, { description: 'The id of the plan.' }) id: string,
    @Ctx() context: CatalogContext,
  ): Promise<PlanRow | null> {
    return requireSignedIn(context).loaders.plan.load(readId('pln', id));
  }
}
