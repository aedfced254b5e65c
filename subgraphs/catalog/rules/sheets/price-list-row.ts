import { countryFault } from '../../../shared/domain/places/countries.ts';
import { currencyFault } from '../../../shared/domain/places/currencies.ts';
import { fractionDigits, parseMinor } from '../../../shared/domain/money.ts';
import type { RowValues } from '../prices/plan-change.ts';
import type { BillingCycle } from '../../../shared/domain/trade.ts';
import type { PlanIdentity, PlanSegment, PlanTerm } from '../products/plan-key.ts';
import { attempt, RowFault, shown, type Rejection } from './rejection.ts';
import { readSku } from './sku.ts';
import type { SheetHeader } from './sheet-header.ts';

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
  'Segment',
] as const;
const OPTIONAL = ['SkuDescription', 'Tags', 'PricingTierRangeMin'] as const;

/** The columns of a price list that are read. The change indicator is not one of them: values are compared instead. */
export const PRICE_LIST_COLUMNS = { required: REQUIRED, optional: OPTIONAL };

export type PriceListColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** A row that can be imported. */
export interface PriceListRow {
  readonly plan: PlanIdentity;
  readonly values: RowValues;
  readonly product: { readonly name: string; readonly description: string | null; readonly category: string };
}

/** A row that can't be imported. It still names its plan, or at least its scope, when these are readable. */
export interface RejectedPriceListRow {
  readonly fault: Rejection;
  readonly plan: PlanIdentity | undefined;
  readonly scope: Pick<PlanIdentity, 'market' | 'segment'> | undefined;
}

/** The outcome of reading a row. */
export type PriceListReading = { readonly row: PriceListRow } | RejectedPriceListRow;

const SEGMENTS: Readonly<Record<string, PlanSegment>> = {
  commercial: 'COMMERCIAL',
  education: 'EDUCATION',
  charity: 'NONPROFIT',
};
const TERMS: Readonly<Record<string, PlanTerm | null>> = { p1m: 'P1M', p1y: 'P1Y', p3y: 'P3Y', onetime: null };
const BILLING: Readonly<Record<string, BillingCycle>> = {
  monthly: 'MONTHLY',
  annual: 'ANNUAL',
  triennial: 'TRIENNIAL',
  onetime: 'ONE_TIME',
};
const BILLING_OF_TERM: Readonly<Record<PlanTerm | 'OneTime', readonly BillingCycle[]>> = {
  P1M: ['MONTHLY'],
  P1Y: ['MONTHLY', 'ANNUAL'],
  P3Y: ['MONTHLY', 'ANNUAL', 'TRIENNIAL'],
  OneTime: ['ONE_TIME'],
};
const CATEGORIES: Readonly<Record<string, string>> = {
  license: 'Licence-based (NCE)',
  software: 'Software',
};
const OTHER_CATEGORY = 'Other';
const MAX_NAME = 300;
const MAX_DESCRIPTION = 5_000;

type Read = (column: PriceListColumn) => string;

/** Reads one record of a price list. */
export function readPriceListRow(header: SheetHeader<PriceListColumn>, fields: readonly string[]): PriceListReading {
  const read: Read = (column) => header.read(fields, column);
  if (fields.length !== header.width) {
    const message = `The row has ${fields.length} fields, but the header has ${header.width}.`;
    return { fault: { column: null, message }, plan: undefined, scope: undefined };
  }
  const scope = attempt(() => ({ market: readMarket(read), segment: oneOf(SEGMENTS, read, 'Segment') }));
  if ('fault' in scope) return { fault: scope.fault, plan: undefined, scope: undefined };
  const plan = attempt(() => readPlan(read, scope.value));
  if ('fault' in plan) return { fault: plan.fault, plan: undefined, scope: scope.value };
  const rest = attempt(() => ({
    plan: plan.value,
    values: readValues(read, plan.value.currency),
    product: readProduct(read),
  }));
  return 'fault' in rest ? { fault: rest.fault, plan: plan.value, scope: scope.value } : { row: rest.value };
}

