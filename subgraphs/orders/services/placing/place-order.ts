import { createHash, randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { OrdersContext } from '../../context.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import { checkSeatLimits } from '../../rules/tenants/seat-limit.ts';
import { EVENTS_TOPIC } from '../events/append-event.ts';
import { checkOrder, mpnsOf } from './check-order.ts';
import { reserveCredit } from '../billing/credit.ts';
import { recordAgreement } from '../tenants/customer-agreements.ts';
import { draftAtPrices } from './draft-at-prices.ts';
import { spendEstimate, spentEstimate, type PriceLock } from './estimate-token.ts';
import { insertOrder } from './insert-order.ts';
import type { OrderDraft, OrderRequest } from './order-draft.ts';
import {
  choosePayment,
  creditExceeded,
  draftPayable,
  refusePayment,
  sightOfDeal,
  type PaymentChoice,
} from '../billing/payment-check.ts';
import { abandonPlacement, closePlacement, makeCustomer, type MadeCustomer, type PlacementKey } from './placements.ts';
import { lockSeatPools, readHeldSeats } from '../tenants/seat-pools.ts';
import { claimTenant, readTenantOwner, tenantInUse, tenantOnItsWay } from '../tenants/tenants.ts';

/** An expected refusal inside the transaction: everything done in it is taken back. */
class Rollback extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal) {
    super(reason.message);
    this.reason = reason;
  }
}

/**
 * Places an order. All checks come first; then, in one transaction: the idempotency row, the cart, the credit, the order
 * with its lines and first event, and the job that provisions it. A new customer is made before the transaction and
 * removed again when that fails.
 */
export async function placeOrder(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  request: OrderRequest,
): Promise<Outcome<OrderRow>> {
  const { em } = context;
  const hash = hashOf(request);
  const known = await findPlaced(em, viewer, { request, hash });
  if (known !== undefined) return known;
  const outcome = await placeNew(context, viewer, { request, hash });
  // What was refused may have been refused because the same call, sent before, became an order meanwhile.
  return outcome.ok ? outcome : ((await findPlaced(em.fork(), viewer, { request, hash })) ?? outcome);
}

async function placeNew(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  { request, hash }: Pick<Placing, 'request' | 'hash'>,
): Promise<Outcome<OrderRow>> {
  const priced = await draftAtPrices(context, viewer, request);
  if (!priced.ok) return refused(...priced.errors);
  const { draft, lock } = priced;
  const payment = await choosePayment(context, draft, request);
  // The same call finds the customer that it began to make; another body under the same key does not.
  const placementKey =
    typeof request.idempotencyKey === 'string'
      ? { accountId: viewer.accountId, key: `${request.idempotencyKey}:${hash}` }
      : undefined;
  const { checks, agreementVersion } = await checkOrder(context, draft, { payment, placementKey });
  const errors = checks.flatMap(({ error }) => error ?? []);
  if (errors.length > 0) return refused(...errors);
  // Last, and alone: an order that could not be placed anyway must not tell what its reseller can pay.
  const isUnseen = checks.some(({ code, status }) => code === 'PAYMENT' && status === 'SKIPPED');
  const unpayable = isUnseen ? refusePayment(viewer, draft, payment) : undefined;
  if (unpayable !== undefined) return refused(unpayable);
  return commit(context, viewer, { request, hash, placementKey, draft, payment, lock, agreementVersion });
}

interface Placing {
  readonly request: OrderRequest;
  readonly hash: string;
  readonly placementKey: PlacementKey | undefined;
  readonly draft: OrderDraft;
  readonly payment: PaymentChoice;
  /** The estimate whose prices are paid, if any. */
  readonly lock: PriceLock | undefined;
  readonly agreementVersion: string | undefined;
}

async function commit(context: OrdersContext, viewer: SignedInPrincipal, placing: Placing): Promise<Outcome<OrderRow>> {
  const { em, services } = context;
  const { draft, request, hash, placementKey } = placing;
  const made =
    draft.newCustomer === undefined ? undefined : await makeCustomer(context, viewer, draft.newCustomer, placementKey);
  if (made !== undefined && !('customerId' in made)) return refused(...made);
  const orderId = newId('ord');
  const authorisation = await authorise(context, orderId, placing);
  const giveUp = async (): Promise<void> => {
    if (typeof authorisation === 'string') await services.payments.capture(authorisation, 0n);
    if (made !== undefined) await abandonPlacement(services, em, made);
  };
  if (typeof authorisation === 'object') {
    await giveUp();
    return refused(authorisation);
  }
  try {
    const order = await em.transactional((tx) =>
      write(context, tx, { ...placing, viewer, made, orderId, authorisation }),
    );
    services.bus.nudge(EVENTS_TOPIC);
    return done(order);
  } catch (error) {
    await giveUp();
    if (error instanceof Rollback) return refused(error.reason);
    const winner =
      error instanceof UniqueConstraintViolationException
        ? await findPlaced(em.fork(), viewer, { request, hash })
        : undefined;
    if (winner === undefined) throw error;
    return winner;
  }
}

async function authorise(
  { services }: OrdersContext,
  orderId: string,
  { draft, payment }: Placing,
): Promise<string | Refusal | undefined> {
  if (payment.method !== 'CREDIT_CARD') return undefined;
  const { resellerId: accountId, currency } = draft;
  const answer = await services.payments.authorise({ orderId, accountId, amountMinor: draftPayable(draft), currency });
  if (answer.kind === 'authorised') return answer.authorisationId;
  const remedies = [{ description: 'Use another card, or ask the credit team for terms.' }];
  return refusal('PAYMENT_DECLINED', answer.reason, { path: ['paymentMethod'], remedies });
}

