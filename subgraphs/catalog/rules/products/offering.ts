import type { PlanSale } from '../prices/price-period.ts';
import { UNLIMITED_QUANTITY, type OfferMatrixRow } from '../sheets/offer-matrix-row.ts';
import type { SheetKind } from '../sheets/plan-shape.ts';

/** What the vendor's offer matrix says of a product. */
export type Offer = Omit<OfferMatrixRow, 'mpn'>;

/** Whether two rows say the same. Their lists are sorted. */
export function isSameOffer(a: Offer, b: Offer): boolean {
  return (
    a.minQuantity === b.minQuantity &&
    a.maxQuantity === b.maxQuantity &&
    a.ownershipLimit === b.ownershipLimit &&
    a.ownershipLimitType === b.ownershipLimitType &&
    a.allowedCountries.join() === b.allowedCountries.join() &&
    a.prerequisites.join() === b.prerequisites.join() &&
    a.conversions.join() === b.conversions.join()
  );
}

/** Whether the vendor has an offer matrix, and its row for a product; undefined where it has none. */
export interface Offering {
  readonly hasMatrix: boolean;
  readonly offer: Offer | undefined;
}

/** The seats that one line may have at least, and one tenant at most. */
export function limitsOf({ offer }: Offering): Pick<Offer, 'minQuantity' | 'maxQuantity'> {
  return offer ?? { minQuantity: 1, maxQuantity: UNLIMITED_QUANTITY };
}

/** Whether a plan can be ordered, and if not, why: by its prices, or by what the vendor offers. */
export type OfferedSale =
  PlanSale | { readonly kind: 'not-offered' } | { readonly kind: 'not-here'; readonly countries: readonly string[] };

/** A plan, as far as an offer matrix decides about it. */
export interface OfferedPlan {
  readonly sheet: SheetKind;
  readonly market: string;
}

/**
 * Whether a plan that is on sale by its prices is offered. Offer matrices have the products of licence sheets: software is
 * sold without a row. A vendor without a matrix limits nothing.
 */
export function offeredSale(
  { sheet, market }: OfferedPlan,
  { hasMatrix, offer }: Offering,
  sale: PlanSale,
): OfferedSale {
  if (sale.kind !== 'on-sale') return sale;
  if (offer === undefined) return hasMatrix && sheet === 'LICENCE' ? { kind: 'not-offered' } : sale;
  const { allowedCountries } = offer;
  if (allowedCountries.length === 0 || allowedCountries.includes(market)) return sale;
  return { kind: 'not-here', countries: allowedCountries };
}

/** How many subscriptions of a product one tenant may have. */
export interface OwnershipLimit {
  readonly limit: number;
  /** Those that it has now, or all that it has ever had. */
  readonly counts: 'CURRENT' | 'EVER';
}

/**
 * The limit of a row. Of the vendor's two ways to count, `Lifetime…` counts what a tenant has ever had; `Concurrent…`, and
 * any word beside them, what it has.
 */
export function ownershipLimitOf({ ownershipLimit, ownershipLimitType }: Offer): OwnershipLimit | undefined {
  if (ownershipLimit === null) return undefined;
  return { limit: ownershipLimit, counts: /^life/i.test(ownershipLimitType ?? '') ? 'EVER' : 'CURRENT' };
}
