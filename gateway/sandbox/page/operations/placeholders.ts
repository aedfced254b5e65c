import { isObject, stringAt } from '../graph/graph-request.ts';
import type { RecentIds } from '../graph/recent-ids.ts';
import type { DemoUser } from '../sandbox-config.ts';

export interface PlaceholderSources {
  /** Runs a query as the viewer and answers its data; null when it cannot be answered. */
  readonly ask: (query: string) => Promise<Readonly<Record<string, unknown>> | null>;
  readonly recent: RecentIds;
  /** The viewer as a user of the demo, and how those sign in; null where there is none. */
  readonly demo: { readonly user: DemoUser; readonly password: string } | null;
}

/** What one source has for the placeholders of its name; null when it has nothing to put there. */
type Values = Readonly<Record<string, string>> | null;

/** Why an operation cannot be run yet, by the source that has nothing. */
const NEEDS: Readonly<Record<string, string>> = {
  viewer: 'Sign in first.',
  buying: 'Activate your reseller first.',
  activation: 'Your reseller is active already.',
  customer: 'Needs a customer.',
  reseller: 'Needs a reseller.',
  termsRequest: 'Nobody who buys from you has asked for terms.',
  plan: 'Needs a plan on sale.',
  promotion: 'Needs a promotion, which the provider has read from the vendor.',
  product: 'Needs a product on sale.',
  marketplace: 'Create a marketplace first.',
  listingRequest: 'Nobody who buys from you has asked to list a product.',
  order: 'Place an order first.',
  subscription: 'Needs a tenant that was made for you, its password not seen yet.',
  cart: 'Open a cart first.',
  priceListImport: 'Import a price list first.',
  doubtedImport: 'No import waits for it.',
  createdUser: 'Create a user first.',
  apiClient: 'Create an API client first.',
  newCustomer: 'Create a customer first.',
  demo: 'Only for users of the demo: use the form at the top.',
  session: 'Run "Sign in" first.',
};

/** The sources that an operation is filled in from, or that it needs for another reason. */
export function sourcesOf({ variables, needs }: { readonly variables: string; readonly needs: readonly string[] }) {
  return new Set([...needs, ...[...variables.matchAll(/\{\{(\w+)\.\w+\}\}/g)].map((match) => match[1] ?? '')]);
}

/** What an operation waits for, in words; null when all of its sources have something. */
export function missingFor(needed: ReadonlySet<string>, available: ReadonlySet<string>): string | null {
  const missing = Object.keys(NEEDS).find((source) => needed.has(source) && !available.has(source));
  return missing === undefined ? null : (NEEDS[missing] ?? null);
}

/** Those of some sources that have something. */
export async function availableOf(wanted: Iterable<string>, sources: PlaceholderSources): Promise<Set<string>> {
  const found = await Promise.all([...wanted].map(async (source) => ((await lookUp(source, sources)) ? [source] : [])));
  return new Set(found.flat());
}

/** Fills the `{{source.property}}` placeholders of prepared variables, asking only for what is needed. */
export async function fillPlaceholders(variables: string, sources: PlaceholderSources): Promise<string> {
  if (!variables) return '';
  const found = new Map<string, Values>();
  const needed = sourcesOf({ variables, needs: [] });
  await Promise.all([...needed].map(async (source) => found.set(source, await lookUp(source, sources))));
  const filled = variables.replace(/\{\{(\w+)\.(\w+)\}\}/g, (_, source: string, property: string) => {
    const text = found.get(source)?.[property] ?? '';
    // The placeholder stands inside a JSON string: what it becomes must not end that string.
    return JSON.stringify(text).slice(1, -1);
  });
  return JSON.stringify(JSON.parse(filled), null, 2);
}

async function lookUp(source: string, sources: PlaceholderSources): Promise<Values> {
  return (await LOOK_UPS[source]?.(sources).catch(() => null)) ?? null;
}

/** Nothing where one of the values is not known. */
function complete<Name extends string>(values: Readonly<Record<Name, string | null>>): Values {
  return Object.values(values).includes(null) ? null : (values as Readonly<Record<Name, string>>);
}

