import type { TenantQualification } from '../simulator-options.ts';

export interface SimulatedCustomer {
  readonly customerId: string;
  readonly domain: string;
  readonly companyName: string;
  readonly country: string;
  readonly qualification: TenantQualification;
  readonly related: boolean;
}

export interface SimulatedAgreement {
  /** The version that was accepted. */
  readonly templateId: string;
  readonly type: string;
  readonly dateAgreed: string;
  readonly primaryContact: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly phoneNumber?: string;
  };
}

export interface SimulatedCartLine {
  readonly id: number;
  readonly friendlyName: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly termDuration: string;
  readonly billingCycle: string;
  readonly orderGroup: string;
  readonly partnerIdOnRecord: string | null;
  readonly partnerOnRecordAttestationAccepted: boolean | null;
  readonly customTermEndDate: string | null;
  /** The promotion with which it is bought; missing in older logs, and where there is none. */
  readonly promotionId?: string | undefined;
}

export interface SimulatedCart {
  readonly cartId: string;
  readonly customerId: string;
  readonly status: 'Active' | 'Ordered';
  readonly expiresAtMs: number;
  readonly lines: readonly SimulatedCartLine[];
}

export interface SimulatedOrderLine {
  readonly lineItemNumber: number;
  readonly item: SimulatedCartLine;
  readonly subscriptionId: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** When the line settles; null while it waits for the customer. */
  readonly dueAtMs: number | null;
  /** From when on a line without a due time waits for an acceptance; earlier acceptances do not count. */
  readonly waitsFromMs?: number;
  readonly outcome: 'fulfilled' | 'unfulfilled';
  readonly settled: boolean;
}

export interface SimulatedOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly requestId: string;
  readonly createdAtMs: number;
  readonly visibleAtMs: number;
  readonly lines: readonly SimulatedOrderLine[];
}

export interface SimulatedSubscription {
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly orderId: string;
  readonly friendlyName: string;
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly status: 'active' | 'suspended' | 'deleted';
  readonly autoRenewEnabled: boolean;
  readonly termDuration: string;
  readonly billingCycle: string;
  readonly startedAtMs: number;
  readonly commitmentEndDate: string;
  readonly scheduledNextTermInstructions: unknown;
  /** All purchases of seats, newest last. The seats of a purchase can be removed within its own window. */
  readonly purchases: readonly { readonly quantity: number; readonly atMs: number }[];
  readonly changedAtMs: readonly number[];
  readonly version: number;
}

/** A change that the log records. It contains the whole new value, so that replaying it needs no rules. */
export type Effect =
  | { readonly kind: 'clock.advanced'; readonly seconds: number }
  | { readonly kind: 'tenant.known'; readonly customer: SimulatedCustomer }
  | { readonly kind: 'customer.created'; readonly customer: SimulatedCustomer }
  | { readonly kind: 'relationship.accepted'; readonly customer: SimulatedCustomer }
  | { readonly kind: 'reseller.related'; readonly customerId: string; readonly resellerTenantId: string }
  | { readonly kind: 'agreement.published'; readonly version: string }
  | { readonly kind: 'agreement.confirmed'; readonly customerId: string; readonly agreement: SimulatedAgreement }
  | { readonly kind: 'cart.saved'; readonly cart: SimulatedCart }
  | { readonly kind: 'order.created'; readonly order: SimulatedOrder }
  | { readonly kind: 'line.released'; readonly order: SimulatedOrder }
  | { readonly kind: 'line.unfulfilled'; readonly orderId: string; readonly lineItemNumber: number }
  | {
      readonly kind: 'subscription.created';
      readonly orderId: string;
      readonly lineItemNumber: number;
      readonly subscription: SimulatedSubscription;
    }
  | { readonly kind: 'subscription.changed'; readonly subscription: SimulatedSubscription }
  | { readonly kind: 'subscription.cancelled'; readonly subscription: SimulatedSubscription }
  | { readonly kind: 'request.deferred'; readonly request: DeferredRequest };

/** A request that takes effect later. */
export interface DeferredRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | null;
  readonly requestId: string;
  readonly dueAtMs: number;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** One line of the log: everything that one request or one tick of the clock changed, so that it counts whole or not. */
export interface LogEntry {
  readonly seq: number;
  /** Simulated time, ISO 8601. */
  readonly at: string;
  /** The id of the request that caused the effects; null when the simulator caused them itself. */
  readonly requestId: string | null;
  /** Method and path of the request, or the name of what the simulator did itself. */
  readonly operation: string;
  readonly effects: readonly Effect[];
  /** The answer to a repetition of the request. Passwords are never written but derived again. */
  readonly answer?: StoredAnswer;
}
