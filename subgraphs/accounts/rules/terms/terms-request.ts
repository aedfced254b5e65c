import { parseMinor } from '../../../shared/domain/money.ts';
import { checkPhone, type Checked } from '../../../shared/domain/places/addresses.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { Contact } from '../hierarchy/account-details.ts';
import type { AccountStatus } from '../hierarchy/account-status.ts';
import { checkAccountTexts } from '../hierarchy/account-texts.ts';
import type { AccountType } from '../hierarchy/account-types.ts';

/** The status of a request to pay by invoice. */
export type TermsRequestStatus = 'REQUESTED' | 'APPROVED' | 'DECLINED';

/** An amount as a client wrote it. */
export interface TypedAmount {
  readonly amount: string;
  readonly currency: string;
}

/** What an account asks for. */
export interface TermsWish {
  readonly businessCentreNumber: string | undefined;
  readonly contact: Contact;
  readonly currency: string;
  readonly creditLimit: TypedAmount | undefined;
}

/** The account that asks. */
export interface AskingAccount {
  readonly name: string;
  readonly type: AccountType;
  readonly status: AccountStatus;
  /** Of its address. */
  readonly country: string | undefined;
}

/** A wish in the form in which it is stored. */
export interface StoredWish {
  readonly contact: Contact;
  readonly wantedMinor: bigint | undefined;
}

/** Checks a request for terms: the account, the contact, and the amount, which is in the currency that is asked for. */
export function checkTermsWish(account: AskingAccount, wish: TermsWish): Checked<StoredWish> {
  const contact = checkPhone(wish.contact, account.country);
  const wanted = wish.creditLimit === undefined ? undefined : readLimit(wish.creditLimit, wish.currency);
  return {
    value: { contact: contact.value, wantedMinor: wanted?.ok === true ? wanted.value : undefined },
    errors: [
      ...checkAsking(account),
      ...checkAccountTexts({ contact: wish.contact }),
      ...contact.errors,
      ...(wanted === undefined || wanted.ok ? [] : wanted.errors),
    ],
  };
}

function checkAsking({ name, type, status }: AskingAccount): readonly Refusal[] {
  const path = ['accountId'];
  if (type === 'PROVIDER') {
    return [refusal('NOT_ALLOWED', 'The provider buys from nobody, so nobody gives it terms.', { path })];
  }
  if (status !== 'PENDING' && status !== 'CANCELLED') return [];
  return [refusal('ACCOUNT_NOT_ACTIVE', `${name} must be active before it can have terms.`, { path })];
}

/** What the seller decides. */
export interface TermsDecision {
  readonly decision: 'APPROVE' | 'DECLINE';
  readonly creditLimit: TypedAmount | undefined;
  readonly paymentDays: number;
  readonly billingDay: number;
}

const LONGEST_DAYS = 365;
const LAST_BILLING_DAY = 28;

/** A decision with what it gives. */
export interface DecidedTerms {
  readonly status: Exclude<TermsRequestStatus, 'REQUESTED'>;
  /** Of an approval. */
  readonly creditLimitMinor: bigint | undefined;
}

/**
 * Decides about a request. An approval needs a limit: the one given, or the one that was asked for. Refuses a request that was
 * decided before.
 */
export function decideTermsRequest(
  request: { readonly status: TermsRequestStatus; readonly currency: string; readonly wantedMinor: bigint | undefined },
  decision: TermsDecision,
): Outcome<DecidedTerms> {
  if (request.status !== 'REQUESTED') {
    const message = `The request was ${request.status === 'APPROVED' ? 'approved' : 'declined'} before.`;
    return refused(refusal('STATE_CONFLICT', message, { path: ['termsRequestId'], remedies: [askAnew()] }));
  }
  if (decision.decision === 'DECLINE') return done({ status: 'DECLINED', creditLimitMinor: undefined });
  const { creditLimit, paymentDays, billingDay } = decision;
  const limit = creditLimit === undefined ? undefined : readLimit(creditLimit, request.currency);
  const errors = [
    ...(limit === undefined || limit.ok ? [] : limit.errors),
    ...(limit === undefined && request.wantedMinor === undefined ? [limitMissing()] : []),
    ...checkRange('paymentDays', paymentDays, LONGEST_DAYS),
    ...checkRange('billingDay', billingDay, LAST_BILLING_DAY),
  ];
  if (errors.length > 0) return refused(...errors);
  return done({ status: 'APPROVED', creditLimitMinor: limit?.ok === true ? limit.value : request.wantedMinor });
}

function readLimit({ amount, currency }: TypedAmount, expected: string): Outcome<bigint> {
  const path = ['creditLimit'];
  if (currency !== expected) return refused(otherCurrency(expected, [...path, 'currency']));
  const minor = parseMinor(amount, currency);
  if (minor !== undefined && minor > 0n) return done(minor);
  return refused(
    refusal('INVALID', `A credit limit is an amount above zero, with the decimals that ${currency} has.`, {
      path: [...path, 'amount'],
    }),
  );
}

function checkRange(field: string, value: number, last: number): readonly Refusal[] {
  if (value >= 1 && value <= last) return [];
  return [refusal('OUT_OF_RANGE', `${field} is a number from 1 to ${last}.`, { path: [field] })];
}

function otherCurrency(currency: string, path: readonly string[]): Refusal {
  return refusal('CURRENCY_MISMATCH', `The request is for terms in ${currency}.`, {
    path,
    remedies: [{ description: `Give the amount in ${currency}.` }],
  });
}

function limitMissing(): Refusal {
  return refusal('REQUIRED', 'An approval needs a credit limit, because the request names none.', {
    path: ['creditLimit'],
  });
}

function askAnew() {
  return { description: 'Ask for terms once more with `requestTerms`: the new decision replaces the one before.' };
}
