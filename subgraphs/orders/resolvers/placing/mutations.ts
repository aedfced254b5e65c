import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { exactMoney } from '../../../shared/domain/money.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import { estimateOrder, type Estimate, type EstimatedLine } from '../../services/placing/estimate-order.ts';
import { placeOrder } from '../../services/placing/place-order.ts';
import type { PricedLine } from '../carts/types.ts';
import { OrderType } from '../orders/types.ts';
import { PlaceOrderInput } from './inputs.ts';
import { readPlaceOrder } from './read-inputs.ts';
import { OrderEstimateType } from './types.ts';

const EstimateOrderPayload = payloadType(
  'EstimateOrder',
  'The estimate, or the reasons why there is none. The reasons why the order itself would be refused are in the `checks` of the estimate.',
  {
    estimate: {
      type: () => OrderEstimateType,
      description:
        'The estimate with every check. It cannot be made when it is not clear what is ordered, or for whom.',
    },
  },
);
const PlaceOrderPayload = payloadType('PlaceOrder', 'The new order, or all reasons why it was refused.', {
  order: { type: () => OrderType, description: 'The order that was placed.' },
});

@Resolver()
export class PlacingMutations {
  @Mutation(() => EstimateOrderPayload, {
    description:
      'Returns what an order would cost, and every reason why `placeOrder` would refuse it, all at once. Changes nothing. Needs the permission PLACE_ORDERS.',
  })
  async estimateOrder(
    @Arg('input', () => PlaceOrderInput, { description: 'The order to estimate.' }) input: PlaceOrderInput,
    @Ctx() context: OrdersContext,
  ): Promise<Payload<{ readonly estimate: OrderEstimateType }>> {
    const viewing = requirePermission(context, 'PLACE_ORDERS');
    const { now } = context.deps;
    const outcome = await estimateOrder(viewing, readPlaceOrder(input, now()));
    return toPayload(outcome.ok ? { ...outcome, value: presentEstimate(outcome.value) } : outcome, 'estimate');
  }

  @Mutation(() => PlaceOrderPayload, {
    description:
      'Places an order for a cart or for lines. With `newCustomer`, the customer is created in the same step. Follow the order with the subscription `orderProvisioning`. Needs the permission PLACE_ORDERS.',
  })
  async placeOrder(
    @Arg('input', () => PlaceOrderInput, { description: 'The order to place.' }) input: PlaceOrderInput,
    @Ctx() context: OrdersContext,
  ): Promise<Payload<{ readonly order: OrderRow }>> {
    const viewing = requirePermission(context, 'PLACE_ORDERS');
    return toPayload(await placeOrder(viewing, readPlaceOrder(input, context.deps.now())), 'order');
  }
}

function presentEstimate(estimate: Estimate): OrderEstimateType {
  const { total, dueNow, checks, token, expiresAt, expectedMs } = estimate;
  return {
    lines: estimate.lines.map(presentLine),
    total: total === null ? null : toMoney(total),
    dueNow: dueNow === null ? null : toMoney(dueNow),
    checks,
    token,
    expiresAt,
    expectedProvisioning: expectedMs === undefined ? undefined : `PT${Math.ceil(expectedMs / 1_000)}S`,
  };
}

function presentLine(line: EstimatedLine, index: number): PricedLine {
  const { planId, quantity, promotionId, parameters, currency, price } = line;
  return {
    id: `line-${index}`,
    planId,
    quantity,
    promotionId: promotionId ?? null,
    parameters,
    unitPrice: price === null ? null : exactMoney(price.unitMinor, currency),
    regularUnitPrice: price === null ? null : exactMoney(price.regularUnitMinor, currency),
    total: price === null ? null : toMoney({ amountMinor: price.totalMinor, currency }),
  };
}