const LOOK_UPS: Readonly<Record<string, (sources: PlaceholderSources) => Promise<Values>>> = {
  viewer: async ({ ask }) => {
    const data = await ask('query { viewer { user { firstName lastName } account { id } } }');
    const user = isObject(data?.['viewer']) ? data['viewer']['user'] : null;
    const names = [stringAt(user, 'firstName'), stringAt(user, 'lastName')].filter(Boolean);
    return complete({ accountId: stringAt(data, 'viewer', 'account', 'id'), fullName: names.join(' ') });
  },
  buying: async ({ ask }) => {
    const data = await ask('query { viewer { account { status } } }');
    return stringAt(data, 'viewer', 'account', 'status') === 'ACTIVE' ? {} : null;
  },
  activation: async ({ ask }) => {
    const data = await ask('query { viewer { account { name status } } }');
    const isPending = stringAt(data, 'viewer', 'account', 'status') === 'PENDING';
    return isPending ? complete({ name: stringAt(data, 'viewer', 'account', 'name') }) : null;
  },
  partner: async ({ ask, demo }) => {
    const data = await ask(`query {
      viewer { account { ... on Reseller { partnerProfile { locationMpnId indirectResellerDomain } } } }
    }`);
    const account = isObject(data?.['viewer']) ? data['viewer']['account'] : null;
    return {
      mpnId: stringAt(account, 'partnerProfile', 'locationMpnId') ?? demo?.user.identity?.mpnId ?? 'Your MPN ID',
      domain:
        stringAt(account, 'partnerProfile', 'indirectResellerDomain') ??
        demo?.user.identity?.domain ??
        'Your .onmicrosoft.com domain',
    };
  },
  customer: async ({ ask }) => {
    const data = await ask(`query {
      viewer { account { id } }
      accounts(filter: { type: CUSTOMER, status: [ACTIVE] }, sort: CREATED_AT_ASC, first: 50) {
        nodes { id name currency parent { id } ... on Customer { segment tenantDomain } }
      }
    }`);
    const customer = bestCustomer(nodesAt(data?.['accounts']), stringAt(data, 'viewer', 'account', 'id'));
    const name = stringAt(customer, 'name') ?? '';
    const known = stringAt(customer, 'tenantDomain');
    const made = `${name
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
      .slice(0, 16)}${randomLetters(4)}.onmicrosoft.com`;
    return complete({
      id: stringAt(customer, 'id'),
      tenantMode: known ? 'EXISTING' : 'NEW',
      tenantDomain: known ?? made,
      planId: await findPlan(ask, stringAt(customer, 'segment') ?? 'COMMERCIAL'),
    });
  },
  reseller: async ({ ask }) => {
    const data = await ask(
      '{ viewer { account { id } } accounts(filter: { type: RESELLER }, sort: CREATED_AT_ASC, first: 20) { nodes { id } } }',
    );
    const ownId = stringAt(data, 'viewer', 'account', 'id');
    const below = nodesAt(data?.['accounts']).find((node) => stringAt(node, 'id') !== ownId);
    return complete({ id: stringAt(below, 'id') });
  },
  termsRequest: async ({ ask }) => {
    const data = await ask(`{
      viewer { account {
        ... on Provider { children(first: 50) { nodes { ...Terms } } }
        ... on Reseller { children(first: 50) { nodes { ...Terms } } }
      } }
    }
    fragment Terms on Account {
      ... on Reseller { termsRequest { id status } }
      ... on Customer { termsRequest { id status } }
    }`);
    const account = isObject(data?.['viewer']) ? data['viewer']['account'] : null;
    const children = nodesAt(isObject(account) ? account['children'] : null);
    const open = children.find((node) => stringAt(node, 'termsRequest', 'status') === 'REQUESTED');
    return complete({ id: stringAt(open, 'termsRequest', 'id') });
  },
  plan: async ({ ask }) => complete({ id: await findPlan(ask, 'COMMERCIAL') }),
  promotion: async ({ ask }) => {
    const plan = await findPlanNode(ask, 'COMMERCIAL');
    const promotions: unknown = isObject(plan) ? plan['promotions'] : null;
    const first: unknown = Array.isArray(promotions) ? promotions[0] : null;
    return complete({ id: stringAt(first, 'id'), planId: stringAt(plan, 'id') });
  },
  product: async ({ ask }) => {
    const data = await ask('{ product(mpn: "CFQ7TTC0LH18:0001") { id name } }');
    return complete({ id: stringAt(data, 'product', 'id'), name: stringAt(data, 'product', 'name') });
  },
  marketplace: async ({ ask }) => {
    const data = await ask('{ viewer { account { marketplaces { id } } } }');
    const account = isObject(data?.['viewer']) ? data['viewer']['account'] : null;
    const marketplaces: unknown = isObject(account) ? account['marketplaces'] : null;
    return complete({ id: Array.isArray(marketplaces) ? stringAt(marketplaces[0], 'id') : null });
  },
  listingRequest: async ({ ask }) => {
    const data = await ask('{ listingRequests(first: 1) { nodes { id } } }');
    return complete({ id: stringAt(nodesAt(data?.['listingRequests'])[0], 'id') });
  },
  order: async ({ ask, recent }) => {
    const id = recent.last('order');
    if (id) return { id };
    const data = await ask('{ orders(first: 1) { nodes { id } } }');
    return complete({ id: stringAt(nodesAt(data?.['orders'])[0], 'id') });
  },
  subscription: async ({ ask }) => {
    const data = await ask(
      '{ viewer { account { subscriptions(first: 100) { nodes { id allowedActions { action } } } } } }',
    );
    const account = isObject(data?.['viewer']) ? data['viewer']['account'] : null;
    const all = nodesAt(isObject(account) ? account['subscriptions'] : null);
    return complete({ id: stringAt(all.find(isRevealable), 'id') });
  },
  cart: async ({ recent }) => complete({ id: recent.last('cart') }),
  priceListImport: async ({ recent }) => complete({ id: recent.last('priceListImport') }),
  doubtedImport: async ({ ask, recent }) => {
    const id = recent.last('priceListImport');
    if (id === null) return null;
    const data = await ask(`query { priceListImport(id: ${JSON.stringify(id)}) { status } }`);
    return stringAt(data, 'priceListImport', 'status') === 'NEEDS_CONFIRMATION' ? { id } : null;
  },
  createdUser: async ({ recent }) => complete({ id: recent.last('user') }),
  apiClient: async ({ recent }) => complete({ id: recent.last('apiClient') }),
  newCustomer: async ({ recent }) => complete({ id: recent.last('customer') }),
  demo: async ({ demo }) => demo && { login: demo.user.login, password: demo.password },
  session: async ({ recent }) => complete({ refreshToken: recent.last('refreshToken') }),
  random: async () => ({
    key: `sandbox-${randomLetters(16)}`,
    name: randomLetters(6),
    today: new Date().toISOString().slice(0, 10),
  }),
};

