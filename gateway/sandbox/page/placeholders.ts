import { isObject, stringAt } from './graph-request.ts';
import type { RecentIds } from './recent-ids.ts';

export interface PlaceholderSources {
  /** Runs a query as the viewer and answers its data; null when it cannot be answered. */
  readonly ask: (query: string) => Promise<Readonly<Record<string, unknown>> | null>;
  readonly recent: RecentIds;
}
type Values = Readonly<Record<string, string | null>>;

/**
 * Fills the `{{source.property}}` placeholders of prepared variables from the viewer's own data, asking only for what
 * is needed. What cannot be found becomes a sentence that says what to put there.
 */
export async function fillPlaceholders(variables: string, sources: PlaceholderSources): Promise<string> {
  if (!variables) return '';
  const needed = new Set([...variables.matchAll(/\{\{(\w+)\.\w+\}\}/g)].map((match) => match[1] ?? ''));
  const found = new Map<string, Values>();
  await Promise.all(
    [...needed].map(async (source) => found.set(source, (await LOOK_UPS[source]?.(sources).catch(() => null)) ?? {})),
  );
  const filled = variables.replace(/\{\{(\w+)\.(\w+)\}\}/g, (_, source: string, property: string) => {
    const text = found.get(source)?.[property] ?? HINTS[`${source}.${property}`] ?? '';
    // The placeholder stands inside a JSON string: what it becomes must not end that string.
    return JSON.stringify(text).slice(1, -1);
  });
  return JSON.stringify(JSON.parse(filled), null, 2);
}

const HINTS: Readonly<Record<string, string>> = {
  'viewer.accountId': 'Sign in first, or put an account id here',
  'viewer.fullName': 'Put your name here',
  'customer.id': 'Put the id of a customer here, from "Find customers"',
  'customer.tenantDomain': 'contosobakery.onmicrosoft.com',
  'reseller.id': 'Put the id of a reseller here, from "All resellers"',
  'plan.id': 'Put the id of a plan here, from "Find a plan"',
  'order.id': 'Put the id of an order here, from "Orders, newest first"',
  'subscription.id': 'Put the id of a subscription here, from "My services"',
  'cart.id': 'Put the id of a cart here, from "Cart 1: open a cart"',
  'priceListImport.id': 'Put the id of an import here, from "Import a price list"',
};

const LOOK_UPS: Readonly<Record<string, (sources: PlaceholderSources) => Promise<Values>>> = {
  viewer: async ({ ask }) => {
    const data = await ask('query { viewer { user { login firstName lastName } account { id } } }');
    const user = isObject(data?.['viewer']) ? data['viewer']['user'] : null;
    const names = [stringAt(user, 'firstName'), stringAt(user, 'lastName')].filter(Boolean);
    return {
      accountId: stringAt(data, 'viewer', 'account', 'id'),
      login: stringAt(user, 'login'),
      fullName: names.join(' ') || null,
    };
  },
  customer: async ({ ask }) => {
    const data = await ask(`query {
      viewer { account { id } }
      accounts(filter: { type: CUSTOMER, status: [ACTIVE] }, orderBy: CREATED_AT_ASC, first: 50) {
        nodes { id currency parent { id } ... on Customer { segment tenantDomain } }
      }
    }`);
    const customer = bestCustomer(nodesAt(data?.['accounts']), stringAt(data, 'viewer', 'account', 'id'));
    return { id: stringAt(customer, 'id'), tenantDomain: stringAt(customer, 'tenantDomain') };
  },
  reseller: async ({ ask }) => {
    const data = await ask(
      '{ viewer { account { id } } accounts(filter: { type: RESELLER }, orderBy: CREATED_AT_ASC, first: 20) { nodes { id } } }',
    );
    const ownId = stringAt(data, 'viewer', 'account', 'id');
    const below = nodesAt(data?.['accounts']).find((node) => stringAt(node, 'id') !== ownId);
    return { id: stringAt(below, 'id') };
  },
  plan: async ({ ask }) => {
    const data = await ask(`query {
      product(mpn: "CFQ7TTC0LH18:0001") {
        plans(filter: { segment: COMMERCIAL, market: "US", currency: "USD", term: "P1Y", billingCycle: MONTHLY }) { id }
      }
    }`);
    const product = data?.['product'];
    const plans: unknown = isObject(product) ? product['plans'] : null;
    return { id: Array.isArray(plans) ? stringAt(plans[0], 'id') : null };
  },
  order: async ({ ask, recent }) => {
    const id = recent.last('order');
    if (id) return { id };
    const data = await ask('{ orders(first: 1) { nodes { id } } }');
    return { id: stringAt(nodesAt(data?.['orders'])[0], 'id') };
  },
  subscription: async ({ ask, recent }) => {
    const id = recent.last('subscription');
    if (id) return { id };
    const data = await ask('{ viewer { account { subscriptions(first: 1) { nodes { id } } } } }');
    const account = isObject(data?.['viewer']) ? data['viewer']['account'] : null;
    return { id: stringAt(nodesAt(isObject(account) ? account['subscriptions'] : null)[0], 'id') };
  },
  cart: async ({ recent }) => ({ id: recent.last('cart') }),
  priceListImport: async ({ recent }) => ({ id: recent.last('priceListImport') }),
  random: async () => ({
    key: `sandbox-${randomLetters(16)}`,
    name: randomLetters(6),
    today: new Date().toISOString().slice(0, 10),
  }),
};

function nodesAt(connection: unknown): readonly unknown[] {
  return isObject(connection) && Array.isArray(connection['nodes']) ? connection['nodes'] : [];
}

/** A commercial customer with a tenant who buys from the viewer directly; failing that the nearest to it, oldest first. */
function bestCustomer(customers: readonly unknown[], viewerAccountId: string | null): unknown {
  const scored = customers.map((customer) => ({
    customer,
    score:
      (stringAt(customer, 'parent', 'id') === viewerAccountId ? 4 : 0) +
      (stringAt(customer, 'tenantDomain') ? 2 : 0) +
      (stringAt(customer, 'segment') === 'COMMERCIAL' ? 1 : 0) +
      (stringAt(customer, 'currency') === 'USD' ? 1 : 0),
  }));
  return scored.sort((a, b) => b.score - a.score)[0]?.customer;
}

function randomLetters(length: number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  // `crypto.randomUUID` exists on https and localhost only, and a sandbox may be opened by its address.
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => alphabet[byte % alphabet.length]).join(
    '',
  );
}
