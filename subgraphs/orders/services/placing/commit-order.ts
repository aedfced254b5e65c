import { askAlone } from '../../../shared/database/question.ts';
import { sellerPathOf } from '../../../shared/domain/account-path.ts';
import { holdingPlaces } from '../../../shared/database/account-moves.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { OrderRequest } from '../../rules/placing/order-request.ts';
import { checkTenantLimits } from '../../rules/tenants/seat-limit.ts';
import { checkTrials, DEFAULT_TRIAL_POLICY } from '../../rules/tenants/trial-limit.ts';
import { reserveCredit, type Credit } from '../billing/credit.ts';
import { creditExceeded, sightOfDeal } from '../billing/payment-check.ts';
import { insertActivation, requestOf } from '../onboarding/order-activation.ts';
import { recordAgreement } from '../tenants/customer-agreements.ts';
import { heldProducts } from '../tenants/seat-pools.ts';
import { hadTrials } from '../tenants/trials.ts';
import { claimTenant, tenantOwner, tenantInUse, tenantOnItsWay } from '../tenants/tenants.ts';
import { spendEstimate, spentEstimate, type PriceLock } from './estimate-token.ts';
import { insertOrder, type OrderPayment, type WrittenOrder } from './insert-order.ts';
import { customerIdOf, isPricedAlong, movedMeanwhile, mpnsOf, trialMpnsOf, type OrderDraft } from './order-draft.ts';
import { recordOrder } from './record-order.ts';
import { closePlacement, type CreatedCustomer } from './placements.ts';

/** An order that passed its checks, whose customer exists and whose payment is authorised. */
export interface AcceptedOrder {
  readonly orderId: Id<'ord'>;
  readonly request: OrderRequest;
  readonly draft: OrderDraft;
  /** What accounts keeps for the activation of the reseller, if that comes with the order. */
  readonly activationId: string | undefined;
  /** The customer, when it was created for this order. */
  readonly created: CreatedCustomer | undefined;
  readonly payment: OrderPayment;
  /** The credit of the reseller when the order was checked. */
  readonly credit: Credit | undefined;
  /** The estimate whose prices are paid, if any. */
  readonly lock: PriceLock | undefined;
  readonly agreementVersion: string | undefined;
}

/**
 * Writes an order with everything that it takes. Each thing may have been taken by another order since the checks: then the
 * outcome is refused, and so nothing is written. Throws a unique violation when the same call is placing at this moment.
 */
export async function commitOrder(
  tx: Writer,
  context: SignedInContext,
  accepted: AcceptedOrder,
): Promise<Outcome<WrittenOrder>> {
  const { orderId, request, draft, payment } = accepted;
  const customer = customerOf(accepted);
  await rememberRequest(tx, context, accepted);
  const takings: readonly (() => Promise<Refusal | undefined>)[] = [
    () => takePlacement(tx, accepted),
    () => takeCart(tx, accepted),
    () => takeEstimate(tx, accepted),
    () => takeTenant(tx, context, accepted),
    () => takeSeats(tx, draft),
    () => takeTrials(tx, draft),
    () => takeCredit(tx, context, accepted),
  ];
  for (const take of takings) {
    const problem = await take();
    if (problem !== undefined) return refused(problem);
  }
  const { purchaseOrderNumber } = request;
  // A new customer is not among the sellers that were quoted.
  const quotedPath = accepted.created === undefined ? customer.path : (sellerPathOf(customer.path) ?? customer.path);
  if (!isPricedAlong(draft, quotedPath)) return refused(movedMeanwhile());
  const written = await insertOrder(tx, context, { id: orderId, draft, customer, payment, purchaseOrderNumber });
  if (written === undefined) return refused(movedMeanwhile());
  await rememberAgreement(tx, context, accepted);
  await activateReseller(tx, context, accepted);
  await recordOrder(tx, context, { draft, order: written.order });
  return done(written);
}

function customerOf({ created, draft }: AcceptedOrder): { readonly customerId: Id<'acc'>; readonly path: string } {
  if (created !== undefined) return created;
  const customerId = customerIdOf(draft);
  invariant(customerId, 'the customer of an order exists before the order');
  return { customerId, path: draft.path };
}

/** Remembers the request where it can be repeated, and lets the customer stay where it is from here on. */
async function rememberRequest(
  tx: Writer,
  { viewer, deps }: SignedInContext,
  { orderId, request }: AcceptedOrder,
): Promise<void> {
  const { idempotencyKey, fingerprint } = request;
  if (idempotencyKey === undefined) {
    await tx.execute(holdingPlaces('orders'));
    return;
  }
  await tx.execute(
    `insert into orders.idempotency (account_id, mutation, key, request_hash, order_id, created_at)
     select ?, 'placeOrder', ?, ?, ?, ?::timestamptz from (${holdingPlaces('orders')}) as held`,
    [viewer.accountId, idempotencyKey, fingerprint, orderId, deps.now()],
  );
}