/** A plan of the product that all examples buy, for a segment. */
async function findPlan(ask: PlaceholderSources['ask'], segment: string): Promise<string | null> {
  return stringAt(await findPlanNode(ask, segment), 'id');
}

async function findPlanNode(ask: PlaceholderSources['ask'], segment: string): Promise<unknown> {
  const data = await ask(`query {
    product(mpn: "CFQ7TTC0LH18:0001") {
      plans(filter: { segment: ${segment}, market: "US", currency: "USD", term: "P1Y", billingCycle: MONTHLY }) {
        id promotions { id }
      }
    }
  }`);
  const product = data?.['product'];
  const plans: unknown = isObject(product) ? product['plans'] : null;
  return Array.isArray(plans) ? plans[0] : null;
}

function isRevealable(subscription: unknown): boolean {
  const actions = isObject(subscription) ? subscription['allowedActions'] : null;
  return Array.isArray(actions) && actions.some((one) => stringAt(one, 'action') === 'REVEAL_CREDENTIALS');
}

function nodesAt(connection: unknown): readonly unknown[] {
  return isObject(connection) && Array.isArray(connection['nodes']) ? connection['nodes'] : [];
}

/**
 * A commercial customer with a tenant who buys from the viewer directly; failing that the nearest to it, oldest first. One
 * of education or a nonprofit must have a tenant: the vendor makes them none.
 */
function bestCustomer(customers: readonly unknown[], viewerAccountId: string | null): unknown {
  const scored = customers.map((customer) => ({
    customer,
    score:
      (stringAt(customer, 'parent', 'id') === viewerAccountId ? 4 : 0) +
      (stringAt(customer, 'tenantDomain') ? 2 : 0) +
      (['COMMERCIAL', 'GOVERNMENT'].includes(stringAt(customer, 'segment') ?? '') ? 2 : 0) +
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
