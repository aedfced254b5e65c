import type { ProductParameter } from '../../../shared/domain/product-parameter.ts';
import type { PlanIdentity } from '../products/plan-key.ts';
import type { Separator } from './separator.ts';
import type { SheetPeriod } from './sheet-period.ts';
import { readHeader, type SheetHeader } from './sheet-header.ts';

const REQUIRED = [
  'ProductId',
  'SkuId',
  'SkuTitle',
  'TermDuration',
  'BillingPlan',
  'Market',
  'Currency',
  'UnitPrice',
  'EffectiveStartDate',
  'EffectiveEndDate',
  'ERP Price',
] as const;
const OPTIONAL = [
  'ChangeIndicator',
  'SkuDescription',
  'Tags',
  'PricingTierRangeMin',
  'PricingTierRangeMax',
  'EndofSaleDate',
  'Segment',
] as const;

/** The columns of a price list that are read. */
export type PriceListColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** Where the columns of a price list are, and how it writes numbers. */
export interface PriceListHeader extends SheetHeader<PriceListColumn> {
  readonly separator: Separator;
  /** What the sheet as a whole leaves to be assumed, in sentences for the person who sent it. */
  readonly warnings: readonly string[];
  /** What a vendor's own layout has otherwise; undefined for the standard layout. */
  readonly own?: OwnLayout | undefined;
}

/** What the layout of a vendor's own says of a row besides the columns of the standard one. */
export interface OwnLayout {
  /** Whether a part number is that of the product alone, without SKU. */
  readonly hasNoSku: boolean;
  /** The category of a record; empty when the layout has none. */
  category(fields: readonly string[]): string;
  /** The period with its amounts for the whole term, in major units. Throws a RowFault when they cannot be. */
  inStandardUnits(period: SheetPeriod, plan: Pick<PlanIdentity, 'term' | 'currency'>): SheetPeriod;
  /** What the vendor asks of whoever orders a product. */
  parametersOf(mpn: string): readonly ProductParameter[];
  /** What the vendor calls a column of the standard layout. */
  nameOf(column: string): string;
}

const NO_SEGMENT = 'The sheet has no column Segment: all of its plans are taken as commercial.';

/**
 * Reads the first record of a price list. Returns the reason, in one sentence, when a column is missing or occurs twice.
 */
export function readPriceListHeader(record: readonly string[], separator: Separator): PriceListHeader | string {
  const header = readHeader<PriceListColumn>(record, {
    required: REQUIRED,
    optional: OPTIONAL,
    aliases: { 'ERP Price': 'ERP' },
  });
  if (typeof header === 'string') return header;
  return { ...header, separator, warnings: header.has('Segment') ? [] : [NO_SEGMENT] };
}
