import { createUnitOfWork } from '../shared/database/transaction.ts';
import { openDatabase, type Database } from '../shared/database/database.ts';
import { eventsAtOnce } from '../shared/process/event-turns.ts';
import { createExecutor, type ContextRequest } from '../shared/process/executor.ts';
import { factMoment } from '../shared/messaging/fact-moment.ts';
import { openOutbox } from '../shared/database/outbox.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readOrdersConfig, type OrdersConfig } from './config.ts';
import { createMailer } from '../shared/mail/mailer.ts';
import { createMicrosoftConnector } from './connectors/microsoft/microsoft-connector.ts';
import { PartnerCenterClient } from './connectors/microsoft/client/partner-center-client.ts';
import { createSimulatedPayments } from './connectors/payments/payment-provider.ts';
import type { OrdersContext, OrdersServices } from './context.ts';
import { AccountEntity } from './entities/account.ts';
import { CartEntity, CartLineEntity } from './entities/cart.ts';
import { FulfilmentEntity } from './entities/fulfilment.ts';
import { OrderEntity, OrderLineEntity } from './entities/order.ts';
import { SubscriptionEntity } from './entities/subscription.ts';
import { createOrderLoaders } from './loaders/order-loaders.ts';
import { M001Orders } from './migrations/m001-orders.ts';
import { M002Ownership } from './migrations/m002-ownership.ts';
import { M003SellerContacts } from './migrations/m003-seller-contacts.ts';
import { M004TermsMoment } from './migrations/m004-terms-moment.ts';
import { buildOrdersSchema } from './schema.ts';
import { recordTerms, type TermsApproved } from './services/billing/credit.ts';
import { followAgreement, type AgreementAccepted } from './services/tenants/customer-agreements.ts';
import { PROVISION_QUEUE, type ProvisionJob } from './services/fulfilment/enqueue-step.ts';
import { createEventFeed } from './services/events/event-feed.ts';
import { followAccount, type AccountChanged } from './services/hierarchy/follow-accounts.ts';
import { rememberPartner, type PartnerProfile } from './services/tenants/partner-profiles.ts';
import { abandonPlacement, PLACEMENT_GUARD_QUEUE, type PlacementGuardJob } from './services/placing/placements.ts';
import { MAIL_QUEUE, type MailJob } from './services/fulfilment/order-mails.ts';
import { provisionOrder } from './services/fulfilment/provision-order.ts';
import { sendOrderMail } from './services/fulfilment/send-order-mail.ts';

const FEED_POLL_MS = 1_000;
const VENDOR_TIMEOUT_MS = 10_000;
const PROVISION_CONCURRENCY = 4;

/** The SDL of orders, for the composition. */
export function sdl(): string {
  return buildOrdersSchema().sdl;
}

/** Starts orders on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<Subgraph> {
  const config = readOrdersConfig(resources.environment);
  const database = await openDatabase(resources.database, {
    schema: 'orders',
    entities: [
      AccountEntity,
      CartEntity,
      CartLineEntity,
      OrderEntity,
      OrderLineEntity,
      FulfilmentEntity,
      SubscriptionEntity,
    ],
    migrations: [M001Orders, M002Ownership, M003SellerContacts, M004TermsMoment],
    onStatement: resources.onStatement,
  });
  const fork = (): ReturnType<Database['fork']> => database.fork();
  const services = await createServices(resources, config, fork);
  const createContext = ({ principal, contextToken }: ContextRequest): OrdersContext => {
    const em = fork();
    return {
      principal,
      contextToken,
      em,
      ...createUnitOfWork(em),
      loaders: createOrderLoaders(em),
      services,
      deps: services,
    };
  };
  const { schema } = buildOrdersSchema();
  const { readContext, logger } = resources;
  return {
    name: 'orders',
    schema,
    createContext,
    executor: createExecutor({
      schema,
      readContext,
      createContext,
      logger,
      eventsAtOnce: eventsAtOnce(resources.database),
    }),
    documents: {},
    ready: async () => {
      await fork().execute('select 1');
    },
    work: () => startWork(resources, services, fork),
    async close() {
      services.feed.close();
      await database.close();
    },
  };
}

async function createServices(
  { jobs, bus, logger, askGraph }: SubgraphResources,
  config: OrdersConfig,
  fork: Database['fork'],
): Promise<OrdersServices> {
  const now = (): Date => new Date();
  const { lookUpMs, ...connection } = config.microsoft;
  await jobs.createQueues([PROVISION_QUEUE, MAIL_QUEUE, PLACEMENT_GUARD_QUEUE]);
  return {
    config,
    jobs,
    bus,
    askGraph,
    now,
    outbox: await openOutbox('orders', { jobs, bus, logger }),
    connector: createMicrosoftConnector({
      client: new PartnerCenterClient({ ...connection, timeoutMs: VENDOR_TIMEOUT_MS }),
      now,
      lookUpMs,
    }),
    payments: createSimulatedPayments(),
    mailer: createMailer({ smtpUrl: config.smtpUrl, directory: config.mailDirectory, from: config.mailFrom }),
    feed: createEventFeed({ fork, bus, logger, pollMs: FEED_POLL_MS }),
  };
}

/** Handles the jobs of orders, and the facts that it keeps copies of. */
async function startWork(
  { bus, jobs }: SubgraphResources,
  services: OrdersServices,
  fork: Database['fork'],
): Promise<void> {
  await services.outbox.relay();
  await bus.consume('orders', 'accounts.account-changed', ({ data }) =>
    followAccount(services, fork(), data as AccountChanged),
  );
  await bus.consume('orders', 'accounts.terms-approved', async ({ data }) => {
    const terms = data as TermsApproved;
    factMoment(terms.decidedAt, services.now());
    await recordTerms(fork(), terms);
  });
  await bus.consume('orders', 'accounts.partner-profile-set', async ({ data }) => {
    const profile = data as PartnerProfile;
    factMoment(profile.confirmedAt, services.now());
    await rememberPartner(fork(), profile);
  });
  await bus.consume('orders', 'accounts.vendor-agreement-accepted', ({ data }) =>
    followAgreement(services, fork(), data as AgreementAccepted),
  );
  await jobs.work<ProvisionJob>(PROVISION_QUEUE.name, PROVISION_CONCURRENCY, (job, signal) =>
    provisionOrder(services, fork, job, signal),
  );
  await jobs.work<MailJob>(MAIL_QUEUE.name, 1, (job) => sendOrderMail(services, fork(), job));
  await jobs.work<PlacementGuardJob>(PLACEMENT_GUARD_QUEUE.name, 1, (job) => abandonPlacement(services, fork(), job));
}
