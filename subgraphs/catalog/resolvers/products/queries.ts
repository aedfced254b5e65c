import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { LIST_SIZE, PageArgs, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import { requirePermission, requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { findProduct } from '../../services/products/find-product.ts';
import { findProducts, type ProductPage } from '../../services/products/find-products.ts';
import { offeredPlan } from '../../services/products/offered.ts';
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
      'match. Null when there is no such product, and for customers when their seller does not list it for them.',
  })
  async product(
    @Args(() => ProductArgs) args: ProductArgs,
    @Ctx() context: CatalogContext,
  ): Promise<ProductRow | null> {
    return findProduct(requireSignedIn(context), readProductKey(args));
  }

  @Query(() => ProductConnection, {
    description:
      'The products on sale: with `search` the most relevant first, otherwise sorted by name. A customer sees those that it ' +
      'may buy: with a plan for its own segment, or if it is a public body, with a commercial one; and those that its seller ' +
      'lists in its marketplaces for the country of the customer, if it has any.',
  })
  @Directive(LIST_SIZE)
  async products(@Args(() => ProductsArgs) args: ProductsArgs, @Ctx() context: CatalogContext): Promise<ProductPage> {
    const search = readProductSearch(args);
    // From what a range finds, a price follows.
    const isPriced = search.filter.price !== undefined;
    return findProducts(isPriced ? requirePermission(context, 'VIEW_FINANCIALS') : requireSignedIn(context), search);
  }

  @Query(() => PlanType, {
    nullable: true,
    description:
      'A plan by its id, even when it is no longer sold. Null when there is no such plan, and for customers when their ' +
      'seller does not list its product for them.',
  })
  plan(
    @Arg('id', () => ID, { description: 'The id of the plan.' }) id: string,
    @Ctx() context: CatalogContext,
  ): Promise<PlanRow | null> {
    return offeredPlan(requireSignedIn(context), readId('pln', id));
  }
}
