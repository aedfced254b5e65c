import { Arg, Ctx, Directive, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { readOptionalId, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { exactMoney } from '../../../shared/domain/money.ts';
import { Money } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar, DecimalScalar } from '../../../shared/graphql/scalars.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { MarginRow } from '../../entities/margin.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { ProductRow } from '../../entities/product.ts';
import type { VendorRow } from '../../entities/vendor.ts';
import { periodAt, stretchesOf } from '../../rules/prices/price-period.ts';
import { exactMinor, exactText, shortDecimal } from '../../rules/prices/price.ts';
import { seesPricesOf } from '../../services/prices/find-margins.ts';
import { saleOf } from '../../services/products/plan-sale.ts';
import { buyingPrice, costIn, currentCost, sellingPrice } from '../../services/prices/prices.ts';
import { MarketplaceAccount } from '../marketplaces/types.ts';
import { PlanType, ProductType, VendorType } from '../products/types.ts';
import { MarginRuleType, PlanPriceType, type PlanPrice } from './types.ts';

const SALE_PRICE =
  'What a direct child of your account pays you for one seat for the whole term, as an exact price: multiply it by the ' +
  'quantity, then round once, to get the total. Null without the permission VIEW_FINANCIALS, when your account is a ' +
  'customer, and when `accountId` is not a direct child';
const CHILD =
  'A direct child of your account. Leave it out for the price that applies to all children without a margin rule of their own.';

@Resolver(() => PlanType)
export class PlanPriceFields {
  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account pays now for one seat for the whole term, as an exact price: multiply it by the quantity, then ' +
      'round once, to get the total. Null without the permission VIEW_FINANCIALS, and while the plan has no price: see ' +
      '`prices`.',
  })
  async price(
    @Root() plan: PlanRow,
    @Arg('quantity', () => Int, {
      defaultValue: 1,
      nullable: true,
      description: 'For how many seats: the vendor may ask less for each of many.',
    })
    quantity: Optional<number>,
    @Ctx() context: CatalogContext,
  ): Promise<Money | null> {
    const signedIn = requireSignedIn(context);
    return buyingPrice(signedIn, await currentCost(signedIn, plan, quantity ?? 1));
  }

  @FieldResolver(() => Money, { nullable: true, description: `${SALE_PRICE}, and while the plan has no price.` })
  async salePrice(
    @Root() plan: PlanRow,
    @Arg('accountId', () => ID, { nullable: true, description: CHILD }) accountId: Optional<string>,
    @Ctx() context: CatalogContext,
  ): Promise<Money | null> {
    const signedIn = requireSignedIn(context);
    return sellingPrice(signedIn, await currentCost(signedIn, plan), readOptionalId('acc', accountId));
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      "The vendor's recommended retail price for one seat for the whole term. Null where the vendor names none, and while " +
      'the plan has no price.',
  })
  async retailPrice(@Root() plan: PlanRow, @Ctx() { loaders }: CatalogContext): Promise<Money | null> {
    return retailOf(plan, periodAt(await loaders.periods.load(plan.id), loaders.moment)?.retail);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When the price that holds now began. Null while the plan has no price: see `prices`.',
  })
  async validFrom(@Root() plan: PlanRow, @Ctx() context: CatalogContext): Promise<Date | null> {
    return (await currentStretch(plan, context))?.validFrom ?? null;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'The first moment at which the price that holds now no longer does. Null while no end is known, and while the plan ' +
      'has no price: see `prices`.',
  })
  async validTo(@Root() plan: PlanRow, @Ctx() context: CatalogContext): Promise<Date | null> {
    return (await currentStretch(plan, context))?.validTo ?? null;
  }

  @FieldResolver(() => Boolean, {
    description:
      "Whether the plan can be ordered at this moment: it has a price, its sale has not ended, and the vendor's offer " +
      'matrix, where there is one, has its product and allows its market.',
  })
  async available(@Root() plan: PlanRow, @Ctx() context: CatalogContext): Promise<boolean> {
    return (await saleOf(context, plan)).kind === 'on-sale';
  }

  @FieldResolver(() => [PlanPriceType], {
    description:
      'Every period with its price, the oldest first, those that are over and those that are announced: from inclusive, ' +
      'to exclusive, without overlaps for the same quantity.',
  })
  @Directive('@listSize(assumedSize: 3)')
  async prices(@Root() plan: PlanRow, @Ctx() { loaders }: CatalogContext): Promise<readonly PlanPrice[]> {
    return stretchesOf(await loaders.periods.load(plan.id)).map((period) => ({ plan, period }));
  }
}

