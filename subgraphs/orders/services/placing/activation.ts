import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import { ActivationObstaclesDocument, PrepareActivationDocument } from '../../connectors/graph/generated/graphql.ts';
import type { SignedInContext } from '../../context.ts';
import type { RequestedActivation } from '../../rules/placing/order-request.ts';
import { toRefusals } from './placements.ts';

const FIELD = 'activation';

/** Everything that would keep the seller from being activated with its order. Only its own people activate it. */
export async function checkActivation(
  { viewer, deps, contextToken }: SignedInContext,
  sellerId: Id<'acc'>,
  input: RequestedActivation,
): Promise<readonly Refusal[]> {
  if (sellerId !== viewer.accountId || !may(viewer, 'MANAGE_ACCOUNTS')) {
    const cure = 'Leave it to an administrator of the reseller, who has the permission MANAGE_ACCOUNTS.';
    return [
      refusal('NOT_ALLOWED', 'A reseller is activated with an order of its own, by one of its administrators.', {
        path: [FIELD],
        remedies: [{ description: cure }],
      }),
    ];
  }
  const answer = await ask(deps.askGraph, ActivationObstaclesDocument, { input }, contextToken);
  return toRefusals(answer.activationObstacles, FIELD);
}

/** Has accounts keep what the reseller says. It takes effect when the order is written, and otherwise never. */
export async function prepareActivation(
  { deps, contextToken }: SignedInContext,
  input: RequestedActivation,
): Promise<Outcome<string>> {
  const { prepareActivation: prepared } = await ask(deps.askGraph, PrepareActivationDocument, { input }, contextToken);
  const { activationId } = prepared;
  return typeof activationId === 'string' ? done(activationId) : refused(...toRefusals(prepared.userErrors, FIELD));
}
