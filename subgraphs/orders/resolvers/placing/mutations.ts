import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitted } from '../../../shared/graphql/signed-in.ts';
import { toMoney } from '../../../shared/graphql/graphql-types.ts';
import { exactMoney } from '../../../shared/domain/money.ts';
import type { OrdersContext } from '../../context.ts';
import { toTenantDomain, type VendorParameters } from '../../rules/placing/vendor-parameters.ts';
import { estimateOrder, type Estimate } from '../../services/placing/estimate-order.ts';
import type { OrderRequest } from '../../services/placing/order-draft.ts';
import { placeOrder } from '../../services/placing/place-order.ts';
import { revealCredentials } from '../../services/subscriptions/reveal-credentials.ts';
import type { OrderEstimateType } from '../carts/types.ts';
import { PlaceOrderInput, RevealCredentialsInput, type VendorParametersInput } from './inputs.ts';
import { EstimateOrderPayload, PlaceOrderPayload, RevealCredentialsPayload } from './payloads.ts';

/** Reads vendor parameters as they are typed: names become domains, and naming who attests is signing now. */
export function readVendorParameters(input: VendorParametersInput | null | undefined, now: Date): VendorParameters {
  const { locationMpnId, indirectResellerDomain, tenantMode, tenantDomain, attestedBy, agreement } = input ?? {};
  return {
    locationMpnId: locationMpnId?.trim() ?? undefined,
    indirectResellerDomain: indirectResellerDomain?.trim().toLowerCase() ?? undefined,
    tenantMode: tenantMode ?? undefined,
    tenantDomain: typeof tenantDomain === 'string' ? toTenantDomain(tenantDomain) : undefined,
    agreement: agreement ? { ...agreement } : undefined,
    attestation: typeof attestedBy === 'string' ? { signedBy: attestedBy, signedAt: now.toISOString() } : undefined,
  };
}

function toRequest(input: PlaceOrderInput, now: Date): OrderRequest {
  return { ...input, vendorParameters: readVendorParameters(input.vendorParameters, now) };
}

function presentEstimate(estimate: Estimate, expectedMs: number): OrderEstimateType {
  const { lines, total, dueNow, checks, token, expiresAt } = estimate;
  return {
    lines: lines.map((line, index) => ({
      id: `line-${index}`,
      planId: line.planId,
      quantity: line.quantity,
      unitPrice: line.unitMinor === null ? null : exactMoney(line.unitMinor, line.currency),
      total: line.total === null ? null : toMoney(line.total),
    })),
    total: total === null ? null : toMoney(total),
    dueNow: dueNow === null ? null : toMoney(dueNow),
    checks,
    token,
    expiresAt,
    expectedProvisioning: `PT${Math.ceil(expectedMs / 1_000)}S`,
  };
}

@Resolver()
export class OrderMutations {
  @Mutation(() => EstimateOrderPayload, {
    description:
      'Everything that could refuse the order, at once, and the price it would have; changes nothing. Needs PLACE_ORDERS.',
  })
  async estimateOrder(
    @Arg('input', () => PlaceOrderInput, { description: 'The order.' }) input: PlaceOrderInput,
    @Ctx() context: OrdersContext,
  ): Promise<EstimateOrderPayload> {
    const viewer = permitted(context.principal, 'PLACE_ORDERS');
    const { now, config } = context.services;
    const outcome = await estimateOrder(context, viewer, toRequest(input, now()));
    if (!outcome.ok) return { userErrors: outcome.errors };
    return { estimate: presentEstimate(outcome.value, config.microsoft.expectedMs), userErrors: [] };
  }

  @Mutation(() => PlaceOrderPayload, {
    description:
      'Buy. Takes a cart, or lines directly; with `newCustomer` the customer is created in the same step. Needs PLACE_ORDERS.',
  })
  async placeOrder(
    @Arg('input', () => PlaceOrderInput, { description: 'The order.' }) input: PlaceOrderInput,
    @Ctx() context: OrdersContext,
  ): Promise<PlaceOrderPayload> {
    const viewer = permitted(context.principal, 'PLACE_ORDERS');
    const outcome = await placeOrder(context, viewer, toRequest(input, context.services.now()));
    return outcome.ok ? { order: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }

  @Mutation(() => RevealCredentialsPayload, {
    description: "Shows the tenant's user id and temporary password once; audited. Needs VIEW_CREDENTIALS.",
  })
  async revealCredentials(
    @Arg('input', () => RevealCredentialsInput, { description: 'Which.' }) input: RevealCredentialsInput,
    @Ctx() { services, em, principal }: OrdersContext,
  ): Promise<RevealCredentialsPayload> {
    const viewer = permitted(principal, 'VIEW_CREDENTIALS');
    const outcome = await revealCredentials(services, em, viewer, input.subscriptionId);
    return outcome.ok ? { ...outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }
}
