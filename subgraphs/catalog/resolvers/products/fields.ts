import type { Optional } from '../../../shared/domain/given.ts';
import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, listConnection, PageArgs, readPage, type Connection } from '../../../shared/graphql/connection.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { PRODUCT_CURSOR_PARTS, productSortKey } from '../../services/products/find-products.ts';
import { PlanFilterInput } from './inputs.ts';
import { readPlanSelection } from './read-inputs.ts';
import { PlanType, ProductConnection, ProductType, VendorType } from './types.ts';

@Resolver(() => VendorType)
export class VendorFields {
  @FieldResolver(() => ProductConnection, {
    description: 'The products of the vendor that are on sale, sorted by name.',
  })
  @Directive(LIST_SIZE)
  async products(
    @Root() { id: owner }: VendorRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Connection<ProductRow>> {
    const page = readPage(args, PRODUCT_CURSOR_PARTS);
    return listConnection(loaders.vendorProducts, { owner, page }, productSortKey);
  }
}

@Resolver(() => ProductType)
export class ProductFields {
  @FieldResolver(() => VendorType, { description: 'The vendor that makes the product.' })
  async vendor(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<VendorRow> {
    const vendor = await loaders.vendor.load(product.vendorId);
    invariant(vendor, 'a product has a vendor');
    return vendor;
  }

  @FieldResolver(() => [ProductType], {
    description:
      'The products of which the customer must own at least one, or order one together with this product. Empty when ' +
      'the product needs no other.',
  })
  @Directive('@listSize(assumedSize: 5)')
  prerequisites(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<readonly ProductRow[]> {
    return loaders.relations.load({ productId: product.id, kind: 'PREREQUISITE' });
  }

  @FieldResolver(() => [ProductType], {
    description: 'The products to which a subscription of this product can be converted.',
  })
  @Directive('@listSize(assumedSize: 5)')
  conversions(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<readonly ProductRow[]> {
    return loaders.relations.load({ productId: product.id, kind: 'CONVERSION' });
  }

  @FieldResolver(() => [PlanType], {
    description:
      'The plans of the product that are on sale or announced, sorted by market, currency, segment, term and billing ' +
      'cycle.',
  })
  @Directive('@listSize(assumedSize: 10)')
  plans(
    @Root() product: ProductRow,
    @Arg('filter', () => PlanFilterInput, { nullable: true, description: 'The conditions that the plans must meet.' })
    filter: Optional<PlanFilterInput>,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<readonly PlanRow[]> {
    return loaders.plans.load({ productId: product.id, selection: readPlanSelection(filter) });
  }
}

@Resolver(() => PlanType)
export class PlanFields {
  @FieldResolver(() => ProductType, { description: 'The product that the plan sells.' })
  async product(@Root() plan: PlanRow, @Ctx() { loaders }: CatalogContext): Promise<ProductRow> {
    const product = await loaders.product.load(plan.productId);
    invariant(product, 'a plan has a product');
    return product;
  }
}
