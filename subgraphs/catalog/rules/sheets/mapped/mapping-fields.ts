import { countryFault } from '../../../../shared/domain/places/countries.ts';
import { currencyFault } from '../../../../shared/domain/places/currencies.ts';
import type { PriceListColumn } from '../price-list-header.ts';

/** What of a price list a mapping says where to find, under its own names. */
export type MappedField =
  | 'product'
  | 'sku'
  | 'name'
  | 'description'
  | 'category'
  | 'segment'
  | 'term'
  | 'billing'
  | 'market'
  | 'currency'
  | 'price'
  | 'retail'
  | 'from'
  | 'to'
  | 'endOfSale'
  | 'minQuantity'
  | 'maxQuantity'
  | 'change';

/** What is known of a field, whatever the mapping. */
export interface FieldRule {
  /** The column of the standard layout that means the same; the category is made from its tags there. */
  readonly column: PriceListColumn | undefined;
  readonly isRequired: boolean;
  /** The values that a mapping may give or translate to; undefined where any text will do. */
  readonly values?: readonly string[];
  /** Why a value is none that a mapping may give; undefined when it is one. */
  readonly fault?: (value: string) => string | undefined;
  /** Whether the field is an amount, which has a unit. */
  readonly isAmount?: true;
}

/** The fields of a price list. */
export const MAPPED_FIELDS: Readonly<Record<MappedField, FieldRule>> = {
  product: { column: 'ProductId', isRequired: true },
  sku: { column: 'SkuId', isRequired: false },
  name: { column: 'SkuTitle', isRequired: true },
  description: { column: 'SkuDescription', isRequired: false },
  category: { column: undefined, isRequired: false },
  segment: { column: 'Segment', isRequired: false, values: ['COMMERCIAL', 'EDUCATION', 'NONPROFIT'] },
  term: { column: 'TermDuration', isRequired: true, values: ['P1M', 'P1Y', 'P3Y', 'ONE_TIME'] },
  billing: { column: 'BillingPlan', isRequired: true, values: ['MONTHLY', 'ANNUAL', 'TRIENNIAL', 'ONE_TIME'] },
  market: { column: 'Market', isRequired: true, fault: countryFault },
  currency: { column: 'Currency', isRequired: true, fault: currencyFault },
  price: { column: 'UnitPrice', isRequired: true, isAmount: true },
  retail: { column: 'ERP Price', isRequired: false, isAmount: true },
  from: { column: 'EffectiveStartDate', isRequired: true },
  to: { column: 'EffectiveEndDate', isRequired: false },
  endOfSale: { column: 'EndofSaleDate', isRequired: false },
  minQuantity: { column: 'PricingTierRangeMin', isRequired: false },
  maxQuantity: { column: 'PricingTierRangeMax', isRequired: false },
  change: { column: 'ChangeIndicator', isRequired: false, values: ['ADD', 'UPDATE', 'UNCHANGED', 'DELETE'] },
};

export const FIELD_NAMES = Object.keys(MAPPED_FIELDS) as readonly MappedField[];
