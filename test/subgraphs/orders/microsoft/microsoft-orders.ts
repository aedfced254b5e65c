import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMicrosoftConnector } from '../../../../subgraphs/orders/connectors/microsoft/microsoft-connector.ts';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import type { PartnerCenterCall } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-types.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import type { Effect } from '../../../../subgraphs/simulator/vendor/effects.ts';
import type { Simulator, SimulatorOptions } from '../../../../subgraphs/simulator/simulator-options.ts';
import { startSimulator } from '../../../../subgraphs/simulator/start-simulator.ts';
import type {
  FulfilmentOrder,
  ValidationRequest,
  VendorConnector,
} from '../../../../subgraphs/orders/connectors/vendor-connector.ts';
import type { RecordedAgreement } from '../../../../subgraphs/orders/rules/tenants/customer-agreement.ts';
import type { VendorParameters } from '../../../../subgraphs/orders/rules/placing/vendor-parameters.ts';

/** The connector with its own vendor, whose clock only `simulator.advance` moves. */
export interface MicrosoftUnderTest {
  readonly simulator: Simulator;
  readonly client: PartnerCenterClient;
  readonly connector: VendorConnector;
  /** A connector at another address, with a limit for each call and for what one step reads. */
  connectorAt(url: string, timeoutMs: number, readMs?: number): VendorConnector;
  /** Everything that took effect at the vendor. */
  effects<Kind extends Effect['kind']>(kind: Kind): readonly Extract<Effect, { kind: Kind }>[];
  close(): Promise<void>;
}

/** The time at which the clock of the vendor is stopped. */
export const FROZEN_NOW = Date.parse('2026-11-26T10:00:00Z');

/** Starts a vendor and a connector to it. */
export async function startMicrosoft(options: Partial<SimulatorOptions> = {}): Promise<MicrosoftUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'microsoft-'));
  const logPath = join(folder, 'log.jsonl');
  const simulator = await startSimulator({
    logPath,
    speed: 1,
    provisioningSeconds: 100,
    realNow: () => FROZEN_NOW,
    requestsPerMinute: 1_000_000,
    ...options,
  });
  const clientAt = (url: string, timeoutMs: number): PartnerCenterClient =>
    new PartnerCenterClient({
      baseUrl: url,
      clientId: 'simulator-client',
      clientSecret: 'simulator-secret',
      timeoutMs,
      now: () => FROZEN_NOW,
    });
  const connectorOf = (client: PartnerCenterClient, readMs?: number): VendorConnector =>
    createMicrosoftConnector({
      client,
      now: () => simulator.now(),
      lookUpMs: 1_000,
      ...(readMs === undefined ? {} : { readMs }),
    });
  const client = clientAt(simulator.url, 5_000);
  return {
    simulator,
    client,
    connector: connectorOf(client),
    connectorAt: (url, timeoutMs, readMs) => connectorOf(clientAt(url, timeoutMs), readMs),
    effects: <Kind extends Effect['kind']>(kind: Kind) =>
      readEffects(logPath)
        .map(({ effect }) => effect)
        .filter((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind),
    async close() {
      await simulator.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A call that belongs to no order. */
export const anyCall = (): PartnerCenterCall => ({ requestId: randomUUID(), correlationId: 'test' });

/** Champion Cloud orders for a tenant that every reseller may sell to. */
export const PARAMETERS: VendorParameters = {
  locationMpnId: '1234567',
  indirectResellerDomain: 'championcloud.onmicrosoft.com',
  tenantMode: 'EXISTING',
  tenantDomain: 'plainexisting.onmicrosoft.com',
  attestation: { signedBy: 'Cora Lindqvist', signedAt: '2026-11-26T10:00:00.000Z' },
};

/** The input of the validation of an order of Champion Cloud, with the given fields replaced. */
export function question(
  parameters: Partial<VendorParameters> = {},
  replaced: Partial<ValidationRequest> = {},
): ValidationRequest {
  return {
    segment: 'COMMERCIAL',
    parameters: { ...PARAMETERS, ...parameters },
    knownTenantDomain: undefined,
    partnerIsVerified: false,
    acceptedVersion: undefined,
    agreement: undefined,
    promoted: [],
    ...replaced,
  };
}

/** An acceptance by a person who is not the contact of the customer. */
export function acceptance(replaced: Partial<RecordedAgreement> = {}): RecordedAgreement {
  return {
    firstName: 'Olga',
    lastName: 'Signatory',
    email: 'olga@falk.example',
    phone: '+13035550123',
    acceptedOn: '2026-11-20',
    version: '2026-10',
    recordedAt: new Date(FROZEN_NOW),
    ...replaced,
  };
}

/** An order of one line for a new tenant with the name of the order. */
export function vendorOrder(name: string, replaced: Partial<FulfilmentOrder> = {}): FulfilmentOrder {
  return {
    orderId: `ord_${name}`,
    number: 'SO000001',
    profile: {
      name: 'Falk Optics',
      segment: 'COMMERCIAL',
      address: { line1: '1 Lens Street', city: 'Denver', region: 'CO', postalCode: '80202', country: 'US' },
      contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '+13035550100' },
      resellerName: 'Champion Cloud',
    },
    parameters: { ...PARAMETERS, tenantMode: 'NEW', tenantDomain: `${name}.onmicrosoft.com` },
    lines: [
      {
        lineId: `line_${name}`,
        planId: 'pln_01jd0000000000000000000000',
        mpn: 'CFQ7TTC0LH18:0001',
        quantity: 5,
        term: 'P1Y',
        billingCycle: 'MONTHLY',
        isTrial: false,
        promotionKey: null,
        vendorOrderId: null,
        vendorLineNumber: null,
        parameters: [],
      },
    ],
    tenantRequestId: `tenant-${name}`,
    agreementRequestId: `agreement-${name}`,
    cartRequestId: `cart-${name}`,
    checkoutRequestId: `checkout-${name}`,
    checkoutSentAt: null,
    vendorCustomerId: null,
    vendorCartId: null,
    agreement: acceptance(),
    agreementNeededSince: null,
    ...replaced,
  };
}
