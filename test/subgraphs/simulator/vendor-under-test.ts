import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach } from 'vitest';

import { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { PartnerCenterError } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import type { PartnerCenterFailure } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import type {
  NewCartLine,
  NewCustomer,
  PartnerCenterCall,
  VendorSubscription,
} from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-types.ts';
import { readEffects } from '../../../subgraphs/simulator/vendor/effect-log.ts';
import type { Effect } from '../../../subgraphs/simulator/vendor/effects.ts';
import type { Simulator, SimulatorOptions } from '../../../subgraphs/simulator/simulator-options.ts';
import { startSimulator } from '../../../subgraphs/simulator/start-simulator.ts';

/** One hour in seconds, the unit of `Simulator.advance`. */
export const hour = 3600;

/** The time of the stopped clock: only `advance` moves it, so that no test depends on how long it takes. */
export const frozenNow = Date.parse('2026-11-02T10:00:00Z');

/** The simulators of one test, which share a log in a folder of their own. */
export interface VendorUnderTest {
  /** The folder of the running test; it is removed after the test. */
  readonly folder: string;
  /** The log that every simulator of the running test writes. */
  readonly logPath: string;
  /** Starts a simulator with a stopped clock; it ends with the test at the latest. */
  readonly start: (options?: Partial<SimulatorOptions>) => Promise<Simulator>;
  /** The entries of one kind in the log. */
  readonly effects: (kind: Effect['kind']) => ReturnType<typeof readEffects>;
  /** Runs something after the test; what was registered last runs first. */
  readonly afterTest: (stop: () => Promise<void>) => void;
}

/** Gives every test of a file a new folder and log, and stops after each test what it started. */
export function useVendor(): VendorUnderTest {
  let folder = '';
  let stops: (() => Promise<void>)[] = [];
  const logPath = (): string => join(folder, 'log.jsonl');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    stops = [];
  });

  afterEach(async () => {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true });
  });

  return {
    get folder() {
      return folder;
    },
    get logPath() {
      return logPath();
    },
    effects: (kind) => readEffects(logPath()).filter((recorded) => recorded.effect.kind === kind),
    afterTest: (stop) => void stops.push(stop),
    async start(options = {}) {
      const simulator = await startSimulator({ logPath: logPath(), speed: 1, realNow: () => frozenNow, ...options });
      let stopped = false;
      const stop = async (): Promise<void> => {
        if (!stopped) await simulator.stop();
        stopped = true;
      };
      stops.push(stop);
      return { ...simulator, stop };
    },
  };
}

/** A client with the credentials that the simulator takes, unless others are given. */
export function clientOf(
  baseUrl: string,
  options: { clientSecret?: string; timeoutMs?: number; now?: () => number } = {},
): PartnerCenterClient {
  return new PartnerCenterClient({
    baseUrl,
    clientId: 'simulator-client',
    clientSecret: 'simulator-secret',
    timeoutMs: 5000,
    ...options,
  });
}

/** The ids of one call; the request id is a new one unless given. */
export function call(requestId: string = randomUUID()): PartnerCenterCall {
  return { requestId, correlationId: 'correlation' };
}

/** A customer in the United States whose tenant has the given name. */
export function newCustomer(name: string): NewCustomer {
  return {
    domain: `${name}.onmicrosoft.com`,
    companyName: 'Contoso',
    email: 'ada@contoso.example',
    address: {
      firstName: 'Ada',
      lastName: 'Byron',
      addressLine1: '1 Main Street',
      city: 'Bellevue',
      state: 'WA',
      postalCode: '98004',
      country: 'US',
    },
  };
}

/** A cart line of five seats for a year, with the given fields replaced. */
export function line(change: Partial<NewCartLine> = {}): NewCartLine {
  return {
    reference: 'line-1',
    catalogItemId: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
    quantity: 5,
    termDuration: 'P1Y',
    billingCycle: 'monthly',
    partnerIdOnRecord: '1234567',
    partnerOnRecordAttestationAccepted: true,
    ...change,
  };
}

/** The acceptance of the first version of the customer agreement. */
export const agreement = {
  templateId: '2026-10',
  agreementType: 'MicrosoftCustomerAgreement',
  agreedBy: { firstName: 'Ada', lastName: 'Byron', email: 'ada@contoso.example' },
  agreedAt: '2026-11-02T10:00:00.000Z',
};

/** Creates a customer that has accepted the agreement, and returns its id. */
export async function customerOf(client: PartnerCenterClient, name: string): Promise<string> {
  const created = await client.createCustomer(newCustomer(name), call());
  await client.confirmAgreement(created.customerId, agreement, call());
  return created.customerId;
}

/** Orders lines through a cart and returns the result of the checkout. */
export async function order(
  client: PartnerCenterClient,
  customerId: string,
  lines: readonly NewCartLine[],
): ReturnType<PartnerCenterClient['checkoutCart']> {
  const cart = await client.createCart(customerId, lines, call());
  return client.checkoutCart(customerId, cart.cartId, call());
}

/** A fulfilled subscription of five seats. */
export async function subscribed(
  simulator: Simulator,
  client: PartnerCenterClient,
  name = 'contoso',
): Promise<VendorSubscription> {
  const customerId = await customerOf(client, name);
  await order(client, customerId, [line()]);
  simulator.advance(hour);
  const [subscription] = await client.listSubscriptions(customerId, call());
  if (subscription === undefined) throw new Error('the order left no subscription');
  return subscription;
}

/** The failure of a call that must fail. Throws when it succeeds, or fails with another kind of error. */
export async function failureOf(attempt: Promise<unknown>): Promise<PartnerCenterFailure> {
  const error: unknown = await attempt.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof PartnerCenterError) return error.failure;
  throw error;
}

/** The header that authorizes a request sent past the client. */
export async function bearer(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/partner/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'simulator-client',
      client_secret: 'simulator-secret',
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${token}` };
}
