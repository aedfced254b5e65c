import type { Logger } from 'pino';
import type { UnitOfWork } from '../shared/database/transaction.ts';
import type { Outbox } from '../shared/database/outbox.ts';
import type { Principal } from '../shared/domain/principal.ts';
import type { AskGraph } from '../shared/graphql/ask-graph.ts';
import type { SignedIn } from '../shared/graphql/signed-in.ts';
import type { Mailer } from '../shared/mail/mailer.ts';
import type { Jobs } from '../shared/messaging/jobs.ts';
import type { OrdersConfig } from './config.ts';
import type { PaymentProvider } from './connectors/payments/payment-provider.ts';
import type { Vendors } from './connectors/vendors.ts';
import type { OrderLoaders } from './loaders/order-loaders.ts';
import type { EventFeed } from './services/events/event-feed.ts';
import type { Sequencer } from './services/events/sequencer.ts';

/** What the use cases of orders depend on besides their tables. */
export interface OrdersDeps {
  readonly config: OrdersConfig;
  readonly logger: Logger;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  readonly askGraph: AskGraph;
  readonly vendors: Vendors;
  readonly payments: PaymentProvider;
  readonly mailer: Mailer;
  readonly feed: EventFeed;
  readonly sequencer: Sequencer;
  readonly now: () => Date;
}

/** One operation: who asks, the tables, and the batches of the operation. */
export interface OrdersContext extends UnitOfWork {
  readonly principal: Principal;
  /** Of the request that is answered, for the audit log; undefined where it is not known. */
  readonly requestId?: string | undefined;
  /** The signed context, for asking the graph on behalf of the caller. */
  readonly contextToken: string;
  readonly loaders: OrderLoaders;
  readonly deps: OrdersDeps;
}

/** An operation whose viewer has signed in: what every use case is given first. */
export type SignedInContext = SignedIn<OrdersContext>;

/** What a job or a fact is handled with: nobody asks, and each use of the tables is a unit of work of its own. */
export interface WorkContext extends UnitOfWork {
  readonly deps: OrdersDeps;
}
