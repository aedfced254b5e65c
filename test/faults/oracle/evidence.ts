import type { RecordedEffect } from '../../../subgraphs/simulator/vendor/effect-log.ts';

/** One step of an order, as a subscriber received it. */
export interface FollowedStep {
  readonly orderId: string;
  readonly sequence: number;
  readonly status: string;
  readonly orderStatus: string;
  /** From the moment that the event tells until it was here. */
  readonly delayMs: number;
}

/** What a client knows of an order that it wanted. */
export interface WantedOrder {
  readonly idempotencyKey: string;
  readonly seller: string;
  readonly tenantDomain: string;
  /** The ids that the answers named: one, unless something is wrong. Empty until it is acknowledged. */
  readonly orderIds: ReadonlySet<string>;
  /** The line ids of the acknowledged order. */
  readonly lineIds: readonly string[];
  /** The code with which it was refused for good, if it was. */
  readonly refusal: string | undefined;
  /** Codes of answers that were neither, and how often they came. */
  readonly failures: ReadonlyMap<string, number>;
}

/** A stream of one order, or of all orders of a seller. */
export interface FollowedStream {
  readonly subject: 'order' | 'account';
  /** The order, or the seller whose account is followed. */
  readonly of: string;
  readonly steps: readonly FollowedStep[];
  readonly failure: string | undefined;
}

export interface LineRow {
  readonly id: string;
  readonly orderId: string;
  readonly status: string;
  readonly quantity: number;
  /** What the reseller pays for one seat, in minor units with a fraction. */
  readonly unitMinor: string;
}

export interface OrderRow {
  readonly id: string;
  readonly status: string;
  readonly customerId: string;
  readonly resellerId: string;
  readonly paymentMethod: 'TERMS' | 'CREDIT_CARD';
  readonly tenantDomain: string;
  readonly eventSequence: number;
  readonly isCompleted: boolean;
  /** Whether the newest event says whom or what the order waits for. */
  readonly saysWhatItWaitsOn: boolean;
  /** Whether it is on the list of what needs somebody's attention. */
  readonly needsAttention: boolean;
  /** Whether a job is there that will continue it. */
  readonly hasJob: boolean;
}

export interface EventRow {
  readonly orderId: string;
  readonly sequence: number;
  readonly status: string;
  /** Its position in the log; null while it has none. */
  readonly position: number | null;
}

export interface MovementRow {
  readonly orderId: string;
  readonly kind: 'RESERVED' | 'CHARGED' | 'RELEASED';
  readonly amountMinor: bigint;
}

export interface CreditRow {
  readonly accountId: string;
  readonly limitMinor: bigint;
  readonly balanceMinor: bigint;
  readonly reservedMinor: bigint;
}

export interface CardRow {
  readonly orderId: string;
  readonly status: 'AUTHORISED' | 'CAPTURED' | 'VOIDED';
  readonly capturedMinor: bigint;
}

export interface SubscriptionRow {
  readonly lineId: string;
  readonly vendorSubscriptionId: string | null;
  readonly status: string;
}

/** Where a tenant belongs to, and the customers that were made for orders. */
export interface OwnershipRows {
  readonly tenants: readonly { readonly domain: string; readonly customerId: string }[];
  readonly placements: readonly { readonly id: string; readonly state: 'OPEN' | 'PLACED' | 'ABANDONED' }[];
  readonly customers: readonly { readonly id: string; readonly placementId: string | null }[];
}

/** A copy of an account that another subgraph keeps, where it differs from the account itself. */
export interface StaleCopy {
  readonly keeper: 'catalog' | 'orders';
  readonly accountId: string;
}

/** What is in the databases once everything is quiet. */
export interface Stored {
  readonly orders: readonly OrderRow[];
  readonly lines: readonly LineRow[];
  readonly events: readonly EventRow[];
  readonly logHead: number;
  readonly movements: readonly MovementRow[];
  readonly credits: readonly CreditRow[];
  readonly cards: readonly CardRow[];
  readonly subscriptions: readonly SubscriptionRow[];
  readonly ownership: OwnershipRows;
  /** Facts that have not left the outbox. */
  readonly factsWaiting: number;
  readonly staleCopies: readonly StaleCopy[];
}

/** Everything that tells what a run has done, by those who can know. */
export interface Evidence {
  readonly wanted: readonly WantedOrder[];
  readonly streams: readonly FollowedStream[];
  readonly stored: Stored;
  readonly effects: readonly RecordedEffect[];
  /** Strings of one tree of sellers that the other has received, with the seller who did. */
  readonly foreignTexts: readonly { readonly seller: string; readonly canary: string }[];
}
