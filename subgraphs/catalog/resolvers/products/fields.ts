import { Arg, Args, Ctx, Directive, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { invariant } from '../../../shared/domain/invariant.ts';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import { LIST_SIZE, toConnection, type Connection, PageArgs, readPage } from '../../../shared/graphql/connection.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { currentValues } from '../../rules/prices/plan-change.ts';
import { PRODUCT_CURSOR_PARTS, productSortKey } from '../../services/products/find-products.ts';
import { buyingPrice, sellingPrice } from '../../services/prices/prices.ts';
import { PlanFilterInput } from './inputs.ts';
import { PlanType, ProductConnection, ProductType, VendorType } from './types.ts';

@Resolver(() => VendorType)
export class VendorFields {
  @FieldResolver(() => ProductConnection, { description: 'Its products on sale, by name.' })
  @Directive(LIST_SIZE)
  async products(
    @Root() vendor: VendorRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Connection<ProductRow>> {
    const page = readPage(args, PRODUCT_CURSOR_PARTS);
    const rows = await loaders.vendorProducts.load({ ownerId: vendor.id, page });
    return toConnection(rows, page, productSortKey, () => loaders.vendorProductCount.load(vendor.id));
  }
}

@Resolver(() => ProductType)
export class ProductFields {
  @FieldResolver(() => VendorType, { description: 'Its maker.' })
  async vendor(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<VendorRow> {
    const vendor = await loaders.vendor.load(product.vendorId);
    invariant(vendor, 'a product has a vendor');
    return vendor;
  }

  @FieldResolver(() => [ProductType], { description: 'Any of these must be owned or ordered together.' })
  @Directive('@listSize(assumedSize: 5)')
  prerequisites(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<readonly ProductRow[]> {
    return loaders.relations.load({ productId: product.id, kind: 'PREREQUISITE' });
  }

  @FieldResolver(() => [ProductType], { description: 'Subscriptions of this product may be converted to these.' })
  @Directive('@listSize(assumedSize: 5)')
  conversions(@Root() product: ProductRow, @Ctx() { loaders }: CatalogContext): Promise<readonly ProductRow[]> {
    return loaders.relations.load({ productId: product.id, kind: 'CONVERSION' });
  }

  @FieldResolver(() => [PlanType], {
    description: 'The ways to buy it, on sale now or announced, by market, currency, segment, term and billing.',
  })
  @Directive('@listSize(assumedSize: 10)')
  plans(
    @Root() product: ProductRow,
    @Arg('filter', () => PlanFilterInput, { nullable: true, description: 'Which plans.' })
    filter: PlanFilterInput | null | undefined,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<readonly PlanRow[]> {
    return loaders.plans.load({ productId: product.id, selection: filter ?? {} });
  }
}

@Resolver(() => PlanType)
export class PlanFields {
  @FieldResolver(() => ProductType, { description: 'What is bought.' })
  async product(@Root() plan: PlanRow, @Ctx() { loaders }: CatalogContext): Promise<ProductRow> {
    const product = await loaders.product.load(plan.productId);
    invariant(product, 'a plan has a product');
    return product;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      "What the viewer's account pays for one seat and the whole term, with all the digits it has: times the quantity, " +
      'and rounded once, it is the total. Null without VIEW_FINANCIALS.',
  })
  price(@Root() plan: PlanRow, @Ctx() context: CatalogContext): Promise<Money | null> {
    return buyingPrice(context, plan);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What the given account below (or a direct child by default) pays the viewer for one seat and the whole term, with ' +
      'all the digits it has: times the quantity, and rounded once, it is the total. Null when that account buys from ' +
      'another seller, and without VIEW_FINANCIALS.',
  })
  salePrice(
    @Root() plan: PlanRow,
    @Arg('accountId', () => ID, { nullable: true, description: 'A direct child of your account.' })
    accountId: string | null | undefined,
    @Ctx() context: CatalogContext,
  ): Promise<Money | null> {
    return sellingPrice(context, plan, accountId);
  }

  @FieldResolver(() => Money, { description: "The vendor's recommended retail price for one seat and the whole term." })
  retailPrice(@Root() plan: PlanRow, @Ctx() { services }: CatalogContext): Money {
    const { retailMinor, currency } = currentValues(plan, services.now());
    return toMoney({ amountMinor: retailMinor, currency });
  }

  @FieldResolver(() => DateTimeScalar, {
    description: 'Since when it is sold with these values, or when its sale begins.',
  })
  validFrom(@Root() plan: PlanRow, @Ctx() { services }: CatalogContext): Date {
    return currentValues(plan, services.now()).validFrom;
  }
}
