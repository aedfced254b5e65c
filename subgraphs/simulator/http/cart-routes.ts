import { fieldsOf, optionalText, requiredText } from './body-fields.ts';
import type { SimulatedCart, SimulatedCartLine, SimulatedCustomer } from '../vendor/effects.ts';
import { promotionErrors } from '../vendor/promotions.ts';
import { codes, invalidInput, notFound, Refusal } from './refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from './route-types.ts';
import { relatedCustomer } from '../vendor/tenants.ts';

/** Software is paid once for its term, and a trial not at all. */
const termsAndCycles: Readonly<Record<string, readonly string[]>> = {
  P1M: ['monthly', 'none'],
  P1Y: ['monthly', 'annual', 'one_time', 'none'],
  P3Y: ['monthly', 'annual', 'triennial', 'one_time'],
  OneTime: ['one_time'],
};

/** `POST /v1/customers/{id}/carts`: checks every line, but prices and buys nothing. */
export function createCart(world: World, request: RouteRequest): Outcome {
  const customer = relatedCustomer(world, pathParameter(request, 'customerId'));
  return saved(201, {
    cartId: world.newId(),
    customerId: customer.customerId,
    status: 'Active',
    expiresAtMs: world.nowMs + world.settings.cartLifeMs,
    lines: cartLines(world, customer, request.body),
  });
}

/** `PUT …/carts/{cartId}`: replaces the lines and extends the life of the cart to seven days from now. */
export function replaceCart(world: World, request: RouteRequest): Outcome {
  const cart = activeCart(world, request);
  const customer = relatedCustomer(world, cart.customerId);
  const expiresAtMs = world.nowMs + world.settings.cartLifeMs;
  return saved(200, { ...cart, expiresAtMs, lines: cartLines(world, customer, request.body) });
}

/** The cart of the request. Refuses one that does not exist, has expired or was ordered already. */
export function activeCart(world: World, request: RouteRequest): SimulatedCart {
  const { customerId } = relatedCustomer(world, pathParameter(request, 'customerId'));
  const cart = world.state.carts.get(pathParameter(request, 'cartId'));
  if (cart === undefined || cart.customerId !== customerId) throw notFound('The cart does not exist.');
  if (cart.status === 'Ordered') throw new Refusal(409, codes.invalidInput, 'The cart is checked out already.');
  if (cart.expiresAtMs <= world.nowMs) throw notFound('The cart has expired.');
  return cart;
}

function saved(status: number, cart: SimulatedCart): Outcome {
  const body = {
    id: cart.cartId,
    status: cart.status,
    expirationTimestamp: new Date(cart.expiresAtMs).toISOString(),
    lineItems: cart.lines,
  };
  return { status, body, effects: [{ kind: 'cart.saved', cart }] };
}

function cartLines(world: World, customer: SimulatedCustomer, body: unknown): readonly SimulatedCartLine[] {
  const items = fieldsOf(body, 'body')['lineItems'];
  if (!Array.isArray(items) || items.length === 0) throw invalidInput('lineItems is missing.');
  const lines = items.map(cartLine);
  const data = lines.flatMap((line) => quantityError(line, world.settings.maxQuantity));
  const [first] = data;
  if (first !== undefined) throw new Refusal(400, first.code, first.description, { data });
  for (const line of lines) refuseWrongPromotion(world, customer, line);
  return lines;
}

function refuseWrongPromotion(world: World, customer: SimulatedCustomer, line: SimulatedCartLine): void {
  const { promotionId, friendlyName } = line;
  if (promotionId === undefined) return;
  const [first] = promotionErrors(world, customer, { ...line, promotionId });
  if (first === undefined) return;
  throw new Refusal(400, codes.invalidInput, first.description, { data: [{ friendlyName, ...first }] });
}

function cartLine(item: unknown, id: number): SimulatedCartLine {
  const fields = fieldsOf(item, `lineItems[${id}]`);
  const termDuration = requiredText(fields, 'termDuration');
  const billingCycle = requiredText(fields, 'billingCycle');
  if (termsAndCycles[termDuration]?.includes(billingCycle) !== true) {
    throw invalidInput(`lineItems[${id}] has no plan with term ${termDuration} billed ${billingCycle}.`);
  }
  const { quantity, partnerOnRecordAttestationAccepted: attested } = fields;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity)) {
    throw invalidInput(`lineItems[${id}].quantity is not an integer.`);
  }
  return {
    id,
    friendlyName: optionalText(fields, 'friendlyName') ?? `line ${id}`,
    catalogItemId: requiredText(fields, 'catalogItemId'),
    quantity,
    termDuration,
    billingCycle,
    orderGroup: `${termDuration}/${billingCycle}`,
    partnerIdOnRecord: optionalText(fields, 'partnerIdOnRecord'),
    partnerOnRecordAttestationAccepted: typeof attested === 'boolean' ? attested : null,
    customTermEndDate: optionalText(fields, 'customTermEndDate'),
    promotionId: optionalText(fields, 'promotionId') ?? undefined,
  };
}

/** The faults of the quantity, in the shape of `data` in the error body. */
function quantityError(
  line: SimulatedCartLine,
  maxQuantity: number,
): readonly { code: string; description: string; friendlyName: string }[] {
  const { friendlyName, quantity } = line;
  if (quantity < 1) {
    return [{ friendlyName, code: codes.quantityTooLow, description: 'The quantity is below the minimum of 1.' }];
  }
  if (quantity > maxQuantity) {
    const description = `The quantity is above the maximum of ${maxQuantity}.`;
    return [{ friendlyName, code: codes.quantityTooHigh, description }];
  }
  return [];
}
