import { divideHalfUp, fractionDigits } from '../../../shared/domain/money.ts';
import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import type { PlanSegment, PlanTerm } from '../products/plan-key.ts';
import type { PlanKind } from '../products/plan-kind.ts';
import type { SheetKind } from '../sheets/plan-shape.ts';
import { beginsLikeFormula } from '../sheets/sheet-text.ts';
import type { BillingCycle } from '../../../shared/domain/trade.ts';
import { shortDecimal, type ExactAmount } from './price.ts';
import type { PricePeriod } from './price-period.ts';

/** A plan with its product, as far as a price list tells of it. */
export interface ExportedPlan {
  readonly mpn: string;
  readonly name: string;
  readonly description: Optional<string>;
  readonly category: string;
  readonly vendorName: string;
  readonly segment: PlanSegment;
  readonly term: Optional<PlanTerm>;
  readonly billingCycle: BillingCycle;
  readonly market: string;
  readonly currency: string;
  readonly kind: PlanKind;
  /** The kind of sheet that the plan came with. */
  readonly sheet: SheetKind;
}

/** What a plan costs in a period. */
export interface ExportedPrice {
  readonly plan: ExportedPlan;
  readonly period: PricePeriod;
  /** For one seat and the whole term. */
  readonly price: ExactAmount;
  /** What the vendor recommends, an exact decimal in units of the currency; nothing where it does not. */
  readonly retail: Optional<string>;
}

/** As many digits after the point as a sheet may have: more are rounded, half up. */
const DECIMALS = 6;

type Write = (row: ExportedPrice) => string;

/** The columns in the order in which the vendor's sheets have them, each with what stands in it. */
const COLUMNS: readonly (readonly [name: string, write: Write])[] = [
  ['ChangeIndicator', () => 'Unchanged'],
  ['ProductTitle', ({ plan }) => safeText(plan.name)],
  ['ProductId', ({ plan }) => plan.mpn.split(':')[0] ?? ''],
  ['SkuId', ({ plan }) => plan.mpn.split(':')[1] ?? ''],
  ['SkuTitle', ({ plan }) => safeText(plan.name)],
  ['Publisher', ({ plan }) => safeText(plan.vendorName)],
  ['SkuDescription', ({ plan }) => safeText(plan.description ?? '')],
  ['UnitOfMeasure', () => ''],
  ['TermDuration', ({ plan }) => plan.term ?? 'OneTime'],
  ['BillingPlan', ({ plan }) => billingOf(plan)],
  ['Market', ({ plan }) => plan.market],
  ['Currency', ({ plan }) => plan.currency],
  ['UnitPrice', ({ plan, price }) => decimalText(price, plan.currency)],
  ['PricingTierRangeMin', ({ period }) => (hasTiers(period) ? String(period.minQuantity) : '')],
  ['PricingTierRangeMax', ({ period }) => (isGiven(period.maxQuantity) ? String(period.maxQuantity) : '')],
  ['EffectiveStartDate', ({ period }) => momentText(period.validFrom)],
  ['EffectiveEndDate', ({ period }) => (isGiven(period.validTo) ? momentText(period.validTo) : OPEN_END)],
  ['EndofSaleDate', ({ period }) => (isGiven(period.endOfSale) ? momentText(period.endOfSale) : '')],
  ['Tags', ({ plan }) => tagsOf(plan)],
  ['ERP Price', ({ retail }) => (isGiven(retail) ? shortDecimal(retail) : '')],
  ['Segment', ({ plan }) => SEGMENTS[plan.segment]],
  ['PreviousValues', () => ''],
];

const OPEN_END = '9999-12-31T00:00:00Z';
const SEGMENTS: Readonly<Record<PlanSegment, string>> = {
  COMMERCIAL: 'Commercial',
  EDUCATION: 'Education',
  NONPROFIT: 'Charity',
};
const BILLING: Readonly<Record<BillingCycle, string>> = {
  MONTHLY: 'Monthly',
  ANNUAL: 'Annual',
  TRIENNIAL: 'Triennial',
  ONE_TIME: 'OneTime',
};
const SHEET_TAGS: Readonly<Record<SheetKind, string>> = { LICENCE: 'License', SOFTWARE: 'Software' };
/** The categories that a sheet names by its first tag. */
const CATEGORY_TAGS: Readonly<Record<string, string>> = { 'Licence-based (NCE)': 'License', Software: 'Software' };

/** The first line of a price list, with the mark by which spreadsheets know UTF-8. */
export function priceListHeader(): string {
  return `\u{FEFF}${lineOf(COLUMNS.map(([name]) => name))}`;
}

/** A line of a price list as its importer reads it: every field quoted, with CRLF at the end. */
export function priceListLine(row: ExportedPrice): string {
  return lineOf(COLUMNS.map(([, write]) => write(row)));
}

function lineOf(fields: readonly string[]): string {
  return `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** A text that a spreadsheet takes for no formula. The importer refuses those that it would: only texts from before have them. */
function safeText(text: string): string {
  return beginsLikeFormula(text) ? `'${text}` : text;
}

/** A term without payments is "None", except for software, which is paid once for it. */
function billingOf({ term, billingCycle, kind, sheet }: ExportedPlan): string {
  const isPaidOnce = sheet === 'SOFTWARE' && kind !== 'TRIAL' && term !== 'P1M';
  return isGiven(term) && billingCycle === 'ONE_TIME' && !isPaidOnce ? 'None' : BILLING[billingCycle];
}

/** The first tag says the category, and one of them the kind of sheet. */
function tagsOf({ category, kind, sheet }: ExportedPlan): string {
  const tags = [CATEGORY_TAGS[category] ?? 'Other', SHEET_TAGS[sheet], ...(kind === 'TRIAL' ? ['Trial'] : [])];
  return [...new Set(tags)].join(',');
}

function hasTiers({ minQuantity, maxQuantity }: PricePeriod): boolean {
  return minQuantity > 1 || isGiven(maxQuantity);
}

function momentText(moment: Date): string {
  return moment.toISOString().replace('.000Z', 'Z');
}

/** An exact number of minor units as a decimal in units of the currency. */
function decimalText({ numerator, denominator }: ExactAmount, currency: string): string {
  const scale = 10n ** BigInt(DECIMALS);
  const scaled = divideHalfUp(numerator * scale, denominator * 10n ** BigInt(fractionDigits(currency))).toString();
  const padded = scaled.padStart(DECIMALS + 1, '0');
  return shortDecimal(`${padded.slice(0, -DECIMALS)}.${padded.slice(-DECIMALS)}`);
}
