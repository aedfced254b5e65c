import type { RouteRequest } from '../http/route-types.ts';
import type { SimulatorState } from './state.ts';

/** The tenant's domain and the quantities that select rows of the script table for a request. */
export function scriptSubject(
  state: SimulatorState,
  request: RouteRequest,
): { readonly domain: string; readonly quantities: readonly number[] } {
  const { customerId, cartId } = request.params;
  const customer = customerId === undefined ? undefined : state.customers.get(customerId);
  const cart = cartId === undefined ? undefined : state.carts.get(cartId);
  const body = readable(request.body);
  const requested = readable(body['companyProfile'])['domain'];
  const quantity = body['quantity'];
  return {
    domain: customer?.domain ?? (typeof requested === 'string' ? requested : ''),
    quantities: cart?.lines.map((line) => line.quantity) ?? (typeof quantity === 'number' ? [quantity] : []),
  };
}

function readable(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
