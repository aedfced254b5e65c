import { isOutage } from '../../../shared/database/outage.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { ask, type TypedOperation } from '../../../shared/graphql/ask-graph.ts';
import type { SignedInContext } from '../../context.ts';

/** An order, by its id alone. */
export interface OrderStub {
  readonly id: Id<'ord'>;
}

interface OrderAnswer {
  readonly orderActivation: OrderStub;
}

const ORDER_ACTIVATION: TypedOperation<OrderAnswer, { readonly activationId: string }> =
  `mutation AccountsOrderActivation($activationId: ID!) {
  orderActivation(activationId: $activationId) {
    id
  }
}`;

/**
 * Asks orders for the order of an activation, so that its number can be told at once. Undefined when orders cannot answer now;
 * it hears of the activation anyway.
 */
export async function askForOrder(
  { deps, contextToken, viewer }: SignedInContext,
  activationId: string,
): Promise<OrderStub | undefined> {
  if (contextToken === undefined) return undefined;
  try {
    const answer = await ask(deps.askGraph, ORDER_ACTIVATION, { activationId }, contextToken);
    return answer.orderActivation;
  } catch (error) {
    // The activation is written, and orders hears of it anyway: that there is no answer now must not look like a failure.
    const level = isOutage(error) ? 'warn' : 'error';
    deps.logger[level]({ err: error, accountId: viewer.accountId }, 'orders will hear of an activation later');
    return undefined;
  }
}
