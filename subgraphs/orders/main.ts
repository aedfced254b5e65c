import {
  openDatabase,
  type Database,
  type DatabaseAddress,
  type DatabaseOptions,
} from '../shared/database/database.ts';
import { keepCounts } from '../shared/database/kept-counts.ts';
import { auditedUnit } from '../shared/database/record-change.ts';
import { workWith } from '../shared/database/transaction.ts';
import { openOutbox } from '../shared/database/outbox.ts';
import { createMailer } from '../shared/mail/mailer.ts';
import { assembleSubgraph } from '../shared/process/assemble-subgraph.ts';
import { callAt, callsAt } from '../shared/process/failpoint.ts';
import type { ContextRequest } from '../shared/process/executor.ts';
import { createFetch } from '../shared/process/outbound-fetch.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readOrdersConfig, type OrdersConfig } from './config.ts';
import { PartnerCenterClient } from './connectors/microsoft/client/partner-center-client.ts';
import { createMicrosoftConnector } from './connectors/microsoft/microsoft-connector.ts';
import { createVendorApiClient } from './connectors/vendor-api/vendor-api-client.ts';
import { createVendorApiConnector } from './connectors/vendor-api/vendor-api-connector.ts';
import { MICROSOFT_KEY, vendorKeyOf, type Vendor, type Vendors } from './connectors/vendors.ts';
import { createSimulatedPayments } from './connectors/payments/payment-provider.ts';
import type { OrdersContext, OrdersDeps } from './context.ts';
import { ENTITIES } from './entities/entities.ts';
import { FILLINGS, INDEXES, RETENTIONS } from './entities/retention.ts';
import { createOrderLoaders, ORDER_COUNTS, SUBSCRIPTION_COUNTS } from './loaders/order-loaders.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { buildOrdersSchema } from './schema.ts';
import { ATTENTION_JOBS } from './services/attention/jobs.ts';
import { recordExhausted } from './services/attention/record-job.ts';
import { BILLING_FACTS } from './services/billing/facts.ts';
import { BILLING_JOBS } from './services/billing/jobs.ts';
import { archiveEvents } from './services/events/archive-events.ts';
import { createEventFeed } from './services/events/event-feed.ts';
import { checkEventLog } from './services/events/log-health.ts';
import { createSequencer } from './services/events/sequencer.ts';
import { FULFILMENT_JOBS } from './services/fulfilment/jobs.ts';
import { COPIES } from './services/hierarchy/copies.ts';
import { HIERARCHY_FACTS } from './services/hierarchy/facts.ts';
import { HIERARCHY_JOBS } from './services/hierarchy/jobs.ts';
import { ONBOARDING_FACTS } from './services/onboarding/facts.ts';
import { PLACING_JOBS } from './services/placing/jobs.ts';
import { PROMOTION_FACTS } from './services/promotions/facts.ts';
import { PROMOTION_JOBS } from './services/promotions/jobs.ts';
import { TENANT_FACTS } from './services/tenants/facts.ts';

const EVENTS_POLL_MS = 1_000;
const FOLD_COUNTS_MS = 2_000;
const VENDOR_TIMEOUT_MS = 10_000;

const FACTS = [...HIERARCHY_FACTS, ...ONBOARDING_FACTS, ...BILLING_FACTS, ...TENANT_FACTS, ...PROMOTION_FACTS];
const JOBS = [
  ...PLACING_JOBS,
  ...FULFILMENT_JOBS,
  ...BILLING_JOBS,
  ...ATTENTION_JOBS,
  ...HIERARCHY_JOBS,
  ...PROMOTION_JOBS,
];

/** The SDL of orders, for the composition. */
export function sdl(): string {
  return buildOrdersSchema().sdl;
}

/** Opens the tables of orders and brings them up to date. */
export function openOrdersDatabase(
  address: DatabaseAddress,
  given: Pick<DatabaseOptions, 'clock' | 'onStatement'> = {},
): Promise<Database> {
  return openDatabase(address, {
    schema: 'orders',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    fillings: FILLINGS,
    indexes: INDEXES,
    ...given,
  });
}