interface Writing extends Placing {
  readonly viewer: SignedInPrincipal;
  readonly made: MadeCustomer | undefined;
  readonly orderId: string;
  readonly authorisation: string | undefined;
}

async function write(context: OrdersContext, em: EntityManager, writing: Writing): Promise<OrderRow> {
  const { request, hash, draft, payment, viewer, made, orderId, authorisation } = writing;
  const { services } = context;
  const now = services.now();
  if (typeof request.idempotencyKey === 'string') {
    await em.execute(
      `insert into orders.idempotency (account_id, mutation, key, request_hash, order_id, created_at)
       values (?, 'placeOrder', ?, ?, ?, ?)`,
      [viewer.accountId, request.idempotencyKey, hash, orderId, now],
    );
  }
  if (made !== undefined && !(await closePlacement(em, made.placementId))) {
    throw new Rollback(
      refusal('CONFLICT', 'The placement took too long and was given up; try again.', { retryable: true }),
    );
  }
  if (draft.cart !== undefined) await orderCart(em, draft.cart.id, orderId);
  if (writing.lock !== undefined && !(await spendEstimate(em, writing.lock, { orderId, now })))
    throw new Rollback(spentEstimate());
  const customer = made ?? { customerId: draft.customerId ?? '', path: draft.path };
  await takeTenant(em, writing, { customerId: customer.customerId, orderId, now });
  await takeSeats(em, draft);
  const payable = draftPayable(draft);
  const { method, credit } = payment;
  if (method === 'TERMS' && credit !== undefined && !(await reserveCredit(em, draft.resellerId, payable))) {
    throw new Rollback(creditExceeded(draft, credit, sightOfDeal(viewer, draft.resellerPath)));
  }
  const order = await insertOrder(services, em, {
    id: orderId,
    draft,
    customer,
    viewer,
    paymentMethod: method,
    payableMinor: payable,
    purchaseOrderNumber: request.purchaseOrderNumber ?? null,
    authorisationId: authorisation,
    requestIds: { tenant: randomUUID(), agreement: randomUUID(), cart: randomUUID(), checkout: randomUUID() },
  });
  await keepAgreement(services, em, { writing, customerId: customer.customerId });
  return order;
}

interface Taking {
  readonly customerId: string;
  readonly orderId: string;
  readonly now: Date;
}

/** The tenant is the customer's from now on; another order may have claimed it since it was looked at. */
async function takeTenant(em: EntityManager, { draft, viewer }: Writing, taking: Taking): Promise<void> {
  const { tenantDomain, tenantMode } = draft.parameters;
  if (tenantDomain === undefined) return;
  const claimed = await claimTenant(em, { domain: tenantDomain, ...taking });
  if (claimed === 'BEFORE' && tenantMode === 'NEW') throw new Rollback(tenantOnItsWay(tenantDomain));
  if (claimed !== 'TAKEN') return;
  const owner = await readTenantOwner(em, tenantDomain);
  throw new Rollback(tenantInUse(viewer, tenantDomain, owner ?? { customerId: '', path: null, name: null }));
}

/** Counts the tenant's seats again, while nobody else can order the same products there. */
async function takeSeats(em: EntityManager, draft: OrderDraft): Promise<void> {
  const { tenantDomain } = draft.parameters;
  if (tenantDomain === undefined) return;
  const mpns = mpnsOf(draft);
  await lockSeatPools(em, tenantDomain, mpns);
  const lines = draft.lines.map(({ quoted, ...line }) => ({ ...line, plan: quoted?.plan }));
  const [exceeded] = checkSeatLimits(lines, await readHeldSeats(em, tenantDomain, mpns));
  if (exceeded !== undefined) throw new Rollback(exceeded);
}

/** Keeps who accepted the vendor's agreement, where the order says so. */
async function keepAgreement(
  services: OrdersContext['services'],
  em: EntityManager,
  { writing, customerId }: { readonly writing: Writing; readonly customerId: string },
): Promise<void> {
  const { draft, agreementVersion: version, orderId, viewer } = writing;
  const { agreement } = draft.parameters;
  if (agreement === undefined || version === undefined) return;
  await recordAgreement(services, em, { ...agreement, customerId, version, orderId, recordedBy: viewer.subject });
}

async function orderCart(em: EntityManager, cartId: string, orderId: string): Promise<void> {
  const rows = await em.execute<object[]>(
    'update orders.cart set ordered_as = ? where id = ? and ordered_as is null returning id',
    [orderId, cartId],
  );
  if (rows.length === 0)
    throw new Rollback(refusal('STATE_CONFLICT', 'This cart was ordered already.', { path: ['cartId'] }));
}

async function findPlaced(
  em: EntityManager,
  viewer: SignedInPrincipal,
  { request, hash }: Pick<Placing, 'request' | 'hash'>,
): Promise<Outcome<OrderRow> | undefined> {
  if (typeof request.idempotencyKey !== 'string') return undefined;
  const rows = await em.execute<{ request_hash: string; order_id: string }[]>(
    `select request_hash, order_id from orders.idempotency where account_id = ? and mutation = 'placeOrder' and key = ?`,
    [viewer.accountId, request.idempotencyKey],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.request_hash !== hash) {
    const message = 'This idempotency key was used with another input.';
    return refused(refusal('IDEMPOTENCY_CONFLICT', message, { path: ['idempotencyKey'] }));
  }
  return done(await em.findOneOrFail(OrderEntity, { id: row.order_id }));
}

/** The same request has the same hash, whatever the order of its fields. The moment of signing does not count. */
function hashOf(request: OrderRequest): string {
  const { attestation, ...parameters } = request.vendorParameters;
  const comparable = { ...request, vendorParameters: { ...parameters, attestedBy: attestation?.signedBy } };
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(comparable)))
    .digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== null)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sortKeys(part)]),
  );
}
