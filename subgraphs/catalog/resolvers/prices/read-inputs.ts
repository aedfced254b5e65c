import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { readPage, readTimedPage } from '../../../shared/graphql/connection.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { ExportRequest } from '../../services/prices/export-price-list.ts';
import type { QuotedBuyer, QuoteRequest } from '../../services/prices/order-quotes.ts';
import type { MarginChange } from '../../rules/prices/margin-faults.ts';
import type { MarginsWanted } from '../../services/prices/find-margins.ts';
import type { PriceChangesWanted } from '../../services/prices/price-changes.ts';
import {
  CHANGES_PAGE,
  MARGINS_PAGE,
  type ExportPriceListInput,
  type MarginRulesArgs,
  type OrderQuoteArgs,
  type PriceChangesArgs,
  type SetMarginInput,
} from './inputs.ts';

const MAX_PLANS = 100;

/** Reads the arguments of `orderQuote`. Throws BAD_USER_INPUT unless there is exactly one buyer, and for too many plans. */
export function readQuoteRequest({ planIds, ...args }: OrderQuoteArgs): QuoteRequest {
  const buyer = readBuyer(args);
  if (planIds.length > MAX_PLANS) throw badUserInput(`At most ${MAX_PLANS} plans can be quoted at once.`, 'planIds');
  return { buyer, planIds: planIds.map((id) => readId('pln', id)) };
}

function readBuyer(args: Pick<OrderQuoteArgs, 'buyerId' | 'sellerId'>): QuotedBuyer {
  const id = readOptionalId('acc', args.buyerId);
  const sellerId = readOptionalId('acc', args.sellerId);
  if (id !== undefined && sellerId === undefined) return { kind: 'account', id };
  if (id === undefined && sellerId !== undefined) return { kind: 'new-child', sellerId };
  throw badUserInput('Give either buyerId or sellerId.', 'buyerId');
}

/** Reads the input of `exportPriceList`. */
export function readExportRequest({ accountId, market, currency, vendorId }: ExportPriceListInput): ExportRequest {
  return { accountId: readOptionalId('acc', accountId), market, currency, vendorId: readOptionalId('ven', vendorId) };
}

/** Reads the arguments of `priceChanges`. Throws BAD_USER_INPUT unless the days are in their order. */
export function readPriceChangesWanted(args: PriceChangesArgs): PriceChangesWanted {
  const [from, to] = [args.from, args.to].map((day) => new Date(`${day}T00:00:00.000Z`)) as [Date, Date];
  if (from >= to) throw badUserInput('to must be a later day than from.', 'to');
  const page = readTimedPage({ first: args.first ?? CHANGES_PAGE, after: args.after });
  return { accountId: readOptionalId('acc', args.accountId), from, to, page };
}

/** Reads the input of `setMargin`. */
export function readMarginChange(input: SetMarginInput): MarginChange {
  return {
    sellerId: readId('acc', input.sellerId),
    accountId: readOptionalId('acc', input.accountId),
    vendorId: readOptionalId('ven', input.vendorId),
    category: input.category ?? undefined,
    productId: readOptionalId('prd', input.productId),
    planId: readOptionalId('pln', input.planId),
    percent: input.percent ?? undefined,
    percentOffRetail: input.percentOffRetail ?? undefined,
    fixedPrice: input.fixedPrice ?? undefined,
    from: readMoment(input.from),
    to: readMoment(input.to),
  };
}

function readMoment(text: Optional<string>): Date | undefined {
  return isGiven(text) ? new Date(text) : undefined;
}

/** Reads the arguments of `marginRules`. Throws BAD_USER_INPUT for a page that cannot be. */
export function readMarginsWanted({ sellerId, first, after }: MarginRulesArgs): MarginsWanted {
  const page = { first: first ?? MARGINS_PAGE, ...(isGiven(after) ? { after } : {}) };
  return { sellerId: readOptionalId('acc', sellerId), page: readPage(page) };
}
