import type { Optional } from '../../../shared/domain/given.ts';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { readOptionalId } from '../../../shared/domain/ids.ts';
import { Money, toMoney } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar } from '../../../shared/graphql/scalars.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { currentValues } from '../../rules/prices/plan-change.ts';
import { buyingPrice, sellingPrice } from '../../services/prices/prices.ts';
import { PlanType } from '../products/types.ts';

@Resolver(() => PlanType)
export class PlanPriceFields {
  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What your account pays for one seat for the whole term, as an exact price: multiply it by the quantity, then ' +
      'round once, to get the total. Null without the permission VIEW_FINANCIALS.',
  })
  async price(@Root() plan: PlanRow, @Ctx() context: CatalogContext): Promise<Money | null> {
    return buyingPrice(requireSignedIn(context), plan);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What a direct child of your account pays you for one seat for the whole term, as an exact price: multiply it by ' +
      'the quantity, then round once, to get the total. Null without the permission VIEW_FINANCIALS, when your account ' +
      'is a customer, and when `accountId` is not a direct child.',
  })
  async salePrice(
    @Root() plan: PlanRow,
    @Arg('accountId', () => ID, {
      nullable: true,
      description:
        'A direct child of your account. Leave it out for the price that applies to all children without a margin rule of their own.',
    })
    accountId: Optional<string>,
    @Ctx() context: CatalogContext,
  ): Promise<Money | null> {
    return sellingPrice(requireSignedIn(context), plan, readOptionalId('acc', accountId));
  }

  @FieldResolver(() => Money, { description: "The vendor's recommended retail price for one seat for the whole term." })
  retailPrice(@Root() plan: PlanRow, @Ctx() { deps }: CatalogContext): Money {
    const { retailMinor, currency } = currentValues(plan, deps.now());
    return toMoney({ amountMinor: retailMinor, currency });
  }

  @FieldResolver(() => DateTimeScalar, {
    description: 'When the current prices took effect or, if the plan is not on sale yet, when its sale begins.',
  })
  validFrom(@Root() plan: PlanRow, @Ctx() { deps }: CatalogContext): Date {
    return currentValues(plan, deps.now()).validFrom;
  }
}
