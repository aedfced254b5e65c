import { expect } from 'vitest';
import {
  EstimateDocument,
  PlaceDocument,
  type CreateCustomerInput,
  type EstimateMutation,
  type PlaceMutation,
  type PlaceOrderInput,
} from '../../operations/generated/graphql.ts';
import { eventually } from '../../support/eventually.ts';
import type { GraphUnderTest } from '../../support/graph-under-test.ts';
import type { ContextClaims } from '../../support/principals.ts';
import type { Answer } from '../../support/operation.ts';

/** The estimate of an order that can be made out. */
export type Estimate = NonNullable<EstimateMutation['estimateOrder']['estimate']>;

/** The answer to an order: the order, or why it was refused. */
export type Placed = PlaceMutation['placeOrder'];

export type PlacedOrder = NonNullable<Placed['order']>;

/** MPNs of the sample price list. */
export const MPN = {
  basic: 'CFQ7TTC0LH18:0001',
  standard: 'CFQ7TTC0LDPB:0001',
  copilot: 'CFQ7TTC0MM8R:0001',
  exchange: 'CFQ7TTC0LH16:0001',
} as const;

export interface PlanChoice {
  readonly mpn?: string;
  readonly segment?: string;
  readonly term?: string | null;
  readonly billingCycle?: string;
  readonly market?: string;
}

/** The id of a plan; by default Business Basic for a year, billed monthly, commercial, in the United States. */
export async function planId(graph: GraphUnderTest, choice: PlanChoice = {}): Promise<string> {
  const { mpn = MPN.basic, segment = 'COMMERCIAL', term = 'P1Y', billingCycle = 'MONTHLY', market = 'US' } = choice;
  const rows = await graph.database.sql<{ id: string }>(
    `select plan.id from catalog.plan join catalog.product on product.id = plan.product_id
     where mpn = $1 and segment = $2 and term is not distinct from $3 and billing_cycle = $4 and market = $5`,
    [mpn, segment, term, billingCycle, market],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`The sample price list has no plan ${JSON.stringify(choice)}`);
  return row.id;
}

/** The input of an order of Contoso Bakery for five seats of Business Basic, with the given fields replaced. */
export async function contosoOrder(
  graph: GraphUnderTest,
  replaced: PlaceOrderInput = {},
  quantity = 5,
): Promise<PlaceOrderInput> {
  return {
    customerId: graph.account('Contoso Bakery').id,
    lines: [{ planId: await planId(graph), quantity }],
    vendorParameters: { attestedBy: 'Cora Lindqvist' },
    ...replaced,
  };
}

/** A customer to create with an order. */
export function newCustomer(login: string, replaced: Partial<CreateCustomerInput> = {}): CreateCustomerInput {
  return {
    name: 'Falk Optics',
    segment: 'COMMERCIAL',
    login,
    address: { line1: '1 Lens Street', city: 'Denver', region: 'CO', postalCode: '80202', country: 'US' },
    contact: { firstName: 'Rosa', lastName: 'Falk', email: `rosa@${login}.example`, phone: '+1 303 555 0100' },
    ...replaced,
  };
}

/** Who accepted the vendor's agreement for a new customer. */
export const AGREEMENT = {
  firstName: 'Rosa',
  lastName: 'Falk',
  email: 'rosa@falkoptics.example',
  phone: '+13035550100',
  acceptedOn: '2026-11-20',
} as const;

/**
 * The input of an order of a new customer in a new tenant, both with the same name, with the given fields
 * replaced. The agreement is accepted unless the given vendor parameters have another one.
 */
export async function newCustomerOrder(
  graph: GraphUnderTest,
  name: string,
  replaced: PlaceOrderInput = {},
): Promise<PlaceOrderInput> {
  const tenant = { tenantMode: 'NEW', tenantDomain: name, attestedBy: 'Cora Lindqvist' } as const;
  return {
    newCustomer: newCustomer(name),
    lines: [{ planId: await planId(graph), quantity: 5 }],
    ...replaced,
    vendorParameters: { agreement: AGREEMENT, ...(replaced.vendorParameters ?? tenant) },
  };
}

/** Estimates an order; the answer must come without GraphQL errors. */
export async function estimate(
  graph: GraphUnderTest,
  input: PlaceOrderInput,
  principal: ContextClaims,
): Promise<EstimateMutation['estimateOrder']> {
  const { data, errors } = await graph.askSubgraph('orders', EstimateDocument, { input }, principal);
  expect(errors).toEqual([]);
  return data.estimateOrder;
}

/** The estimate of an order that can be made out. */
export async function estimated(
  graph: GraphUnderTest,
  input: PlaceOrderInput,
  principal: ContextClaims,
): Promise<Estimate> {
  const { estimate: found, userErrors } = await estimate(graph, input, principal);
  expect(userErrors).toEqual([]);
  if (found === null) throw new Error('There is no estimate');
  return found;
}

