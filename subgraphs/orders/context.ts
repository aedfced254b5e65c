import type { EntityManager } from '@mikro-orm/postgresql';
import type { UnitOfWork } from '../shared/database/transaction.ts';
import type { AskGraph } from '../shared/graphql/ask-graph.ts';
import type { Bus } from '../shared/messaging/bus.ts';
import type { Jobs } from '../shared/messaging/jobs.ts';
import type { Outbox } from '../shared/database/outbox.ts';
import type { Principal } from '../shared/domain/principal.ts';
import type { OrdersConfig } from './config.ts';
import type { PaymentProvider } from './connectors/payments/payment-provider.ts';
import type { Mailer } from '../shared/mail/mailer.ts';
import type { VendorConnector } from './connectors/vendor-connector.ts';
import type { OrderLoaders } from './loaders/order-loaders.ts';
import type { EventFeed } from './services/events/event-feed.ts';

/** What every use case of orders works with. */
export interface OrdersServices {
  readonly config: OrdersConfig;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  readonly bus: Bus;
  readonly askGraph: AskGraph;
  readonly connector: VendorConnector;
  readonly payments: PaymentProvider;
  readonly mailer: Mailer;
  readonly feed: EventFeed;
  readonly now: () => Date;
}

/** One operation: who asks, their unit of work, and the batches that belong to it. */
export interface OrdersContext extends UnitOfWork {
  readonly principal: Principal;
  /** The signed context, for asking the graph in the caller's name. */
  readonly contextToken: string | undefined;
  readonly em: EntityManager;
  readonly loaders: OrderLoaders;
  readonly services: OrdersServices;
  readonly deps: OrdersServices;
}
