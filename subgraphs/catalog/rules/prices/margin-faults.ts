import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { MarginLevel } from './nearest-margin.ts';
import { parsePercent } from './price.ts';

/** A rule of a seller, to be set or removed, as it was given. */
export interface MarginChange {
  readonly sellerId: Id<'acc'>;
  /** The direct child that the rule is for; undefined for all of them. */
  readonly accountId: Id<'acc'> | undefined;
  readonly vendorId: Id<'ven'> | undefined;
  readonly category: string | undefined;
  readonly productId: Id<'prd'> | undefined;
  readonly planId: Id<'pln'> | undefined;
  /** Decimal texts. None of the three ways removes the rule. */
  readonly percent: string | undefined;
  readonly percentOffRetail: string | undefined;
  readonly fixedPrice: { readonly amount: string; readonly currency: string } | undefined;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** What a rule is for: the nearest of what was named, as the rest only says what that belongs to. */
export interface MarginTarget {
  readonly level: MarginLevel;
  readonly vendorId: Id<'ven'> | null;
  readonly category: string | null;
  readonly productId: Id<'prd'> | null;
  readonly planId: Id<'pln'> | null;
}

type Named = Pick<MarginChange, 'vendorId' | 'category' | 'productId' | 'planId'>;

const EVERYTHING: MarginTarget = { level: 'everything', vendorId: null, category: null, productId: null, planId: null };

/** What a rule is for. */
export function targetOf({ vendorId, category, productId, planId }: Named): MarginTarget {
  if (planId !== undefined) return { ...EVERYTHING, level: 'plan', planId };
  if (productId !== undefined) return { ...EVERYTHING, level: 'product', productId };
  if (category !== undefined) return { ...EVERYTHING, level: 'category', category };
  return vendorId === undefined ? EVERYTHING : { ...EVERYTHING, level: 'vendor', vendorId };
}

interface Range {
  readonly least: number;
  readonly most: number;
}

const PERCENT: Range = { least: -100, most: 1_000 };
const OFF_RETAIL: Range = { least: 0, most: 100 };

/** What is wrong with a rule by itself, whatever the catalogue has. */
export function marginFaults(change: MarginChange): readonly Refusal[] {
  return [
    ...waysFaults(change),
    ...percentFaults(change.percent, 'percent', PERCENT),
    ...percentFaults(change.percentOffRetail, 'percentOffRetail', OFF_RETAIL),
    ...fixedPriceFaults(change),
    ...validityFaults(change),
    ...scopeFaults(change),
  ];
}

function waysFaults({ percent, percentOffRetail, fixedPrice }: MarginChange): readonly Refusal[] {
  const ways: readonly (readonly [string, unknown])[] = [
    ['percent', percent],
    ['percentOffRetail', percentOffRetail],
    ['fixedPrice', fixedPrice],
  ];
  return ways
    .filter(([, value]) => isGiven(value))
    .slice(1)
    .map(([field]) =>
      refusal('INVALID', 'A rule makes a price in one way only.', {
        path: [field],
        remedies: [{ description: 'Give one of percent, percentOffRetail and fixedPrice.' }],
      }),
    );
}

function percentFaults(percent: Optional<string>, field: string, { least, most }: Range): readonly Refusal[] {
  if (!isGiven(percent)) return [];
  const isInRange = Number(percent) >= least && Number(percent) <= most;
  if (parsePercent(percent) !== undefined && isInRange) return [];
  const message = `This percentage must be from ${least} to ${most}; it is ${percent}.`;
  return [refusal('OUT_OF_RANGE', message, { path: [field] })];
}

function fixedPriceFaults({ fixedPrice, planId }: MarginChange): readonly Refusal[] {
  if (fixedPrice === undefined) return [];
  const faults: Refusal[] = [];
  if (fixedPrice.amount.startsWith('-')) {
    const message = `A price is at least 0; it is ${fixedPrice.amount}.`;
    faults.push(refusal('OUT_OF_RANGE', message, { path: ['fixedPrice', 'amount'] }));
  }
  if (planId === undefined) {
    faults.push(
      refusal('REQUIRED', 'A fixed price is the price of one plan.', {
        path: ['planId'],
        remedies: [{ description: 'Give the plan, or a percentage for everything that the rule is for.' }],
      }),
    );
  }
  return faults;
}

function validityFaults({ from, to }: MarginChange): readonly Refusal[] {
  if (from === undefined || to === undefined || from < to) return [];
  return [
    refusal('INVALID', 'The rule would end before it begins.', {
      path: ['to'],
      remedies: [{ description: 'Give an end after the beginning, or leave out either.' }],
    }),
  ];
}

/** A category and a vendor are two targets, unless a product or plan is named that has both. */
function scopeFaults({ vendorId, category, productId, planId }: MarginChange): readonly Refusal[] {
  if (vendorId === undefined || category === undefined || productId !== undefined || planId !== undefined) return [];
  return [
    refusal('INVALID', 'A rule is for a category or for a vendor.', {
      path: ['category'],
      remedies: [{ description: 'Leave out the category or the vendor, or name a product.' }],
    }),
  ];
}

interface PricedSeat {
  readonly currency: string;
}

/** What is wrong with a fixed price in another currency than that of its plan. */
export function currencyFaults(
  { fixedPrice }: Pick<MarginChange, 'fixedPrice'>,
  { currency }: PricedSeat,
): readonly Refusal[] {
  if (fixedPrice === undefined || fixedPrice.currency === currency) return [];
  return [
    refusal('CURRENCY_MISMATCH', `The plan is sold in ${currency}, and the price is in ${fixedPrice.currency}.`, {
      path: ['fixedPrice', 'currency'],
      remedies: [{ description: `Give the price in ${currency}, or a plan that is sold in ${fixedPrice.currency}.` }],
    }),
  ];
}
