import type { Optional } from '../../../shared/domain/given.ts';
import { Arg, Args, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { LIST_SIZE, listConnection, PageArgs, readPage } from '../../../shared/graphql/connection.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { PRODUCT_CURSOR_PARTS, productSortKey, type ProductPage } from '../../services/products/find-products.ts';
import { isSoldTo } from '../../services/products/product-conditions.ts';
import { facetsOf, type Facet } from '../../rules/products/facets.ts';
import { offeredPlans, offeredRelations } from '../../services/products/offered.ts';
import { offeredConditions } from '../../services/marketplaces/shops.ts';
import { limitsOf } from '../../rules/products/offering.ts';
import { productStatus, type ProductStatus } from '../../rules/products/product-status.ts';
import { PlanFilterInput } from './inputs.ts';
import { readPlanSelection } from './read-inputs.ts';
import { FacetType, PlanType, ProductConnection, ProductStatusEnum, ProductType, VendorType } from './types.ts';

@Resolver(() => VendorType)
export class VendorFields {
  @FieldResolver(() => ProductConnection, {
    description: 'The products of the vendor that are on sale, sorted by name. A customer sees those that it may buy.',
  })
  @Directive(LIST_SIZE)
  async products(
    @Root() { id: owner }: VendorRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: CatalogContext,
  ): Promise<ProductPage> {
    const { loaders } = context;
    const page = readPage(args, PRODUCT_CURSOR_PARTS);
    const buyer = await loaders.buyerSegment();
    const offered = await offeredConditions(requireSignedIn(context));
    const conditions = [...offered, ...(buyer === undefined ? [] : [isSoldTo(buyer, loaders.moment)])];
    const list = await listConnection(loaders.vendorProducts, { owner, page, conditions }, productSortKey);
    const offers = () => loaders.vendorOffers.load({ vendorId: owner, conditions: offered });
    return { ...list, facets: async () => facetsOf(await offers(), { buyer }) };
  }
}

@Resolver(() => ProductConnection)
export class ProductConnectionFields {
  @FieldResolver(() => [FacetType], {
    description:
      'How many products each value of each filter would leave, for the whole list: one facet for each filter. Counted only ' +
      'when you ask for them.',
  })
  @Directive('@listSize(assumedSize: 6)')
  facets(@Root() page: ProductPage): Promise<readonly Facet[]> {
    return page.facets();
  }
}

@Resolver(() => ProductType)
export class ProductFields {
  @FieldResolver(() => ProductStatusEnum, { description: 'Whether the product can be bought.' })
  async status(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<ProductStatus> {
    const vendor = await loaders.vendor.load(product.vendorId);
    invariant(vendor, 'a product has a vendor');
    return productStatus(product, vendor.priceVersion, loaders.moment);
  }

  @FieldResolver(() => VendorType, { description: 'The vendor that makes the product.' })
  async vendor(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<VendorRow> {
    const vendor = await loaders.vendor.load(product.vendorId);
    invariant(vendor, 'a product has a vendor');
    return vendor;
  }

  @FieldResolver(() => Int, {
    description: 'The smallest number of seats of the product that one order line may have.',
  })
  async minQuantity(@Root() { id }: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<number> {
    return limitsOf(await loaders.offering.load(id)).minQuantity;
  }

  @FieldResolver(() => Int, { description: 'The largest number of seats of the product that one tenant may have.' })
  async maxQuantity(@Root() { id }: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<number> {
    return limitsOf(await loaders.offering.load(id)).maxQuantity;
  }

  @FieldResolver(() => [ProductType], {
    description:
      'The products of which the customer must own at least one, or order one together with this product. Empty when ' +
      'the product needs no other.',
  })
  @Directive('@listSize(assumedSize: 5)')
  prerequisites(@Root() product: ProductRow, @Ctx() context: CatalogContext): Promise<readonly ProductRow[]> {
    return offeredRelations(requireSignedIn(context), { productId: product.id, kind: 'PREREQUISITE' });
  }

  @FieldResolver(() => [ProductType], {
    description: 'The products to which a subscription of this product can be converted.',
  })
  @Directive('@listSize(assumedSize: 5)')
  conversions(@Root() product: ProductRow, @Ctx() context: CatalogContext): Promise<readonly ProductRow[]> {
    return offeredRelations(requireSignedIn(context), { productId: product.id, kind: 'CONVERSION' });
  }

  @FieldResolver(() => [PlanType], {
    description:
      'The plans of the product that are on sale or announced, sorted by market, currency, segment, term and billing ' +
      'cycle. A customer sees those that it may buy.',
  })
  @Directive('@listSize(assumedSize: 10)')
  plans(
    @Root() product: ProductRow,
    @Arg('filter', () => PlanFilterInput, { nullable: true, description: 'The conditions that the plans must meet.' })
    filter: Optional<PlanFilterInput>,
    @Ctx() context: CatalogContext,
  ): Promise<readonly PlanRow[]> {
    return offeredPlans(requireSignedIn(context), product.id, readPlanSelection(filter));
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