async function takePlacement(tx: Writer, { created }: AcceptedOrder): Promise<Refusal | undefined> {
  if (created === undefined || (await closePlacement(tx, created.placementId))) return undefined;
  return refusal('CONFLICT', 'Placing the order took too long and was abandoned. Nothing was ordered: try again.', {
    retryable: true,
  });
}

async function takeCart(tx: Writer, { draft, orderId }: AcceptedOrder): Promise<Refusal | undefined> {
  if (draft.cart === undefined) return undefined;
  const rows = await tx.execute(
    'update orders.cart set ordered_as = ? where id = ? and ordered_as is null returning id',
    [orderId, draft.cart.id],
  );
  if (rows.length > 0) return undefined;
  return refusal('STATE_CONFLICT', 'This cart has already been ordered.', { path: ['cartId'] });
}

async function takeEstimate(tx: Writer, { lock, orderId }: AcceptedOrder): Promise<Refusal | undefined> {
  if (lock === undefined || (await spendEstimate(tx, lock, orderId))) return undefined;
  return spentEstimate();
}

/** The tenant belongs to the customer from now on. Another order may have claimed it since the checks. */
async function takeTenant(
  tx: Writer,
  { viewer, deps }: SignedInContext,
  accepted: AcceptedOrder,
): Promise<Refusal | undefined> {
  const { tenantDomain: domain, tenantMode } = accepted.draft.parameters;
  if (domain === undefined) return undefined;
  const { customerId } = customerOf(accepted);
  const claim = await claimTenant(tx, { domain, customerId, orderId: accepted.orderId, now: deps.now() });
  switch (claim) {
    case 'CLAIMED':
      return undefined;
    case 'BEFORE':
      return tenantMode === 'NEW' ? tenantOnItsWay(domain) : undefined;
    case 'TAKEN': {
      const owner = await askAlone(tx, tenantOwner(domain));
      invariant(owner, 'a tenant that is taken has an owner');
      return tenantInUse(viewer, domain, owner);
    }
  }
}

/** Counts what the tenant has again, while no other order can add to it: they wait for the claim to the tenant. */
async function takeSeats(tx: Writer, draft: OrderDraft): Promise<Refusal | undefined> {
  const { tenantDomain } = draft.parameters;
  if (tenantDomain === undefined) return undefined;
  const held = await askAlone(tx, heldProducts(tenantDomain, mpnsOf(draft)));
  const [exceeded] = checkTenantLimits(draft.lines, held);
  return exceeded;
}

/** Counts the trials of the tenant again, under the same claim. */
async function takeTrials(tx: Writer, draft: OrderDraft): Promise<Refusal | undefined> {
  const { tenantDomain } = draft.parameters;
  const mpns = trialMpnsOf(draft);
  if (tenantDomain === undefined || mpns.length === 0) return undefined;
  const had = await askAlone(tx, hadTrials(tenantDomain, mpns));
  const [exceeded] = checkTrials(draft.lines, had, DEFAULT_TRIAL_POLICY);
  return exceeded;
}

async function takeCredit(
  tx: Writer,
  { viewer }: SignedInContext,
  { draft, payment, credit }: AcceptedOrder,
): Promise<Refusal | undefined> {
  if (payment.method !== 'TERMS' || credit === undefined || payment.payableMinor === 0n) return undefined;
  if (await reserveCredit(tx, credit, payment.payableMinor)) return undefined;
  return creditExceeded(draft, credit, sightOfDeal(viewer, draft.reseller.path));
}

/** Records who accepted the vendor's agreement, when the order says so. */
async function rememberAgreement(
  tx: Writer,
  { viewer, deps }: SignedInContext,
  accepted: AcceptedOrder,
): Promise<void> {
  const { draft, agreementVersion: version, orderId } = accepted;
  const { agreement } = draft.parameters;
  if (agreement === undefined || version === undefined) return;
  const { customerId } = customerOf(accepted);
  await recordAgreement(tx, deps, { ...agreement, customerId, version, orderId, recordedBy: viewer.subject });
}

/** Places the activation order beside the order that it comes with: both are there, or neither. */
async function activateReseller(
  tx: Writer,
  context: SignedInContext,
  { activationId, draft }: AcceptedOrder,
): Promise<void> {
  if (activationId === undefined) return;
  await insertActivation(tx, context.deps, requestOf(context, activationId, draft.currency));
}
