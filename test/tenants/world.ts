import { expect } from 'vitest';
import type { SimulatorOptions } from '../../subgraphs/simulator/simulator-options.ts';
import { eventually } from '../support/eventually.ts';
import { outboxDrained, type GraphUnderTest } from '../support/graph-under-test.ts';
import { mailsIn } from '../support/mail.ts';
import { ANONYMOUS, userOf, type ContextClaims, type PrincipalAccount } from '../support/principals.ts';
import { ended, planId } from '../subgraphs/orders/ordering.ts';
import { PROMOTION, promotionId } from '../subgraphs/orders/promotions/promoted-orders.ts';
import { canary, TIERS, TREES, type CanaryClass, type Tier, type Tree } from './canaries.ts';

/** The ids and secrets of everything that belongs to one account, by what it is; `order`, `orderNumber`, `cart`. */
export type Things = Readonly<Record<string, string>>;

/** An account of a tree with all that it has. */
export interface Holder extends PrincipalAccount {
  readonly tree: Tree;
  readonly tier: Tier;
  /** Its administrator, with all the permissions that one has. */
  readonly administrator: ContextClaims;
  readonly things: Things;
}

/** Two trees under one provider, each filled with everything that accounts can have, all of it with canaries. */
export interface World {
  readonly graph: GraphUnderTest;
  readonly provider: ContextClaims;
  readonly holders: readonly Holder[];
  holder(tree: Tree, tier: Tier): Holder;
  /** What belongs to nobody: a plan, a promotion, a product, a vendor, an import. */
  readonly shared: Things;
}

/** What the two trees need of the vendor: nothing but partners that every simulator knows. */
export const WORLD_VENDOR: Partial<SimulatorOptions> = { provisioningSeconds: 300 };

/** The identity of each seller at the vendor. */
const PARTNERS: Readonly<Record<Tree, Partial<Record<Tier, readonly [mpnId: string, domain: string]>>>> = {
  north: {
    reseller: ['6000001', 'reseller01.onmicrosoft.com'],
    subreseller: ['6000002', 'reseller02.onmicrosoft.com'],
  },
  south: {
    reseller: ['6000003', 'reseller03.onmicrosoft.com'],
    subreseller: ['6000004', 'reseller04.onmicrosoft.com'],
  },
};

/** What each account pays above its seller's price in percent, and its credit limit: all different, to be found in answers. */
const MONEY: Readonly<Record<Tree, Readonly<Record<Tier, readonly [percent: string, limit: string]>>>> = {
  north: {
    reseller: ['3.17', '91234.11'],
    subreseller: ['4.19', '81234.12'],
    customer: ['5.23', '71234.13'],
  },
  south: {
    reseller: ['6.29', '92345.14'],
    subreseller: ['7.31', '82345.15'],
    customer: ['8.37', '72345.16'],
  },
};

const CUSTOMER_PERMISSIONS = [
  'MANAGE_ACCOUNTS',
  'MANAGE_USERS',
  'PLACE_ORDERS',
  'VIEW_FINANCIALS',
  'MANAGE_SUBSCRIPTIONS',
  'VIEW_CREDENTIALS',
  'USE_SERVICES',
] as const;

const RESELLER_PERMISSIONS = [
  ...CUSTOMER_PERMISSIONS,
  'MANAGE_PRICES',
  'MANAGE_CATALOG',
  'MANAGE_BRANDING',
  'MANAGE_API_CLIENTS',
  'ACT_FOR_CUSTOMERS',
] as const;

/** What the API clients of the matrix may do. */
export const CLIENT_PERMISSIONS = ['PLACE_ORDERS', 'VIEW_FINANCIALS', 'MANAGE_SUBSCRIPTIONS'] as const;

/** What an administrator of a tier may do. */
export function permissionsOf(tier: Tier): readonly string[] {
  return tier === 'customer' ? CUSTOMER_PERMISSIONS : RESELLER_PERMISSIONS;
}

/** Asks a mutation that must be accepted and returns its payload. */
export async function make(
  graph: GraphUnderTest,
  as: ContextClaims,
  [mutation, selection]: readonly [mutation: string, selection: string],
  input: object,
): Promise<Readonly<Record<string, never>>> {
  const type = mutation === 'estimateOrder' ? 'PlaceOrder' : `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const text = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { ${selection} userErrors { code message path } } }`;
  const { data, errors } = await graph.ask<Record<string, { userErrors: readonly unknown[] }> | null>(
    text,
    { input },
    as,
  );
  const payload = data?.[mutation];
  if (payload === undefined || errors.length > 0 || payload.userErrors.length > 0) {
    throw new Error(`${mutation}: ${JSON.stringify({ payload, errors })}`);
  }
  return payload as never;
}

