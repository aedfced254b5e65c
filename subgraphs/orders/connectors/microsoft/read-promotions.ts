import type { BillingCycle } from '../../../shared/domain/trade.ts';
import type { VendorPromotion, VendorPromotionProduct } from '../vendor-promotion.ts';
import type { ProductPromotion, PromotionProduct } from './client/partner-center-types.ts';

const TERMS: ReadonlyMap<string, string | null> = new Map([
  ['P1M', 'P1M'],
  ['P1Y', 'P1Y'],
  ['P3Y', 'P3Y'],
  ['OneTime', null],
]);
const CYCLES: ReadonlyMap<string, BillingCycle> = new Map([
  ['monthly', 'MONTHLY'],
  ['annual', 'ANNUAL'],
  ['triennial', 'TRIENNIAL'],
  ['onetime', 'ONE_TIME'],
]);

const MAX_TEXT = 1_000;
const MAX_SEATS = 2_147_483_647;

/**
 * The promotions of Microsoft's list that can be sold here: those that take a percentage off. Others, and those whose period
 * cannot be read, are left out, as is the second of two with the same id.
 */
export function toVendorPromotions(listed: readonly ProductPromotion[]): readonly VendorPromotion[] {
  const promotions = listed.flatMap((promotion) => toVendorPromotion(promotion) ?? []);
  return [...new Map(promotions.toReversed().map((promotion) => [promotion.key, promotion])).values()].toReversed();
}

function toVendorPromotion(promotion: ProductPromotion): VendorPromotion | undefined {
  const { id, name, description, startDate, endDate, minSeats, maxSeats } = promotion;
  const [from, to] = [new Date(startDate), endOf(endDate)];
  const products = distinct(promotion.products.flatMap((product) => toProduct(product) ?? []));
  if (!(from < to) || products.length === 0) return undefined;
  return {
    key: cleaned(id),
    name: cleaned(name),
    description: description === undefined || description === '' ? null : cleaned(description),
    segment: 'COMMERCIAL',
    from: from.toISOString(),
    to: to.toISOString(),
    minQuantity: minSeats === undefined ? null : Math.min(minSeats, MAX_SEATS),
    maxQuantity: maxSeats === undefined ? null : Math.min(maxSeats, MAX_SEATS),
    products,
  };
}

/** The end of a period, exclusive: the last second of a day, by the time of Greenwich, means the midnight after it, as in price sheets. */
function endOf(text: string): Date {
  const end = new Date(text);
  return /T23:59:59/.test(Number.isNaN(end.getTime()) ? '' : end.toISOString())
    ? new Date(Math.floor(end.getTime() / 1_000) * 1_000 + 1_000)
    : end;
}

/** Texts as the database takes them, and no longer than anybody reads. */
function cleaned(text: string): string {
  return text.replaceAll('\0', '').slice(0, MAX_TEXT);
}

function toProduct(product: PromotionProduct): VendorPromotionProduct | undefined {
  const { productId, skuId, termDuration, policies } = product;
  const [policy, another] = policies;
  const term = TERMS.get(termDuration);
  const billingCycle = CYCLES.get(product.billingCycle.toLowerCase().replace('_', ''));
  const isPercentage = policy?.type === 'PercentDiscount' && another === undefined;
  const percentOff = isPercentage ? percentOf(policy.value) : undefined;
  if (term === undefined || billingCycle === undefined || percentOff === undefined) return undefined;
  return { mpn: cleaned(`${productId}:${skuId}`), term, billingCycle, percentOff };
}

/** Of entries for the same product, term and billing cycle, the first. */
function distinct(products: readonly VendorPromotionProduct[]): readonly VendorPromotionProduct[] {
  const keyOf = ({ mpn, term, billingCycle }: VendorPromotionProduct): string => `${mpn}|${term}|${billingCycle}`;
  return products.filter((product, index) => products.findIndex((each) => keyOf(each) === keyOf(product)) === index);
}

const FRACTION = /^(\d)(?:\.(\d{1,8}))?$/;

/** A part of one as a percentage, exactly: `0.125` is `12.5`. Undefined for anything that is not above 0 and at most 1. */
function percentOf(fraction: string): string | undefined {
  const [, whole, decimals = ''] = FRACTION.exec(fraction) ?? [];
  if (whole === undefined) return undefined;
  const digits = decimals.padEnd(2, '0');
  const percent = Number(`${whole}${digits.slice(0, 2)}`);
  const rest = digits.slice(2).replace(/0+$/, '');
  const isPart = percent < 100 || (percent === 100 && rest === '');
  if (!isPart || (percent === 0 && rest === '')) return undefined;
  return rest === '' ? String(percent) : `${percent}.${rest}`;
}
