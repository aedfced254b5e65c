import { readId } from '../../../shared/domain/ids.ts';
import type { TermsAsked, TermsDecided } from '../../services/terms/terms-requests.ts';
import { readContact } from '../hierarchy/read-inputs.ts';
import type { DecideTermsInput, RequestTermsInput } from './inputs.ts';

const USUAL_DAYS = 30;
const USUAL_BILLING_DAY = 1;

/** Reads a request for terms. */
export function readRequestTerms(input: RequestTermsInput): TermsAsked {
  return {
    accountId: readId('acc', input.accountId),
    businessCentreNumber: input.businessCentreNumber ?? undefined,
    contact: readContact(input.contact),
    currency: input.currency,
    creditLimit: input.creditLimit ?? undefined,
  };
}

/** Reads a decision about a request for terms. */
export function readDecideTerms(input: DecideTermsInput): TermsDecided {
  return {
    requestId: readId('trm', input.termsRequestId),
    decision: input.decision,
    creditLimit: input.creditLimit ?? undefined,
    paymentDays: input.paymentDays ?? USUAL_DAYS,
    billingDay: input.billingDay ?? USUAL_BILLING_DAY,
    reason: input.reason ?? undefined,
  };
}