/** Fills the graph with the two trees. Takes a few seconds, because each customer's order has to be provisioned. */
export async function makeWorld(graph: GraphUnderTest): Promise<World> {
  const provider = graph.administrator('Meridian Distribution');
  const shared = await findShared(graph);
  const trees = await Promise.all(
    TREES.map(async (tree) => {
      const made: Holder[] = [];
      for (const tier of TIERS) {
        const seller = made.at(-1);
        made.push(await new HolderMaker({ graph, tree, tier, seller, provider, shared }).make());
      }
      return made;
    }),
  );
  const holders = trees.flat();
  const ordered = await Promise.all(TREES.map((tree) => placeOrders({ graph, holders, tree, shared })));
  for (const orders of ordered) {
    const customer = holders.find((holder) => holder === orders.customer);
    if (customer !== undefined) Object.assign(customer.things, orders.things);
  }
  await outboxDrained(graph.database);
  await mailsSent(graph);
  await lookBack(graph, holders);
  const holder = (tree: Tree, tier: Tier): Holder => {
    const found = holders.find((one) => one.tree === tree && one.tier === tier);
    if (found === undefined) throw new Error(`There is no ${tree} ${tier}`);
    return found;
  };
  return { graph, provider, holders, holder, shared };
}

/** Waits for all mails, which make links as they are written. */
function mailsSent({ database }: GraphUnderTest): Promise<void> {
  return eventually(async () => {
    const waiting = await database.sql(
      `select name from jobs.job
       where state in ('created', 'retry', 'active') and start_after <= now() and name ~ 'mail|invitation|access'`,
    );
    expect(waiting).toEqual([]);
  });
}

/** What leaves its trace only by and by: that somebody has signed in, or acted for an account below. */
async function lookBack({ database }: GraphUnderTest, holders: readonly Holder[]): Promise<void> {
  await database.sql('update accounts."user" set last_sign_in_at = now()');
  await database.sql('update accounts.api_client set last_used_at = now()');
  for (const { id, things } of holders) {
    const [entry] = await database.sql<{ id: string }>(
      'select id from accounts.audit_entry where account_id = $1 order by id limit 1',
      [id],
    );
    Object.assign(things, { auditEntry: entry?.id ?? '' });
  }
  for (const tree of TREES) {
    const [reseller, , customer] = TIERS.map((tier) => holders.find((one) => one.tree === tree && one.tier === tier));
    const error = {
      code: 'VENDOR_REJECTED',
      message: canary('order', tree, 'customer'),
      path: [],
      retryable: false,
      remedies: [],
    };
    const given = [{ name: 'site', value: canary('order', tree, 'customer') }];
    await database.sql('update orders.order_line set error = $2, parameters = $3 where order_id = $1', [
      customer?.things['order'],
      JSON.stringify(error),
      JSON.stringify(given),
    ]);
    await database.sql('update orders."order" set acted_from = $2, placed_by = $3 where id = $1', [
      customer?.things['order'],
      reseller?.id,
      reseller?.things['administrator'],
    ]);
  }
}

async function findShared(graph: GraphUnderTest): Promise<Things> {
  const plan = await planId(graph);
  const [row] = await graph.database.sql<{ product: string; vendor: string; mpn: string; import: string }>(
    `select product.id as product, vendor_id as vendor, product.mpn as mpn,
       (select id from catalog.price_list_import order by id limit 1) as import
     from catalog.plan join catalog.product on product.id = plan.product_id where plan.id = $1`,
    [plan],
  );
  if (row === undefined) throw new Error('The catalogue is empty');
  const asked = {
    name: 'site',
    label: 'Site',
    type: 'CHOICE',
    required: false,
    help: 'Where',
    choices: ['A'],
    pattern: 'A',
  };
  await graph.database.sql('update catalog.product set parameters = $2 where id = $1', [
    row.product,
    JSON.stringify([asked]),
  ]);
  return { plan, promotion: await promotionId(graph, PROMOTION.basic), ...row };
}

