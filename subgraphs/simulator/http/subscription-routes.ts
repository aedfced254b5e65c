import { fieldsOf, requiredText } from './body-fields.ts';
import type { Fields } from './body-fields.ts';
import type { SimulatedSubscription } from '../vendor/effects.ts';
import { codes, invalidInput, notFound, Refusal } from './refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from './route-types.ts';
import { behavioursOf } from '../vendor/scripts.ts';
import { relatedCustomer } from '../vendor/tenants.ts';
import { refuseFewerSeats, refuseLateCancellation, windowEndMs } from '../vendor/windows.ts';

const hourMs = 3_600_000;

/** `GET /v1/customers/{id}/subscriptions`, newest first. */
export function listSubscriptions(world: World, request: RouteRequest): Outcome {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const items = (world.state.subscriptionIdsByCustomer.get(customerId) ?? [])
    .map((id) => world.state.subscriptions.get(id))
    .filter((subscription) => subscription !== undefined)
    .reverse()
    .map((subscription) => subscriptionBody(subscription));
  return { status: 200, body: { totalCount: items.length, items } };
}

/** `GET …/subscriptions/{id}`, with its ETag; 404 until the line of the order is fulfilled. */
export function getSubscription(world: World, request: RouteRequest): Outcome {
  return answered(subscriptionOf(world, request));
}

/**
 * `PATCH …/subscriptions/{id}`: changes the quantity, autoRenewEnabled, the status (`deleted` cancels) and the
 * instructions for the next term. Seats can be removed, and subscriptions cancelled, only within the refund window of
 * their purchase.
 */
export function updateSubscription(world: World, request: RouteRequest): Outcome {
  const current = subscriptionOf(world, request);
  refuseAtThisMoment(world, request, current);
  const fields = fieldsOf(request.body, 'body');
  const next: SimulatedSubscription = {
    ...withStatus(world, withQuantity(world, current, fields), fields),
    autoRenewEnabled: booleanOr(fields, 'autoRenewEnabled', current.autoRenewEnabled),
    scheduledNextTermInstructions: nextTerm(fields, current.scheduledNextTermInstructions),
    changedAtMs: [...current.changedAtMs.filter((atMs) => atMs > world.nowMs - hourMs), world.nowMs],
    version: current.version + 1,
  };
  const cancelled = next.status === 'deleted';
  const kind = cancelled ? 'subscription.cancelled' : 'subscription.changed';
  return { ...answered(next), effects: [{ kind, subscription: next }] };
}

function subscriptionOf(world: World, request: RouteRequest): SimulatedSubscription {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const subscription = world.state.subscriptions.get(pathParameter(request, 'subscriptionId'));
  if (subscription === undefined || subscription.customerId !== customerId) {
    throw notFound('The subscription does not exist.', codes.subscriptionNotFound);
  }
  return subscription;
}

function refuseAtThisMoment(world: World, request: RouteRequest, current: SimulatedSubscription): void {
  const { domain } = relatedCustomer(world, current.customerId);
  if (request.ifMatch !== null && request.ifMatch !== '*' && request.ifMatch !== etagOf(current)) {
    throw new Refusal(412, codes.staleEtag, 'The subscription has changed since it was read.');
  }
  if (current.status === 'deleted') throw notFound('The subscription is deleted.', codes.subscriptionNotFound);
  const lastChangeMs = current.changedAtMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  const busy = behavioursOf('updateSubscription', { domain, quantities: [] }).has('busy');
  if (busy && world.nowMs < lastChangeMs + world.settings.busyMs) {
    throw new Refusal(409, codes.operationPending, 'Another operation on the subscription is pending.');
  }
  const recent = current.changedAtMs.filter((atMs) => atMs > world.nowMs - hourMs).length;
  if (recent >= world.settings.updatesPerHour) {
    throw new Refusal(409, codes.tooManyUpdates, 'The subscription was updated too often within the hour.');
  }
}

