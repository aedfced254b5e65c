import type { Id } from '../../../shared/domain/ids.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import { KnownPromotionsDocument } from '../../connectors/graph/generated/graphql.ts';
import type { OrdersContext } from '../../context.ts';
import type { ChosenPromotion, KnownPromotion } from '../../rules/promotions/check-promotions.ts';
import type { QuotedPlan } from '../placing/quote-plans.ts';

/** A line that may name a promotion, and its plan as far as it is quoted. */
export interface PromotedLine {
  readonly promotionId: Id<'pro'> | undefined;
  readonly quoted: QuotedPlan | undefined;
}

/**
 * Finds the promotions that lines name, in the order of the lines; undefined for a line that names none. The catalogue is
 * asked only about those that are not offered for the plan of their line, to say why.
 */
export async function choosePromotions(
  context: OrdersContext,
  lines: readonly PromotedLine[],
): Promise<readonly (ChosenPromotion | undefined)[]> {
  const elsewhere = lines.flatMap((line) =>
    line.promotionId !== undefined && line.quoted !== undefined && offerOf(line) === undefined
      ? [line.promotionId]
      : [],
  );
  const known = await findKnown(context, [...new Set(elsewhere)]);
  return lines.map((line) => {
    const { promotionId } = line;
    if (promotionId === undefined) return undefined;
    const offer = offerOf(line);
    if (offer !== undefined) return { kind: 'offered', minQuantity: offer.minQuantity, maxQuantity: offer.maxQuantity };
    const promotion = known.get(promotionId);
    return promotion === undefined ? { kind: 'unknown' } : { kind: 'not-offered', promotion };
  });
}

function offerOf({ promotionId, quoted }: PromotedLine) {
  return quoted?.offers.find(({ id }) => id === promotionId);
}

async function findKnown(
  { deps, contextToken }: OrdersContext,
  ids: readonly Id<'pro'>[],
): Promise<ReadonlyMap<string, KnownPromotion>> {
  if (ids.length === 0) return new Map();
  const { nodes } = await ask(deps.askGraph, KnownPromotionsDocument, { ids: [...ids] }, contextToken);
  return new Map(
    nodes.flatMap((node) =>
      node !== null && 'market' in node
        ? [[node.id, { name: node.name, market: node.market, from: node.from, to: node.to }] as const]
        : [],
    ),
  );
}
