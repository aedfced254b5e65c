import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { planOf, type CheckedLine } from '../placing/order-checks.ts';

/** What the catalogue says of a promotion that is not offered for the plan of its line. */
export interface KnownPromotion {
  readonly name: string;
  readonly market: string;
  /** RFC 3339: from inclusive, to exclusive. */
  readonly from: string;
  readonly to: string;
}

/** The promotion that a line names: one that is offered for its plan now, another one, or none that exists. */
export type ChosenPromotion =
  | { readonly kind: 'offered'; readonly minQuantity: number | null; readonly maxQuantity: number | null }
  | { readonly kind: 'not-offered'; readonly promotion: KnownPromotion }
  | { readonly kind: 'unknown' };

const LEAVE_OUT = 'or leave `promotionId` out to order at the regular price';

/** The reasons why lines cannot have the promotions that they name, at a moment. Lines without a known plan are not checked. */
export function checkPromotions(lines: readonly CheckedLine[], now: Date): readonly Refusal[] {
  return lines.flatMap((line, index) => promotionProblem(line, ['lines', index], now) ?? []);
}

/**
 * The reason why a line cannot have its promotion; undefined when it can, or names none.
 *
 * @param at the path of the line in the input
 */
export function promotionProblem(line: CheckedLine, at: readonly (string | number)[], now: Date): Refusal | undefined {
  const { promotion, quantity } = line;
  const plan = planOf(line);
  if (promotion === undefined || plan === undefined) return undefined;
  const path = [...at, 'promotionId'];
  switch (promotion.kind) {
    case 'unknown':
      return refusal('NOT_FOUND', 'There is no promotion with this id.', {
        path,
        remedies: [{ description: `Take the id from \`promotions\` of the plan, ${LEAVE_OUT}.` }],
      });
    case 'not-offered':
      return notOffered(promotion.promotion, plan, { path, now });
    case 'offered':
      return quantityProblem(promotion, quantity, [...at, 'quantity']);
  }
}

interface Asked {
  readonly path: readonly (string | number)[];
  readonly now: Date;
}

function notOffered(
  { name, market, from, to }: KnownPromotion,
  plan: { readonly market: string; readonly product: { readonly name: string } },
  { path, now }: Asked,
): Refusal {
  const remedies = [{ description: `Choose one of the \`promotions\` of the plan, ${LEAVE_OUT}.` }];
  if (market !== plan.market) {
    const message = `The promotion "${name}" is for customers in ${market}; this plan is sold in ${plan.market}.`;
    return refusal('PLAN_NOT_AVAILABLE', message, { path, remedies });
  }
  if (new Date(to) <= now) return refusal('EXPIRED', `The promotion "${name}" ended at ${to}.`, { path, remedies });
  if (new Date(from) > now) {
    const wait = [{ description: `Order it then, ${LEAVE_OUT}.` }];
    return refusal('PLAN_NOT_AVAILABLE', `The promotion "${name}" begins at ${from}.`, { path, remedies: wait });
  }
  const message = `The promotion "${name}" is not offered for this plan of ${plan.product.name}.`;
  return refusal('PLAN_NOT_AVAILABLE', message, { path, remedies });
}

function quantityProblem(
  { minQuantity, maxQuantity }: Extract<ChosenPromotion, { kind: 'offered' }>,
  quantity: number,
  path: readonly (string | number)[],
): Refusal | undefined {
  const isBelow = quantity < (minQuantity ?? 1);
  if (!isBelow && (maxQuantity === null || quantity <= maxQuantity)) return undefined;
  const accepted = isBelow ? (minQuantity ?? 1) : (maxQuantity ?? quantity);
  const range = isBelow ? `${accepted} seats or more` : `at most ${accepted} seats`;
  return refusal('QUANTITY_OUT_OF_RANGE', `The promotion is for ${range}; this line has ${quantity}.`, {
    path,
    availableQuantity: accepted,
    remedies: [{ description: `Order ${accepted} ${isBelow ? 'or more' : 'or fewer'}, ${LEAVE_OUT}.` }],
  });
}
