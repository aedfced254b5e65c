import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import { quoteForOrder, type OrderQuote } from '../../services/prices/order-quotes.ts';
import { OrderQuoteArgs } from './inputs.ts';
import { readQuoteRequest } from './read-inputs.ts';
import { OrderQuoteType } from './types.ts';

@Resolver()
export class PriceQueries {
  @Query(() => [OrderQuoteType], {
    description:
      'The sealed prices of plans, for an order that an account would place or that a new account below a seller would place. Plans that do not exist are ' +
      'left out, and the list is empty when you may not see the account. Needs the permission PLACE_ORDERS.',
  })
  @Directive('@inaccessible')
  @Directive('@listSize(assumedSize: 50)')
  async orderQuote(
    @Args(() => OrderQuoteArgs) args: OrderQuoteArgs,
    @Ctx() context: CatalogContext,
  ): Promise<readonly OrderQuote[]> {
    return quoteForOrder(requirePermission(context, 'PLACE_ORDERS'), readQuoteRequest(args));
  }
}
