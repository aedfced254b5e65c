import type { Evidence } from './evidence.ts';
import type { Violation } from './invariants.ts';

/**
 * Compares with the vendor's log: each line was created at most once there, and what we have is exactly what took effect,
 * for what succeeded and for what was given up.
 */
export function checkVendor(evidence: Evidence): readonly Violation[] {
  return [...checkOnce(evidence), ...checkMirrored(evidence), ...checkCustomers(evidence)];
}

/** Counts the effects by what they created. */
function countEffects({ effects }: Evidence) {
  const lines = new Map<string, number>();
  const subscriptions = new Map<string, string[]>();
  const tenants = new Map<string, number>();
  for (const { effect } of effects) {
    if (effect.kind === 'order.created') {
      for (const { item } of effect.order.lines) lines.set(item.friendlyName, (lines.get(item.friendlyName) ?? 0) + 1);
    } else if (effect.kind === 'subscription.created') {
      const { friendlyName, subscriptionId } = effect.subscription;
      subscriptions.set(friendlyName, [...(subscriptions.get(friendlyName) ?? []), subscriptionId]);
    } else if (effect.kind === 'customer.created') {
      const { domain } = effect.customer;
      tenants.set(domain, (tenants.get(domain) ?? 0) + 1);
    }
  }
  return { lines, subscriptions, tenants };
}

function checkOnce(evidence: Evidence): readonly Violation[] {
  const { lines, subscriptions, tenants } = countEffects(evidence);
  const doubled = (text: string): Violation => ({ invariant: 2, kind: 'doubled', text });
  return [
    ...[...lines].flatMap(([id, n]) => (n > 1 ? [doubled(`line ${id} was ordered ${n} times at the vendor`)] : [])),
    ...[...subscriptions].flatMap(([id, all]) =>
      all.length > 1 ? [doubled(`line ${id} has ${all.length} subscriptions at the vendor`)] : [],
    ),
    ...[...tenants].flatMap(([domain, n]) => (n > 1 ? [doubled(`tenant ${domain} was created ${n} times`)] : [])),
  ];
}

/** What succeeded here has succeeded there, and the other way round. */
function checkMirrored(evidence: Evidence): readonly Violation[] {
  const { subscriptions: atVendor } = countEffects(evidence);
  const { lines, subscriptions } = evidence.stored;
  const active = new Map(subscriptions.map(({ lineId, vendorSubscriptionId }) => [lineId, vendorSubscriptionId]));
  const wrong = (text: string): Violation => ({ invariant: 8, kind: 'wrong', text });
  return lines.flatMap(({ id, status }) => {
    const here = active.get(id);
    const there = atVendor.get(id)?.[0];
    const found: Violation[] = [];
    if (status === 'COMPLETED' && there === undefined)
      found.push(wrong(`line ${id} is complete, but not at the vendor`));
    if (status === 'COMPLETED' && here !== there)
      found.push(wrong(`line ${id} has subscription ${here}, not ${there}`));
    if (status !== 'COMPLETED' && here !== undefined)
      found.push(wrong(`line ${id} is ${status} and has a subscription`));
    if ((status === 'FAILED' || status === 'CANCELLED') && there !== undefined) {
      found.push(wrong(`line ${id} is ${status} here and active at the vendor`));
    }
    return found;
  });
}

/** A customer that was made for an order stays with it, and goes when the order did not come about. */
function checkCustomers({ stored: { ownership, orders } }: Evidence): readonly Violation[] {
  const placements = new Map(ownership.placements.map(({ id, state }) => [id, state]));
  const withOrders = new Set(orders.map(({ customerId }) => customerId));
  const wrong = (text: string): Violation => ({ invariant: 8, kind: 'wrong', text });
  const customers = ownership.customers.flatMap(({ id, placementId }) => {
    const state = placementId === null ? undefined : placements.get(placementId);
    if (state === 'ABANDONED') return [wrong(`customer ${id} is still there, but its placement was given up`)];
    if (state === 'PLACED' && !withOrders.has(id))
      return [wrong(`customer ${id} was made for an order that is not there`)];
    return [];
  });
  const owners = new Map(ownership.tenants.map(({ domain, customerId }) => [domain, customerId]));
  const tenants = orders.flatMap(({ id, status, tenantDomain, customerId }) => {
    const owner = owners.get(tenantDomain);
    if (status === 'COMPLETED' && owner !== customerId)
      return [wrong(`order ${id} is complete, and ${tenantDomain} is not its own`)];
    return [];
  });
  return [...customers, ...tenants];
}
