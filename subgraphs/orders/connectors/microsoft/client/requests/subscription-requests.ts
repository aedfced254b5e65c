import { collection, integer, object, oneOf, optional, text } from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { NextTermInstructions, SubscriptionChange, VendorSubscription } from '../partner-center-types.ts';
import { customerPath } from './customer-path.ts';

/** Where a subscription is found. */
export interface SubscriptionAddress {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** Lists the subscriptions of a customer. */
export function listSubscriptions(customerId: string): PartnerCenterRequest<readonly VendorSubscription[]> {
  return {
    operation: 'listSubscriptions',
    method: 'GET',
    path: `${customerPath(customerId)}/subscriptions`,
    parse: collection(parseSubscription),
  };
}

/** Reads a subscription. */
export function getSubscription(at: SubscriptionAddress): PartnerCenterRequest<VendorSubscription> {
  return { operation: 'getSubscription', method: 'GET', path: subscriptionPath(at), parse: parseSubscription };
}

/** Changes a subscription. */
export function updateSubscription(
  at: SubscriptionAddress,
  { etag, ...body }: SubscriptionChange,
): PartnerCenterRequest<VendorSubscription> {
  return {
    operation: 'updateSubscription',
    method: 'PATCH',
    path: subscriptionPath(at),
    body,
    ifMatch: etag,
    parse: parseSubscription,
  };
}

function subscriptionPath({ customerId, subscriptionId }: SubscriptionAddress): string {
  return `${customerPath(customerId)}/subscriptions/${encodeURIComponent(subscriptionId)}`;
}

/** Microsoft sends the ETag in the body's `attributes`. */
function parseSubscription(body: unknown): VendorSubscription {
  const from = object(body, 'subscription');
  return {
    subscriptionId: text(from, 'id'),
    customerId: text(from, 'customerId'),
    orderId: text(from, 'orderId'),
    reference: text(from, 'friendlyName'),
    catalogItemId: text(from, 'offerId'),
    quantity: integer(from, 'quantity'),
    status: oneOf(from['status'], ['active', 'suspended', 'deleted', 'expired', 'unknown'], 'unknown'),
    autoRenewEnabled: from['autoRenewEnabled'] === true,
    effectiveStartDate: text(from, 'effectiveStartDate'),
    commitmentEndDate: text(from, 'commitmentEndDate'),
    cancellationAllowedUntil: text(from, 'cancellationAllowedUntilDate'),
    scheduledNextTermInstructions: optional(from, 'scheduledNextTermInstructions', parseNextTermInstructions),
    etag: text(object(from['attributes'], 'attributes'), 'etag'),
  };
}

function parseNextTermInstructions(value: unknown): NextTermInstructions {
  const from = object(value, 'scheduledNextTermInstructions');
  return {
    catalogItemId: text(from, 'catalogItemId'),
    quantity: integer(from, 'quantity'),
    termDuration: oneOf(from['termDuration'], ['P1M', 'P1Y', 'P3Y', 'OneTime'], 'OneTime'),
    billingCycle: oneOf(from['billingCycle'], ['monthly', 'annual', 'triennial', 'one_time'], 'one_time'),
  };
}
