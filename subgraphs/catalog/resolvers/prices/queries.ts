import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { LIST_SIZE, type Connection } from '../../../shared/graphql/connection.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { MarginRow } from '../../entities/margin.ts';
import { quoteForOrder, type OrderQuote } from '../../services/prices/order-quotes.ts';
import { findMargins } from '../../services/prices/find-margins.ts';
import type { PriceChange } from '../../services/prices/own-changes.ts';
import { findPriceChanges } from '../../services/prices/price-changes.ts';
import { PriceChangeConnection } from '../sheets/types.ts';
import { MarginRulesArgs, OrderQuoteArgs, PriceChangesArgs } from './inputs.ts';
import { readMarginsWanted, readPriceChangesWanted, readQuoteRequest } from './read-inputs.ts';
import { MarginRuleConnection, OrderQuoteType } from './types.ts';

@Resolver()
export class PriceQueries {
  @Query(() => MarginRuleConnection, {
    description:
      'The rules by which a seller makes its prices, newest first, those that are over and those that are announced ' +
      'included. Empty when you may not see the account. Needs the permission MANAGE_PRICES.',
  })
  @Directive(LIST_SIZE)
  async marginRules(
    @Args(() => MarginRulesArgs) args: MarginRulesArgs,
    @Ctx() context: CatalogContext,
  ): Promise<Connection<MarginRow>> {
    return findMargins(requirePermission(context, 'MANAGE_PRICES'), readMarginsWanted(args));
  }

  @Query(() => PriceChangeConnection, {
    description:
      'What becomes dearer or cheaper, is new or ends between two days, at the buying prices of an account for one seat: ' +
      'the earliest change first. The rules of its sellers count as they hold at each moment. Empty for other accounts ' +
      'than yours and its direct children. A page may have fewer items than you ask for and a next page all the same: ' +
      'go by `pageInfo`. Needs the permission VIEW_FINANCIALS.',
  })
  @Directive(LIST_SIZE)
  async priceChanges(
    @Args(() => PriceChangesArgs) args: PriceChangesArgs,
    @Ctx() context: CatalogContext,
  ): Promise<Connection<PriceChange>> {
    return findPriceChanges(requirePermission(context, 'VIEW_FINANCIALS'), readPriceChangesWanted(args));
  }

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
