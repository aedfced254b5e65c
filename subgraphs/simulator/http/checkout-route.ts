import { hasAccepted } from '../vendor/agreements.ts';
import { activeCart } from './cart-routes.ts';
import type {
  Effect,
  SimulatedCart,
  SimulatedCartLine,
  SimulatedOrder,
  SimulatedOrderLine,
} from '../vendor/effects.ts';
import { orderBody } from './order-routes.ts';
import { codes, Refusal } from './refusal.ts';
import type { Outcome, RouteRequest, World } from './route-types.ts';
import { behavioursOf } from '../vendor/scripts.ts';
import type { Behaviour } from '../vendor/scripts.ts';
import { relatedCustomer } from '../vendor/tenants.ts';

const slowFactor = 10;

/** The share of the provisioning time after which a line that needs the customer begins to wait. */
const asksAtShare = 0.15;

interface LineError {
  readonly id: number;
  readonly friendlyName: string;
  readonly code: string;
  readonly description: string;
}

/**
 * `POST …/carts/{cartId}/checkout`: the lines of one order group become one order. If some lines are refused, they are
 * returned as `orderErrors`; if all lines are refused, so is the request, and the cart stays active. A script can let the
 * answer leave the last line out, whether it was bought or not.
 */
export function checkout(world: World, request: RouteRequest): Outcome {
  const cart = activeCart(world, request);
  const { customerId, domain } = relatedCustomer(world, cart.customerId);
  if (!hasAccepted(world.state, customerId)) {
    throw new Refusal(400, codes.agreementMissing, 'The customer has not accepted the customer agreement.');
  }
  for (const line of cart.lines) refuseWrongPartner(world, line);
  const orderErrors = scriptedErrors(cart, domain);
  const refused = new Set(orderErrors.map((error) => error.id));
  const unusual = behavioursOf('checkout', { domain, quantities: [] });
  const last = cart.lines.at(-1);
  const forgotten = unusual.has('forgotten') ? last : undefined;
  const accepted = cart.lines.filter((line) => !refused.has(line.id) && line !== forgotten);
  const [firstError] = orderErrors;
  if (accepted.length === 0 && firstError !== undefined) {
    throw new Refusal(400, firstError.code, firstError.description, { data: orderErrors });
  }
  const orders = [...Map.groupBy(accepted, (line) => line.orderGroup).values()].map((lines) =>
    newOrder({ world, cart, domain, requestId: request.requestId }, lines),
  );
  const unmentioned = unusual.has('unmentioned') ? last : undefined;
  const ordered: Effect = { kind: 'cart.saved', cart: { ...cart, status: 'Ordered' } };
  return {
    status: 201,
    body: { orders: orders.flatMap((order) => mentioned(order, unmentioned)).map(orderBody), orderErrors },
    effects: [ordered, ...orders.map((order): Effect => ({ kind: 'order.created', order }))],
  };
}

/** An order as the answer to a checkout shows it that does not mention a line; none without any other line. */
function mentioned(order: SimulatedOrder, hidden: SimulatedCartLine | undefined): readonly SimulatedOrder[] {
  const lines = order.lines.filter(({ item }) => item.id !== hidden?.id);
  return lines.length === 0 ? [] : [{ ...order, lines }];
}

function refuseWrongPartner({ settings }: World, line: SimulatedCartLine): void {
  if (line.partnerIdOnRecord === null) return;
  const data = [{ friendlyName: line.friendlyName }];
  if (settings.partners.byMpnId.get(line.partnerIdOnRecord)?.enrolledInCsp !== true) {
    throw new Refusal(400, codes.notEnrolledInCsp, 'The partner on record is not enrolled in CSP.', { data });
  }
  if (line.partnerOnRecordAttestationAccepted === null) {
    throw new Refusal(400, codes.attestationMissing, 'The partner-on-record attestation is missing.', { data });
  }
  if (!line.partnerOnRecordAttestationAccepted) {
    throw new Refusal(400, codes.attestationRefused, 'The partner-on-record attestation is not accepted.', { data });
  }
}

function scriptedErrors(cart: SimulatedCart, domain: string): readonly LineError[] {
  const last = cart.lines.at(-1);
  return cart.lines
    .filter((line) => {
      const behaviours = behavioursOf('checkout', { domain, quantities: [line.quantity] });
      return behaviours.has('rejected') || (behaviours.has('partial') && cart.lines.length > 1 && line === last);
    })
    .map(({ id, friendlyName }) => ({
      id,
      friendlyName,
      code: codes.quantityTooHigh,
      description: 'The quantity is above what the customer may buy.',
    }));
}

interface Purchase {
  readonly world: World;
  readonly cart: SimulatedCart;
  readonly domain: string;
  readonly requestId: string;
}

function newOrder(purchase: Purchase, items: readonly SimulatedCartLine[]): SimulatedOrder {
  const { world, cart, domain, requestId } = purchase;
  const lines = items.map((item, index) => {
    const behaviours = behavioursOf('checkout', { domain, quantities: [item.quantity] });
    // Lines end one after the other in the last two fifths of the time, so that each change can be observed.
    const share = 0.6 + (0.4 * (index + 1)) / items.length;
    const isUnfulfilled = behaviours.has('unfulfilled') || (behaviours.has('partial') && cart.lines.length === 1);
    const durationMs = world.settings.provisioningMs * share;
    return orderLine(world, { item, index, behaviours, isUnfulfilled, durationMs });
  });
  return {
    orderId: world.newId().replaceAll('-', '').slice(0, 12),
    customerId: cart.customerId,
    requestId,
    createdAtMs: world.nowMs,
    visibleAtMs: world.nowMs + world.settings.orderHiddenMs,
    lines,
  };
}

/** An accepted line, with the outcome that it will have. */
interface LinePromise {
  readonly item: SimulatedCartLine;
  readonly index: number;
  readonly behaviours: ReadonlySet<Behaviour>;
  readonly isUnfulfilled: boolean;
  readonly durationMs: number;
}

function orderLine(world: World, line: LinePromise): SimulatedOrderLine {
  const { item, index, behaviours, isUnfulfilled } = line;
  const durationMs = Math.round(line.durationMs * (behaviours.has('slow') ? slowFactor : 1));
  return {
    lineItemNumber: index,
    item,
    subscriptionId: world.newId(),
    startedAtMs: world.nowMs,
    durationMs,
    ...(behaviours.has('action-required')
      ? { dueAtMs: null, waitsFromMs: world.nowMs + Math.round(world.settings.provisioningMs * asksAtShare) }
      : { dueAtMs: world.nowMs + durationMs }),
    outcome: isUnfulfilled ? 'unfulfilled' : 'fulfilled',
    settled: false,
  };
}
