/** The codes in Microsoft's error bodies that callers decide on. They have the meaning that Microsoft documents. */
export const partnerCenterCodes = {
  /** OAuth's word (RFC 6749 §5.2), from the token endpoint. */
  credentialsRefused: 'invalid_client',
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

/** Why a call failed, by what the caller can do next. */
export type PartnerCenterFailure =
  /** Microsoft refused: nothing was applied, and the same request will be refused again. */
  | {
      readonly kind: 'rejected';
      readonly code: string;
      readonly description: string;
      readonly httpStatus: number;
      /** One entry per faulty line, where the request has lines. */
      readonly details: readonly PartnerCenterDetail[];
    }
  /** Nothing was applied. The same request may be sent again after the wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** A write may or may not have been applied. Look up what happened before sending anything again. */
  | { readonly kind: 'unknown-outcome'; readonly reason: string }
  /** Nothing was applied. The same request may be sent again. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** What is wrong with one line of a rejected request. */
export interface PartnerCenterDetail {
  /** The caller's id of the line. */
  readonly reference: string | undefined;
  readonly code: string | undefined;
  readonly description: string | undefined;
}

/** The only error that the client throws. Switch on `failure` to decide what to do. */
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
