import { idLabel } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { AgreementNeeded, Prepared, Refused } from '../../rules/fulfilment/vendor-outcome.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { FulfilmentLine } from '../vendor-connector.ts';
import { ensureAgreement } from './agreement-acceptance.ts';
import { bindTenant } from './bind-tenant.ts';
import type { BillingCycle, NewCartLine, TermDuration } from './client/partner-center-types.ts';
import { writeCall, type OrderStep } from './order-step.ts';

/** Binds the order to its tenant, makes sure that the agreement is accepted, and puts the lines into a cart. */
export async function prepareOrder(step: OrderStep): Promise<Prepared | Refused | AgreementNeeded> {
  const tenant = await bindTenant(step);
  if (tenant.kind === 'refused') return tenant;
  const { vendorCustomerId, credentials } = tenant;
  const needed = await ensureAgreement({ ...step, customerId: vendorCustomerId });
  if (needed !== undefined) return needed;
  const { client, order } = step;
  const lines = order.lines.map((line) => toCartLine(line, order.parameters));
  const cart = await client.createCart(vendorCustomerId, lines, writeCall(step, order.cartRequestId));
  return { kind: 'prepared', vendorCustomerId, vendorCartId: cart.cartId, credentials };
}

/** Price sheets do not name the availability that Microsoft's catalog item ids end with, so the plan's id replaces it. */
function toCartLine(line: FulfilmentLine, { locationMpnId, attestation }: VendorParameters): NewCartLine {
  return {
    reference: line.lineId,
    catalogItemId: `${line.mpn}:${idLabel(line.planId)}`,
    quantity: line.quantity,
    termDuration: readTerm(line.term),
    billingCycle: BILLING_CYCLES[line.billingCycle],
    ...(locationMpnId === undefined
      ? {}
      : { partnerIdOnRecord: locationMpnId, partnerOnRecordAttestationAccepted: attestation !== undefined }),
  };
}

const TERMS: ReadonlyMap<string, TermDuration> = new Map([
  ['P1M', 'P1M'],
  ['P1Y', 'P1Y'],
  ['P3Y', 'P3Y'],
]);

function readTerm(term: string | null): TermDuration {
  if (term === null) return 'OneTime';
  const duration = TERMS.get(term);
  invariant(duration, `Microsoft has plans with the term ${term}`);
  return duration;
}

const BILLING_CYCLES: Readonly<Record<FulfilmentLine['billingCycle'], BillingCycle>> = {
  MONTHLY: 'monthly',
  ANNUAL: 'annual',
  TRIENNIAL: 'triennial',
  ONE_TIME: 'one_time',
};
