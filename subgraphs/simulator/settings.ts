import { randomUUID } from 'node:crypto';

import { directoryOf, type PartnerDirectory } from './vendor/partners.ts';
import { DEFAULT_PROMOTIONS, type SeededPromotion } from './vendor/promotions.ts';
import type { SeededTenant, SimulatorOptions } from './simulator-options.ts';

/** The options with all defaults filled in. Durations of the vendor's work are in real milliseconds. */
export interface SimulatorSettings {
  readonly provisioningMs: number;
  readonly lateMs: number;
  readonly orderHiddenMs: number;
  readonly busyMs: number;
  readonly requestsPerMinute: number;
  readonly latencyMs: number;
  readonly updatesPerHour: number;
  readonly cartLifeMs: number;
  readonly maxQuantity: number;
  readonly tenants: readonly SeededTenant[];
  readonly partners: PartnerDirectory;
  readonly promotions: readonly SeededPromotion[];
  /** The version to publish at the start, unless the log has it already. */
  readonly agreementVersion: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenLifetimeSeconds: number;
  readonly realNow: () => number;
  readonly newId: () => string;
}

const hourMs = 3_600_000;

/** Fills in the defaults: 18 minutes of provisioning at speed 300 take 3.6 seconds. Throws for an unusable option. */
export function settingsFrom(options: SimulatorOptions): SimulatorSettings {
  const speed = options.speed ?? 300;
  if (!(speed > 0)) throw new Error(`The simulator's speed must be a positive number, not ${speed}.`);
  const workMs = (seconds: number): number => (seconds * 1000) / speed;
  return {
    provisioningMs: workMs(options.provisioningSeconds ?? 1080),
    lateMs: workMs(options.lateSeconds ?? 900),
    orderHiddenMs: workMs(options.orderHiddenSeconds ?? 0),
    busyMs: workMs(300),
    requestsPerMinute: options.requestsPerMinute ?? 500,
    latencyMs: options.latencyMs ?? 0,
    updatesPerHour: options.updatesPerHour ?? 60,
    cartLifeMs: 7 * 24 * hourMs,
    maxQuantity: 10_000,
    tenants: options.tenants ?? [],
    partners: directoryOf(options.partners),
    promotions: options.promotions ?? DEFAULT_PROMOTIONS,
    agreementVersion: options.agreementVersion,
    clientId: options.clientId ?? 'simulator-client',
    clientSecret: options.clientSecret ?? 'simulator-secret',
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
    realNow: options.realNow ?? Date.now,
    newId: options.newId ?? randomUUID,
  };
}
