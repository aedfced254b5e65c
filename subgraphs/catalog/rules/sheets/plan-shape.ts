import type { BillingCycle } from '../../../shared/domain/trade.ts';
import type { PlanTerm } from '../products/plan-key.ts';
import type { PlanKind } from '../products/plan-kind.ts';
import { RowFault, shown } from './rejection.ts';

/** The kinds of price sheets. One file may have rows of both: it is then one sheet of each. */
export type SheetKind = 'LICENCE' | 'SOFTWARE';

/** What the columns TermDuration, BillingPlan and Tags of a row say, as they are written. */
export interface WrittenShape {
  readonly productId: string;
  readonly term: string;
  readonly billing: string;
  readonly tags: string;
}

const TERMS: Readonly<Record<string, PlanTerm | null>> = { p1m: 'P1M', p1y: 'P1Y', p3y: 'P3Y', onetime: null };
const BILLING: Readonly<Record<string, BillingCycle>> = {
  monthly: 'MONTHLY',
  annual: 'ANNUAL',
  triennial: 'TRIENNIAL',
  onetime: 'ONE_TIME',
  none: 'ONE_TIME',
};
const BILLING_OF_TERM: Readonly<Record<PlanTerm, readonly BillingCycle[]>> = {
  P1M: ['MONTHLY'],
  P1Y: ['MONTHLY', 'ANNUAL'],
  P3Y: ['MONTHLY', 'ANNUAL', 'TRIENNIAL'],
};

const tagsOf = (tags: string): readonly string[] => tags.split(/[,;]/).map((tag) => tag.trim().toLowerCase());

/** The kind of sheet that a row belongs to: what its tags say, or else what its product and term let expect. */
export function sheetKindOf({ productId, term, tags }: WrittenShape): SheetKind {
  const known = tagsOf(tags);
  if (known.includes('software')) return 'SOFTWARE';
  if (known.includes('license') || known.includes('licence')) return 'LICENCE';
  return /^DG7/i.test(productId) || readTerm(term) === null ? 'SOFTWARE' : 'LICENCE';
}

/**
 * Reads the term and how it is paid. An empty term or `OneTime` is perpetual; `None` is a plan without payments, paid
 * once like a software subscription. Throws a RowFault for a value that is unknown, and for two that do not go together.
 */
export function readTermAndBilling(written: WrittenShape): {
  readonly term: PlanTerm | null;
  readonly billingCycle: BillingCycle;
} {
  const term = readTerm(written.term);
  if (term === undefined) throw unknownValue('TermDuration', TERMS, written.term);
  const billingCycle = term === null && written.billing === '' ? 'ONE_TIME' : lookUp(BILLING, written.billing);
  if (billingCycle === undefined) throw unknownValue('BillingPlan', BILLING, written.billing);
  if (canBePaid(term, billingCycle, written)) return { term, billingCycle };
  const message = `A plan with the term ${shown(written.term)} cannot be billed ${shown(written.billing)}.`;
  throw new RowFault('BillingPlan', message);
}

function canBePaid(term: PlanTerm | null, billingCycle: BillingCycle, written: WrittenShape): boolean {
  if (term === null) return billingCycle === 'ONE_TIME';
  if (billingCycle !== 'ONE_TIME') return BILLING_OF_TERM[term].includes(billingCycle);
  return isWithoutPayments(written) || (term !== 'P1M' && sheetKindOf(written) === 'SOFTWARE');
}

/** The kind of a plan. Throws a RowFault when it has a price, but no payments (`None`). */
export function planKindOf(written: WrittenShape, price: string): PlanKind {
  if (readTerm(written.term) === null) return 'PERPETUAL';
  if (isWithoutPayments(written)) {
    if (price !== '0') {
      throw new RowFault('BillingPlan', `A plan that is billed "None" must have the price 0; it has ${shown(price)}.`);
    }
    if (tagsOf(written.tags).includes('trial')) return 'TRIAL';
  }
  return sheetKindOf(written);
}

const isWithoutPayments = ({ billing }: WrittenShape): boolean => billing.toLowerCase() === 'none';

/** Null for perpetual, undefined for a term that is not sold. */
const readTerm = (text: string): PlanTerm | null | undefined => (text === '' ? null : lookUp(TERMS, text));

/** The value of a text in any case; undefined when there is none. */
export function lookUp<T>(known: Readonly<Record<string, T>>, text: string): T | undefined {
  const key = text.toLowerCase();
  return Object.hasOwn(known, key) ? known[key] : undefined;
}

/** The fault of a column that has none of the values that are known. */
export function unknownValue(column: string, known: Readonly<Record<string, unknown>>, text: string): RowFault {
  const values = Object.keys(known).join(', ');
  return new RowFault(column, `The value must be one of ${values}; it is ${shown(text)}.`);
}
