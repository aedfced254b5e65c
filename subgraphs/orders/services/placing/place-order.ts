import { findCommitOutcome } from '../../../shared/database/commit-outcome.ts';
import { isOutage } from '../../../shared/database/outage.ts';
import { isUniqueViolation } from '../../../shared/database/transaction.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import type { OrderRequest } from '../../rules/placing/order-request.ts';
import { guardPayment } from '../billing/payment-guard.ts';
import { choosePayment, draftPayableMinor, refusePayment, type PaymentChoice } from '../billing/payment-check.ts';
import { prepareActivation } from './activation.ts';
import { checkOrder } from './check-order.ts';
import { commitOrder, type AcceptedOrder } from './commit-order.ts';
import { draftAtPrices } from './draft-order.ts';
import type { OrderPayment, WrittenOrder } from './insert-order.ts';
import { abandonPlacement, createCustomerOf, type CreatedCustomer, type PlacementKey } from './placements.ts';

/**
 * Places an order. First come all checks. Then what the reseller says to be activated is kept, if it says so, the customer is
 * created, if it is new, and the card is authorised. Last, in
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
  const payment = choosePayment(draft, request.paymentMethod);
  const placementKey = placementKeyOf(context, request);
  const { checks, agreementVersion } = await checkOrder(context, draft, {
    payment,
    placementKey,
    activation: request.activation,
  });
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
  const orderId = newId('ord');
  const activation = await prepareIfAsked(context, accepted);
  if (!activation.ok) return activation;
  const created = await createNewCustomer(context, accepted);
  if (!created.ok) return created;
  const authorised = await authorise(context, orderId, accepted);
  const releasePayment = async (): Promise<void> => {
    if (authorised.ok && authorised.value.method === 'CREDIT_CARD' && authorised.value.payableMinor > 0n)
      await context.deps.payments.release(orderId);
  };
  const undo = async (): Promise<void> => {
    await releasePayment();
    if (created.value !== undefined) await abandonPlacement(context, created.value);
  };
  if (!authorised.ok) {
    await undo();
    return authorised;
  }
  const { credit } = accepted.choice;
  const order = {
    ...accepted,
    orderId,
    activationId: activation.value,
    created: created.value,
    payment: authorised.value,
    credit,
  };
  const committing = await commitAccepted(context, order);
  switch (committing.kind) {
    case 'answered': {
      const { outcome } = committing;
      if (!outcome.ok) await undo();
      return outcome;
    }
    case 'unknown':
      // The order may exist, so nothing is undone here: the guards of customer and payment find out later.
      throw committing.error;
    case 'failed': {
      const { error } = committing;
      // Who is told to repeat the call has to find the customer that it created; when nobody does, the guard removes it.
      await (isOutage(error) && accepted.placementKey !== undefined ? releasePayment() : undo());
      const isRepeated = isUniqueViolation(error) && accepted.request.idempotencyKey !== undefined;
      const winner = isRepeated ? await findPlaced(context, accepted.request) : undefined;
      if (winner === undefined) throw error;
      return winner;
    }
  }
}

/** How writing an order ended. When it failed, the order does not exist. */
type Committing =
  | { readonly kind: 'answered'; readonly outcome: Outcome<OrderRow> }
  | { readonly kind: 'failed' | 'unknown'; readonly error: unknown };

/** Within a fetch of the gateway, so that its caller still gets the answer. */
const OUTCOME_LIMIT_MS = 5_000;

/** Writes an order. When the answer to the commit is lost, the database is asked whether the order was written. */
async function commitAccepted(context: SignedInContext, accepted: AcceptedOrder): Promise<Committing> {
  const { read, write, deps } = context;
  let written: WrittenOrder | undefined;
  try {
    const outcome = await write(async (tx) => {
      const committing = await commitOrder(tx, context, accepted);
      if (committing.ok) written = committing.value;
      return committing;
    }, 'place');
    if (!outcome.ok) return { kind: 'answered', outcome };
    void deps.sequencer.run();
    return { kind: 'answered', outcome: done(outcome.value.order) };
  } catch (error) {
    if (written === undefined || !isOutage(error)) return { kind: 'failed', error };
    switch (await findCommitOutcome(read, written.transactionId, OUTCOME_LIMIT_MS)) {
      case 'committed':
        return { kind: 'answered', outcome: done(written.order) };
      case 'rolled back':
        return { kind: 'failed', error };
      case 'unknown':
        return { kind: 'unknown', error };
    }
  }
}

async function prepareIfAsked(
  context: SignedInContext,
  { request: { activation } }: Acceptance,
): Promise<Outcome<string | undefined>> {
  return activation === undefined ? done(undefined) : prepareActivation(context, activation);
}

async function createNewCustomer(
  context: SignedInContext,
  { request, draft, placementKey }: Acceptance,
): Promise<Outcome<CreatedCustomer | undefined>> {
  const { customer } = draft;
  if (customer.kind !== 'new') return done(undefined);
  const parentActivates = request.activation !== undefined;
  return createCustomerOf(context, customer.customer, { placementKey, parentActivates });
}

async function authorise(
  { deps }: SignedInContext,
  orderId: Id<'ord'>,
  { draft, choice }: Acceptance,
): Promise<Outcome<OrderPayment>> {
  const payableMinor = draftPayableMinor(draft);
  const { method } = choice;
  if (payableMinor === 0n) return done(nothingToPay(method));
  if (method === 'TERMS') return done({ method, payableMinor, sellerId: choice.credit?.sellerId ?? '' });
  await guardPayment(deps, orderId);
  const charge = { orderId, accountId: draft.reseller.id, amountMinor: payableMinor, currency: draft.currency };
  const answer = await deps.payments.authorise(charge);
  if (answer.kind === 'authorised') return done({ method, payableMinor, authorisationId: answer.authorisationId });
  const remedies = [{ description: 'Use another card, or ask the credit team for payment terms.' }];
  return refused(refusal('PAYMENT_DECLINED', answer.reason, { path: ['paymentMethod'], remedies }));
}

/** What costs nothing asks nobody for money. */
function nothingToPay(method: OrderPayment['method']): OrderPayment {
  const nothing = { payableMinor: 0n };
  return method === 'TERMS' ? { ...nothing, method, sellerId: '' } : { ...nothing, method, authorisationId: '' };
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
