/** An amount to pay by card. */
export interface CardCharge {
  /** The order to pay. Repeated calls for the same order take effect once. */
  readonly orderId: string;
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** The card processor's answer to a charge. */
export type Authorisation =
  | { readonly kind: 'authorised'; readonly authorisationId: string }
  | { readonly kind: 'declined'; readonly reason: string };

/** The connection to a card processor. */
export interface PaymentProvider {
  /** Reserves the amount on the account's card. */
  authorise(charge: CardCharge): Promise<Authorisation>;
  /** Charges part of a reserved amount, namely what was fulfilled, and releases the rest. Zero releases everything. */
  capture(authorisationId: string, amountMinor: bigint): Promise<void>;
  /** Releases what is reserved for an order that did not come into being; nothing happens when nothing is reserved. */
  release(orderId: string): Promise<void>;
}

/** The largest amount that the simulated card covers, in minor units. */
const CARD_LIMIT_MINOR = 10_000_000n;

/**
 * Creates a simulated card processor, which authorises every amount up to a limit. It keeps no state: the caller records
 * payments in the table `card_payment`.
 */
export function createSimulatedPayments(): PaymentProvider {
  return {
    authorise({ orderId, amountMinor }) {
      return Promise.resolve(
        amountMinor > CARD_LIMIT_MINOR
          ? { kind: 'declined', reason: 'The card does not cover the amount.' }
          : { kind: 'authorised', authorisationId: `auth-${orderId}` },
      );
    },
    capture: () => Promise.resolve(),
    release: () => Promise.resolve(),
  };
}
