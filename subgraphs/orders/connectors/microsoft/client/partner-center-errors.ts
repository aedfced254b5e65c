/** Codes of the vendor's error body that callers decide on; the documented ones mean here what they mean there. */
export const partnerCenterCodes = {
  invalidInput: '2000',
  domainTaken: '600006',
  noRelationship: '20002',
  subscriptionNotFound: '20003',
  customerNotFound: '2002',
  mpnIdInvalid: '2200',
  partnerAgreementMissing: '2203',
  noCspAccount: '2204',
  staleEtag: '2055',
  agreementMissing: '13605',
  quantityTooLow: '800089',
  quantityTooHigh: '800090',
  suspended: '800091',
  notEnrolledInCsp: '900154',
  attestationMissing: '900203',
  attestationRefused: '900206',
  windowClosed: '900292',
  operationPending: '900278',
  tooManyUpdates: '900311',
} as const;

export type PartnerCenterFailure =
  /** The vendor answered: nothing was applied, and the same request will be refused again. */
  | {
      readonly kind: 'rejected';
      readonly code: string;
      readonly description: string;
      readonly httpStatus: number;
      /** The vendor's details, one per faulty line where there are several. */
      readonly details: readonly PartnerCenterDetail[];
    }
  /** Nothing was applied; the same request may be sent again after the wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** A write may or may not have been applied: look it up before anything is sent again. */
  | { readonly kind: 'unknown-outcome'; readonly reason: string }
  /** Nothing was applied, and the request may be sent again. */
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface PartnerCenterDetail {
  readonly reference: string | null;
  readonly code: string;
  readonly description: string;
}

/** The only error the client throws; `failure` is a closed union to switch on. */
export class PartnerCenterError extends Error {
  override readonly name = 'PartnerCenterError';
  readonly operation: string;
  readonly failure: PartnerCenterFailure;

  constructor(operation: string, failure: PartnerCenterFailure) {
    super(`${operation}: ${describeFailure(failure)}`);
    this.operation = operation;
    this.failure = failure;
  }

  get kind(): PartnerCenterFailure['kind'] {
    return this.failure.kind;
  }
}

function describeFailure(failure: PartnerCenterFailure): string {
  switch (failure.kind) {
    case 'rejected':
      return `rejected with ${failure.code} (HTTP ${failure.httpStatus}): ${failure.description}`;
    case 'throttled':
      return `throttled, retry after ${failure.retryAfterMs} ms`;
    case 'unknown-outcome':
      return `outcome unknown: ${failure.reason}`;
    case 'unavailable':
      return `unavailable: ${failure.reason}`;
  }
}
