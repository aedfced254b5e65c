import { may, maySee } from '../../../shared/domain/access.ts';
import { sellerPathOf } from '../../../shared/domain/account-path.ts';
import { formatMinor } from '../../../shared/domain/money.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { PaymentMethod } from '../../rules/billing/payment-method.ts';
import { payableMinor } from '../../rules/billing/settlement.ts';
import type { CheckStatus } from '../../rules/placing/order-check.ts';
import { quotesOf, type OrderDraft } from '../placing/order-draft.ts';
import type { Credit } from './credit.ts';

/** How an order will be paid, and the credit of its reseller: that in the currency of the order, or another one, if it has any. */
export interface PaymentChoice {
  readonly method: PaymentMethod;
  readonly credit: Credit | undefined;
}

/** Chooses terms when the reseller has them in the order's currency, unless the request names a method. */
export function choosePayment(
  { currency, sides: { credits } }: OrderDraft,
  requested: PaymentMethod | undefined,
): PaymentChoice {
  const credit = credits.find((one) => one.currency === currency) ?? credits[0];
  const usual = credit?.currency === currency ? 'TERMS' : 'CREDIT_CARD';
  return { method: requested ?? usual, credit };
}

/**
 * What a viewer may know of the money between an account and its seller. The amounts are for these two alone. Accounts above
 * them may know the outcome. Everybody else, and everybody without VIEW_FINANCIALS, may know nothing.
 */
export type DealSight = 'amounts' | 'outcome' | 'nothing';

/** Decides what a viewer may know of a deal; `buyerPath` is the path of the account that pays. */
export function sightOfDeal(viewer: Principal, buyerPath: string): DealSight {
  if (viewer.kind === 'anonymous' || !may(viewer, 'VIEW_FINANCIALS') || !maySee(viewer, buyerPath)) return 'nothing';
  return viewer.path === buyerPath || viewer.path === sellerPathOf(buyerPath) ? 'amounts' : 'outcome';
}

/** What the payment check found, as far as the viewer may know it. */
export interface PaymentCheck {
  readonly status: CheckStatus;
  readonly error?: Refusal;
}

/**
 * Checks whether the order can be paid, as far as the viewer may know it. The check is skipped for a viewer who may know
 * nothing of the reseller's money: that an order of a certain size passes would tell an amount as well.
 */
export function checkPayment(viewer: Principal, draft: OrderDraft, payment: PaymentChoice): PaymentCheck {
  const sight = sightOfDeal(viewer, draft.reseller.path);
  if (sight === 'nothing') return { status: 'SKIPPED' };
  const error = paymentProblem(draft, payment, sight);
  return error === undefined ? { status: 'PASSED' } : { status: 'FAILED', error };
}

/** The reason why the order cannot be paid, in words that the viewer may read; undefined when it can be paid. */
export function refusePayment(viewer: Principal, draft: OrderDraft, payment: PaymentChoice): Refusal | undefined {
  return paymentProblem(draft, payment, sightOfDeal(viewer, draft.reseller.path));
}

const PATH = { path: ['paymentMethod'] } as const;

function paymentProblem(draft: OrderDraft, { method, credit }: PaymentChoice, sight: DealSight): Refusal | undefined {
  if (method === 'CREDIT_CARD' || isFree(draft)) return undefined;
  const { currency } = draft;
  if (credit === undefined) {
    const remedies = [{ description: 'Pay by credit card, or ask the credit team for payment terms.' }];
    return refusal('PAYMENT_DECLINED', 'The reseller has no payment terms.', { ...PATH, remedies });
  }
  if (credit.currency !== currency) {
    const message =
      sight === 'nothing'
        ? `The reseller has no payment terms in ${currency}.`
        : `The reseller's payment terms are in ${credit.currency}, but the order is in ${currency}.`;
    const remedies = [{ description: `Pay by credit card, or ask the credit team for payment terms in ${currency}.` }];
    return refusal('CURRENCY_MISMATCH', message, { ...PATH, remedies });
  }
  return draftPayableMinor(draft) <= availableMinor(credit) ? undefined : creditExceeded(draft, credit, sight);
}

/** Whether an order costs its reseller nothing, as one of trials alone: then it needs neither card nor credit. */
function isFree(draft: OrderDraft): boolean {
  return quotesOf(draft).length === draft.lines.length && draftPayableMinor(draft) === 0n;
}

function availableMinor({ limitMinor, balanceMinor, reservedMinor }: Credit): bigint {
  return limitMinor - balanceMinor - reservedMinor;
}

/** The refusal of an order that exceeds the credit that is left. The amounts are for those two whose money it is. */
export function creditExceeded(draft: OrderDraft, credit: Credit, sight: DealSight): Refusal {
  if (sight !== 'amounts') {
    const cure = 'The reseller must settle open invoices or ask for a higher limit. Then send the order again.';
    return refusal('CREDIT_EXCEEDED', "The order exceeds the reseller's credit.", {
      ...PATH,
      retryable: true,
      remedies: [{ description: cure }],
    });
  }
  const { currency } = draft;
  const needed = formatMinor(draftPayableMinor(draft), currency);
  const available = formatMinor(availableMinor(credit), currency);
  const message = `The order needs ${needed} ${currency}, but only ${available} ${currency} of the credit limit is left.`;
  return refusal('CREDIT_EXCEEDED', message, { ...PATH, retryable: true });
}

/** What the reseller would pay for the lines that have a price, in minor units. */
export function draftPayableMinor(draft: OrderDraft): bigint {
  const priced = quotesOf(draft)
    .filter(({ quantity }) => quantity >= 1)
    .map(({ quoted, quantity }) => ({ tiers: quoted.tiers, quantity }));
  return payableMinor(draft.reseller.id, priced);
}
