import type { ProductParameter } from '../../../shared/domain/product-parameter.ts';
import { countryFault } from '../../../shared/domain/places/countries.ts';
import { currencyFault } from '../../../shared/domain/places/currencies.ts';
import type { PlanIdentity, PlanSegment } from '../products/plan-key.ts';
import type { PlanKind } from '../products/plan-kind.ts';
import {
  lookUp,
  planKindOf,
  readTermAndBilling,
  sheetKindOf,
  unknownValue,
  type SheetKind,
  type WrittenShape,
} from './plan-shape.ts';
import type { PriceListColumn, PriceListHeader } from './price-list-header.ts';
import { attempt, RowFault, shown, type Rejection } from './rejection.ts';
import { isFooter, widthFault } from './sheet-header.ts';
import { readPeriod, type SheetPeriod } from './sheet-period.ts';
import { checkText } from './sheet-text.ts';
import { readMpn, readProductMpn } from './sku.ts';

/** A row of a price list that can be imported. */
export interface PriceListRow {
  readonly kind: SheetKind;
  readonly plan: PlanIdentity;
  readonly planKind: PlanKind;
  readonly period: SheetPeriod;
  /** Whether the vendor has deleted the row; everything else is to be kept as it is now. */
  readonly change: 'DELETE' | 'KEEP';
  readonly product: {
    readonly name: string;
    readonly description: string | null;
    readonly category: string;
    readonly parameters: readonly ProductParameter[];
  };
}

/** A row that cannot be imported. It still says what of it was readable. */
export interface RejectedPriceListRow {
  readonly outcome: 'rejected';
  readonly fault: Rejection;
  readonly kind: SheetKind | undefined;
  readonly scope: Pick<PlanIdentity, 'market' | 'segment'> | undefined;
  readonly plan: PlanIdentity | undefined;
  readonly mpn: string | undefined;
}

/** The outcome of reading a record: a row, one that is not sold here, a line that is none, or a fault. */
export type PriceListReading =
  | { readonly outcome: 'row'; readonly row: PriceListRow }
  | { readonly outcome: 'skipped'; readonly reason: string }
  | { readonly outcome: 'ignored' }
  | RejectedPriceListRow;

const GOVERNMENT_IS_SKIPPED = 'Plans for governments are not sold here: public bodies buy the commercial ones.';
const GOVERNMENT = /^(?:government|gov|gcc)\b/i;
const SEGMENTS: Readonly<Record<string, PlanSegment>> = {
  commercial: 'COMMERCIAL',
  education: 'EDUCATION',
  charity: 'NONPROFIT',
};
/** Other words for the same. They are not offered where a segment is unknown. */
const SEGMENT_ALIASES: Readonly<Record<string, PlanSegment>> = { academic: 'EDUCATION', nonprofit: 'NONPROFIT' };
const CHANGES: Readonly<Record<string, PriceListRow['change']>> = {
  add: 'KEEP',
  update: 'KEEP',
  unchanged: 'KEEP',
  delete: 'DELETE',
  chg: 'KEEP',
  unc: 'KEEP',
  del: 'DELETE',
};
const CATEGORIES: Readonly<Record<string, string>> = {
  license: 'Licence-based (NCE)',
  software: 'Software',
};
const OTHER_CATEGORY = 'Other';
const MAX_NAME = 300;
const MAX_DESCRIPTION = 5_000;
const MAX_CATEGORY = 200;

type Read = (column: PriceListColumn) => string;

/** Reads one record of a price list. */
export function readPriceListRow(header: PriceListHeader, fields: readonly string[]): PriceListReading {
  const reading = readRecord(header, fields);
  if (reading.outcome !== 'rejected' || header.own === undefined || reading.fault.column === null) return reading;
  return { ...reading, fault: { ...reading.fault, column: header.own.nameOf(reading.fault.column) } };
}