/** Starts orders on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<Subgraph> {
  const config = readOrdersConfig(resources.environment);
  const { clock, onStatement } = resources;
  const database = await openOrdersDatabase(resources.database, { clock, onStatement });
  const deps = await createDeps(resources, config, database);
  const counts = keepCounts({
    tables: database.fresh,
    counts: [ORDER_COUNTS, SUBSCRIPTION_COUNTS],
    logger: resources.logger,
    everyMs: FOLD_COUNTS_MS,
  });
  return assembleSubgraph(resources, {
    name: 'orders',
    schema: buildOrdersSchema().schema,
    database,
    createContext: (request: ContextRequest, beside?: OrdersContext): OrdersContext => {
      if (beside !== undefined) return { ...beside, ...request };
      const unit = auditedUnit(database.begin());
      return { ...request, ...unit, loaders: createOrderLoaders(unit.read), deps };
    },
    outbox: deps.outbox,
    checks: [checkEventLog(deps)],
    copies: COPIES,
    retentions: RETENTIONS,
    archive: (signal) => archiveEvents(database.fresh, { now: deps.now(), keptMonths: config.keptEventMonths }, signal),
    work: { context: workWith(database.fresh, deps), facts: FACTS, jobs: JOBS, onExhausted: recordExhausted },
    close() {
      counts.close();
      deps.feed.close();
      deps.sequencer.close();
    },
  });
}

const VENDOR_STEPS = { prepare: 'prepare', submit: 'submit', lookUp: 'follow' } as const;

/** Microsoft, and the vendors that take orders by the platform's own protocol. */
function openVendors({ microsoft, vendorApis }: OrdersConfig, now: () => Date): Vendors {
  const { lookUpMs, followMs, expectedMs } = microsoft;
  const client = new PartnerCenterClient({ ...microsoft, timeoutMs: VENDOR_TIMEOUT_MS });
  const vendors: readonly Vendor[] = [
    {
      key: MICROSOFT_KEY,
      name: 'Microsoft',
      connector: callsAt(createMicrosoftConnector({ client, now, lookUpMs }), VENDOR_STEPS),
      pace: { lookUpMs, followMs, expectedMs },
      asksFor: 'vendor-parameters',
    },
    ...vendorApis.map(({ vendorName, baseUrl, token, pace }): Vendor => {
      const link = { baseUrl, token, fetch: createFetch(), timeoutMs: VENDOR_TIMEOUT_MS };
      const connector = createVendorApiConnector(vendorName, createVendorApiClient(link));
      const key = vendorKeyOf(vendorName);
      return { key, name: vendorName, connector: callsAt(connector, VENDOR_STEPS), pace, asksFor: 'line-parameters' };
    }),
  ];
  return new Map(vendors.map((vendor) => [vendor.key, vendor]));
}

async function createDeps(
  { jobs, bus, logger, askGraph }: SubgraphResources,
  config: OrdersConfig,
  { fresh, clock: { now } }: Database,
): Promise<OrdersDeps> {
  await jobs.createQueues(JOBS.map(({ queue }) => queue));
  return {
    config,
    logger,
    jobs,
    askGraph: (question) => callAt('graph', () => askGraph(question)),
    now,
    outbox: await openOutbox('orders', { jobs, bus, logger }),
    vendors: openVendors(config, now),
    payments: callsAt(createSimulatedPayments(), { authorise: 'authorise', capture: 'capture' }),
    mailer: callsAt(createMailer(config.mail), { send: 'mail' }),
    feed: createEventFeed({ tables: fresh, bus, logger, pollMs: EVENTS_POLL_MS }),
    sequencer: createSequencer({ tables: fresh, bus, logger, pollMs: EVENTS_POLL_MS }),
  };
}
