import { refusal, type Refusal, type RemedyHint, type UserErrorCode } from '../../../shared/domain/refusal.ts';
import type { Refused, Wait } from '../../rules/fulfilment/vendor-outcome.ts';
import { PartnerCenterError, partnerCenterCodes, type PartnerCenterFailure } from './client/partner-center-errors.ts';
import type { VendorReason } from './client/partner-center-types.ts';

/** What a refusal says besides its code and message. */
export interface VendorRefusalDetails {
  readonly remedies?: readonly RemedyHint[];
  /** Microsoft's own code and words. */
  readonly reason?: VendorReason | undefined;
}

/** Creates a refusal in the marketplace's words that also carries Microsoft's own. */
export function vendorRefusal(code: UserErrorCode, message: string, details: VendorRefusalDetails = {}): Refusal {
  const { remedies = [], reason } = details;
  return refusal(code, message, { remedies, vendorCode: reason?.code, vendorMessage: reason?.description });
}

interface Explanation {
  readonly code: UserErrorCode;
  readonly message: string;
}

/** What Microsoft's codes mean to the person who placed the order. */
const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map<string, Explanation>([
  [
    partnerCenterCodes.quantityTooLow,
    { code: 'QUANTITY_OUT_OF_RANGE', message: 'Microsoft sells this product only in larger quantities.' },
  ],
  [
    partnerCenterCodes.quantityTooHigh,
    { code: 'QUANTITY_OUT_OF_RANGE', message: 'Microsoft sells this product only in smaller quantities.' },
  ],
  [
    partnerCenterCodes.notEnrolledInCsp,
    {
      code: 'RESELLER_NOT_ENROLLED',
      message: 'The reseller is not enrolled in the Cloud Solution Provider (CSP) program.',
    },
  ],
  [
    partnerCenterCodes.attestationMissing,
    { code: 'ATTESTATION_MISSING', message: 'The partner-on-record attestation is missing.' },
  ],
  [
    partnerCenterCodes.attestationRefused,
    { code: 'ATTESTATION_MISSING', message: 'Microsoft did not accept the partner-on-record attestation.' },
  ],
  [
    partnerCenterCodes.agreementMissing,
    { code: 'CUSTOMER_AGREEMENT_MISSING', message: 'The customer has not accepted the Microsoft Customer Agreement.' },
  ],
  [
    partnerCenterCodes.domainTaken,
    { code: 'TENANT_DOMAIN_TAKEN', message: 'The tenant name has been taken since the order was checked.' },
  ],
  [
    partnerCenterCodes.noRelationship,
    {
      code: 'RELATIONSHIP_MISSING',
      message: 'A relationship is missing between the tenant, the reseller and the indirect provider.',
    },
  ],
]);

const REJECTED: Explanation = { code: 'VENDOR_REJECTED', message: 'Microsoft refused the order.' };

/** Explains a refusal of Microsoft to the person who placed the order. */
export function explainRejection(reason: VendorReason): Refusal {
  const { code, message } = EXPLANATIONS.get(reason.code) ?? REJECTED;
  return vendorRefusal(code, message, { reason });
}

const RETRY_MS = 2_000;
const ASK_AGAIN_MS = 10_000;

/** Runs a step and turns a failure of Microsoft into a wait or a refusal. Other errors are bugs and pass through. */
export async function waitOrRefuse<T>(step: () => Promise<T>): Promise<T | Wait | Refused> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof PartnerCenterError) return outcomeOf(error.failure);
    throw error;
  }
}

type Rejection = Extract<PartnerCenterFailure, { readonly kind: 'rejected' }>;

/** Whether Microsoft refuses the platform itself, whatever it asks for. */
function isDoorClosed({ httpStatus, code }: Rejection): boolean {
  return httpStatus === 401 || code === partnerCenterCodes.credentialsRefused;
}

/** Whether a request that failed like this has certainly changed nothing, and may be sent again as it is. */
export function isUnsent(failure: PartnerCenterFailure): boolean {
  if (failure.kind === 'rejected') return isDoorClosed(failure);
  return failure.kind === 'throttled' || failure.kind === 'unavailable';
}

/** What a failure means for the step that met it. */
export function outcomeOf(failure: PartnerCenterFailure): Wait | Refused {
  switch (failure.kind) {
    case 'throttled': {
      const reason = 'Microsoft asked for a pause between requests.';
      return { kind: 'wait', afterMs: failure.retryAfterMs, reason };
    }
    case 'unavailable':
      return { kind: 'wait', afterMs: RETRY_MS, reason: 'Microsoft is not available at the moment.' };
    case 'unknown-outcome': {
      const reason = 'Microsoft did not answer. The outcome of the request is being looked up.';
      return { kind: 'wait', afterMs: RETRY_MS, reason };
    }
    case 'rejected':
      if (isDoorClosed(failure)) {
        return refusedWait('Microsoft does not accept the credentials of the platform.', failure);
      }
      // The same request was sent before and is still being processed. Microsoft answers it when it is finished.
      return failure.code === partnerCenterCodes.operationPending
        ? { kind: 'wait', afterMs: RETRY_MS, reason: 'Microsoft is still processing the request.' }
        : { kind: 'refused', refusal: explainRejection(failure) };
  }
}

/**
 * The wait after questions that were not answered. A refused question says nothing about the order, so the only thing to do
 * is to ask again. Without failures there was no time for all questions, and the others are asked at once.
 */
export function waitToRead(failures: readonly PartnerCenterFailure[]): Wait {
  const first = (kind: PartnerCenterFailure['kind']) => failures.find((failure) => failure.kind === kind);
  const failure = first('throttled') ?? first('rejected') ?? failures[0];
  if (failure === undefined) return { kind: 'wait', afterMs: 0 };
  const outcome = outcomeOf(failure);
  if (outcome.kind === 'wait') return outcome;
  const { vendorCode = '', vendorMessage = '' } = outcome.refusal;
  return refusedWait('Microsoft does not say how far the order is.', { code: vendorCode, description: vendorMessage });
}

/** A wait after which the same request will be refused again, unless somebody does something about it. */
function refusedWait(reason: string, vendorReason: VendorReason): Wait {
  const refused = vendorRefusal('VENDOR_REJECTED', reason, { reason: vendorReason });
  return { kind: 'wait', afterMs: ASK_AGAIN_MS, reason, refusal: refused };
}
