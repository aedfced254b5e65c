import { invariant } from '../../../shared/domain/invariant.ts';
import type { AgreementNeeded, Submitted, Wait } from '../../rules/fulfilment/vendor-outcome.ts';
import { agreementMissing, agreementNeeded, currentTemplate, ensureAgreement } from './agreement-acceptance.ts';
import { askMany, type Asking } from './ask-many.ts';
import { partnerCenterCodes, PartnerCenterError, type PartnerCenterFailure } from './client/partner-center-errors.ts';
import type { CheckoutResult, VendorOrder, VendorOrderError } from './client/partner-center-types.ts';
import { isUnsent, outcomeOf, vendorRefusal, waitToRead } from './microsoft-failures.ts';
import { readCall, withPreparedCustomer, writeCall, type CustomerStep, type OrderStep } from './order-step.ts';

/** When a checkout of unknown outcome may be sent again. */
export interface CheckoutTiming {
  readonly now: () => Date;
  /** How long Microsoft may take to show a new order. A checkout is not sent again before that. */
  readonly lookUpMs: number;
}

type SubmittedLine = Submitted['lines'][number];

/** The longest pause before looking again for the order of a checkout of unknown outcome. */
const MAX_PAUSE_MS = 15_000;

/** Buys the cart. First finds out what an earlier checkout of unknown outcome did, and asks for a missing acceptance. */
export async function submitOrder(
  preparedStep: OrderStep,
  timing: CheckoutTiming,
): Promise<Submitted | Wait | AgreementNeeded> {
  const step = withPreparedCustomer(preparedStep);
  const { vendorCartId, agreementNeededSince } = step.order;
  invariant(vendorCartId, 'the order has a cart at Microsoft');
  const wait = await waitForEarlierCheckout(step, timing);
  if (wait !== undefined) return wait;
  const needed = agreementNeededSince === null ? undefined : await ensureAgreement(step);
  if (needed !== undefined) return needed;
  const result = await checkOut(step, vendorCartId);
  if (result.kind !== 'checked-out') return result;
  return {
    kind: 'submitted',
    lines: [...result.orders.flatMap(acceptedLines), ...result.orderErrors.map(refusedLine)],
  };
}

/** A wait while an earlier checkout may have created an order that Microsoft does not show yet. */
async function waitForEarlierCheckout(
  step: CustomerStep,
  { now, lookUpMs }: CheckoutTiming,
): Promise<Wait | undefined> {
  const { client, order, customerId } = step;
  if (order.checkoutSentAt === null) return undefined;
  const asking: Asking = { stop: step.signal, failures: [] };
  const [found] = await askMany(asking, [order.checkoutRequestId], (requestId) =>
    client.findOrdersByRequest(customerId, requestId, readCall(step)),
  );
  // Even a refused question must not fail the order: it may exist.
  if (found === undefined) return waitToRead(asking.failures);
  const waitedMs = now().getTime() - order.checkoutSentAt.getTime();
  if (found.answer.length > 0 || waitedMs >= lookUpMs) return undefined;
  const reason = 'Microsoft did not confirm the order. The outcome is being looked up.';
  return { kind: 'wait', afterMs: Math.min(lookUpMs - waitedMs, MAX_PAUSE_MS), reason };
}

interface CheckedOut extends CheckoutResult {
  readonly kind: 'checked-out';
}

/**
 * Sends the checkout with the same request id every time. If Microsoft accepted an earlier one, it returns that result
 * again and buys nothing twice.
 */
async function checkOut(step: CustomerStep, cartId: string): Promise<CheckedOut | AgreementNeeded | Wait> {
  const { client, order, customerId } = step;
  try {
    const result = await client.checkoutCart(customerId, cartId, writeCall(step, order.checkoutRequestId));
    return { kind: 'checked-out', ...result };
  } catch (error) {
    const failure = error instanceof PartnerCenterError ? error.failure : undefined;
    if (failure !== undefined && isUnsent(failure)) return unsent(failure);
    if (failure?.kind !== 'rejected' || failure.code !== partnerCenterCodes.agreementMissing) throw error;
    return agreementNeeded(agreementMissing(await currentTemplate(client, readCall(step)), failure));
  }
}

/** The wait until a checkout that has certainly bought nothing is sent again. */
function unsent(failure: PartnerCenterFailure): Wait {
  const outcome = outcomeOf(failure);
  invariant(outcome.kind === 'wait', 'a request that changed nothing is sent again');
  return { ...outcome, isUnsent: true };
}

function acceptedLines({ orderId, lines }: VendorOrder): readonly SubmittedLine[] {
  return lines.map(({ reference, lineNumber }) => ({
    lineId: reference,
    kind: 'accepted',
    vendorOrderId: orderId,
    vendorLineNumber: lineNumber,
  }));
}

function refusedLine({ reference, ...reason }: VendorOrderError): SubmittedLine {
  const refusal = vendorRefusal('VENDOR_REJECTED', 'Microsoft refused this order line.', { reason });
  return { lineId: reference, kind: 'refused', refusal };
}