@Resolver(() => PlanPriceType)
export class PlanPriceTypeFields {
  @FieldResolver(() => DateTimeScalar, { description: 'The first moment at which the price holds.' })
  from(@Root() { period }: PlanPrice): Date {
    return period.validFrom;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'The first moment at which the price no longer holds. Null while no end is known.',
  })
  to(@Root() { period }: PlanPrice): Date | null {
    return period.validTo ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'The smallest number of seats that has this price. Null where it is one.',
  })
  minQuantity(@Root() { period }: PlanPrice): number | null {
    return period.minQuantity === 1 ? null : period.minQuantity;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'The largest number of seats that has this price. Null where there is none.',
  })
  maxQuantity(@Root() { period }: PlanPrice): number | null {
    return period.maxQuantity ?? null;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account pays for one seat for the whole term in this period, by the rules of its sellers that hold when ' +
      'it begins, or now if it has begun. Null without the permission VIEW_FINANCIALS.',
  })
  price(@Root() { plan, period }: PlanPrice, @Ctx() context: CatalogContext): Promise<Money | null> {
    const signedIn = requireSignedIn(context);
    return buyingPrice(signedIn, costIn(signedIn, plan, period));
  }

  @FieldResolver(() => Money, { nullable: true, description: `${SALE_PRICE}.` })
  salePrice(
    @Root() { plan, period }: PlanPrice,
    @Arg('accountId', () => ID, { nullable: true, description: CHILD }) accountId: Optional<string>,
    @Ctx() context: CatalogContext,
  ): Promise<Money | null> {
    const signedIn = requireSignedIn(context);
    return sellingPrice(signedIn, costIn(signedIn, plan, period), readOptionalId('acc', accountId));
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: "The vendor's recommended retail price in this period. Null where the vendor names none.",
  })
  retailPrice(@Root() { plan, period }: PlanPrice): Money | null {
    return retailOf(plan, period.retail);
  }
}

function retailOf({ currency }: PlanRow, retail: Optional<string>): Money | null {
  return retail === null || retail === undefined ? null : exactMoney(exactText(exactMinor(retail, currency)), currency);
}

/** The stretch of time, for one seat, that the moment of the operation lies in. */
async function currentStretch(plan: PlanRow, { loaders }: CatalogContext) {
  const stretches = stretchesOf((await loaders.periods.load(plan.id)).filter(({ minQuantity }) => minQuantity === 1));
  return periodAt(stretches, loaders.moment);
}

const OTHERWISE = 'Null when it is for something else, or for everything.';
const SELLERS_ONLY =
  'Null when the rule makes the price in another way, and for everybody but the seller, and of the seller without the ' +
  'permission VIEW_FINANCIALS.';

interface AccountStub {
  readonly id: Id<'acc'>;
}

@Resolver(() => MarginRuleType)
export class MarginRuleFields {
  @FieldResolver(() => MarketplaceAccount, { description: 'The account whose selling prices the rule makes.' })
  seller(@Root() { sellerId }: MarginRow): AccountStub {
    return { id: sellerId };
  }

  @FieldResolver(() => MarketplaceAccount, {
    nullable: true,
    description: 'The direct child of the seller that the rule is for. Null when it is for all of them.',
  })
  account(@Root() { accountId }: MarginRow): AccountStub | null {
    return isGiven(accountId) ? { id: accountId } : null;
  }

  @FieldResolver(() => VendorType, {
    nullable: true,
    description: `The vendor whose products the rule is for. ${OTHERWISE}`,
  })
  async vendor(@Root() { vendorId }: MarginRow, @Ctx() { loaders }: CatalogContext): Promise<VendorRow | null> {
    return isGiven(vendorId) ? loaders.vendor.load(vendorId) : null;
  }

  @FieldResolver(() => ProductType, {
    nullable: true,
    description: `The product that the rule is for. ${OTHERWISE}`,
  })
  async product(@Root() { productId }: MarginRow, @Ctx() { loaders }: CatalogContext): Promise<ProductRow | null> {
    return isGiven(productId) ? loaders.product.load(productId) : null;
  }

  @FieldResolver(() => PlanType, {
    nullable: true,
    description: `The plan that the rule is for. ${OTHERWISE}`,
  })
  async plan(@Root() { planId }: MarginRow, @Ctx() { loaders }: CatalogContext): Promise<PlanRow | null> {
    return isGiven(planId) ? loaders.plan.load(planId) : null;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: `The percentage on the seller's cost; negative is a discount. ${SELLERS_ONLY}`,
  })
  percent(@Root() rule: MarginRow, @Ctx() context: CatalogContext): string | null {
    return shown(rule, rule.percent, context);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: `The percentage below the vendor's recommended retail price. ${SELLERS_ONLY}`,
  })
  percentOffRetail(@Root() rule: MarginRow, @Ctx() context: CatalogContext): string | null {
    return shown(rule, rule.percentOffRetail, context);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: `The price of one seat of the plan for the whole term. ${SELLERS_ONLY}`,
  })
  async fixedPrice(@Root() rule: MarginRow, @Ctx() context: CatalogContext): Promise<Money | null> {
    const amount = shown(rule, rule.fixedPrice, context);
    if (amount === null || !isGiven(rule.planId)) return null;
    const plan = await context.loaders.plan.load(rule.planId);
    invariant(plan, 'a fixed price has a plan');
    return exactMoney(exactText(exactMinor(amount, plan.currency)), plan.currency);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'The first moment at which the rule holds. Null when it always has.',
  })
  from(@Root() { validFrom }: MarginRow): Date | null {
    return validFrom ?? null;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'The first moment at which the rule no longer holds. Null while no end is known.',
  })
  to(@Root() { validTo }: MarginRow): Date | null {
    return validTo ?? null;
  }
}

function shown(rule: MarginRow, value: Optional<string>, context: CatalogContext): string | null {
  return isGiven(value) && seesPricesOf(requireSignedIn(context), rule) ? shortDecimal(value) : null;
}
