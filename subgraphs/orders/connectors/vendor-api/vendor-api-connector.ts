import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { LineState, LookedUp, Refused, Submitted, Wait } from '../../rules/fulfilment/vendor-outcome.ts';
import type { FulfilmentOrder, VendorConnector } from '../vendor-connector.ts';
import type { VendorApiClient, VendorApiFailure } from './vendor-api-client.ts';
import { toSentOrder, type VendorLine, type VendorOrder } from './vendor-api-types.ts';

const RETRY_MS = 2_000;
const ASK_AGAIN_MS = 10_000;

/** Creates the connector to a vendor that takes orders by the platform's own protocol. */
export function createVendorApiConnector(vendorName: string, client: VendorApiClient): VendorConnector {
  return {
    // The vendor has neither tenants nor an agreement to be asked about; its parameters are checked with the lines.
    validate: () => Promise.resolve({ checks: [], agreementVersion: undefined }),
    prepare: () => Promise.resolve({ kind: 'prepared', vendorCustomerId: null, vendorCartId: null }),
    submit: (order, signal) => submitOrder({ vendorName, client, order, signal }),
    lookUp: (order, signal) => lookUpOrder({ vendorName, client, order, signal }),
  };
}

interface Step {
  readonly vendorName: string;
  readonly client: VendorApiClient;
  readonly order: FulfilmentOrder;
  readonly signal: AbortSignal;
}

/** Sends the order under its own id. Finds out first what an earlier attempt of unknown outcome did. */
async function submitOrder(step: Step): Promise<Submitted | Wait | Refused> {
  const { vendorName, client, order, signal } = step;
  const id = order.checkoutRequestId;
  if (order.checkoutSentAt !== null) {
    const found = await client.find(id, signal);
    // Even a refused question must not fail the order: it may exist.
    if (found.kind === 'failed') return waitToRead(vendorName, found.failure);
    if (found.value !== undefined) return toSubmitted(step, found.value);
  }
  const sent = await client.send(id, toSentOrder(order), signal);
  return sent.kind === 'answered' ? toSubmitted(step, sent.value) : outcomeOfSending(vendorName, sent.failure);
}

function toSubmitted({ vendorName, order }: Step, { id, lines }: VendorOrder): Submitted {
  const known = new Set(order.lines.map(({ lineId }) => lineId));
  return {
    kind: 'submitted',
    lines: lines.flatMap((line, index): readonly Submitted['lines'][number][] => {
      const { reference: lineId, state } = line;
      if (!known.has(lineId)) return [];
      if (state === 'FAILED') return [{ lineId, kind: 'refused', refusal: failureOf(vendorName, line) }];
      return [{ lineId, kind: 'accepted', vendorOrderId: id, vendorLineNumber: index + 1 }];
    }),
  };
}

/** Reads how far the lines are: one question tells it of all of them. */
async function lookUpOrder({ vendorName, client, order, signal }: Step): Promise<LookedUp | Wait> {
  const found = await client.find(order.checkoutRequestId, signal);
  if (found.kind === 'failed') return waitToRead(vendorName, found.failure);
  const atVendor = found.value;
  return {
    kind: 'looked-up',
    lines: order.lines.map(({ lineId, vendorOrderId }) => {
      const index = atVendor?.lines.findIndex(({ reference }) => reference === lineId) ?? -1;
      const line = atVendor?.lines[index];
      if (atVendor === undefined || line === undefined) return { lineId, state: { kind: 'missing' } };
      const at = { vendorOrderId: atVendor.id, vendorLineNumber: index + 1 };
      return { lineId, state: vendorOrderId === null ? { kind: 'accepted', ...at } : stateOf(vendorName, line) };
    }),
  };
}

function stateOf(vendorName: string, line: VendorLine): LineState {
  const { state, message = `${vendorName} is working on the line.`, subscription, endsOn } = line;
  switch (state) {
    case 'WORKING':
      return { kind: 'working', stage: message, message };
    case 'FAILED':
      return { kind: 'failed', refusal: failureOf(vendorName, line) };
    case 'ACTIVE':
      return { kind: 'fulfilled', vendorSubscriptionId: subscription ?? '', endsOn: endsOn ?? null };
  }
}

function failureOf(vendorName: string, { message }: VendorLine): Refusal {
  return refusal('VENDOR_REJECTED', `${vendorName} could not provide this line.`, { vendorMessage: message });
}

function outcomeOfSending(vendorName: string, failure: VendorApiFailure): Wait | Refused {
  switch (failure.kind) {
    case 'throttled':
      return { ...pause(vendorName, failure.retryAfterMs), isUnsent: true };
    case 'unavailable':
      return { ...unavailable(vendorName), isUnsent: true };
    case 'unknown-outcome': {
      const reason = `${vendorName} did not answer. The outcome of the request is being looked up.`;
      return { kind: 'wait', afterMs: RETRY_MS, reason };
    }
    case 'rejected':
      return rejected(vendorName, failure);
  }
}

type Rejection = Extract<VendorApiFailure, { readonly kind: 'rejected' }>;

function rejected(vendorName: string, failure: Rejection): Wait | Refused {
  const { status } = failure;
  if (status === 401 || status === 403) {
    const reason = `${vendorName} does not accept the credentials of the platform.`;
    return { ...refusedWait(reason, failure), isUnsent: true };
  }
  // The id stands for another order there: what that is, a person has to find out.
  if (status === 409) return refusedWait(`${vendorName} has another order with the id of this one.`, failure);
  return { kind: 'refused', refusal: vendorRefusal(`${vendorName} refused the order.`, failure) };
}

/** A refused question says nothing about the order, so the only thing to do is to ask again. */
function waitToRead(vendorName: string, failure: VendorApiFailure): Wait {
  switch (failure.kind) {
    case 'throttled':
      return pause(vendorName, failure.retryAfterMs);
    case 'unavailable':
    case 'unknown-outcome':
      return unavailable(vendorName);
    case 'rejected':
      return refusedWait(`${vendorName} does not say how far the order is.`, failure);
  }
}

function pause(vendorName: string, afterMs: number): Wait {
  return { kind: 'wait', afterMs, reason: `${vendorName} asked for a pause between requests.` };
}

function unavailable(vendorName: string): Wait {
  return { kind: 'wait', afterMs: RETRY_MS, reason: `${vendorName} is not available at the moment.` };
}

/** A wait after which the same request will be refused again, unless somebody does something about it. */
function refusedWait(reason: string, failure: Rejection): Wait {
  return { kind: 'wait', afterMs: ASK_AGAIN_MS, reason, refusal: vendorRefusal(reason, failure) };
}

function vendorRefusal(message: string, { status, code, description }: Rejection): Refusal {
  return refusal('VENDOR_REJECTED', message, {
    vendorCode: code === '' ? String(status) : code,
    vendorMessage: description === '' ? undefined : description,
  });
}
