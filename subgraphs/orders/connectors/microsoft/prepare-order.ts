import type { AgreementNeeded, PreparedTenant, Refused } from '../../rules/fulfilment/vendor-outcome.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { FulfilmentLine } from '../vendor-connector.ts';
import { ensureAgreement } from './agreement-acceptance.ts';
import { bindTenant } from './bind-tenant.ts';
import type { NewCartLine } from './client/partner-center-types.ts';
import { readCall, writeCall, type OrderStep } from './order-step.ts';
import { promotionRefusals } from './promotion-eligibility.ts';
import { toVendorItem } from './vendor-item.ts';

/** Binds the order to its tenant, makes sure that the agreement is accepted, and puts the lines into a cart. */
export async function prepareOrder(step: OrderStep): Promise<PreparedTenant | Refused | AgreementNeeded> {
  const tenant = await bindTenant(step);
  if (tenant.kind === 'refused') return tenant;
  const { vendorCustomerId, credentials } = tenant;
  const needed = await ensureAgreement({ ...step, customerId: vendorCustomerId });
  if (needed !== undefined) return needed;
  const refused = await refusePromotions(step, vendorCustomerId);
  if (refused !== undefined) return refused;
  const { client, order } = step;
  const lines = order.lines.map((line) => toCartLine(line, order.parameters));
  const cart = await client.createCart(vendorCustomerId, lines, writeCall(step, order.cartRequestId));
  return { kind: 'prepared', vendorCustomerId, vendorCartId: cart.cartId, credentials };
}

function toCartLine(line: FulfilmentLine, { locationMpnId, attestation }: VendorParameters): NewCartLine {
  return {
    reference: line.lineId,
    ...toVendorItem(line),
    quantity: line.quantity,
    ...(line.promotionKey === null ? {} : { promotionId: line.promotionKey }),
    ...(locationMpnId === undefined
      ? {}
      : { partnerIdOnRecord: locationMpnId, partnerOnRecordAttestationAccepted: attestation !== undefined }),
  };
}

/**
 * Asks once more whether the customer can have the promotions: its tenant may not have existed when the order was checked,
 * and it may have bought something since.
 */
async function refusePromotions(step: OrderStep, customerId: string): Promise<Refused | undefined> {
  const lines = step.order.lines.flatMap((line) =>
    line.promotionKey === null ? [] : [{ ...line, promotionKey: line.promotionKey, path: [] }],
  );
  const [refused] = await promotionRefusals(step.client, { customerId, lines }, readCall(step));
  return refused === undefined ? undefined : { kind: 'refused', refusal: { ...refused, path: [] } };
}
