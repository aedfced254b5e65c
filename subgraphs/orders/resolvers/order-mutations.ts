import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitted } from '../../shared/access.ts';
import { toMoney } from '../../shared/graphql-types.ts';
import type { OrdersContext } from '../context.ts';
import { lineTotalMinor, shownUnitMinor, tierOf } from '../rules/tier-price.ts';
import { toTenantDomain, type VendorParameters } from '../rules/vendor-parameters.ts';
import { estimateOrder, type Estimate } from '../services/estimate-order.ts';
import type { OrderRequest } from '../services/order-draft.ts';
import { placeOrder } from '../services/place-order.ts';
import { revealCredentials } from '../services/reveal-credentials.ts';
import type { OrderEstimateType } from './cart-types.ts';
import { PlaceOrderInput, RevealCredentialsInput, type VendorParametersInput } from './inputs.ts';
import { EstimateOrderPayload, PlaceOrderPayload, RevealCredentialsPayload } from './payloads.ts';

/** Reads vendor parameters as they are typed: names become domains, and naming who attests is signing now. */
export function readVendorParameters(input: VendorParametersInput | null | undefined, now: Date): VendorParameters {
  const { locationMpnId, indirectResellerDomain, tenantMode, tenantDomain, attestedBy } = input ?? {};
  return {
    locationMpnId: locationMpnId?.trim(),
    indirectResellerDomain: indirectResellerDomain?.trim().toLowerCase(),
    tenantMode: tenantMode ?? undefined,
    tenantDomain: typeof tenantDomain === 'string' ? toTenantDomain(tenantDomain) : undefined,
    attestation: typeof attestedBy === 'string' ? { signedBy: attestedBy, signedAt: now.toISOString() } : undefined,
  };
}

function toRequest(input: PlaceOrderInput, now: Date): OrderRequest {
  return { ...input, vendorParameters: readVendorParameters(input.vendorParameters, now) };
}

function presentEstimate(estimate: Estimate, expectedMs: number): OrderEstimateType {
  const { draft, payerId, checks, token, expiresAt } = estimate;
  const { currency } = draft;
  return {
    lines: draft.lines.map(({ planId, quantity, quoted }, index) => {
      const tier = quoted === undefined ? undefined : tierOf(quoted.tiers, payerId);
      return {
        id: `line-${index}`,
        planId,
        quantity,
        unitPrice: tier === undefined ? null : toMoney({ amountMinor: shownUnitMinor(tier.unitMinor), currency }),
        total: tier === undefined ? null : toMoney({ amountMinor: lineTotalMinor(tier.unitMinor, quantity), currency }),
      };
    }),
    total: toMoney({ amountMinor: estimate.totalMinor, currency }),
    dueNow: toMoney({ amountMinor: estimate.dueNowMinor, currency }),
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
