import { collection, integer, list, object, oneOf, optional, optionalText, text } from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { LineProvisioning, VendorOrder, VendorOrderLine, VendorReason } from '../partner-center-types.ts';
import { customerPath } from './customer-path.ts';

/** Lists a customer's orders that one checkout created. */
export function listOrdersByRequest(
  customerId: string,
  checkoutRequestId: string,
): PartnerCenterRequest<readonly VendorOrder[]> {
  const query = new URLSearchParams({ externalReference: checkoutRequestId });
  return {
    operation: 'findOrdersByRequest',
    method: 'GET',
    path: `${customerPath(customerId)}/orders?${query.toString()}`,
    parse: collection(parseOrder),
  };
}

/** Reads an order. */
export function getOrder(customerId: string, orderId: string): PartnerCenterRequest<VendorOrder> {
  return { operation: 'getOrder', method: 'GET', path: orderPath(customerId, orderId), parse: parseOrder };
}

/** Reads how far the provisioning of every line of an order is. */
export function getProvisioningStatus(
  customerId: string,
  orderId: string,
): PartnerCenterRequest<readonly LineProvisioning[]> {
  return {
    operation: 'getProvisioningStatus',
    method: 'GET',
    path: `${orderPath(customerId, orderId)}/provisioningstatus`,
    parse: collection(parseLineProvisioning),
  };
}

function orderPath(customerId: string, orderId: string): string {
  return `${customerPath(customerId)}/orders/${encodeURIComponent(orderId)}`;
}

/** Parses an order. Throws `UnexpectedAnswer` when it does not have the documented shape. */
export function parseOrder(body: unknown): VendorOrder {
  const from = object(body, 'order');
  return {
    orderId: text(from, 'id'),
    customerId: text(from, 'referenceCustomerId'),
    externalReference: optionalText(from, 'externalReference'),
    status: oneOf(from['status'], ['pending', 'completed', 'partiallyCompleted', 'failed', 'unknown'], 'unknown'),
    createdAt: text(from, 'creationDate'),
    lines: list(from['lineItems'], 'lineItems', parseOrderLine),
  };
}

function parseOrderLine(item: unknown): VendorOrderLine {
  const from = object(item, 'line');
  return {
    lineNumber: integer(from, 'lineItemNumber'),
    reference: text(from, 'friendlyName'),
    catalogItemId: text(from, 'offerId'),
    quantity: integer(from, 'quantity'),
    subscriptionId: optionalText(from, 'subscriptionId'),
  };
}

function parseLineProvisioning(item: unknown): LineProvisioning {
  const from = object(item, 'line');
  return {
    lineNumber: integer(from, 'lineItemNumber'),
    status: oneOf(from['status'], ['PrefulfillmentPending', 'Fulfilled', 'Unfulfilled', 'Unknown'], 'Unknown'),
    stage: optionalText(from, 'stage') ?? 'unknown',
    reason: optional(from, 'reason', parseReason),
    subscriptionId: optionalText(from, 'subscriptionId'),
  };
}

function parseReason(value: unknown): VendorReason {
  const from = object(value, 'reason');
  return { code: text(from, 'code'), description: text(from, 'description') };
}