function readPlan(read: Read, scope: Pick<PlanIdentity, 'market' | 'segment'>): PlanIdentity {
  const mpn = `${readSku('ProductId', read('ProductId'))}:${readSku('SkuId', read('SkuId'))}`;
  const term = oneOf(TERMS, read, 'TermDuration');
  const billingCycle = oneOf(BILLING, read, 'BillingPlan');
  if (!BILLING_OF_TERM[term ?? 'OneTime'].includes(billingCycle)) {
    throw new RowFault(
      'BillingPlan',
      `A plan with the term ${shown(read('TermDuration'))} cannot be billed ${shown(read('BillingPlan'))}.`,
    );
  }
  const currency = read('Currency');
  const noCurrency = currencyFault(currency);
  if (noCurrency !== undefined) throw new RowFault('Currency', `${noCurrency} The value is ${shown(currency)}.`);
  const tier = read('PricingTierRangeMin');
  if (tier !== '' && tier !== '0' && tier !== '1') {
    throw new RowFault('PricingTierRangeMin', 'Prices that apply only above a certain quantity are not supported.');
  }
  return { mpn, ...scope, term, billingCycle, currency };
}

function readMarket(read: Read): string {
  const market = read('Market');
  const noCountry = countryFault(market);
  if (noCountry === undefined) return market;
  throw new RowFault('Market', `${noCountry} The value is ${shown(market)}.`);
}

function oneOf<T>(known: Readonly<Record<string, T>>, read: Read, column: PriceListColumn): T {
  const text = read(column);
  const key = text.toLowerCase();
  const value = Object.hasOwn(known, key) ? known[key] : undefined;
  if (value !== undefined) return value;
  throw new RowFault(column, `The value must be one of ${Object.keys(known).join(', ')}; it is ${shown(text)}.`);
}

function readValues(read: Read, currency: string): RowValues {
  const validFrom = readDate(read, 'EffectiveStartDate');
  const end = read('EffectiveEndDate');
  const validTo = end === '' || /^[9]{4}-/.test(end) ? null : readDate(read, 'EffectiveEndDate');
  if (validTo !== null && validTo <= validFrom) {
    throw new RowFault('EffectiveEndDate', 'The end of the sale must be after its start.');
  }
  return {
    costMinor: readPrice(read, 'UnitPrice', currency),
    retailMinor: readPrice(read, 'ERP Price', currency),
    validFrom,
    validTo,
  };
}

function readPrice(read: Read, column: PriceListColumn, currency: string): bigint {
  const text = read(column);
  const minor = parseMinor(text, currency);
  if (minor !== undefined && minor >= 0n) return minor;
  if (minor !== undefined) throw new RowFault(column, `A price cannot be negative; the value is ${shown(text)}.`);
  if (!/^-?\d{1,15}(\.\d+)?$/.test(text)) {
    const message = `A price must be a decimal number with a point, such as "12.50"; the value is ${shown(text)}.`;
    throw new RowFault(column, message);
  }
  const digits = fractionDigits(currency);
  throw new RowFault(
    column,
    `A price in ${currency} has ${digits === 0 ? 'no' : `at most ${digits}`} digits after the point; the value is ${shown(text)}.`,
  );
}

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

function readDate(read: Read, column: PriceListColumn): Date {
  const text = read(column);
  const withZone = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const date = new Date(withZone);
  const exists = text.slice(8, 10) === String(new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate()).padStart(2, '0');
  if (DATE.test(text) && exists && !Number.isNaN(date.getTime())) return date;
  const message = `A date must be an existing day, such as "2026-11-01T00:00:00Z"; the value is ${shown(text)}.`;
  throw new RowFault(column, message);
}

function readProduct(read: Read): PriceListRow['product'] {
  const name = read('SkuTitle');
  const description = read('SkuDescription');
  if (name === '' || name.length > MAX_NAME) {
    throw new RowFault('SkuTitle', `A title must have 1 to ${MAX_NAME} characters; it has ${name.length}.`);
  }
  if (description.length > MAX_DESCRIPTION) {
    throw new RowFault(
      'SkuDescription',
      `A description may have at most ${MAX_DESCRIPTION} characters; it has ${description.length}.`,
    );
  }
  for (const [column, text] of [
    ['SkuTitle', name],
    ['SkuDescription', description],
  ] as const) {
    if (text.includes('\0')) throw new RowFault(column, 'The text contains the character NUL.');
  }
  const [tag = ''] = read('Tags').split(/[,;]/);
  return {
    name,
    description: description === '' ? null : description,
    category: CATEGORIES[tag.trim().toLowerCase()] ?? OTHER_CATEGORY,
  };
}
