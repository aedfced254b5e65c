import type { Refusal } from '../../../shared/domain/refusal.ts';

/** The step could not be finished now and changed nothing that is not looked up next time. */
export interface Wait {
  readonly kind: 'wait';
  readonly afterMs: number;
  /** In words for the one who waits; undefined when it is too short to tell. */
  readonly reason?: string | undefined;
  /** The checkout that was about to be sent has certainly bought nothing: its outcome need not be looked up. */
  readonly isUnsent?: boolean;
  /** The vendor refuses the platform's own question, in these words: waiting alone does not help. */
  readonly refusal?: Refusal;
}

/** The vendor will not do it; waiting does not help. */
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}

/** Somebody has to accept the customer agreement first; nothing was ordered. */
export interface AgreementNeeded {
  readonly kind: 'agreement-needed';
  /** When to look again, should nobody tell of an acceptance before. */
  readonly afterMs: number;
  /** CUSTOMER_AGREEMENT_MISSING, with the text's address in its remedy. */
  readonly refusal: Refusal;
}

/** The vendor can be given the order: where it has tenants, that of the customer is there and bound to it. */
export interface Prepared {
  readonly kind: 'prepared';
  /** Null where the vendor has neither customers nor carts before an order. */
  readonly vendorCustomerId: string | null;
  readonly vendorCartId: string | null;
  /** Present when the tenant was made for this order. */
  readonly credentials?: { readonly userId: string; readonly temporaryPassword: string } | undefined;
}

/** What is prepared at a vendor with tenants. */
export interface PreparedTenant extends Prepared {
  readonly vendorCustomerId: string;
  readonly vendorCartId: string;
}

/** The vendor took the order: each line was accepted or refused. */
export interface Submitted {
  readonly kind: 'submitted';
  readonly lines: readonly (
    | {
        readonly lineId: string;
        readonly kind: 'accepted';
        readonly vendorOrderId: string;
        readonly vendorLineNumber: number;
      }
    | { readonly lineId: string; readonly kind: 'refused'; readonly refusal: Refusal }
  )[];
}

export type LineState =
  /** The vendor has the line, although its answer to the order did not mention it. */
  | { readonly kind: 'accepted'; readonly vendorOrderId: string; readonly vendorLineNumber: number }
  /** The vendor does not mention the line anywhere. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'working'; readonly stage: string; readonly message: string }
  | { readonly kind: 'action-required'; readonly stage: string; readonly refusal: Refusal }
  | { readonly kind: 'fulfilled'; readonly vendorSubscriptionId: string; readonly endsOn: string | null }
  | { readonly kind: 'failed'; readonly refusal: Refusal };

/** Where lines stand at the vendor. Lines that are not among them were not read: the next step asks about them. */
export interface LookedUp {
  readonly kind: 'looked-up';
  /** Why some lines were not read, and when to ask about them; undefined when all were read. */
  readonly rest?: Wait | undefined;
  readonly lines: readonly { readonly lineId: string; readonly state: LineState }[];
}
