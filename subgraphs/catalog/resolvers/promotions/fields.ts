import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { DecimalScalar } from '../../../shared/graphql/scalars.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { Promotion } from '../../loaders/promotions.ts';
import { shortDecimal } from '../../rules/prices/price.ts';
import { PlanType } from '../products/types.ts';
import { PromotionType } from './types.ts';

@Resolver(() => PromotionType)
export class PromotionFields {
  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      "The percentage that the vendor takes off its price. Your account's price falls with it as far as your sellers " +
      'price by what they pay themselves. Null where it differs between the plans.',
  })
  percentOff(@Root() { percentOff }: Promotion): string | null {
    return percentOff === null ? null : shortDecimal(percentOff);
  }

  @FieldResolver(() => [PlanType], {
    description: 'The plans that can be ordered with the promotion, of those that are on sale or announced.',
  })
  @Directive('@listSize(assumedSize: 10)')
  plans(@Root() { id }: Promotion, @Ctx() { loaders }: CatalogContext): Promise<readonly PlanRow[]> {
    return loaders.promotedPlans.load(id);
  }
}

@Resolver(() => PlanType)
export class PlanPromotionFields {
  @FieldResolver(() => [PromotionType], {
    description:
      'The promotions of the vendor with which the plan can be ordered now, the largest discount first. Whether a ' +
      'customer can have one is asked of the vendor when an order is checked.',
  })
  @Directive('@listSize(assumedSize: 2)')
  promotions(@Root() { id }: PlanRow, @Ctx() { loaders }: CatalogContext): Promise<readonly Promotion[]> {
    return loaders.planPromotions.load(id);
  }
}
