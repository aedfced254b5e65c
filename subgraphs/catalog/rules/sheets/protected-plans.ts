/**
 * The plans that rejected rows may mean, so that a sheet does not retire them: those of a part number whose row has another
 * fault, and all of a market, or all, where not even the part number can be read.
 */
export interface ProtectedPlans {
  readonly mpns: Set<string>;
  readonly markets: Set<string>;
  areAll: boolean;
}

/** What could be read of a rejected row. */
export interface RejectedIdentity {
  readonly mpn: string | undefined;
  readonly market: string | undefined;
}

/** No plan is protected before a row is rejected. */
export function protectNone(): ProtectedPlans {
  return { mpns: new Set(), markets: new Set(), areAll: false };
}

/** Protects what a rejected row may mean. */
export function protect(plans: ProtectedPlans, { mpn, market }: RejectedIdentity): void {
  if (mpn !== undefined) plans.mpns.add(mpn);
  else if (market !== undefined) plans.markets.add(market);
  else plans.areAll = true;
}

/** Whether a rejected row may mean a plan. */
export function isProtected(
  { mpns, markets, areAll }: ProtectedPlans,
  { mpn, market }: { readonly mpn: string; readonly market: string },
): boolean {
  return areAll || markets.has(market) || mpns.has(mpn);
}
