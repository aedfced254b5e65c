import type { Id } from '../../../shared/domain/ids.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { CartRow } from '../../entities/cart.ts';
import type { CustomerProfile } from '../../rules/placing/customer-profile.ts';
import type { CheckedLine } from '../../rules/placing/order-checks.ts';
import type { NewCustomer } from '../../rules/placing/order-request.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { KnownSides } from './known-sides.ts';
import type { Buyer, PlanFacts, QuotedPlan } from './quote-plans.ts';

/** The plan that a line orders. */
export type DraftChoice =
  | { readonly kind: 'known'; readonly plan: PlanFacts; readonly quoted: QuotedPlan }
  | { readonly kind: 'unknown'; readonly planId: Id<'pln'> }
  | { readonly kind: 'undecided'; readonly problem: Refusal };

export interface DraftLine extends CheckedLine {
  readonly choice: DraftChoice;
}

/** The customer of an order. */
export type DraftBuyer =
  | { readonly kind: 'existing'; readonly id: Id<'acc'>; readonly knownTenantDomain: string | undefined }
  | { readonly kind: 'new'; readonly customer: NewCustomer & { readonly parentId: Id<'acc'> } };

/** The customer's side of an order. */
export interface DraftCustomer {
  readonly customer: DraftBuyer;
  readonly reseller: { readonly id: Id<'acc'>; readonly path: string };
  /** The customer's path; of a new customer, its reseller's. */
  readonly path: string;
  readonly customerStatus: string;
  readonly currency: string;
  readonly profile: CustomerProfile;
  readonly sides: KnownSides;
}

/** An order as far as it is known before it is checked. */
export interface OrderDraft extends DraftCustomer {
  readonly cart: CartRow | undefined;
  readonly parameters: VendorParameters;
  /** Set when the viewer gave parameters that only the reseller may give; they are not among the parameters. */
  readonly partnerProblem: Refusal | undefined;
  readonly lines: readonly DraftLine[];
}

/** The id of the customer; undefined while the customer is yet to be created. */
export function customerIdOf({ customer }: Pick<OrderDraft, 'customer'>): Id<'acc'> | undefined {
  return customer.kind === 'existing' ? customer.id : undefined;
}

/** Who pays the reseller. */
export function buyerOf({ customer, reseller }: DraftCustomer): Buyer {
  return customer.kind === 'existing'
    ? { kind: 'account', id: customer.id }
    : { kind: 'new-customer', sellerId: reseller.id };
}

/** The plan's id of a line; undefined when the line does not say which plan it orders. */
export function planIdOf({ choice }: DraftLine): Id<'pln'> | undefined {
  switch (choice.kind) {
    case 'known':
      return choice.plan.id;
    case 'unknown':
      return choice.planId;
    case 'undecided':
      return undefined;
  }
}

/** The lines whose plans the catalogue knows, with their prices. */
export function quotesOf({
  lines,
}: Pick<OrderDraft, 'lines'>): readonly { readonly quantity: number; readonly quoted: QuotedPlan }[] {
  return lines.flatMap(({ choice, quantity }) =>
    choice.kind === 'known' ? [{ quantity, quoted: choice.quoted }] : [],
  );
}

/** The MPNs of a draft's lines, as far as their plans are known. */
export function mpnsOf(draft: Pick<OrderDraft, 'lines'>): readonly string[] {
  return quotesOf(draft).map(({ quoted }) => quoted.plan.product.mpn);
}
