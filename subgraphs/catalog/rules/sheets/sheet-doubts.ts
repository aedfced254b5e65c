/** What is counted of a sheet before it changes anything. */
export interface SheetCounts {
  readonly rowsRead: number;
  readonly rowsRejected: number;
  /** Plans whose price doubles or halves. */
  readonly striking: number;
  /** By kind and market: how many plans are on sale, and how many of them the sheet would retire. */
  readonly scopes: readonly ScopeCount[];
  /** The month of the sheet, and the latest of those that were imported before for a kind and market of it. */
  readonly month: string;
  readonly latestMonth: string | undefined;
}

/** The plans of one kind in one market. */
export interface ScopeCount {
  readonly sheet: string;
  readonly market: string;
  readonly onSale: number;
  readonly retired: number;
}

/** What a sheet may do without a question. */
const RETIRED_PER_CENT = 5;
const REJECTED_PER_CENT = 10;
/** Of fewer rows, a tenth says nothing. */
const ROWS_THAT_TELL = 20;
const SHOWN_SCOPES = 3;

/** What looks like a mistake, a sentence each; empty when nothing does. */
export function doubtsOf(counts: SheetCounts): readonly string[] {
  return [rejectionDoubt(counts), retirementDoubt(counts.scopes), priceDoubt(counts), monthDoubt(counts)].filter(
    (doubt) => doubt !== undefined,
  );
}

/** What is counted of an offer matrix before it changes anything. */
export interface MatrixCounts extends Pick<SheetCounts, 'rowsRead' | 'rowsRejected'> {
  /** How many products had a row, and how many of them the matrix lacks. */
  readonly held: number;
  readonly retired: number;
  /** How many licences are on sale, and how many of them the vendor's first matrix takes from it. */
  readonly licences: number;
  readonly unsold: number;
}

/** What of an offer matrix looks like a mistake. */
export function matrixDoubtsOf({ held, retired, licences, unsold, ...rows }: MatrixCounts): readonly string[] {
  const lacks = isTooMany({ onSale: held, retired })
    ? `The sheet lacks ${retired} of ${held} products that the offer matrix has, and licences without a row cannot be ordered.`
    : undefined;
  const takes = isTooMany({ onSale: licences, retired: unsold })
    ? `It would be the first offer matrix, and has no row for ${unsold} of ${licences} licences on sale, which could not be ordered any more.`
    : undefined;
  return [rejectionDoubt(rows), lacks, takes].filter((doubt) => doubt !== undefined);
}

function rejectionDoubt({
  rowsRead,
  rowsRejected,
}: Pick<SheetCounts, 'rowsRead' | 'rowsRejected'>): string | undefined {
  if (rowsRead < ROWS_THAT_TELL || rowsRejected * 100 <= rowsRead * REJECTED_PER_CENT) return undefined;
  return `${rowsRejected} of ${rowsRead} rows are rejected.`;
}

/** A few plans may always go: one of ten is more than five per cent, and no sign of a mistake. */
function isTooMany({ onSale, retired }: Pick<ScopeCount, 'onSale' | 'retired'>): boolean {
  return retired > Math.max(1, Math.floor((onSale * RETIRED_PER_CENT) / 100));
}

function retirementDoubt(scopes: readonly ScopeCount[]): string | undefined {
  const tooMany = scopes.filter(isTooMany).toSorted((a, b) => b.retired - a.retired);
  if (tooMany.length === 0) return undefined;
  const shown = tooMany
    .slice(0, SHOWN_SCOPES)
    .map(({ sheet, market, onSale, retired }) => `${retired} of ${onSale} plans (${sheet.toLowerCase()}, ${market})`);
  const more = tooMany.length - shown.length;
  const rest = more === 0 ? '' : ` and more in ${more} other ${more === 1 ? 'market' : 'markets'}`;
  return `The sheet lacks, and would retire, ${shown.join(', ')}${rest}.`;
}

function priceDoubt({ striking }: SheetCounts): string | undefined {
  if (striking === 0) return undefined;
  return `The cost of ${striking} ${striking === 1 ? 'plan' : 'plans'} doubles or halves, or more.`;
}

function monthDoubt({ month, latestMonth }: SheetCounts): string | undefined {
  if (latestMonth === undefined || month >= latestMonth) return undefined;
  return `The sheet is of ${month}, but that of ${latestMonth} has been imported already.`;
}
