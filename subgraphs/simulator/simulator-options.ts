import type { SeededPartner } from './vendor/partners.ts';
import type { SeededPromotion } from './vendor/promotions.ts';

/** A tenant that exists before the first request. */
export interface SeededTenant {
  /** The full domain, for example `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly qualification: TenantQualification;
  /** Whether the tenant has accepted the relationship with the provider. */
  readonly relationship: boolean;
  /** The domains of the resellers that a related tenant has accepted; by default all active ones of the directory. */
  readonly resellers?: readonly string[];
  /** Whether a related tenant has accepted the first version of the customer agreement; true by default. */
  readonly agreement?: boolean;
}

export type TenantQualification = 'none' | 'education' | 'nonprofit';

export interface SimulatorOptions {
  /**
   * The file of the log, in JSON lines. It is created when it does not exist and replayed when it does. Two simulators
   * must not share one.
   */
  readonly logPath: string;
  /** The port to listen on; 0 (the default) means any free port. */
  readonly port?: number;
  /** Simulated seconds per real second. */
  readonly speed?: number;
  /** Simulated time from the checkout to the fulfilment of the last line. */
  readonly provisioningSeconds?: number;
  /** Simulated time after which a request that "applies late" takes effect. */
  readonly lateSeconds?: number;
  /** Simulated time for which a new order cannot be queried. */
  readonly orderHiddenSeconds?: number;
  /** Requests of one partner tenant within a minute of real time. */
  readonly requestsPerMinute?: number;
  /** How long every answer is held back, in milliseconds of real time; 0 by default. */
  readonly latencyMs?: number;
  /** Changes of one subscription within a simulated hour. */
  readonly updatesPerHour?: number;
  readonly tenants?: readonly SeededTenant[];
  /** Partners besides the default ones; one with the domain or MPN ID of a default one replaces it. */
  readonly partners?: readonly SeededPartner[];
  /** The promotions of the vendor; those of the sample products unless given. */
  readonly promotions?: readonly SeededPromotion[];
  /** The version of the customer agreement that is in force from this start on; by default the last one of the log. */
  readonly agreementVersion?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Lifetime of tokens in real time. */
  readonly tokenLifetimeSeconds?: number;
  /** The current time in milliseconds since the epoch; the system's clock by default. */
  readonly realNow?: () => number;
  /** Makes ids; random UUIDs by default. */
  readonly newId?: () => string;
}

/** A running simulator. */
export interface Simulator {
  readonly url: string;
  readonly port: number;
  /** The simulated time. */
  now(): Date;
  /** Moves the simulated time forward. It stays there across restarts. */
  advance(seconds: number): void;
  /** Puts another version of the customer agreement in force; every customer has to accept it again. */
  publishAgreement(version: string): void;
  stop(): Promise<void>;
}