function readRecord(header: PriceListHeader, fields: readonly string[]): PriceListReading {
  if (isFooter(fields)) return { outcome: 'ignored' };
  const narrow = widthFault(header, fields);
  if (narrow !== undefined) return rejected(narrow);
  const read: Read = (column) => header.read(fields, column);
  if (GOVERNMENT.test(read('Segment'))) return { outcome: 'skipped', reason: GOVERNMENT_IS_SKIPPED };
  const written = writtenShape(read);
  const named = attempt(() => mpnOf(header, read));
  const known = { kind: sheetKindOf(written), mpn: 'fault' in named ? undefined : named.value };
  const scope = attempt(() => ({ market: readMarket(read), segment: readSegment(header, read) }));
  if ('fault' in scope) return rejected(scope.fault, known);
  const plan = attempt(() => readPlan(header, read, written, scope.value));
  if ('fault' in plan) return rejected(plan.fault, { ...known, scope: scope.value });
  const row = attempt(() => readRow(header, fields, written, plan.value));
  return 'fault' in row
    ? rejected(row.fault, { ...known, scope: scope.value, plan: plan.value })
    : { outcome: 'row', row: row.value };
}

function rejected(fault: Rejection, known: Partial<RejectedPriceListRow> = {}): RejectedPriceListRow {
  return { outcome: 'rejected', fault, kind: undefined, scope: undefined, plan: undefined, mpn: undefined, ...known };
}

function writtenShape(read: Read): WrittenShape {
  return {
    productId: read('ProductId'),
    term: read('TermDuration'),
    billing: read('BillingPlan'),
    tags: read('Tags'),
  };
}

function mpnOf({ own }: PriceListHeader, read: Read): string {
  return own?.hasNoSku === true ? readProductMpn(read('ProductId')) : readMpn(read('ProductId'), read('SkuId'));
}

function readPlan(
  header: PriceListHeader,
  read: Read,
  written: WrittenShape,
  scope: Pick<PlanIdentity, 'market' | 'segment'>,
): PlanIdentity {
  const mpn = mpnOf(header, read);
  const { term, billingCycle } = readTermAndBilling(written);
  const currency = read('Currency').toUpperCase();
  const noCurrency = currencyFault(currency);
  if (noCurrency !== undefined) {
    throw new RowFault('Currency', `${noCurrency} The value is ${shown(read('Currency'))}.`);
  }
  return { mpn, ...scope, term, billingCycle, currency };
}

function readMarket(read: Read): string {
  const market = read('Market').toUpperCase();
  const noCountry = countryFault(market);
  if (noCountry === undefined) return market;
  throw new RowFault('Market', `${noCountry} The value is ${shown(read('Market'))}.`);
}

function readSegment(header: PriceListHeader, read: Read): PlanSegment {
  if (!header.has('Segment')) return 'COMMERCIAL';
  const segment = lookUp(SEGMENTS, read('Segment')) ?? lookUp(SEGMENT_ALIASES, read('Segment'));
  if (segment !== undefined) return segment;
  throw unknownValue('Segment', SEGMENTS, read('Segment'));
}

function readRow(
  header: PriceListHeader,
  fields: readonly string[],
  written: WrittenShape,
  plan: PlanIdentity,
): PriceListRow {
  const { own } = header;
  const read: Read = (column) => header.read(fields, column);
  const given = readPeriod(header, read);
  const period = own?.inStandardUnits(given, plan) ?? given;
  return {
    kind: sheetKindOf(written),
    plan,
    planKind: planKindOf(written, period.unitCost),
    period,
    change: readChange(read),
    product: {
      ...readTexts(read),
      category: own === undefined ? categoryOf(read('Tags')) : readCategory(own.category(fields)),
      parameters: own?.parametersOf(plan.mpn) ?? [],
    },
  };
}

function readChange(read: Read): PriceListRow['change'] {
  const text = read('ChangeIndicator');
  const change = text === '' ? 'KEEP' : lookUp(CHANGES, text);
  if (change !== undefined) return change;
  throw unknownValue('ChangeIndicator', CHANGES, text);
}

function readTexts(read: Read): Pick<PriceListRow['product'], 'name' | 'description'> {
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
  checkText('SkuTitle', name);
  checkText('SkuDescription', description);
  return { name, description: description === '' ? null : description };
}

function categoryOf(tags: string): string {
  const [tag = ''] = tags.split(/[,;]/);
  return lookUp(CATEGORIES, tag.trim()) ?? OTHER_CATEGORY;
}

/** The category of a vendor that names its own. */
function readCategory(category: string): string {
  if (category.length > MAX_CATEGORY) {
    throw new RowFault(null, `A category may have at most ${MAX_CATEGORY} characters; it has ${category.length}.`);
  }
  checkText('Category', category);
  return category === '' ? OTHER_CATEGORY : category;
}
