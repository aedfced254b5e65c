/** The plans of one vendor and kind that are sold in one market to one segment, and how many of them a sheet lacks. */
export interface ScopeCount {
  readonly market: string;
  readonly segment: string;
  /** The category of the products: licences, software, … */
  readonly kind: string;
  /** On sale before the sheet is taken. */
  readonly onSale: number;
  readonly absent: number;
}

/** A full sheet may retire one plan of twenty; more looks like a sheet that lacks rows. Of a few plans, one may go. */
const RETIRED_PER_CENT = 5;

/** How many plans of a scope a sheet may retire without being confirmed. */
export function mayRetire(onSale: number): number {
  return Math.max(1, Math.floor((onSale * RETIRED_PER_CENT) / 100));
}

const SHOWN_SCOPES = 3;

/** Why a sheet may not be taken, in sentences for the one who sent it; undefined when it retires no more than it may. */
export function retirementFault(scopes: readonly ScopeCount[]): string | undefined {
  const tooMany = scopes
    .filter(({ onSale, absent }) => absent > mayRetire(onSale))
    .toSorted((a, b) => b.absent - a.absent);
  if (tooMany.length === 0) return undefined;
  const shown = tooMany
    .slice(0, SHOWN_SCOPES)
    .map(
      ({ market, segment, kind, onSale, absent }) => `${absent} of ${onSale} plans (${kind}, ${market}, ${segment})`,
    );
  const more = tooMany.length - shown.length;
  return (
    `Nothing was changed: the sheet would retire ${shown.join(', ')}${more > 0 ? ` and more in ${more} others` : ''}; ` +
    `${RETIRED_PER_CENT} % of the plans of a kind, market and segment may go, and always one. If it really is the whole ` +
    `sheet, import it with the command catalog:import and its option --retire-anyway.`
  );
}
