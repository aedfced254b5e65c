import { readEnvironment, type Environment } from '../shared/process/config.ts';
import { createSealer, type Sealer } from '../shared/database/sealing.ts';
import { readMailOptions } from '../shared/mail/mail-config.ts';
import type { MailerOptions } from '../shared/mail/mailer.ts';
import { readVendorApis, type VendorApiConfig } from './connectors/vendor-api/vendor-api-config.ts';

export interface OrdersConfig {
  readonly sealer: Sealer;
  readonly microsoft: {
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** How long the vendor may hide a new order. */
    readonly lookUpMs: number;
    /** How long to wait between two looks at an order's provisioning. */
    readonly followMs: number;
    /** How long provisioning usually takes. */
    readonly expectedMs: number;
  };
  /** The vendors that take orders by the platform's own protocol. */
  readonly vendorApis: readonly VendorApiConfig[];
  /** How long it usually takes at most to set up a reseller. */
  readonly activationExpectedMs: number;
  readonly mail: MailerOptions;
  /** Who is told of what needs attention; without it the log is the only place. */
  readonly operatorMail: string | undefined;
  /** How many whole months of events stay out of the archive beside the current one. */
  readonly keptEventMonths: number;
}

/** Reads the configuration of orders. Throws a ConfigError with one line for each fault. */
export function readOrdersConfig(environment: Environment): OrdersConfig {
  const read = readEnvironment(environment);
  const keys = read.text('SEALING_KEYS');
  const microsoft = {
    baseUrl: read.url('MICROSOFT_API_URL', ['http:', 'https:'], 'http://127.0.0.1:4010'),
    clientId: read.text('MICROSOFT_CLIENT_ID', 'simulator-client'),
    clientSecret: read.text('MICROSOFT_CLIENT_SECRET', 'simulator-secret'),
    lookUpMs: read.integer('MICROSOFT_LOOKUP_MS', 15 * 60_000, { min: 0, max: 86_400_000 }),
    followMs: read.integer('MICROSOFT_FOLLOW_MS', 15_000, { min: 100, max: 3_600_000 }),
    expectedMs: read.integer('MICROSOFT_EXPECTED_MS', 20 * 60_000, { min: 1_000, max: 86_400_000 }),
  };
  const vendorApis = readVendorApis(read);
  const activationExpectedMs = read.integer('ACTIVATION_EXPECTED_MS', 3_600_000, { min: 1_000, max: 86_400_000 });
  const mail = readMailOptions(read);
  const operatorMail = read.optionalMail('OPERATOR_MAIL');
  const keptEventMonths = read.integer('EVENTS_KEPT_MONTHS', 3, { min: 1, max: 1_200 });
  read.check();
  return {
    sealer: createSealer(keys),
    microsoft,
    vendorApis,
    activationExpectedMs,
    mail,
    operatorMail,
    keptEventMonths,
  };
}
