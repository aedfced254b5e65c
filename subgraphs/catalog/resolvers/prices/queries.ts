import { Arg, Ctx, Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { CatalogContext } from '../../context.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { quoteForOrder, type OrderQuote } from '../../services/prices/order-quotes.ts';
import { PlanType } from '../products/types.ts';

@ObjectType('OrderQuote', { description: 'A plan with what it costs everybody on the way to a buyer, sealed.' })
export class OrderQuoteType {
  @Field(() => PlanType, { description: 'The plan.' })
  plan!: PlanRow;

  @Field(() => String, {
    description:
      'The prices of every tier, for the platform itself to open; what you pay is `plan.price`. Its length is the same ' +
      'whatever is in it.',
  })
  sealedTiers!: string;
}

@Resolver()
export class OrderQuotes {
  @Query(() => [OrderQuoteType], {
    description:
      'What an order would cost: plans for an account, or for any new child of a seller. Unknown plans are left out; ' +
      'for an account that you may not see the list is empty. Needs PLACE_ORDERS.',
  })
  @Directive('@listSize(assumedSize: 50)')
  orderQuote(
    @Arg('buyerId', () => ID, { nullable: true, description: 'The account that would buy; or give `sellerId`.' })
    buyerId: string | null | undefined,
    @Arg('sellerId', () => ID, { nullable: true, description: 'The account that a new child would buy from.' })
    sellerId: string | null | undefined,
    @Arg('planIds', () => [ID], { description: 'The plans.' }) planIds: string[],
    @Ctx() context: CatalogContext,
  ): Promise<readonly OrderQuote[]> {
    return quoteForOrder(context, { buyerId, sellerId }, planIds);
  }
}
