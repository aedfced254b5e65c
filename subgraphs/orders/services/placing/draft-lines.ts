import type { Id } from '../../../shared/domain/ids.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { planSegment } from '../../rules/placing/order-checks.ts';
import type { RequestedLine, RequestedPlan } from '../../rules/placing/order-request.ts';
import { buyerOf, type DraftChoice, type DraftCustomer, type DraftLine } from './order-draft.ts';
import { choosePromotions } from '../promotions/choose-promotions.ts';
import { askParameters } from './product-parameters.ts';
import { atQuantity, findPlans, quotePlans } from './quote-plans.ts';

/** The plan that a line names, or why it does not name one. */
type NamedPlanId = Extract<DraftChoice, { kind: 'unknown' | 'undecided' }>;

/** Finds the plans that lines name, with their prices for the customer. */
export async function draftLines(
  context: SignedInContext,
  requested: readonly RequestedLine[],
  customer: DraftCustomer,
): Promise<readonly DraftLine[]> {
  const named = await namePlans(context, requested, customer);
  const planIds = named.flatMap((line) => (line.kind === 'unknown' ? [line.planId] : []));
  const quotes = await quotePlans(context, buyerOf(customer), planIds);
  const asked = await askParameters(
    context,
    [...quotes.values()].map(({ plan }) => plan.product),
  );
  const lines = requested.map(({ quantity, promotionId, parameters }, index) => {
    const name = named[index] ?? { kind: 'undecided' as const, problem: unnamed(index) };
    const quoted = name.kind === 'unknown' ? quotes.get(name.planId) : undefined;
    return { quantity, promotionId, parameters, name, quoted };
  });
  const promotions = await choosePromotions(context, lines);
  return lines.map(({ quantity, promotionId, parameters, name, quoted }, index) => {
    const line = { quantity, promotionId, parameters, promotion: promotions[index] };
    if (quoted === undefined) return { ...line, choice: name };
    const { product } = quoted.plan;
    const plan = { ...quoted.plan, product: { ...product, parameters: asked.get(product.id) ?? [] } };
    return { ...line, choice: { kind: 'known', plan, quoted: atQuantity(quoted, quantity, promotionId) } };
  });
}

async function namePlans(
  context: SignedInContext,
  requested: readonly RequestedLine[],
  { profile, currency }: DraftCustomer,
): Promise<readonly NamedPlanId[]> {
  const byMpn = requested.flatMap(({ plan }, index) => (plan.kind === 'mpn' ? [{ index, plan }] : []));
  const choice = { segment: planSegment(profile.segment), market: profile.address.country, currency };
  const plans = byMpn.map(({ plan }) => plan);
  const matches = await findPlans(context, plans, choice);
  const found = new Map(byMpn.map(({ index }, position) => [index, matches[position] ?? []]));
  return requested.map(({ plan }, index) => namePlan(plan, index, found.get(index) ?? []));
}

function namePlan(plan: RequestedPlan, index: number, matches: readonly Id<'pln'>[]): NamedPlanId {
  switch (plan.kind) {
    case 'id':
      return { kind: 'unknown', planId: plan.planId };
    case 'unnamed':
      return { kind: 'undecided', problem: unnamed(index) };
    case 'mpn': {
      const [first, second] = matches;
      if (first !== undefined && second === undefined) return { kind: 'unknown', planId: first };
      return { kind: 'undecided', problem: ambiguous(plan.mpn, index, first === undefined) };
    }
  }
}

function unnamed(index: number): Refusal {
  return refusal('REQUIRED', 'A line needs a planId or an mpn.', { path: ['lines', index, 'planId'] });
}

function ambiguous(mpn: string, index: number, hasNone: boolean): Refusal {
  const path = ['lines', index, 'mpn'];
  if (hasNone) {
    const message = `${mpn} is not sold to this customer with this term and billing cycle.`;
    return refusal('PLAN_NOT_AVAILABLE', message, { path });
  }
  return refusal('INVALID', `${mpn} matches several plans.`, {
    path,
    remedies: [{ description: 'Give the MPN with its SKU, a term and a billingCycle, or give the planId.' }],
  });
}
