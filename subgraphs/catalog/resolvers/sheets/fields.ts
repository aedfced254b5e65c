import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { may } from '../../../shared/domain/access.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { exactMoney } from '../../../shared/domain/money.ts';
import { LIST_SIZE, listConnection, readTimedPage, type Connection } from '../../../shared/graphql/connection.ts';
import { Money } from '../../../shared/graphql/graphql-types.ts';
import { DateTimeScalar, DecimalScalar } from '../../../shared/graphql/scalars.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import type { PriceChangeRow } from '../../entities/price-change.ts';
import type { PriceListImportRow, RejectedRowRow } from '../../entities/price-list-import.ts';
import { changePercent } from '../../rules/prices/price-changes.ts';
import { exactMinor, exactText } from '../../rules/prices/price.ts';
import { CHANGES_PAGE, ChangesPageArgs } from '../prices/inputs.ts';
import { PlanType } from '../products/types.ts';
import { PriceChangeConnection, PriceChangeType, PriceListImportType, RejectedRowType } from './types.ts';

@Resolver(() => PriceListImportType)
export class ImportFields {
  @FieldResolver(() => [RejectedRowType], {
    description: 'The first thousand rejected rows, sorted by line. `rowsRejected` counts all of them.',
  })
  @Directive('@listSize(assumedSize: 20)')
  rejected(@Root() record: PriceListImportRow, @Ctx() { loaders }: CatalogContext): Promise<readonly RejectedRowRow[]> {
    return loaders.rejectedRows.load(record.id);
  }

  @FieldResolver(() => PriceChangeConnection, {
    description:
      'The plans that were in the catalogue before and whose cost the sheet changes, or would change, the earliest ' +
      'change first.',
  })
  @Directive(LIST_SIZE)
  async changes(
    @Root() { id: owner }: PriceListImportRow,
    @Args(() => ChangesPageArgs) { first, after }: ChangesPageArgs,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Connection<PriceChangeRow>> {
    return listConnection(
      loaders.priceChanges,
      { owner, page: readTimedPage({ first: first ?? CHANGES_PAGE, after }) },
      (row) => [row.effectiveAt.toISOString(), row.planId],
    );
  }
}

/** What an import changes in costs, or what changes for an account at its own prices. */
type AnyPriceChange = Pick<PriceChangeRow, 'planId' | 'effectiveAt' | 'before' | 'after'>;

@Resolver(() => PriceChangeType)
export class PriceChangeFields {
  @FieldResolver(() => PlanType, { description: 'The plan whose price changes.' })
  plan(@Root() change: AnyPriceChange, @Ctx() { loaders }: CatalogContext): Promise<PlanRow> {
    return planOf(change, loaders);
  }

  @FieldResolver(() => DateTimeScalar, { description: 'When the price changes.' })
  effectiveAt(@Root() change: AnyPriceChange): Date {
    return change.effectiveAt;
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What one seat costs before. Null where the plan has no price before, and without the permission VIEW_FINANCIALS.',
  })
  before(@Root() change: AnyPriceChange, @Ctx() context: CatalogContext): Promise<Money | null> {
    return amountOf(change, change.before, context);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      'What one seat costs from then on. Null where the plan is no longer sold, and without the permission ' +
      'VIEW_FINANCIALS.',
  })
  after(@Root() change: AnyPriceChange, @Ctx() context: CatalogContext): Promise<Money | null> {
    return amountOf(change, change.after, context);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      'By how many percent the price rises; negative where it falls. Rounded to hundredths. Null where one of the prices ' +
      'is null or the first one is zero.',
  })
  percent(@Root() { before, after }: AnyPriceChange, @Ctx() context: CatalogContext): string | null {
    return may(requireSignedIn(context).viewer, 'VIEW_FINANCIALS') ? changePercent(before, after) : null;
  }
}

async function amountOf(
  change: AnyPriceChange,
  amount: AnyPriceChange['before'],
  context: CatalogContext,
): Promise<Money | null> {
  if (amount === null || amount === undefined || !may(requireSignedIn(context).viewer, 'VIEW_FINANCIALS')) return null;
  const { currency } = await planOf(change, context.loaders);
  return exactMoney(exactText(exactMinor(amount, currency)), currency);
}

async function planOf({ planId }: AnyPriceChange, loaders: CatalogContext['loaders']): Promise<PlanRow> {
  const plan = await loaders.plan.load(planId);
  invariant(plan, 'a price that changes is that of a plan');
  return plan;
}
