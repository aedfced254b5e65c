import type {
  DeferredRequest,
  Effect,
  LogEntry,
  SimulatedAgreement,
  SimulatedCart,
  SimulatedCustomer,
  SimulatedOrder,
  SimulatedOrderLine,
  SimulatedSubscription,
  StoredAnswer,
} from './effects.ts';

/** Everything the vendor knows. Only `applyEntry` changes it, so that the log can rebuild it. */
export interface SimulatorState {
  readonly customers: Map<string, SimulatedCustomer>;
  readonly customerIdByDomain: Map<string, string>;
  /** The tenant ids of the resellers that a customer has a relationship with. */
  readonly resellersByCustomer: Map<string, readonly string[]>;
  /** All versions of the customer agreement; the last one is in force. */
  readonly agreementVersions: string[];
  readonly agreements: Map<string, readonly SimulatedAgreement[]>;
  readonly carts: Map<string, SimulatedCart>;
  readonly orders: Map<string, SimulatedOrder>;
  readonly orderIdsByCustomer: Map<string, string[]>;
  /** Orders with a line that is not settled. */
  readonly openOrderIds: Set<string>;
  readonly subscriptions: Map<string, SimulatedSubscription>;
  readonly subscriptionIdsByCustomer: Map<string, string[]>;
  readonly deferred: Map<string, DeferredRequest>;
  readonly answers: Map<string, StoredAnswer>;
  advancedMs: number;
}

/** The agreement whose versions the simulator publishes. */
export const AGREEMENT_TYPE = 'MicrosoftCustomerAgreement';

/** The version of the customer agreement with which every simulator begins. */
export const FIRST_AGREEMENT_VERSION = '2026-10';

/** The state of a vendor without customers. */
export function emptyState(): SimulatorState {
  return {
    customers: new Map(),
    customerIdByDomain: new Map(),
    resellersByCustomer: new Map(),
    agreementVersions: [FIRST_AGREEMENT_VERSION],
    agreements: new Map(),
    carts: new Map(),
    orders: new Map(),
    orderIdsByCustomer: new Map(),
    openOrderIds: new Set(),
    subscriptions: new Map(),
    subscriptionIdsByCustomer: new Map(),
    deferred: new Map(),
    answers: new Map(),
    advancedMs: 0,
  };
}

/** Applies one line of the log. */
export function applyEntry(state: SimulatorState, entry: LogEntry): void {
  for (const effect of entry.effects) applyEffect(state, effect);
  if (entry.answer !== undefined && entry.requestId !== null) {
    const key = answerKey(entry.operation, entry.requestId);
    state.answers.set(key, entry.answer);
    state.deferred.delete(key);
  }
}

/** The key of the stored answer to a request. The same request id on another path is another request. */
export function answerKey(operation: string, requestId: string): string {
  return `${operation} ${requestId}`;
}

function applyEffect(state: SimulatorState, effect: Effect): void {
  switch (effect.kind) {
    case 'clock.advanced':
      state.advancedMs += effect.seconds * 1000;
      return;
    case 'tenant.known':
    case 'customer.created':
    case 'relationship.accepted':
      state.customers.set(effect.customer.customerId, effect.customer);
      state.customerIdByDomain.set(effect.customer.domain, effect.customer.customerId);
      return;
    case 'reseller.related': {
      const known = state.resellersByCustomer.get(effect.customerId) ?? [];
      if (known.includes(effect.resellerTenantId)) return;
      state.resellersByCustomer.set(effect.customerId, [...known, effect.resellerTenantId]);
      return;
    }
    case 'agreement.published':
      state.agreementVersions.push(effect.version);
      return;
    case 'agreement.confirmed': {
      const earlier = state.agreements.get(effect.customerId) ?? [];
      state.agreements.set(effect.customerId, [...earlier, effect.agreement]);
      return;
    }
    case 'cart.saved':
      state.carts.set(effect.cart.cartId, effect.cart);
      return;
    case 'order.created':
      addTo(state.orderIdsByCustomer, effect.order.customerId, effect.order.orderId);
      saveOrder(state, effect.order);
      return;
    case 'line.released':
      saveOrder(state, effect.order);
      return;
    case 'line.unfulfilled':
      settleLine(state, effect.orderId, effect.lineItemNumber);
      return;
    case 'subscription.created':
      settleLine(state, effect.orderId, effect.lineItemNumber);
      addTo(state.subscriptionIdsByCustomer, effect.subscription.customerId, effect.subscription.subscriptionId);
      state.subscriptions.set(effect.subscription.subscriptionId, effect.subscription);
      return;
    case 'subscription.changed':
    case 'subscription.cancelled':
      state.subscriptions.set(effect.subscription.subscriptionId, effect.subscription);
      return;
    case 'request.deferred': {
      const { method, path, requestId } = effect.request;
      state.deferred.set(answerKey(`${method} ${path}`, requestId), effect.request);
      return;
    }
  }
}

function saveOrder(state: SimulatorState, order: SimulatedOrder): void {
  state.orders.set(order.orderId, order);
  if (order.lines.every((line) => line.settled)) state.openOrderIds.delete(order.orderId);
  else state.openOrderIds.add(order.orderId);
}

function settleLine(state: SimulatorState, orderId: string, lineItemNumber: number): void {
  const order = state.orders.get(orderId);
  if (order === undefined) return;
  const settle = (line: SimulatedOrderLine): SimulatedOrderLine =>
    line.lineItemNumber === lineItemNumber ? { ...line, settled: true } : line;
  saveOrder(state, { ...order, lines: order.lines.map(settle) });
}

function addTo(index: Map<string, string[]>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, [id]);
  else ids.push(id);
}
