import type { PriceListColumn, PriceListHeader } from './price-list-header.ts';
import { RowFault } from './rejection.ts';
import { readEnd, readEndOfSale, readStart } from './sheet-date.ts';
import { readCount, readPrice } from './sheet-number.ts';

/** What a plan costs in a period, and for which quantities. */
export interface SheetPeriod {
  /** An exact decimal in major units without needless zeros, with at most six digits after the point: `57.6`. */
  readonly unitCost: string;
  /** The recommended retail price, written alike; null when the sheet names none. */
  readonly retail: string | null;
  readonly validFrom: Date;
  /** The first moment at which the price no longer holds; null when it has no end. */
  readonly validTo: Date | null;
  /** The moment from which on nothing new is sold, while additions and renewals go on; null when there is none. */
  readonly endOfSale: Date | null;
  /** The quantities to which the price applies, both inclusive; null when there is no maximum. */
  readonly minQuantity: number;
  readonly maxQuantity: number | null;
}

/**
 * Reads the columns of prices, days and quantities of a row. Throws a RowFault that names the column with a wrong value.
 */
export function readPeriod({ separator }: PriceListHeader, read: (column: PriceListColumn) => string): SheetPeriod {
  const validFrom = readStart('EffectiveStartDate', read('EffectiveStartDate'));
  const validTo = readEnd('EffectiveEndDate', read('EffectiveEndDate'));
  if (validTo !== null && validTo <= validFrom) {
    throw new RowFault('EffectiveEndDate', 'The end of the sale must be after its start.');
  }
  const retail = read('ERP Price');
  return {
    unitCost: readPrice('UnitPrice', read('UnitPrice'), separator),
    retail: retail === '' ? null : readPrice('ERP Price', retail, separator),
    validFrom,
    validTo,
    endOfSale: readEndOfSale('EndofSaleDate', read('EndofSaleDate')),
    ...readTier(read),
  };
}

/** The quantities to which a price applies. Sheets without price tiers leave both columns empty or write 0. */
function readTier(read: (column: PriceListColumn) => string): Pick<SheetPeriod, 'minQuantity' | 'maxQuantity'> {
  const minQuantity = readCount('PricingTierRangeMin', read('PricingTierRangeMin'), 0) || 1;
  const maxQuantity = readCount('PricingTierRangeMax', read('PricingTierRangeMax'), 0) || null;
  if (maxQuantity === null || maxQuantity >= minQuantity) return { minQuantity, maxQuantity };
  const message = `The maximum of ${maxQuantity} is below the minimum of ${minQuantity}.`;
  throw new RowFault('PricingTierRangeMax', message);
}
