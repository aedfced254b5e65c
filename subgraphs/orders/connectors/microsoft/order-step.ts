import { randomUUID } from 'node:crypto';
import { invariant } from '../../../shared/domain/invariant.ts';
import type { FulfilmentOrder } from '../vendor-connector.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import type { PartnerCenterCall } from './client/partner-center-types.ts';

/** One step of fulfilling an order at Microsoft. */
export interface OrderStep {
  readonly client: PartnerCenterClient;
  readonly order: FulfilmentOrder;
  /** Ends every call of the step when the step is given up. */
  readonly signal: AbortSignal;
}

/** A step for an order that has a customer at Microsoft. */
export interface CustomerStep extends OrderStep {
  readonly customerId: string;
}

/** Continues with the customer that an earlier step prepared. Throws when there is none, which is a bug. */
export function withPreparedCustomer(step: OrderStep): CustomerStep {
  const { vendorCustomerId } = step.order;
  invariant(vendorCustomerId, 'the order has a customer at Microsoft');
  return { ...step, customerId: vendorCustomerId };
}

/** Creates a call that reads. It has a request id of its own, because it can be repeated without consequences. */
export function readCall(step: OrderStep): PartnerCenterCall {
  return writeCall(step, randomUUID());
}

/** Creates a call that writes. Its request id was stored before, so that the call takes effect once if it is repeated. */
export function writeCall({ order, signal }: OrderStep, requestId: string): PartnerCenterCall {
  return { requestId, correlationId: order.orderId, signal };
}
