import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { QuotedBuyer, QuoteRequest } from '../../services/prices/order-quotes.ts';
import type { MarginChange, MarginTarget } from '../../services/prices/set-margin.ts';
import type { OrderQuoteArgs, SetMarginInput } from './inputs.ts';

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

/** Reads the input of `setMargin`. A plan belongs to one product, so a rule that names both is a rule for the plan. */
export function readMarginChange(input: SetMarginInput): MarginChange {
  return {
    sellerId: readId('acc', input.sellerId),
    accountId: readOptionalId('acc', input.accountId),
    target: readTarget(input),
    percent: input.percent ?? null,
  };
}

function readTarget(input: SetMarginInput): MarginTarget {
  const planId = readOptionalId('pln', input.planId);
  const productId = readOptionalId('prd', input.productId);
  if (planId !== undefined) return { kind: 'plan', planId, productId };
  return productId === undefined ? { kind: 'all-products' } : { kind: 'product', productId };
}