interface HolderParts {
  readonly graph: GraphUnderTest;
  readonly tree: Tree;
  readonly tier: Tier;
  readonly seller: Holder | undefined;
  readonly provider: ContextClaims;
  readonly shared: Things;
}

/** Creates one account and everything that it has before its first order. */
class HolderMaker {
  readonly #parts: HolderParts;
  readonly #things: Record<string, string> = {};

  constructor(parts: HolderParts) {
    this.#parts = parts;
  }

  async make(): Promise<Holder> {
    const { graph, tree, tier, seller, provider } = this.#parts;
    const above = seller?.administrator ?? provider;
    const account = await this.#createAccount(above);
    const administrator = userOf(account, permissionsOf(tier), { sub: account.userId });
    const holder: Holder = { ...account, tree, tier, administrator, things: this.#things };
    this.#things['account'] = account.id;
    this.#things['administrator'] = account.userId;
    if (tier !== 'customer') this.#things['seller'] = account.id;
    await outboxDrained(graph.database);
    await this.#fillProfile(holder, above);
    await this.#addUsers(holder);
    await this.#agreeOnMoney(holder, above);
    if (tier !== 'customer') await this.#sell(holder);
    return holder;
  }

  #canary(of: CanaryClass): string {
    return canary(of, this.#parts.tree, this.#parts.tier);
  }

  #contact(of: CanaryClass) {
    const text = this.#canary(of);
    return { firstName: text, lastName: text, email: `${text}@canary.example`, phone: '+1 303 555 0100' };
  }

