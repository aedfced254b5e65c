import type { Id } from '../../../shared/domain/ids.ts';
import { accountIdsOf } from '../../../shared/domain/account-path.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { CartRow } from '../../entities/cart.ts';
import type { CustomerProfile } from '../../rules/placing/customer-profile.ts';
import type { CheckedLine } from '../../rules/placing/order-checks.ts';
import type { NewCustomer } from '../../rules/placing/order-request.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import type { ParameterValue } from '../../../shared/domain/product-parameter.ts';
import type { DraftVendor } from './draft-vendor.ts';
import type { KnownSides } from './known-sides.ts';
import type { Buyer, PlanFacts, QuotedPlan } from './quote-plans.ts';

/** The plan that a line orders. */
export type DraftChoice =
  | { readonly kind: 'known'; readonly plan: PlanFacts; readonly quoted: QuotedPlan }
  | { readonly kind: 'unknown'; readonly planId: Id<'pln'> }
  | { readonly kind: 'undecided'; readonly problem: Refusal };

export interface DraftLine extends CheckedLine {
  readonly choice: DraftChoice;
  readonly promotionId: Id<'pro'> | undefined;
  readonly parameters: readonly ParameterValue[];
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
export interface OrderDraft extends DraftCustomer, DraftVendor {
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

/** A line whose plan the catalogue knows, with its prices. */
export interface QuotedLine extends Pick<DraftLine, 'quantity' | 'promotionId' | 'parameters'> {
  readonly quoted: QuotedPlan;
}

/** The lines whose plans the catalogue knows, with their prices. */
export function quotesOf({ lines }: Pick<OrderDraft, 'lines'>): readonly QuotedLine[] {
  return lines.flatMap(({ choice, quantity, promotionId, parameters }) =>
    choice.kind === 'known' ? [{ quantity, promotionId, parameters, quoted: choice.quoted }] : [],
  );
}

/**
 * Whether all prices of a draft are those of the sellers on the way to its customer. They are not when the customer, or an
 * account above it, has moved between the two.
 */
export function isPricedAlong(draft: Pick<OrderDraft, 'lines'>, path: string): boolean {
  const sellers = accountIdsOf(path);
  return quotesOf(draft).every(
    ({ quoted: { tiers } }) =>
      tiers.length === sellers.length && tiers.every(({ accountId }, index) => accountId === sellers[index]),
  );
}

/** The refusal of an order whose customer goes to another seller at the same moment. */
export function movedMeanwhile(): Refusal {
  return refusal('CONFLICT', 'The customer, or an account above it, has just moved to another seller.', {
    path: ['customerId'],
    retryable: true,
    remedies: [{ description: 'Send the same call again in a second: then the prices are those of the new seller.' }],
  });
}

/** The MPNs of a draft's lines, as far as their plans are known. */
export function mpnsOf(draft: Pick<OrderDraft, 'lines'>): readonly string[] {
  return quotesOf(draft).map(({ quoted }) => quoted.plan.product.mpn);
}

/** The MPNs of the trials among a draft's lines. */
export function trialMpnsOf(draft: Pick<OrderDraft, 'lines'>): readonly string[] {
  return quotesOf(draft).flatMap(({ quoted: { plan } }) => (plan.kind === 'TRIAL' ? [plan.product.mpn] : []));
}
