import { randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '../../../../shared/domain/refusal.ts';
import type { VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import { PartnerCenterError } from '../client/partner-center-errors.ts';
import type { PartnerCenterCall } from '../client/partner-center-types.ts';

const LABELS = {
  PARTNER_ID: 'Location MPN ID is valid',
  CSP_ENROLMENT: 'Reseller is enrolled in CSP',
  RESELLER_DOMAIN: 'Indirect reseller domain is valid and matches the location MPN ID',
  PROVIDER_RELATIONSHIP: 'Reseller has a relationship with the indirect provider',
  ATTESTATION: 'Partner-on-record attestation is signed',
  TENANT: "Licences can go to the customer's tenant",
  QUALIFICATION: 'Customer is verified for its segment',
  AGREEMENT: 'Microsoft Customer Agreement is accepted',
  PROMOTION: 'Customer can have the promotions',
} as const;

export type CheckCode = keyof typeof LABELS;

/** The check found nothing that prevents the order. */
export const passed = (code: CheckCode): OrderCheck => ({ code, label: LABELS[code], status: 'PASSED' });

/** The check needs another one to pass first. */
export const skipped = (code: CheckCode): OrderCheck => ({ code, label: LABELS[code], status: 'SKIPPED' });

/** The check found something that prevents the order. */
export const failed = (code: CheckCode, error: Refusal): OrderCheck => ({
  code,
  label: LABELS[code],
  status: 'FAILED',
  error,
});

/** The check could not be made, because Microsoft did not answer. */
export const unanswered = (code: CheckCode): OrderCheck => {
  const message = 'Microsoft did not answer, so this could not be checked.';
  return failed(code, refusal('VENDOR_UNAVAILABLE', message, { retryable: true }));
};

/** The path of a field of the input `vendorParameters`. */
export const at = (field: keyof VendorParameters | 'attestedBy'): readonly string[] => ['vendorParameters', field];

/** Creates a call with a request id of its own. */
export type NewCall = () => PartnerCenterCall;

/** Creates calls that share one time limit, so that it bounds all of them together. */
export function callsWithin(limitMs: number): NewCall {
  const correlationId = randomUUID();
  const signal = AbortSignal.timeout(limitMs);
  return () => ({ requestId: randomUUID(), correlationId, signal });
}

/** Microsoft's answer to a question, or the fact that there was none. Several checks can use the same answer. */
export type Asked<T> = { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'unanswered' };

/** Asks Microsoft a question. Errors other than `PartnerCenterError` are bugs and pass through. */
export async function ask<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'answered', value: await question() };
  } catch (error) {
    if (!(error instanceof PartnerCenterError)) throw error;
    return { kind: 'unanswered' };
  }
}

/** What Microsoft has under a name: something, nothing, or no answer. */
export type Found<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'not-found' } | { readonly kind: 'unanswered' };

/** Asks Microsoft for something that may not exist. Errors other than `PartnerCenterError` are bugs and pass through. */
export async function find<T>(question: () => Promise<T | undefined>): Promise<Found<T>> {
  const asked = await ask(question);
  if (asked.kind === 'unanswered') return asked;
  return asked.value === undefined ? { kind: 'not-found' } : { kind: 'found', value: asked.value };
}
