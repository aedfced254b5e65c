import { setTimeout as sleep } from 'node:timers/promises';
import {
  FindPlanDocument,
  PlaceOrderForNewCustomerDocument,
  type PlaceOrderInput,
} from '../../../schema/operations/generated/graphql.ts';
import type { WantedOrder } from '../oracle/evidence.ts';
import type { Portal } from './portal.ts';

/** A seller who buys: its sample user, and its identity at the vendor. */
export interface Seller {
  readonly login: string;
  /** Sellers of one tree see each other's orders; those of another never do. */
  readonly tree: string;
  readonly mpnId: string;
  readonly domain: string;
}

/** Champion Cloud and Harbor IT, which buys from it and pays by card, and Summit Resale in a tree of its own. */
export const SELLERS: readonly Seller[] = [
  { login: 'champion.admin', tree: 'champion', mpnId: '1234567', domain: 'championcloud.onmicrosoft.com' },
  { login: 'harbor.admin', tree: 'champion', mpnId: '3456789', domain: 'harborit.onmicrosoft.com' },
  { login: 'summit.admin', tree: 'summit', mpnId: '2345678', domain: 'summitresale.onmicrosoft.com' },
];

/** What the vendor does with an order, by a part of the tenant's name; an empty part is usual success. */
export type VendorScript =
  | ''
  | 'slow'
  | 'droporder'
  | 'droptenant'
  | 'applieslate'
  | 'latetenant'
  | 'outage'
  | 'throttled'
  | 'unfulfilled'
  | 'rejected';

/** One purchase that a client wants. */
export interface Purchase {
  readonly seller: Seller;
  /** Unique; of lower-case letters and digits, since it becomes part of names and domains. */
  readonly name: string;
  readonly script: VendorScript;
  readonly quantity: number;
}

/** What a client knows of its purchase; it grows while the client tries. */
export interface Attempted extends WantedOrder {
  readonly purchase: Purchase;
  acknowledgedAtMs: number | undefined;
}

/** A text that only the sellers of one tree may ever receive. */
export function canaryOf(tree: string): string {
  return `Canary ${tree}`;
}

const BUSINESS_BASIC = 'CFQ7TTC0LH18:0001';
const AGAIN_AFTER_MS = 400;

/** The plan that is bought: one year of Business Basic, billed monthly. */
export async function findPlanId(portal: Portal): Promise<string> {
  const { data, failure } = await portal.ask(FindPlanDocument, {
    search: 'business basic',
    plan: { segment: 'COMMERCIAL', market: 'US', currency: 'USD', term: 'P1Y', billingCycle: 'MONTHLY' },
  });
  const plan = data?.products.nodes.find(({ mpn }) => mpn === BUSINESS_BASIC)?.plans[0];
  if (plan === undefined) throw new Error(`The plan to buy is not there: ${failure}`);
  return plan.id;
}

/** Begins what is known of a purchase. */
export function wantPurchase(purchase: Purchase): Attempted & Mutable {
  return {
    purchase,
    idempotencyKey: `key-${purchase.name}`,
    seller: purchase.seller.login,
    tenantDomain: `${tenantName(purchase)}.onmicrosoft.com`,
    orderIds: new Set(),
    lineIds: [],
    refusal: undefined,
    failures: new Map(),
    acknowledgedAtMs: undefined,
  };
}

interface Mutable {
  readonly orderIds: Set<string>;
  lineIds: readonly string[];
  refusal: string | undefined;
  readonly failures: Map<string, number>;
}

/**
 * Places an order with one idempotency key until it is acknowledged or refused for good, as a careful client does. What it
 * learns is in `wanted` at every moment.
 */
export async function buy(portal: Portal, planId: string, wanted: Attempted & Mutable, untilMs: number): Promise<void> {
  const input = inputFor(wanted.purchase, planId, wanted.idempotencyKey);
  while (Date.now() < untilMs) {
    const { data, failure } = await portal.ask(PlaceOrderForNewCustomerDocument, { input });
    const { order, userErrors = [] } = data?.placeOrder ?? {};
    if (order !== undefined && order !== null) {
      wanted.orderIds.add(order.id);
      wanted.lineIds = order.lines.map(({ id }) => id);
      wanted.acknowledgedAtMs = Date.now();
      return;
    }
    const code = failure ?? userErrors.map((error) => error.code).join(', ');
    wanted.failures.set(code, (wanted.failures.get(code) ?? 0) + 1);
    if (userErrors.some(({ retryable }) => !retryable)) {
      wanted.refusal = userErrors.map((error) => `${error.code} (${error.message})`).join(', ');
      return;
    }
    await sleep(AGAIN_AFTER_MS);
  }
}

function tenantName({ name, script }: Purchase): string {
  return `f${name}${script}`;
}

function inputFor(purchase: Purchase, planId: string, idempotencyKey: string): PlaceOrderInput {
  const { seller, name, quantity } = purchase;
  const person = { firstName: 'Robin', lastName: 'Counts', email: `robin@${name}.example` };
  return {
    newCustomer: {
      name: `${canaryOf(seller.tree)} ${name}`,
      segment: 'COMMERCIAL',
      address: { line1: '1 Roastery Lane', city: 'Seattle', region: 'WA', postalCode: '98101', country: 'US' },
      contact: person,
      login: `robin.${name}`,
    },
    lines: [{ planId, quantity }],
    vendorParameters: {
      locationMpnId: seller.mpnId,
      indirectResellerDomain: seller.domain,
      attestedBy: 'Robin Counts',
      tenantMode: 'NEW',
      tenantDomain: `${tenantName(purchase)}.onmicrosoft.com`,
      agreement: { ...person, acceptedOn: '2026-11-20' },
    },
    idempotencyKey,
  };
}