  async #createAccount(above: ContextClaims): Promise<PrincipalAccount & { readonly userId: string }> {
    const { graph, tier } = this.#parts;
    const text = this.#canary('account');
    const isCustomer = tier === 'customer';
    const field = isCustomer ? 'customer' : 'reseller';
    const made = await make(graph, above, [isCustomer ? 'createCustomer' : 'createReseller', `${field} { id }`], {
      parentId: above.acc,
      name: text,
      address: { line1: text, line2: text, city: text, region: 'CO', postalCode: '80202', country: 'US' },
      contact: this.#contact('account'),
      login: this.#canary('user'),
      externalId: text,
      currency: 'USD',
      ...(isCustomer ? { segment: 'COMMERCIAL', idempotencyKey: this.#canary('secret') } : {}),
    });
    const { id } = made[field] as unknown as { readonly id: string };
    const [row] = await graph.database.sql<PrincipalAccount & { userId: string }>(
      `select a.id, a.type, a.path::text as path, u.id as "userId"
       from accounts.account a join accounts."user" u on u.account_id = a.id where a.id = $1`,
      [id],
    );
    if (row === undefined) throw new Error('The account has no user');
    return row;
  }

  async #fillProfile({ id, administrator, tier }: Holder, above: ContextClaims): Promise<void> {
    const { graph } = this.#parts;
    // Tax ids are checked by country, so this one is made a canary in the database.
    await graph.database.sql('update accounts.account set tax_id = $2 where id = $1', [id, this.#canary('account')]);
    const contacts = { billingContact: this.#contact('account'), technicalContact: this.#contact('account') };
    await make(graph, above, ['updateAccount', 'account { id }'], { accountId: id, ...contacts });
    if (tier === 'customer') return;
    const text = this.#canary('account');
    await make(graph, administrator, ['updateBranding', 'branding { displayName }'], {
      accountId: id,
      displayName: text,
      logoUrl: `https://${text}.example/logo.png`,
      primaryColor: '#123456',
      supportEmail: `${text}@canary.example`,
      supportPhone: '+1 303 555 0100',
      welcomeMessage: text,
      senderName: text,
      texts: [{ mail: 'order.completed', language: 'en', subject: text, body: `${text}\n\n{lines}` }],
    });
    const { data: offered } = await graph.ask<{ questions: readonly string[] }>(
      '{ questions: securityQuestions }',
      {},
      ANONYMOUS,
    );
    const question = { question: offered.questions[0], answer: this.#canary('secret') };
    await make(graph, administrator, ['setSecurityQuestion', ''], question);
    // The questions are a list to choose from, so what was chosen is made a canary afterwards.
    await graph.database.sql('update accounts.security_question set question = $2 where account_id = $1', [
      id,
      this.#canary('question'),
    ]);
    const { data } = await graph.ask<{ terms: { version: string } }>('{ terms { version } }', {}, ANONYMOUS);
    await make(graph, administrator, ['acceptAgreement', ''], { version: data.terms.version });
  }

  async #addUsers({ id, administrator, tier }: Holder): Promise<void> {
    const { graph } = this.#parts;
    const person = this.#contact('user');
    for (const [thing, kind] of [
      ['limited', 'ADMINISTRATOR'],
      ['serviceUser', 'SERVICE_USER'],
    ] as const) {
      const login = `${this.#canary('user')}.${thing}`;
      const { firstName, lastName } = person;
      const input = { accountId: id, kind, login, email: `${login}@canary.example`, firstName, lastName };
      const made = await make(graph, administrator, ['createUser', 'user { id }'], {
        ...input,
        permissions: ['USE_SERVICES'],
      });
      this.#things[thing] = (made['user'] as unknown as { readonly id: string }).id;
    }
    if (tier === 'customer') return;
    const made = await make(graph, administrator, ['createApiClient', 'apiClient { id } clientSecret'], {
      accountId: id,
      name: this.#canary('client'),
      permissions: CLIENT_PERMISSIONS,
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    this.#things['apiClient'] = (made['apiClient'] as unknown as { readonly id: string }).id;
    this.#things['clientSecret'] = made['clientSecret'] as unknown as string;
  }

  /** The price between the account and its seller, and the terms under which it pays. */
  async #agreeOnMoney({ id, tree, tier }: Holder, above: ContextClaims): Promise<void> {
    const { graph } = this.#parts;
    const [percent, limit] = MONEY[tree][tier];
    const priced = await make(graph, above, ['setMargin', 'rule { id }'], {
      sellerId: above.acc,
      accountId: id,
      percent,
    });
    this.#things['marginRule'] = (priced['rule'] as unknown as { readonly id: string }).id;
    const text = this.#canary('terms');
    const requested = await make(graph, above, ['requestTerms', 'termsRequest { id }'], {
      accountId: id,
      businessCentreNumber: text,
      contact: this.#contact('terms'),
      currency: 'USD',
      creditLimit: { amount: limit, currency: 'USD' },
    });
    const { id: termsRequestId } = requested['termsRequest'] as unknown as { readonly id: string };
    this.#things['termsRequest'] = termsRequestId;
    await make(graph, above, ['decideTerms', 'termsRequest { id }'], {
      termsRequestId,
      decision: 'APPROVE',
      creditLimit: { amount: limit, currency: 'USD' },
      reason: text,
    });
  }

  async #sell({ id, administrator }: Holder): Promise<void> {
    const { graph, shared } = this.#parts;
    const email = `${this.#canary('invitation')}@canary.example`;
    const invited = await make(graph, administrator, ['inviteReseller', 'invitation { id }'], { email });
    this.#things['invitation'] = (invited['invitation'] as unknown as { readonly id: string }).id;
    this.#things['invitationToken'] = await invitationToken(graph, email);
    const market = { ownerId: id, name: this.#canary('market'), market: 'US', currency: 'USD' };
    const made = await make(graph, administrator, ['createMarketplace', 'marketplace { id }'], market);
    const { id: marketplaceId } = made['marketplace'] as unknown as { readonly id: string };
    this.#things['marketplace'] = marketplaceId;
    const texts = { name: this.#canary('market'), description: this.#canary('market') };
    const listed = { marketplaceId, productId: shared['product'], ...texts };
    const listing = await make(graph, administrator, ['publishListing', 'listing { id }'], listed);
    this.#things['listing'] = (listing['listing'] as unknown as { readonly id: string }).id;
    const tied = { ownerId: id, marketplaceIds: [marketplaceId], apiClientId: this.#things['apiClient'] };
    const hub = await make(graph, administrator, ['createHub', 'hub { id }'], { ...tied, name: this.#canary('hub') });
    this.#things['hub'] = (hub['hub'] as unknown as { readonly id: string }).id;
    const cart = await make(graph, administrator, ['createCart', 'cart { id }'], {});
    this.#things['ownCart'] = (cart['cart'] as unknown as { readonly id: string }).id;
  }
}

function invitationToken({ mailDirectory }: GraphUnderTest, email: string): Promise<string> {
  return eventually(async () => {
    const mails = await mailsIn(mailDirectory);
    const mail = mails.find(({ headers }) => headers.get('to')?.includes(email) === true);
    const [, token] = /\/invitation\?token=([\w-]+)/.exec(mail?.text ?? '') ?? [];
    if (token === undefined) throw new Error(`No invitation has come to ${email}`);
    return token;
  });
}

interface OrderParts {
  readonly graph: GraphUnderTest;
  readonly holders: readonly Holder[];
  readonly tree: Tree;
  readonly shared: Things;
}

/** A provisioned order of the customer by the reseller below, a cart, an estimate, and an entry for operators. */
async function placeOrders({ graph, holders, tree, shared }: OrderParts) {
  const [, seller, customer] = TIERS.map((tier) => holders.find((one) => one.tree === tree && one.tier === tier));
  if (seller === undefined || customer === undefined) throw new Error('The accounts come before their orders');
  const [locationMpnId, indirectResellerDomain] = PARTNERS[tree].subreseller ?? [];
  const text = canary('order', tree, 'customer');
  const person = { firstName: text, lastName: text, email: `${text}@canary.example`, phone: '+1 303 555 0100' };
  const vendorParameters = {
    locationMpnId,
    indirectResellerDomain,
    tenantMode: 'NEW',
    tenantDomain: canary('service', tree, 'customer'),
    attestedBy: text,
    agreement: { ...person, acceptedOn: '2026-11-20' },
  };
  const order = {
    customerId: customer.id,
    lines: [{ planId: shared['plan'], quantity: 7, promotionId: shared['promotion'] }],
    purchaseOrderNumber: text,
    paymentMethod: 'TERMS',
    vendorParameters,
  };
  const by = seller.administrator;
  const estimate = await make(graph, by, ['estimateOrder', 'estimate { token }'], order);
  const { token } = estimate['estimate'] as unknown as { readonly token: string };
  const idempotencyKey = canary('secret', tree, 'customer');
  const placed = await make(graph, by, ['placeOrder', 'order { id number lines { id } }'], {
    ...order,
    idempotencyKey,
  });
  const made = placed['order'] as unknown as { id: string; number: string; lines: readonly { id: string }[] };
  const cart = await make(graph, by, ['createCart', 'cart { id }'], { customerId: customer.id });
  const { id: cartId } = cart['cart'] as unknown as { readonly id: string };
  const cartText = canary('cart', tree, 'customer');
  const parameters = [{ name: 'site', value: cartText }];
  const cartLine = { planId: shared['plan'], quantity: 3, promotionId: shared['promotion'], parameters };
  await make(graph, by, ['setCartLine', ''], { cartId, ...cartLine });
  await make(graph, by, ['setVendorParameters', ''], {
    cartId,
    parameters: {
      ...vendorParameters,
      tenantDomain: cartText,
      attestedBy: cartText,
      agreement: {
        ...person,
        firstName: cartText,
        lastName: cartText,
        email: `${cartText}@canary.example`,
        acceptedOn: '2026-11-20',
      },
    },
  });
  expect(await ended(graph, made.id)).toMatchObject({ status: 'COMPLETED' });
  const lineId = made.lines[0]?.id ?? '';
  return {
    customer,
    things: {
      order: made.id,
      orderNumber: made.number,
      line: lineId,
      cart: cartId,
      estimateToken: token,
      idempotencyKey,
      ...(await afterwards(graph, { orderId: made.id, lineId, text })),
    },
  };
}

/** What exists once an order has been provisioned, and an entry about it for operators. */
async function afterwards(
  { database }: GraphUnderTest,
  { orderId, lineId, text }: { readonly orderId: string; readonly lineId: string; readonly text: string },
): Promise<Things> {
  await database.sql(
    `insert into orders.attention (id, subject, kind, order_id, line_id, path, message, since, last_seen_at)
     select 'att_' || split_part($1, '_', 2), $2, 'OVERDUE', $1, $2, path, $3, created_at, created_at
     from orders."order" where id = $1`,
    [orderId, lineId, text],
  );
  const [row] = await database.sql<{ subscription: string; event: string; attention: string }>(
    `select (select id from orders.subscription where order_id = $1) as subscription,
       (select id from orders.provisioning_event where order_id = $1 order by sequence limit 1) as event,
       (select id from orders.attention where order_id = $1) as attention`,
    [orderId],
  );
  if (row === undefined) throw new Error('The order has left nothing');
  return { ...row };
}
