import { isUniqueViolation } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import type { OrderRequest } from '../../rules/placing/order-request.ts';
import { choosePayment, draftPayableMinor, refusePayment, type PaymentChoice } from '../billing/payment-check.ts';
import { checkOrder } from './check-order.ts';
import { commitOrder, type AcceptedOrder } from './commit-order.ts';
import { draftAtPrices } from './draft-at-prices.ts';
import type { OrderPayment } from './insert-order.ts';
import { abandonPlacement, createCustomerOf, type CreatedCustomer, type PlacementKey } from './placements.ts';

/**
 * Places an order. First come all checks. Then the customer is created, if it is new, and the card is authorised. Last, in
 * one transaction, the order is written with everything that it takes: cart, estimate, tenant, seats and credit. When that
 * fails, the customer is removed again and the authorisation is released.
 */
export async function placeOrder(context: SignedInContext, request: OrderRequest): Promise<Outcome<OrderRow>> {
  const placed = await findPlaced(context, request);
  if (placed !== undefined) return placed;
  const outcome = await placeNew(context, request);
  // The same call, sent before, may have become an order meanwhile, which is why this one was refused.
  return outcome.ok ? outcome : ((await findPlaced(context, request)) ?? outcome);
}

async function placeNew(context: SignedInContext, request: OrderRequest): Promise<Outcome<OrderRow>> {
  const priced = await draftAtPrices(context, request);
  if (!priced.ok) return priced;
  const { draft, lock } = priced.value;
  const payment = await choosePayment(context, draft, request.paymentMethod);
  const placementKey = placementKeyOf(context, request);
  const { checks, agreementVersion } = await checkOrder(context, draft, { payment, placementKey });
  const errors = checks.flatMap(({ error }) => error ?? []);
  if (errors.length > 0) return refused(...errors);
  // Last, and alone: an order that could not be placed anyway must not tell what its reseller can pay.
  const isUnseen = checks.some(({ code, status }) => code === 'PAYMENT' && status === 'SKIPPED');
  const unpayable = isUnseen ? refusePayment(context.viewer, draft, payment) : undefined;
  if (unpayable !== undefined) return refused(unpayable);
  return placeAccepted(context, { request, draft, lock, agreementVersion, choice: payment, placementKey });
}

/** The same call finds the customer that it began to create; another input under the same key does not. */
function placementKeyOf(
  { viewer }: SignedInContext,
  { idempotencyKey, fingerprint }: OrderRequest,
): PlacementKey | undefined {
  if (idempotencyKey === undefined) return undefined;
  return { accountId: viewer.accountId, key: `${idempotencyKey}:${fingerprint}` };
}

/** An order that nothing refuses, before its customer is created and its payment authorised. */
interface Acceptance extends Pick<AcceptedOrder, 'request' | 'draft' | 'lock' | 'agreementVersion'> {
  readonly choice: PaymentChoice;
  readonly placementKey: PlacementKey | undefined;
}

async function placeAccepted(context: SignedInContext, accepted: Acceptance): Promise<Outcome<OrderRow>> {
  const { request } = accepted;
  const orderId = newId('ord');
  const created = await createNewCustomer(context, accepted);
  if (!created.ok) return created;
  const authorised = await authorise(context, orderId, accepted);
  const undo = async (): Promise<void> => {
    if (authorised.ok) await releaseAuthorisation(context, authorised.value);
    if (created.value !== undefined) await abandonPlacement(context, created.value);
  };
  if (!authorised.ok) {
    await undo();
    return authorised;
  }
  try {
    const order = { ...accepted, orderId, created: created.value, payment: authorised.value };
    const outcome = await context.write((tx) => commitOrder(tx, context, { ...order, credit: accepted.choice.credit }));
    if (outcome.ok) void context.deps.sequencer.run();
    else await undo();
    return outcome;
  } catch (error) {
    await undo();
    const isRepeated = isUniqueViolation(error) && request.idempotencyKey !== undefined;
    const winner = isRepeated ? await findPlaced(context, request) : undefined;
    if (winner === undefined) throw error;
    return winner;
  }
}

async function createNewCustomer(
  context: SignedInContext,
  { draft, placementKey }: Acceptance,
): Promise<Outcome<CreatedCustomer | undefined>> {
  const { customer } = draft;
  return customer.kind === 'new' ? createCustomerOf(context, customer.customer, placementKey) : done(undefined);
}

async function authorise(
  { deps }: SignedInContext,
  orderId: Id<'ord'>,
  { draft, choice }: Acceptance,
): Promise<Outcome<OrderPayment>> {
  const payableMinor = draftPayableMinor(draft);
  const { method } = choice;
  if (method === 'TERMS') return done({ method, payableMinor });
  const charge = { orderId, accountId: draft.reseller.id, amountMinor: payableMinor, currency: draft.currency };
  const answer = await deps.payments.authorise(charge);
  if (answer.kind === 'authorised') return done({ method, payableMinor, authorisationId: answer.authorisationId });
  const remedies = [{ description: 'Use another card, or ask the credit team for payment terms.' }];
  return refused(refusal('PAYMENT_DECLINED', answer.reason, { path: ['paymentMethod'], remedies }));
}

async function releaseAuthorisation({ deps }: SignedInContext, payment: OrderPayment): Promise<void> {
  if (payment.method === 'CREDIT_CARD') await deps.payments.capture(payment.authorisationId, 0n);
}

/** The order that the same call has placed before; a refusal when the key was used with another input. */
async function findPlaced(
  { read, viewer }: SignedInContext,
  { idempotencyKey, fingerprint }: OrderRequest,
): Promise<Outcome<OrderRow> | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const [row] = await read.query<{ readonly request_hash: string; readonly order_id: Id<'ord'> }>(
    `select request_hash, order_id from orders.idempotency where account_id = ? and mutation = 'placeOrder' and key = ?`,
    [viewer.accountId, idempotencyKey],
  );
  if (row === undefined) return undefined;
  if (row.request_hash === fingerprint) return done(await read.findOneOrFail(OrderEntity, { id: row.order_id }));
  const message = 'This idempotency key was already used with different input.';
  return refused(refusal('IDEMPOTENCY_CONFLICT', message, { path: ['idempotencyKey'] }));
}
