import { randomUUID } from 'node:crypto';
import { idLabel } from '../../../shared/ids.ts';
import type {
  FulfilmentLine,
  FulfilmentOrder,
  LineState,
  LookedUp,
  Prepared,
  Refused,
  Submitted,
  VendorConnector,
  Wait,
} from '../vendor-connector.ts';
import type { PartnerCenterClient } from './partner-center-client.ts';
import type {
  LineProvisioning,
  NewCartLine,
  PartnerCenterCall,
  TermDuration,
  VendorOrder,
} from './partner-center-types.ts';
import { vendorRefusal, waitOrRefuse } from './microsoft-failures.ts';
import { validateAtMicrosoft } from './microsoft-validation.ts';

export interface MicrosoftConnectorOptions {
  readonly client: PartnerCenterClient;
  readonly now: () => Date;
  /** How long the vendor may hide a new order, so that a checkout of unknown outcome is not sent again before. */
  readonly lookUpMs: number;
}

const AGREEMENT_TYPE = 'MicrosoftCustomerAgreement';

const STAGES: Readonly<Record<string, string>> = {
  requested: 'Microsoft received the line.',
  allocating: 'Microsoft is allocating the licences.',
  assigning: 'Microsoft is assigning the licences to the tenant.',
};

/** Makes the connector that speaks Microsoft's Partner Center API. */
export function createMicrosoftConnector(options: MicrosoftConnectorOptions): VendorConnector {
  const { client } = options;
  return {
    validate: async (request) => ({
      checks: await validateAtMicrosoft(client, request),
      agreementVersion: undefined,
    }),
    prepare: (order, signal) => waitOrRefuse(() => prepare(options, order, signal)),
    submit: (order, signal) => waitOrRefuse(() => submit(options, order, signal)),
    lookUp: async (order, signal) => {
      const outcome = await waitOrRefuse(() => lookUp(client, order, signal));
      // A status that can't be read says nothing about the order, so reading is only ever tried again.
      return outcome.kind === 'refused' ? { kind: 'wait', afterMs: 10_000, reason: outcome.refusal.message } : outcome;
    },
  };
}

const call = (requestId: string, order: FulfilmentOrder, signal: AbortSignal): PartnerCenterCall => ({
  requestId,
  correlationId: order.orderId,
  signal,
});

