import { randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '../../../../shared/domain/refusal.ts';
import type { VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import { PartnerCenterError } from '../client/partner-center-errors.ts';
import type { PartnerCenterCall } from '../client/partner-center-types.ts';

const LABELS = {
  PARTNER_ID: 'Valid location MPN ID',
  CSP_ENROLMENT: 'Reseller enrolled in CSP',
  RESELLER_DOMAIN: "Valid indirect-reseller domain, of the MPN ID's partner",
  PROVIDER_RELATIONSHIP: 'Relationship with the indirect provider',
  ATTESTATION: 'Partner-on-record attestation signed',
  TENANT: "The customer's tenant",
  QUALIFICATION: 'Customer verified for its segment',
  AGREEMENT: 'Microsoft Customer Agreement accepted',
} as const;

export type CheckCode = keyof typeof LABELS;

/** Nothing stands in the way. */
export const passed = (code: CheckCode): OrderCheck => ({ code, label: LABELS[code], status: 'PASSED' });

/** It can't be told while something else stands in the way. */
export const skipped = (code: CheckCode): OrderCheck => ({ code, label: LABELS[code], status: 'SKIPPED' });

/** It stands in the way. */
export const failed = (code: CheckCode, error: Refusal): OrderCheck => ({
  code,
  label: LABELS[code],
  status: 'FAILED',
  error,
});

/** The vendor did not say. */
export const unanswered = (code: CheckCode): OrderCheck => {
  const message = 'Microsoft does not answer at the moment, so this could not be checked.';
  return failed(code, refusal('VENDOR_UNAVAILABLE', message, { retryable: true }));
};

/** The path of an input field of the vendor's parameters. */
export const at = (field: keyof VendorParameters | 'attestedBy' | 'agreement'): readonly string[] => [
  'vendorParameters',
  field,
];

/** Makes the ids of a new call; all calls of one preflight end together. */
export type NewCall = () => PartnerCenterCall;

/** Calls that end after a time, however many there are: nobody waits longer for a preflight. */
export function callsWithin(limitMs: number): NewCall {
  const correlationId = randomUUID();
  const signal = AbortSignal.timeout(limitMs);
  return () => ({ requestId: randomUUID(), correlationId, signal });
}

/** What the vendor said, or that it did not answer; a fact that can be looked at by several checks. */
export type Asked<T> = { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'unanswered' };

/** Asks the vendor one thing. Bugs pass through. */
export async function ask<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'answered', value: await question() };
  } catch (error) {
    if (!(error instanceof PartnerCenterError)) throw error;
    return { kind: 'unanswered' };
  }
}
