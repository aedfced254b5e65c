import { integer, list, object, oneOf, optional, text, type Json } from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { Cart, CartLine, CheckoutResult, NewCartLine, VendorOrderError } from '../partner-center-types.ts';
import { parseOrder } from './order-requests.ts';
import { customerPath } from './customer-path.ts';

/** Where a cart is found. */
export interface CartAddress {
  readonly customerId: string;
  readonly cartId: string;
}

/** Creates a cart with lines. */
export function createCart(customerId: string, lines: readonly NewCartLine[]): PartnerCenterRequest<Cart> {
  return {
    operation: 'createCart',
    method: 'POST',
    path: `${customerPath(customerId)}/carts`,
    body: cartBody(lines),
    parse: parseCart,
  };
}

/** Replaces the lines of a cart. */
export function replaceCart(at: CartAddress, lines: readonly NewCartLine[]): PartnerCenterRequest<Cart> {
  return { operation: 'replaceCart', method: 'PUT', path: cartPath(at), body: cartBody(lines), parse: parseCart };
}

/** Buys what is in a cart. */
export function checkoutCart(at: CartAddress): PartnerCenterRequest<CheckoutResult> {
  return {
    operation: 'checkoutCart',
    method: 'POST',
    path: `${cartPath(at)}/checkout`,
    body: {},
    parse: parseCheckoutResult,
  };
}

function cartPath({ customerId, cartId }: CartAddress): string {
  return `${customerPath(customerId)}/carts/${encodeURIComponent(cartId)}`;
}

/** The caller's reference travels as the line's friendly name. */
function cartBody(lines: readonly NewCartLine[]): Json {
  return {
    lineItems: lines.map(({ reference, ...line }, index) => ({ id: index, friendlyName: reference, ...line })),
  };
}

function parseCart(body: unknown): Cart {
  const from = object(body, 'cart');
  return {
    cartId: text(from, 'id'),
    status: oneOf(from['status'], ['Active', 'Ordered', 'Unknown'], 'Unknown'),
    expiresAt: text(from, 'expirationTimestamp'),
    lines: list(from['lineItems'], 'lineItems', parseCartLine),
  };
}

function parseCartLine(item: unknown): CartLine {
  const from = object(item, 'line');
  return {
    lineNumber: integer(from, 'id'),
    reference: text(from, 'friendlyName'),
    catalogItemId: text(from, 'catalogItemId'),
    quantity: integer(from, 'quantity'),
    orderGroup: text(from, 'orderGroup'),
  };
}

function parseCheckoutResult(body: unknown): CheckoutResult {
  const from = object(body, 'checkout');
  const orderErrors = optional(from, 'orderErrors', (errors) => list(errors, 'orderErrors', parseOrderError));
  return { orders: list(from['orders'], 'orders', parseOrder), orderErrors: orderErrors ?? [] };
}

function parseOrderError(item: unknown): VendorOrderError {
  const from = object(item, 'orderError');
  return { reference: text(from, 'friendlyName'), code: text(from, 'code'), description: text(from, 'description') };
}