async function prepare(
  { client, now }: MicrosoftConnectorOptions,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<Prepared | Wait | Refused> {
  const tenant = await bindTenant(client, order, signal);
  if ('kind' in tenant) return tenant;
  await client.confirmAgreement(
    tenant.vendorCustomerId,
    {
      agreementType: AGREEMENT_TYPE,
      agreedBy: {
        firstName: order.profile.contact.firstName,
        lastName: order.profile.contact.lastName,
        email: order.profile.contact.email,
      },
      agreedAt: now().toISOString(),
    },
    call(order.agreementRequestId, order, signal),
  );
  const lines = order.lines.map((line) => toCartLine(line, order));
  const cart = await client.createCart(tenant.vendorCustomerId, lines, call(order.cartRequestId, order, signal));
  return { kind: 'prepared', ...tenant, vendorCartId: cart.cartId };
}

type Tenant = Pick<Prepared, 'vendorCustomerId' | 'credentials'>;

async function bindTenant(
  client: PartnerCenterClient,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<Tenant | Refused> {
  const { parameters, profile } = order;
  const domain = parameters.tenantDomain ?? '';
  if (parameters.tenantMode === 'EXISTING') {
    const customer = await client.findCustomerByDomain(domain, call(randomUUID(), order, signal));
    if (customer !== null) return { vendorCustomerId: customer.customerId };
    const { authorizationUrl } = await client.getCustomerRelationship(domain, call(randomUUID(), order, signal));
    return {
      kind: 'refused',
      refusal: vendorRefusal('RELATIONSHIP_MISSING', `The tenant ${domain} has not accepted the relationship.`, {
        remedies: [
          {
            description: "A global administrator of the tenant accepts the provider's invitation.",
            url: authorizationUrl,
          },
        ],
      }),
    };
  }
  const { address, contact } = profile;
  const created = await client.createCustomer(
    {
      domain,
      companyName: profile.name,
      email: contact.email,
      address: {
        firstName: contact.firstName,
        lastName: contact.lastName,
        addressLine1: address.line1,
        ...(address.line2 ? { addressLine2: address.line2 } : {}),
        city: address.city,
        ...(address.region ? { state: address.region } : {}),
        postalCode: address.postalCode ?? '',
        country: address.country,
        ...(contact.phone ? { phoneNumber: contact.phone } : {}),
      },
    },
    call(order.tenantRequestId, order, signal),
  );
  const { userName: userId, password: temporaryPassword } = created.credentials;
  return { vendorCustomerId: created.customerId, credentials: { userId, temporaryPassword } };
}

/** The price sheet names no availability; the plan stands in its place. */
function toCartLine(line: FulfilmentLine, order: FulfilmentOrder): NewCartLine {
  const { locationMpnId } = order.parameters;
  return {
    reference: line.lineId,
    catalogItemId: `${line.mpn}:${idLabel(line.planId)}`,
    quantity: line.quantity,
    termDuration: (line.term ?? 'OneTime') as TermDuration,
    billingCycle: line.billingCycle.toLowerCase() as NewCartLine['billingCycle'],
    ...(locationMpnId === undefined
      ? {}
      : {
          partnerIdOnRecord: locationMpnId,
          partnerOnRecordAttestationAccepted: order.parameters.attestation !== undefined,
        }),
  };
}

async function submit(
  { client, now, lookUpMs }: MicrosoftConnectorOptions,
  order: FulfilmentOrder,
  signal: AbortSignal,
): Promise<Submitted | Wait> {
  const { vendorCustomerId, vendorCartId, checkoutSentAt } = order;
  if (vendorCustomerId === null || vendorCartId === null) throw new Error('Invariant: the order was prepared');
  if (checkoutSentAt !== null) {
    const found = await client.findOrdersByRequest(
      vendorCustomerId,
      order.checkoutRequestId,
      call(randomUUID(), order, signal),
    );
    const waited = now().getTime() - checkoutSentAt.getTime();
    if (found.length === 0 && waited < lookUpMs) {
      const reason = 'Microsoft did not answer; looking up whether it took the order.';
      return { kind: 'wait', afterMs: Math.min(lookUpMs - waited, 15_000), reason };
    }
  }
  // The same request id: where the vendor took the first one, it answers as it did then and buys nothing twice.
  const result = await client.checkoutCart(
    vendorCustomerId,
    vendorCartId,
    call(order.checkoutRequestId, order, signal),
  );
  const refused = result.orderErrors.map(({ reference, code, description }) => ({
    lineId: reference,
    kind: 'refused' as const,
    refusal: vendorRefusal('VENDOR_REJECTED', 'Microsoft refused the line.', {
      vendorCode: code,
      vendorMessage: description,
    }),
  }));
  return { kind: 'submitted', lines: [...result.orders.flatMap(acceptedLines), ...refused] };
}

function acceptedLines(vendorOrder: VendorOrder) {
  return vendorOrder.lines.map((line) => ({
    lineId: line.reference,
    kind: 'accepted' as const,
    vendorOrderId: vendorOrder.orderId,
    vendorLineNumber: line.lineNumber,
  }));
}

async function lookUp(client: PartnerCenterClient, order: FulfilmentOrder, signal: AbortSignal): Promise<LookedUp> {
  const { vendorCustomerId } = order;
  if (vendorCustomerId === null) throw new Error('Invariant: the order was prepared');
  const accepted = order.lines.filter((line) => line.vendorOrderId !== null);
  const states: { lineId: string; state: LineState }[] = [];
  for (const [vendorOrderId, lines] of Map.groupBy(accepted, (line) => line.vendorOrderId ?? '')) {
    const reported = await client.getProvisioningStatus(
      vendorCustomerId,
      vendorOrderId,
      call(randomUUID(), order, signal),
    );
    for (const line of lines) {
      const report = reported.find(({ lineNumber }) => lineNumber === line.vendorLineNumber);
      const subscription =
        report?.status === 'Fulfilled' && report.subscriptionId !== null
          ? await client.getSubscription(vendorCustomerId, report.subscriptionId, call(randomUUID(), order, signal))
          : null;
      states.push({ lineId: line.lineId, state: toLineState(report, subscription?.commitmentEndDate ?? null) });
    }
  }
  return { kind: 'looked-up', lines: states };
}

function toLineState(report: LineProvisioning | undefined, endsOn: string | null): LineState {
  const details = { vendorCode: report?.reason?.code, vendorMessage: report?.reason?.description };
  if (report?.status === 'Fulfilled' && report.subscriptionId !== null) {
    return { kind: 'fulfilled', vendorSubscriptionId: report.subscriptionId, endsOn };
  }
  if (report?.status === 'Unfulfilled') {
    return {
      kind: 'failed',
      refusal: vendorRefusal('VENDOR_REJECTED', 'Microsoft could not fulfil the line.', details),
    };
  }
  if (report?.stage === 'actionRequired') {
    return {
      kind: 'action-required',
      stage: report.stage,
      refusal: vendorRefusal('CUSTOMER_AGREEMENT_MISSING', 'Microsoft waits for the customer.', details),
    };
  }
  const stage = report?.stage ?? 'requested';
  return { kind: 'working', stage, message: STAGES[stage] ?? 'Microsoft is provisioning the line.' };
}