function withQuantity(world: World, current: SimulatedSubscription, fields: Fields): SimulatedSubscription {
  const quantity = fields['quantity'] ?? current.quantity;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity)) throw invalidInput('quantity is not an integer.');
  if (quantity === current.quantity) return current;
  if (current.status === 'suspended') throw new Refusal(400, codes.suspended, 'The subscription is suspended.');
  if (quantity < 1) throw new Refusal(400, codes.quantityTooLow, 'The quantity is below the minimum of 1.');
  if (quantity > world.settings.maxQuantity) {
    throw new Refusal(400, codes.quantityTooHigh, `The quantity is above ${world.settings.maxQuantity}.`);
  }
  if (quantity > current.quantity) {
    const added = { quantity: quantity - current.quantity, atMs: world.nowMs };
    return { ...current, quantity, purchases: [...current.purchases, added] };
  }
  refuseFewerSeats(current);
  return { ...current, quantity, purchases: withoutSeats(world, current, current.quantity - quantity) };
}

/** Removes seats from the newest purchases first. The seats of a purchase can be removed within its own window only. */
function withoutSeats(world: World, current: SimulatedSubscription, seats: number): SimulatedSubscription['purchases'] {
  let left = seats;
  const purchases = current.purchases.toReversed().flatMap((purchase) => {
    const open = world.nowMs < windowEndMs(current, purchase.atMs);
    const taken = open ? Math.min(left, purchase.quantity) : 0;
    left -= taken;
    return taken === purchase.quantity ? [] : [{ ...purchase, quantity: purchase.quantity - taken }];
  });
  if (left > 0) {
    const description = `Only ${seats - left} of the seats were bought within the last 168 hours and can be removed.`;
    throw new Refusal(400, codes.windowClosed, description);
  }
  return purchases.toReversed();
}

function withStatus(world: World, current: SimulatedSubscription, fields: Fields): SimulatedSubscription {
  const status = fields['status'] ?? current.status;
  if (status !== 'active' && status !== 'suspended' && status !== 'deleted') throw invalidInput('status is unknown.');
  if (status === 'deleted') refuseLateCancellation(current, current.startedAtMs, world.nowMs);
  return { ...current, status };
}

function booleanOr(fields: Fields, name: string, otherwise: boolean): boolean {
  const value = fields[name] ?? otherwise;
  if (typeof value !== 'boolean') throw invalidInput(`${name} is not a boolean.`);
  return value;
}

function nextTerm(fields: Fields, otherwise: unknown): unknown {
  const value = fields['scheduledNextTermInstructions'];
  if (value === undefined) return otherwise;
  if (value === null) return null;
  const instructions = fieldsOf(value, 'scheduledNextTermInstructions');
  requiredText(instructions, 'catalogItemId');
  return instructions;
}

function answered(subscription: SimulatedSubscription): Outcome {
  return { status: 200, body: subscriptionBody(subscription), headers: { etag: etagOf(subscription) } };
}

function etagOf(subscription: SimulatedSubscription): string {
  return `"${subscription.subscriptionId}:${subscription.version}"`;
}

function subscriptionBody(subscription: SimulatedSubscription): Record<string, unknown> {
  return {
    id: subscription.subscriptionId,
    customerId: subscription.customerId,
    orderId: subscription.orderId,
    offerId: subscription.catalogItemId,
    friendlyName: subscription.friendlyName,
    quantity: subscription.quantity,
    status: subscription.status,
    autoRenewEnabled: subscription.autoRenewEnabled,
    termDuration: subscription.termDuration,
    billingCycle: subscription.billingCycle,
    commitmentEndDate: subscription.commitmentEndDate,
    scheduledNextTermInstructions: subscription.scheduledNextTermInstructions,
    effectiveStartDate: new Date(subscription.startedAtMs).toISOString(),
    cancellationAllowedUntilDate: new Date(windowEndMs(subscription, subscription.startedAtMs)).toISOString(),
    attributes: { objectType: 'Subscription', etag: etagOf(subscription) },
  };
}