/** The checks of an estimate that failed, as `CHECK CODE path`. */
export function failures({ checks }: Estimate): readonly string[] {
  return checks.flatMap(({ code, error }) => (error === null ? [] : [`${code} ${error.code} ${error.path.join('.')}`]));
}

/** Places an order and returns the answer with its errors. */
export function tryToPlace(
  graph: GraphUnderTest,
  input: PlaceOrderInput,
  principal: ContextClaims,
): Promise<Answer<PlaceMutation | null>> {
  return graph.askSubgraph('orders', PlaceDocument, { input }, principal);
}

/** Places an order; the answer must come without GraphQL errors. */
export async function place(graph: GraphUnderTest, input: PlaceOrderInput, principal: ContextClaims): Promise<Placed> {
  const { data, errors } = await tryToPlace(graph, input, principal);
  expect(errors).toEqual([]);
  if (data === null) throw new Error('There is no answer');
  return data.placeOrder;
}

/** Places an order that must be accepted. */
export async function placed(
  graph: GraphUnderTest,
  input: PlaceOrderInput,
  principal: ContextClaims,
): Promise<PlacedOrder> {
  const { order, userErrors } = await place(graph, input, principal);
  expect(userErrors).toEqual([]);
  if (order === null) throw new Error('There is no order');
  return order;
}

/** The reasons why an order was refused, as `CODE path`. The order must be refused. */
export async function refusals(
  graph: GraphUnderTest,
  input: PlaceOrderInput,
  principal: ContextClaims,
): Promise<readonly string[]> {
  const { order, userErrors } = await place(graph, input, principal);
  expect(order).toBeNull();
  return userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** Waits until an order has ended and returns its state. */
export function ended(graph: GraphUnderTest, orderId: string): Promise<OrderState> {
  return eventually(async () => {
    const state = await orderState(graph, orderId);
    expect(['COMPLETED', 'PARTIALLY_COMPLETED', 'FAILED', 'CANCELLED']).toContain(state.status);
    return state;
  });
}

export interface OrderState {
  readonly status: string;
  readonly lineStatuses: readonly string[];
  readonly events: readonly {
    readonly sequence: number;
    readonly status: string;
    readonly line_id: string | null;
    readonly terminal: boolean;
    readonly message: string;
    readonly waiting_on: { readonly party: string; readonly reason: string } | null;
  }[];
}

/** The state of an order, read directly from the database. */
export async function orderState({ database }: GraphUnderTest, orderId: string): Promise<OrderState> {
  const [order] = await database.sql<{ status: string }>('select status from orders."order" where id = $1', [orderId]);
  if (order === undefined) throw new Error('There is no such order');
  const lines = await database.sql<{ status: string }>(
    'select status from orders.order_line where order_id = $1 order by position',
    [orderId],
  );
  const events = await database.sql<OrderState['events'][number]>(
    `select sequence, status, line_id, terminal, message, waiting_on from orders.provisioning_event
     where order_id = $1 order by sequence`,
    [orderId],
  );
  return { status: order.status, lineStatuses: lines.map(({ status }) => status), events };
}

export interface CreditState {
  readonly limit: number;
  readonly balance: number;
  readonly reserved: number;
}

/** The credit limit, the balance and the reserved amount of an account, in minor units. */
export async function creditOf({ database, account }: GraphUnderTest, name: string): Promise<CreditState> {
  const [row] = await database.sql<CreditState>(
    `select limit_minor::int as "limit", balance_minor::int as balance, reserved_minor::int as reserved
     from orders.credit where account_id = $1`,
    [account(name).id],
  );
  if (row === undefined) throw new Error(`${name} has no terms`);
  return row;
}

/** The number of rows of each table of orders, of accounts and of the job table. Kept counts are left out: they are folded by the clock. */
export async function tableCounts({ database }: GraphUnderTest): Promise<Readonly<Record<string, number>>> {
  const tables = await database.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('orders', 'accounts') and table_name !~ '_count(_change)?$' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of [...tables, { name: 'jobs.job' }]) {
    const [row] = await database.sql<{ count: number }>(`select count(*)::int as count from ${name}`);
    counts[name] = row?.count ?? -1;
  }
  return counts;
}

/** The tables in which a refused call left rows since `tableCounts`, of those that orders in progress do not change. */
export async function leftBehind(
  graph: GraphUnderTest,
  before: Readonly<Record<string, number>>,
): Promise<readonly string[]> {
  const after = await tableCounts(graph);
  const unmoved = ['accounts.account', 'accounts."user"', 'orders."order"', 'orders.order_line', 'orders.fulfilment'];
  return unmoved.filter((table) => after[table] !== before[table]);
}
