/** An amount to be paid by card. */
export interface CardCharge {
  /** The order: repeating a call for it has its effect once. */
  readonly orderId: string;
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export type Authorisation =
  | { readonly kind: 'authorised'; readonly authorisationId: string }
  | { readonly kind: 'declined'; readonly reason: string };

/** The way to a card processor. */
export interface PaymentProvider {
  /** Blocks the amount on the account's card. */
  authorise(charge: CardCharge): Promise<Authorisation>;
  /** Takes what was fulfilled of a blocked amount and releases the rest; zero releases everything. */
  capture(authorisationId: string, amountMinor: bigint): Promise<void>;
}

/** The largest amount the simulated card pays, in minor units. */
const CARD_LIMIT_MINOR = 10_000_000n;

/** A card processor that is none: it pays up to a limit. Its memory is the `card_payment` table of the caller. */
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
  };
}
