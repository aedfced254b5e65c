import type { SimulatedOrder, SimulatedOrderLine } from '../vendor/effects.ts';
import { codes, notFound } from './refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from './route-types.ts';
import { relatedCustomer } from '../vendor/tenants.ts';

/** The shares of a line's duration at which its stages begin, the last stage first. */
const stages = [
  { from: 0.6, stage: 'assigning' },
  { from: 0.25, stage: 'allocating' },
  { from: 0, stage: 'requested' },
] as const;

/**
 * `GET /v1/customers/{id}/orders`, newest first. `externalReference` limits the list to the orders of one checkout: the
 * simulator stores the checkout's `MS-RequestId` there, so that a caller who lost the reply can find them.
 */
export function listOrders(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const reference = request.query.get('externalReference');
  const items = (world.state.orderIdsByCustomer.get(customerId) ?? [])
    .map((orderId) => world.state.orders.get(orderId))
    .filter((order) => order !== undefined)
    .filter((order) => order.visibleAtMs <= world.nowMs && (reference === null || order.requestId === reference))
    .reverse()
    .map(orderBody);
  return { status: 200, body: { totalCount: items.length, items } };
}

/** `GET …/orders/{orderId}`: one order. */
export function getOrder(world: World, request: RouteRequest): Outcome {
  return { status: 200, body: orderBody(visibleOrder(world, request)) };
}

/** `GET …/orders/{orderId}/provisioningstatus`: one row for each line, with its stage. */
export function getProvisioningStatus(world: World, request: RouteRequest): Outcome {
  const items = visibleOrder(world, request).lines.map((line) => provisioningBody(line, world.nowMs));
  return { status: 200, body: { totalCount: items.length, items } };
}

function visibleOrder(world: World, request: RouteRequest): SimulatedOrder {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const order = world.state.orders.get(pathParameter(request, 'orderId'));
  if (order === undefined || order.customerId !== customerId || order.visibleAtMs > world.nowMs) {
    throw notFound('The order does not exist.');
  }
  return order;
}

/** An order as the vendor shows it. */
export function orderBody(order: SimulatedOrder): Record<string, unknown> {
  return {
    id: order.orderId,
    referenceCustomerId: order.customerId,
    externalReference: order.requestId,
    status: orderStatus(order.lines),
    creationDate: new Date(order.createdAtMs).toISOString(),
    billingCycle: order.lines[0]?.item.billingCycle,
    lineItems: order.lines.map((line) => ({
      lineItemNumber: line.lineItemNumber,
      offerId: line.item.catalogItemId,
      friendlyName: line.item.friendlyName,
      quantity: line.item.quantity,
      termDuration: line.item.termDuration,
      partnerIdOnRecord: line.item.partnerIdOnRecord,
      subscriptionId: line.subscriptionId,
    })),
    attributes: { objectType: 'Order' },
  };
}

function orderStatus(lines: readonly SimulatedOrderLine[]): string {
  if (lines.some((line) => !line.settled)) return 'pending';
  const fulfilled = lines.filter((line) => line.outcome === 'fulfilled').length;
  if (fulfilled === lines.length) return 'completed';
  return fulfilled === 0 ? 'failed' : 'partiallyCompleted';
}

function provisioningBody(line: SimulatedOrderLine, nowMs: number): Record<string, unknown> {
  const { lineItemNumber } = line;
  const quantity = line.item.quantity;
  if (line.settled && line.outcome === 'fulfilled') {
    const { subscriptionId } = line;
    return { lineItemNumber, quantity, status: 'Fulfilled', stage: 'ready', subscriptionId };
  }
  if (line.settled) {
    const reason = { code: codes.quantityTooHigh, description: 'The vendor could not allocate the licences.' };
    return { lineItemNumber, quantity, status: 'Unfulfilled', stage: 'failed', reason };
  }
  const share = (nowMs - line.startedAtMs) / line.durationMs;
  if (line.dueAtMs === null && nowMs >= (line.waitsFromMs ?? line.startedAtMs)) {
    const description = "The tenant's administrator has to accept the customer agreement anew.";
    const reason = { code: codes.agreementMissing, description };
    return { lineItemNumber, quantity, status: 'PrefulfillmentPending', stage: 'actionRequired', reason };
  }
  const stage = stages.find((row) => share >= row.from)?.stage ?? 'requested';
  return { lineItemNumber, quantity, status: 'PrefulfillmentPending', stage };
}
