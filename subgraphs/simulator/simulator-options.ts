import type { SeededPartner } from './vendor/partners.ts';

/** A tenant that exists before the first request. */
export interface SeededTenant {
  /** Full domain, for example `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly qualification: TenantQualification;
  /** Whether the tenant already accepted the provider. */
  readonly relationship: boolean;
  /** Domains of the resellers that a related tenant accepted; every active one of the directory unless given. */
  readonly resellers?: readonly string[];
  /** Whether a related tenant accepted the first version of the customer agreement; true unless given. */
  readonly agreement?: boolean;
}

export type TenantQualification = 'none' | 'education' | 'nonprofit';

export interface SimulatorOptions {
  /** JSON lines; created when missing, replayed when not. Two simulators must not share one. */
  readonly logPath: string;
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Simulated seconds per real second. */
  readonly speed?: number;
  /** Simulated time from checkout to the last line's fulfilment. */
  readonly provisioningSeconds?: number;
  /** Simulated time after which an order that "applies late" is applied. */
  readonly lateSeconds?: number;
  /** Simulated time for which a new order cannot be queried. */
  readonly orderHiddenSeconds?: number;
  /** Real time; per partner tenant. */
  readonly requestsPerMinute?: number;
  /** Changes of one subscription within a simulated hour. */
  readonly updatesPerHour?: number;
  readonly tenants?: readonly SeededTenant[];
  /** Partners besides the default ones, or in their place. */
  readonly partners?: readonly SeededPartner[];
  /** The version of the customer agreement that holds from this start on; the last one of the log unless given. */
  readonly agreementVersion?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Real time. */
  readonly tokenLifetimeSeconds?: number;
  /** Milliseconds since the epoch; the system's clock unless given. */
  readonly realNow?: () => number;
  /** Random UUIDs unless given. */
  readonly newId?: () => string;
}

/** A running simulator. */
export interface Simulator {
  readonly url: string;
  readonly port: number;
  /** The simulated time. */
  now(): Date;
  /** Moves the simulated time forward, also across restarts. */
  advance(seconds: number): void;
  /** Makes another version of the customer agreement the one that holds; everybody has to accept it anew. */
  publishAgreement(version: string): void;
  stop(): Promise<void>;
}
