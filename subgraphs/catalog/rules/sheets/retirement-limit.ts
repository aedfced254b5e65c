/** The plans of one vendor and category that are sold in one market to one segment, and how many of them a sheet lacks. */
export interface ScopeCount {
  readonly market: string;
  readonly segment: string;
  /** The category of the products: licences, software, … */
  readonly category: string;
  /** The number of plans on sale before the import. */
  readonly onSale: number;
  /** The number of them that the sheet does not have. */
  readonly absent: number;
}

/** A sheet may retire one plan of twenty; more suggests that rows are missing. Of a few plans, one may always go. */
const RETIRED_PER_CENT = 5;

/** How many plans of a scope a sheet may retire without confirmation. */
export function retirementLimit(onSale: number): number {
  return Math.max(1, Math.floor((onSale * RETIRED_PER_CENT) / 100));
}

const SHOWN_SCOPES = 3;

/** Why a sheet may not be imported, in sentences for the person who sent it; undefined when it stays within the limit. */
export function retirementFault(scopes: readonly ScopeCount[]): string | undefined {
  const tooMany = scopes
    .filter(({ onSale, absent }) => absent > retirementLimit(onSale))
    .toSorted((a, b) => b.absent - a.absent);
  if (tooMany.length === 0) return undefined;
  const shown = tooMany
    .slice(0, SHOWN_SCOPES)
    .map(
      ({ market, segment, category, onSale, absent }) =>
        `${absent} of ${onSale} plans (${category}, ${market}, ${segment})`,
    );
  const more = tooMany.length - shown.length;
  return (
    `Nothing was changed: the sheet would retire ${shown.join(', ')}${more > 0 ? ` and more in ${more} other groups` : ''}. ` +
    `A sheet may retire ${RETIRED_PER_CENT} % of the plans of a category, market and segment, and at least one. If the ` +
    `sheet is complete, import it with the command catalog:import and its option --retire-anyway.`
  );
}
