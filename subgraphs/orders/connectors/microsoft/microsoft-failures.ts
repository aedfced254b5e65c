import { refusal, type Refusal, type RefusalDetails, type UserErrorCode } from '../../../shared/domain/refusal.ts';
import type { Refused, Wait } from '../../rules/fulfilment/vendor-outcome.ts';
import { PartnerCenterError, partnerCenterCodes } from './client/partner-center-errors.ts';

interface VendorDetails extends Pick<RefusalDetails, 'remedies'> {
  readonly vendorCode?: string | undefined;
  readonly vendorMessage?: string | undefined;
}

/** A refusal in the marketplace's words that carries the vendor's own. */
export function vendorRefusal(code: UserErrorCode, message: string, details: VendorDetails = {}): Refusal {
  const { vendorCode, vendorMessage, remedies } = details;
  return refusal(code, message, {
    ...(remedies === undefined ? {} : { remedies }),
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(vendorMessage === undefined ? {} : { vendorMessage }),
  });
}

const KNOWN: readonly { readonly vendorCode: string; readonly code: UserErrorCode; readonly message: string }[] = [
  {
    vendorCode: partnerCenterCodes.quantityTooLow,
    code: 'QUANTITY_OUT_OF_RANGE',
    message: 'Microsoft sells this in larger quantities only.',
  },
  {
    vendorCode: partnerCenterCodes.quantityTooHigh,
    code: 'QUANTITY_OUT_OF_RANGE',
    message: 'Microsoft sells this in smaller quantities only.',
  },
  {
    vendorCode: partnerCenterCodes.notEnrolledInCsp,
    code: 'RESELLER_NOT_ENROLLED',
    message: 'The reseller is not enrolled in CSP.',
  },
  {
    vendorCode: partnerCenterCodes.attestationMissing,
    code: 'ATTESTATION_MISSING',
    message: 'The attestation is missing.',
  },
  {
    vendorCode: partnerCenterCodes.attestationRefused,
    code: 'ATTESTATION_MISSING',
    message: 'Microsoft refused the attestation.',
  },
  {
    vendorCode: partnerCenterCodes.agreementMissing,
    code: 'CUSTOMER_AGREEMENT_MISSING',
    message: 'The customer has not accepted the agreement.',
  },
  {
    vendorCode: partnerCenterCodes.domainTaken,
    code: 'TENANT_DOMAIN_TAKEN',
    message: 'The tenant name was taken meanwhile.',
  },
  {
    vendorCode: partnerCenterCodes.noRelationship,
    code: 'RELATIONSHIP_MISSING',
    message: 'The tenant has not accepted the relationship.',
  },
];

/** Says what a refusal of the vendor means to the one who ordered. */
export function explainRejection(vendorCode: string, vendorMessage: string): Refusal {
  const known = KNOWN.find((entry) => entry.vendorCode === vendorCode);
  return vendorRefusal(known?.code ?? 'VENDOR_REJECTED', known?.message ?? 'Microsoft refused the order.', {
    vendorCode,
    vendorMessage,
  });
}

const RETRY_MS = 2_000;

/** Runs a step; what the vendor answers instead of a result becomes a wait or a refusal. Bugs pass through. */
export async function waitOrRefuse<T>(step: () => Promise<T>): Promise<T | Wait | Refused> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof PartnerCenterError)) throw error;
    const { failure } = error;
    switch (failure.kind) {
      case 'throttled':
        return { kind: 'wait', afterMs: failure.retryAfterMs, reason: 'Microsoft asks for a slower pace.' };
      case 'unavailable':
        return { kind: 'wait', afterMs: RETRY_MS, reason: 'Microsoft does not answer at the moment.' };
      case 'unknown-outcome':
        return { kind: 'wait', afterMs: RETRY_MS, reason: 'Microsoft did not answer; looking up what it did.' };
      case 'rejected':
        // An operation that is still pending is the same one, sent before: it will be answered when it is through.
        return failure.code === partnerCenterCodes.operationPending
          ? { kind: 'wait', afterMs: RETRY_MS, reason: 'Microsoft is still working on the request.' }
          : { kind: 'refused', refusal: explainRejection(failure.code, failure.description) };
    }
  }
}
