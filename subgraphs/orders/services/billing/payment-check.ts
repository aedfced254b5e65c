import { may, maySee } from '../../../shared/domain/access.ts';
import { formatMinor } from '../../../shared/domain/money.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { CheckStatus } from '../../rules/placing/order-check.ts';
import type { OrdersContext } from '../../context.ts';
import { sellerPathOf } from '../hierarchy/account-places.ts';
import { readCredits, type Credit } from './credit.ts';
import type { OrderDraft, OrderRequest } from '../placing/order-draft.ts';
import { payableMinor } from './settle-order.ts';

/** How an order will be paid, as far as that is decided. */
export interface PaymentChoice {
  readonly method: 'CREDIT_CARD' | 'TERMS';
  readonly credit: Credit | undefined;
}

/** Chooses terms where the reseller has them in the order's currency, unless the request says otherwise. */
export async function choosePayment(
  { em }: OrdersContext,
  draft: OrderDraft,
  request: OrderRequest,
): Promise<PaymentChoice> {
  const [credit] = await readCredits(em, textArray([draft.resellerId]));
  const usual = credit?.currency === draft.currency ? 'TERMS' : 'CREDIT_CARD';
  return { method: request.paymentMethod ?? usual, credit };
}

/**
 * What a viewer may know of the money between an account and the one it buys from: the amounts are those two's alone;
 * accounts above them may know what became of them; everybody else, and whoever lacks VIEW_FINANCIALS, knows nothing.
 */
export type DealSight = 'amounts' | 'outcome' | 'nothing';

/** Tells what a viewer may know of a deal; `buyerPath` is the place of the account that pays. */
export function sightOfDeal(viewer: Principal, buyerPath: string): DealSight {
  if (viewer.kind === 'anonymous' || !may(viewer, 'VIEW_FINANCIALS') || !maySee(viewer, buyerPath)) return 'nothing';
  return viewer.path === buyerPath || viewer.path === sellerPathOf(buyerPath) ? 'amounts' : 'outcome';
}

/** What the check of the payment found, as far as the viewer may know it. */
export interface PaymentCheck {
  readonly status: CheckStatus;
  readonly error?: Refusal | undefined;
}

/**
 * Looks whether the order can be paid, as the viewer may know it. For whoever may know nothing of the reseller's money it
 * is not looked at: that an order of a certain size passes tells an amount as well.
 */
export function checkPayment(viewer: Principal, draft: OrderDraft, payment: PaymentChoice): PaymentCheck {
  const sight = sightOfDeal(viewer, draft.resellerPath);
  if (sight === 'nothing') return { status: 'SKIPPED' };
  const error = paymentProblem(draft, payment, sight);
  return error === undefined ? { status: 'PASSED' } : { status: 'FAILED', error };
}

/** Why the order can't be paid, in words for the viewer; nothing when it can. */
export function refusePayment(viewer: Principal, draft: OrderDraft, payment: PaymentChoice): Refusal | undefined {
  return paymentProblem(draft, payment, sightOfDeal(viewer, draft.resellerPath));
}

const PATH = { path: ['paymentMethod'] } as const;

function paymentProblem(draft: OrderDraft, { method, credit }: PaymentChoice, sight: DealSight): Refusal | undefined {
  if (method === 'CREDIT_CARD') return undefined;
  if (credit === undefined) {
    const remedies = [{ description: 'Pay by credit card, or ask the credit team for terms.' }];
    return refusal('PAYMENT_DECLINED', 'The reseller has no payment terms.', { ...PATH, remedies });
  }
  if (credit.currency !== draft.currency) {
    const message =
      sight === 'nothing'
        ? `The reseller has no payment terms in ${draft.currency}.`
        : `The reseller's terms are in ${credit.currency}, the order in ${draft.currency}.`;
    const remedies = [{ description: `Pay by credit card, or ask the credit team for terms in ${draft.currency}.` }];
    return refusal('CURRENCY_MISMATCH', message, { ...PATH, remedies });
  }
  const needed = draftPayable(draft);
  return needed <= availableMinor(credit) ? undefined : creditExceeded(draft, credit, sight);
}

function availableMinor({ limitMinor, balanceMinor, reservedMinor }: Credit): bigint {
  return limitMinor - balanceMinor - reservedMinor;
}

/** The order does not fit in the credit that is left; by how much is told to those whose money it is. */
export function creditExceeded(draft: OrderDraft, credit: Credit, sight: DealSight): Refusal {
  if (sight !== 'amounts') {
    return refusal('CREDIT_EXCEEDED', "The order does not fit in the reseller's credit.", {
      ...PATH,
      retryable: true,
      remedies: [{ description: 'The reseller settles open invoices or asks for a higher limit; then send it again.' }],
    });
  }
  const { currency } = draft;
  const [needed, available] = [draftPayable(draft), availableMinor(credit)].map((minor) =>
    formatMinor(minor, currency),
  );
  const message = `The order needs ${needed} ${currency}; ${available} ${currency} of the credit limit are left.`;
  return refusal('CREDIT_EXCEEDED', message, { ...PATH, retryable: true });
}

/** What the reseller would pay for the lines that have a price. */
export function draftPayable({ lines, resellerId }: OrderDraft): bigint {
  const priced = lines.flatMap(({ quoted, quantity }) =>
    quoted === undefined || quantity < 1 ? [] : [{ tiers: quoted.tiers, quantity }],
  );
  return payableMinor({ resellerId }, priced);
}
